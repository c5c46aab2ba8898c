"""Who practises, when, and where her progress is kept: what practising needs beside its state."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from practice.forms.turn import Message
from practice.progress.model import Due, Form, Overview, Result, Sharing

logger = logging.getLogger(__name__)


class Keeper(Protocol):
    """What practising needs of a store of progress; `practice.progress.ProgressStore` is one."""

    def admitted(self, trainee: str) -> bool:
        """Tell whether somebody may practise."""

    def record(self, results: Sequence[Result]) -> None:
        """Keep results."""

    def results(self, trainee: str) -> tuple[Result, ...]:
        """Give everything that was kept."""

    def due(self, trainee: str, now: datetime | None = None) -> tuple[Due, ...]:
        """Give what should come back."""

    def seen(self, trainee: str) -> Mapping[str, datetime]:
        """Give the cases that were done, each with when."""

    def overview(self, trainee: str, now: datetime | None = None) -> Overview:
        """Give how a trainee stands."""

    def dispute(self, trainee: str, form: Form, case: str, text: str) -> int:
        """Keep that a trainee does not agree."""

    def sharing(self, trainee: str) -> Sharing:
        """Give what is shared."""

    def group(self, trainee: str) -> str | None:
        """Give the name of her group."""

    def join(self, trainee: str, code_hash: str) -> str | None:
        """Put a trainee in the group of a code; gives its name."""

    def share(self, trainee: str, sharing: Sharing) -> None:
        """Keep what is shared from now on."""

    def erase(self, trainee: str) -> bool:
        """Erase everything of a trainee."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who practises, when, and where progress is kept; `seed` makes choices repeatable.

    `faults` are what a store raises when it cannot be used; `look_up` gives what the catalogue
    says about words, None when it says nothing.
    """

    trainee: str
    now: datetime
    seed: int
    store: Keeper
    look_up: Callable[[str], Sequence[Message]]
    faults: tuple[type[Exception], ...] = ()

    def attempt[T](self, action: Callable[[], T], *, default: T) -> T:
        """Do something with the store; a store that is out of order gives the default."""
        try:
            return action()
        except self.faults as fault:
            logger.error("practice store: %s", type(fault).__name__)
            return default

"""What every form takes and gives: no clock, no chance, no store.

A state is plain JSON data, so that a conversation can keep it. `Input` is what the trainee said
or chose; `Turn` holds the next state, what is said, and how things went.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from catalog.loader import Catalogue
from practice.cases.checking import Shelf
from practice.cases.model import Case
from practice.progress.model import Skill
from practice.words import Words

type State = dict[str, Any]
"""The state of one exercise, as JSON; `vorm` names the form, `fase` where it is."""

DONE = "klaar"
"""The phase in which an exercise is over and its feedback was given."""


@dataclass(frozen=True, slots=True)
class Say:
    """Something that is said; `kind` is a kind of entry, `data` what a channel may show beside."""

    text: str
    kind: str = "text"
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: the value that it stands for and its label."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Ask:
    """The question that is open: choose, or type."""

    id: str
    text: str
    options: tuple[Option, ...] = ()
    multi: bool = False
    input: str = ""


type Message = Say | Ask


@dataclass(frozen=True, slots=True)
class Grade:
    """How one thing went, from 0 (not) to 1 (well); at most one of kenmerk and product.

    A product is of `stelsel`; None: of that of the case.
    """

    skill: Skill
    grade: float
    kenmerk: str | None = None
    product: str | None = None
    stelsel: str | None = None
    details: Mapping[str, bool | int | float | str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Input:
    """What the trainee typed, and the values that were picked where the channel knows them."""

    text: str
    chosen: tuple[str, ...] = ()


class Heard(Protocol):
    """What a trainee's question asks, and in which form (see `practice.questions`)."""

    @property
    def kenmerken(self) -> tuple[str, ...]:
        """Give the kenmerken that are asked, in the order of the question."""

    @property
    def vorm(self) -> str:
        """Give the form: open, gesloten, suggestief, meervoudig, ongepast or geen_vraag."""


@dataclass(frozen=True, slots=True)
class Motivation:
    """What a written motivation holds.

    `named` are ids of the case's reasons; `steps` the steps of the weighing that it covers (keys
    of `practice.cases.model.Steps`); `wrong` the kenmerken of which it says what is not so.
    """

    named: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question of knowledge: `right` is the place of the right one of `options`.

    `source` is where the answer is written, as `{document, kop}`; `product` what it is about, of
    `stelsel`.
    """

    id: str
    text: str
    options: tuple[str, ...]
    right: int
    explanation: str
    source: Mapping[str, str] | None = None
    product: str | None = None
    stelsel: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a form works with: the live catalogue, the cases that are served, the words.

    `recognise` hears what a question asks, after the kenmerken that were asked just before;
    `assess` what a motivation for a case holds; `quiz` makes the question of knowledge for a seed,
    a stelsel (None: any) and a level. They are arguments so that forms depend on no model.
    """

    catalogue: Catalogue
    shelf: Shelf
    words: Words
    recognise: Callable[[str, tuple[str, ...]], Heard]
    assess: Callable[[str, Case], Motivation]
    quiz: Callable[[int, str | None, int], Quiz]

    def case(self, state: State) -> Case:
        """Give the case of an exercise. KeyError when it is not served (any more)."""
        return self.shelf.cases[state["casus"]]


@dataclass(frozen=True, slots=True)
class Turn:
    """The next state, what is said (the open question last) and the grades of this turn."""

    state: State
    said: tuple[Message, ...]
    grades: tuple[Grade, ...] = ()

    @property
    def done(self) -> bool:
        """Tell whether the exercise is over."""
        return bool(self.state["fase"] == DONE)


@dataclass(frozen=True, slots=True)
class FormOf:
    """One form: how it begins with a case (None: without one), takes an input, and asks again."""

    start: Callable[[Case, Context], Turn] | None
    take: Callable[[State, Input, Context], Turn]
    ask: Callable[[State, Context], Ask]


def shuffled[T](items: Iterable[T], seed: int | str) -> list[T]:
    """Give items in an order that depends on the seed alone."""
    listed = list(items)
    random.Random(f"oefenen-{seed}").shuffle(listed)  # noqa: S311 (no secret: an order to show)
    return listed


def means(text: str, patterns: Sequence[str]) -> bool:
    """Tell whether a typed text is one of the wishes that patterns stand for."""
    folded = " ".join(text.casefold().split()).strip(" .!")
    return any(re.fullmatch(pattern, folded) for pattern in patterns)

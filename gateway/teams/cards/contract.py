"""What goes between the channel and the cards: the context of a card, and what is rendered.

An action is a small object that says what a button does; gateway/teams/submissions.py lists them.
It goes out signed, as the `data` of the button.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

type Json = dict[str, Any]
type Sign = Callable[[Mapping[str, Any]], Json]


def nowhere(_entry: str, _format: str) -> str | None:
    """Give no address: files cannot be fetched."""
    return None


@dataclass(frozen=True, slots=True)
class CardContext:
    """What a card needs of its channel.

    `sign` gives the signed form of an action. `report_url` gives a short-lived address of the
    report that an entry (by its id) holds, in a format (`docx` or `md`), or None where files cannot
    be fetched.
    """

    sign: Sign
    report_url: Callable[[str, str], str | None] = nowhere


@dataclass(frozen=True, slots=True)
class Rendered:
    """An entry as Teams shows it: text that is complete by itself, and a card or None.

    `whole` says that using one button uses up the card, so that it is replaced by what
    `summary_of` gives; else each button is used once and the card stays.
    """

    text: str
    card: Json | None = None
    whole: bool = False

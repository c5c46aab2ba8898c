"""Values of kenmerken as the measuring files have them: what was recorded, what is the same."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from catalog.loader import shipped
from catalog.model import Kenmerk

type Pair = tuple[str, str]
"""One kenmerk with one of its values, written as text so that it can lie in a set."""

ADDED: Final = frozenset(
    {
        "acuut_gevaar",
        "kan_hulp_vragen",
        "kwetsbaarheid",
        "intellectueel_vermogen",
        "multiproblematiek",
        "steun",
    }
)
"""Kenmerken that were added to the public vocabulary: measurements leave them out."""

NONE_OF_THESE: Final = "geen"
"""How the empty list ("none of these") is written as a value of its own."""


@cache
def measured() -> Mapping[str, Kenmerk]:
    """Give the kenmerken that count in measurements, in the vocabulary's order."""
    return {name: each for name, each in shipped().vocabulary.items() if name not in ADDED}


def plain_value(value: Any) -> Any:
    """Give a slot's value as a measuring file writes it: 67, where the slot holds 67.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def recorded(slots: Mapping[str, Any]) -> dict[str, Any]:
    """Give every measured kenmerk that has a value, from the slots of a tracker."""
    return {name: plain_value(slots[name]) for name in measured() if slots.get(name) is not None}


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are the same; lists are compared as sets."""
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(str, one)) == sorted(map(str, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)


def pairs(kenmerken: Mapping[str, Any]) -> set[Pair]:
    """Give every kenmerk with its value, one pair for each member of a list; ADDED left out.

    The empty list is one pair with the value `geen`.
    """
    found: set[Pair] = set()
    for name, value in kenmerken.items():
        if name in ADDED or value is None:
            continue
        members = value if isinstance(value, list) else [value]
        found.update((name, shown(plain_value(each))) for each in members or [NONE_OF_THESE])
    return found


def shown(value: Any) -> str:
    """Give a value as a report shows it: `ja`, `escalatie + overlast`, `-` for none at all."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return " + ".join(sorted(map(str, value))) or NONE_OF_THESE
    return str(value)

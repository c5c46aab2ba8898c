"""Three-valued logic (Kleene): true, false and unknown."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """A statement about a situation holds, does not hold, or is not known."""

    TRUE = "waar"
    FALSE = "onwaar"
    UNKNOWN = "onbekend"


def any_of(truths: Iterable[Truth]) -> Truth:
    """Give TRUE when one is true, FALSE when all are false (also of none), else UNKNOWN."""
    result = Truth.FALSE
    for truth in truths:
        if truth is Truth.TRUE:
            return truth
        if truth is Truth.UNKNOWN:
            result = truth
    return result


def all_of(truths: Iterable[Truth]) -> Truth:
    """Give FALSE when one is false, TRUE when all are true (also of none), else UNKNOWN."""
    result = Truth.TRUE
    for truth in truths:
        if truth is Truth.FALSE:
            return truth
        if truth is Truth.UNKNOWN:
            result = truth
    return result


def of_bool(value: bool) -> Truth:
    """Give the truth of something known."""
    return Truth.TRUE if value else Truth.FALSE

"""Numbers in answers: an age, hours a week, half-days a week, or a bare number."""

from __future__ import annotations

from actions.reading.ages import read_age
from actions.reading.half_days import read_half_days
from actions.reading.hours import read_hours
from actions.reading.measures import FILLERS, joined_tokens, ranged
from actions.reading.numerals import as_number
from actions.reading.result import NOTHING, Reading
from dutch.words import is_mark

__all__ = ["read_age", "read_half_days", "read_hours", "read_number"]


def read_number(text: str, low: float | None = None, high: float | None = None) -> Reading:
    """Read a bare number in digits or words, from `low` to `high` inclusive; else NONE."""
    words = joined_tokens(text)
    found = [n for n in map(as_number, words) if n is not None]
    rest = [t for t in words if as_number(t) is None and not is_mark(t)]
    if len(found) != 1 or any(t not in FILLERS for t in rest):
        return NOTHING
    return ranged(found[0], low, high, exact=True, sure=True)

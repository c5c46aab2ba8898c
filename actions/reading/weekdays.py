"""Days of the week in answers: whole names as they sound, short ones, and parts of a day."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from actions.reading.measures import unit_key, unit_of

_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_SHORT = {
    "ma": 0, "di": 1, "wo": 2, "do": 3, "vr": 4, "za": 5, "zo": 6, "maa": 0, "din": 1, "woe": 2,
    "don": 3, "vrij": 4, "zat": 5, "zon": 6,
}  # fmt: skip
_PARTS = ("ochtend", "morgen", "middag", "avond")


@dataclass(frozen=True, slots=True)
class DayNamed:
    """A day of the week at place `at` of the words; `part` "ochtend" and so on, or None."""

    at: int
    day: int
    part: str | None = None


def _day_of(key: str) -> int | None:
    near = [
        i
        for i, name in enumerate(_NAMES)
        if unit_key(name)[0] == key[:1]
        and OSA.distance(unit_key(name), key, score_cutoff=1) <= (1 if len(key) > 4 else 0)
    ]
    return near[0] if len(near) == 1 else None


@cache
def _named(token: str) -> tuple[int, str | None] | None:
    if not token.isalpha() or len(token) < 5:
        return None
    key = unit_key(token)
    whole = _day_of(key.removesuffix("s"))
    if whole is not None:
        return whole, None
    for match in re.finditer(r"d(?:a|e)?g", key):
        day, rest = _day_of(key[: match.end()]), key[match.end() :]
        if day is None or len(rest) < 3:
            continue
        part = unit_of(rest)
        if part is None and any(unit_key(p) == rest for p in _PARTS):
            part = "ochtend"
        if part in ("ochtend", "middag", "avond"):
            return day, part
    return None


def days_named(texts: Sequence[str]) -> list[DayNamed]:
    """Give the days of the week that words name, in order.

    Short names count where at least two days are named: "zo" and "do" are words of their own too.
    """
    found = []
    for i, text in enumerate(texts):
        long = _named(text)
        if long is not None:
            found.append(DayNamed(i, *long))
        elif text in _SHORT and _is_short_name(texts, i):
            found.append(DayNamed(i, _SHORT[text]))
    return found


def _is_short_name(texts: Sequence[str], at: int) -> bool:
    """Tell whether a short word names a day: another day is named beside it or part of one."""
    around = {*texts[max(0, at - 2) : at], *texts[at + 1 : at + 3]}
    if any(t in _SHORT or _named(t) for t in around):
        return True
    return texts[at] in ("ma", "di", "wo", "vr") and any(
        unit_of(t) in ("ochtend", "middag") for t in texts[at + 1 : at + 2]
    )


def spanned(texts: Sequence[str], days: Sequence[DayNamed]) -> set[int]:
    """Give the days that are meant, with those between the two ends of "ma t/m do"."""
    found = {d.day for d in days}
    for first, last in itertools.pairwise(days):
        between = list(texts[first.at + 1 : last.at])
        if between and between[0] in ("t/m", "tot") and first.day < last.day:
            found |= set(range(first.day, last.day + 1))
    return found

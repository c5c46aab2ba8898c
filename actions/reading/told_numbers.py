"""Numbers that a story tells of itself: an age, half-days and hours a week."""

from __future__ import annotations

import re
from collections.abc import Callable

from actions.reading.measures import unit_of
from actions.reading.quantities import read_age, read_half_days, read_hours
from actions.reading.result import Kind, Reading
from actions.reading.scope import about_client_now
from catalog.model import Publiek
from dutch.segments import clauses, sentences
from dutch.words import fold, tokens

YOUNGEST = 4
"""A smaller number in a story tells how long something lasts, not how old somebody is."""

_AGE = re.compile(
    r"\b(?:jaar|jr|jarige?|jaartjes|oud|leeftijd|lft|van|geworden|ben|bn|is|word|wordt|m|v)\b|"
    r"\b(?:man|vrouw|mw|mevr|mevrouw|dhr|meneer|cl|client|zoon|dochter|moeder|vader)\b\W{0,3}\d"
)
_HOURS = re.compile(
    r"\b(?:uur|uren|u)\b\W*(?:\w+\W+){0,3}?(?:per week|p/?\W?w|in de week|wekelijks|elke week|"
    r"begeleiding|ondersteuning|individuele|ambulant|bg)|"
    r"\b(?:begeleiding|ondersteuning|inzet)\b\W+(?:\w+\W+){0,4}?(?:uur|uren|u)\b"
)


def _tells_half_days(words: str) -> bool:
    """Tell whether words speak of half-days, however spelled; "dd" may be a date in a report."""
    return any(t != "dd" and unit_of(t) == "dagdeel" for t in tokens(words))


_READERS: dict[str, tuple[Callable[[str], object], Callable[[str, Publiek | None], Reading]]] = {
    "leeftijd": (_AGE.search, lambda text, publiek: read_age(text, publiek, 0, 120)),
    "dagdelen": (_tells_half_days, lambda text, publiek: read_half_days(text, publiek, 0, 9)),
    "uren_per_week": (_HOURS.search, lambda text, publiek: read_hours(text, publiek, 0, 168)),
}


def read_told_number(
    kenmerk: str, text: str, publiek: Publiek | None
) -> tuple[int | float, str] | None:
    """Give the number that a story states for a kenmerk, with the words it stands in.

    None when the story states none, more than one, or none surely. `publiek` None means that
    nobody said yet who writes.
    """
    mark, read = _READERS[kenmerk]
    found: dict[int | float, str] = {}
    for sentence in sentences(text):
        whole = sentence.of(text)
        for piece in clauses(text, sentence):
            words = piece.of(text)
            if not mark(fold(words)):
                continue
            if not about_client_now(words, whole, (kenmerk, ""), publiek):
                continue
            reading = read(words, publiek)
            if reading.kind is Kind.VALUE and isinstance(reading.value, int | float):
                if kenmerk == "leeftijd" and reading.value < YOUNGEST:
                    continue
                if not reading.sure:
                    return None
                found.setdefault(reading.value, words)
    return next(iter(found.items())) if len(found) == 1 else None

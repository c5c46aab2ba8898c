"""An answer in one's own words: what the trained model heard in it, for the question asked."""

from __future__ import annotations

from collections.abc import Sequence

from actions.reading.clauses import corrected, split_clauses
from actions.reading.plain import asks_back, dont_know_span
from actions.reading.result import NOTHING, Kind, Reading
from actions.reading.story import NONE_OF_THESE, Candidate
from catalog.model import Kenmerk, KenmerkType, Publiek, Value

SURE = 0.42
"""Confidence from which a value that was heard is recorded."""
CLEAR = 0.12
"""How much likelier it must be than any other, and than that the text answers nothing."""
DOUBT = 0.28
"""Confidence from which it is worth asking back."""
NO_ANSWER = ""


def heard_answer(
    kenmerk: Kenmerk, text: str, publiek: Publiek, candidates: Sequence[Candidate]
) -> Reading:
    """Give what the model heard in an answer to the question about `kenmerk`; NONE for nothing.

    `candidates` are those of the message; others than answers to this kenmerk are passed over.
    Not sure is what comes with a correction or with doubt, or what is only likely.
    """
    shares = {
        c.value: c.confidence for c in candidates if c.as_answer and c.kenmerk == kenmerk.naam
    }
    nothing = shares.pop(NO_ANSWER, 0.0)
    if not shares or _says_nothing(text, publiek):
        return NOTHING
    ranked = sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))
    if kenmerk.type is KenmerkType.MANY:
        return _members(kenmerk, ranked, nothing)
    best, share = ranked[0]
    other = max([nothing, *(s for _, s in ranked[1:2])])
    value: Value = best == "ja" if kenmerk.type is KenmerkType.BOOL else best
    return _weighed(value, share, share - other, sure=corrected(text) is None)


def _says_nothing(text: str, publiek: Publiek) -> bool:
    """Tell whether the words themselves say that they answer nothing."""
    clauses = split_clauses(text, publiek)
    if asks_back(text) or not clauses:
        return True
    if all(clause.asks or clause.supposed for clause in clauses):
        return True
    return any(dont_know_span(clause.words) is not None for clause in clauses)


def _members(kenmerk: Kenmerk, ranked: Sequence[tuple[str, float]], nothing: float) -> Reading:
    first, share = ranked[0]
    if first == NONE_OF_THESE:
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        return _weighed((), share, share - max(nothing, second), sure=True)
    likely = {v for v, s in ranked if s >= SURE and s - nothing >= CLEAR and v != NONE_OF_THESE}
    chosen = likely or {first}
    value = tuple(v for v in kenmerk.values if v in chosen)
    return _weighed(value, share, share - nothing, sure=True)


def _weighed(value: Value, share: float, lead: float, *, sure: bool) -> Reading:
    if share < DOUBT or lead <= 0:
        return NOTHING
    certain = sure and share >= SURE and lead >= CLEAR
    return Reading(Kind.VALUE, value, sure=certain)

"""An answer in one's own words: what the trained model heard in it, for the question asked."""

from __future__ import annotations

from collections.abc import Sequence

from actions.reading.clauses import corrected, split_clauses
from actions.reading.plain import asks_back, dont_know_span
from actions.reading.result import NOTHING, Kind, Reading
from actions.reading.scope import OTHERS_TELL
from actions.reading.story import NONE_OF_THESE, Candidate
from catalog.model import Kenmerk, KenmerkType, Publiek, Value

SURE = 0.5
"""Confidence from which a value that was heard is recorded."""
CLEAR = 0.1
"""How much likelier it must be than any other, and than that the text answers nothing."""
DOUBT = 0.28
"""Confidence from which it is worth asking back."""
CONTESTS = 0.4
"""Confidence from which a later part of an answer puts the whole in doubt."""
NO_ANSWER = ""
PART_COUNTS, TOLD_COUNTS, NOTHING_COUNTS = 0.4, 0.3, 0.5
"""How much the best part of an answer, what it tells by itself, and that it may be none, count."""

type Shares = dict[str, float]


def heard_answer(
    kenmerk: Kenmerk, text: str, publiek: Publiek, candidates: Sequence[Candidate]
) -> Reading:
    """Give what the model heard in an answer to the question about `kenmerk`; NONE for nothing.

    `candidates` are those of the message; others than those of this kenmerk are passed over.
    Who takes back the first part is heard from there on. Not sure is what comes with doubt, or
    what is only likely.
    """
    if _says_nothing(kenmerk, text, publiek):
        return NOTHING
    after = _after_turn(kenmerk, text, candidates)
    if after is not None:
        turned = _reading(kenmerk, after)
        if turned.kind is Kind.VALUE:
            return turned
        reading = _reading(kenmerk, weighed(kenmerk, text, candidates))
        # What was taken back still sounds in the whole: it is worth a question at the most.
        return Reading(reading.kind, reading.value, sure=False)
    reading = _reading(kenmerk, weighed(kenmerk, text, candidates))
    if reading.sure and _is_contested(kenmerk, reading, candidates):
        return Reading(reading.kind, reading.value, sure=False)
    return reading


def _is_contested(kenmerk: Kenmerk, reading: Reading, candidates: Sequence[Candidate]) -> bool:
    """Tell whether a later part of the answer plainly says something else than the whole."""
    if kenmerk.type is KenmerkType.MANY or reading.kind is not Kind.VALUE:
        return False
    chosen = _as_word(reading.value)
    stretches = {(c.start, c.end) for c in candidates if c.as_answer and c.start > 0}
    for start, end in stretches:
        shares = shares_of(kenmerk, candidates, start, end)
        nothing = shares.pop(NO_ANSWER, 0.0)
        best = max(shares, key=lambda value: shares[value], default=chosen)
        if best != chosen and shares[best] >= CONTESTS and shares[best] > nothing:
            return True
    return False


def _as_word(value: Value | None) -> str:
    """Give a value as candidates name it."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value)


def likelihood(text: str, kenmerk: str, candidates: Sequence[Candidate]) -> float:
    """Give how likely a message answers the question about a kenmerk, from 0 to 1."""
    shares = [
        c.confidence
        for c in candidates
        if c.as_answer and c.kenmerk == kenmerk and c.value != NO_ANSWER
    ]
    return max(shares, default=0.0) if text.strip() else 0.0


def weighed(kenmerk: Kenmerk, text: str, candidates: Sequence[Candidate]) -> Shares:
    """Give how likely each value is: by the whole text, its best part, and what it tells alone."""
    whole = shares_of(kenmerk, candidates, 0, len(text))
    own = [c for c in candidates if c.kenmerk == kenmerk.naam]
    found: Shares = {NO_ANSWER: whole.get(NO_ANSWER, 0.0)}
    for value in {c.value for c in own} - {NO_ANSWER}:
        parts = [
            c.confidence - NOTHING_COUNTS * shares_of(kenmerk, own, c.start, c.end).get("", 0.0)
            for c in own
            if c.as_answer and c.value == value
        ]
        told = [c.confidence for c in own if not c.as_answer and c.value == value]
        found[value] = (
            whole.get(value, 0.0)
            + PART_COUNTS * max(0.0, *parts, 0.0)
            + TOLD_COUNTS * max(told, default=0.0)
        )
    return found


def shares_of(kenmerk: Kenmerk, candidates: Sequence[Candidate], start: int, end: int) -> Shares:
    """Give how likely each value is as the answer that one stretch of the text gives."""
    return {
        c.value: c.confidence
        for c in candidates
        if c.as_answer and c.kenmerk == kenmerk.naam and (c.start, c.end) == (start, end)
    }


def _after_turn(kenmerk: Kenmerk, text: str, candidates: Sequence[Candidate]) -> Shares | None:
    """Give what was heard after a correction, None where nothing is taken back."""
    change = corrected(text)
    if change is None or not change.after:
        return None
    begins = len(text) - len(change.after) - SLACK
    later = sorted({(c.start, c.end) for c in candidates if c.as_answer and c.start >= begins})
    for start, end in later:
        shares = shares_of(kenmerk, candidates, start, end)
        if shares:
            return shares
    return {} if change.clear else None


SLACK = 4
"""Letters by which a stretch may begin before what follows a correction: marks between them."""


def _reading(kenmerk: Kenmerk, shares: Shares) -> Reading:
    values = {value: share for value, share in shares.items() if value != NO_ANSWER}
    if not values:
        return NOTHING
    nothing = shares.get(NO_ANSWER, 0.0)
    ranked = sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))
    if kenmerk.type is KenmerkType.MANY:
        return _members(kenmerk, ranked, nothing)
    best, share = ranked[0]
    other = max([nothing, *(s for _, s in ranked[1:2])])
    value: Value = best == "ja" if kenmerk.type is KenmerkType.BOOL else best
    return _weighed(value, share, share - other)


def _says_nothing(kenmerk: Kenmerk, text: str, publiek: Publiek) -> bool:
    """Tell whether the words themselves say that they answer nothing."""
    clauses = split_clauses(text, publiek)
    if asks_back(text) or not clauses:
        return True
    others_tell = kenmerk.naam in OTHERS_TELL
    if all(c.asks or c.supposed or (c.other and not others_tell) for c in clauses):
        return True
    return any(dont_know_span(clause.words) is not None for clause in clauses)


def _members(kenmerk: Kenmerk, ranked: Sequence[tuple[str, float]], nothing: float) -> Reading:
    first, share = ranked[0]
    if first == NONE_OF_THESE:
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        return _weighed((), share, share - max(nothing, second))
    likely = {v for v, s in ranked if s >= SURE and s - nothing >= CLEAR and v != NONE_OF_THESE}
    chosen = likely or {first}
    value = tuple(v for v in kenmerk.values if v in chosen)
    return _weighed(value, share, share - nothing)


def _weighed(value: Value, share: float, lead: float) -> Reading:
    if share < DOUBT or lead <= 0:
        return NOTHING
    return Reading(Kind.VALUE, value, sure=share >= SURE and lead >= CLEAR)

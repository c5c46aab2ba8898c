"""Reading the answer to a question about a kenmerk."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions.reading.choices import NONE_OF_THESE, read_choice
from actions.reading.clauses import Clause, Correction, corrected, hedged, split_clauses
from actions.reading.plain import (
    asks_back,
    dont_know_span,
    is_none_of_these,
    is_plain_dont_know,
    is_skip,
    opens_with,
    read_yes_no,
)
from actions.reading.quantities import read_age, read_half_days, read_hours, read_number
from actions.reading.result import NOTHING, Kind, Reading
from actions.reading.signals import Signals, Stated, signals, stated
from catalog.model import Kenmerk, KenmerkType, Publiek, Value
from dutch.words import plain

LONG_ANSWER = 60
"""Words after which an answer is a story: not for these rules."""

_NUMBERS = {"leeftijd": read_age, "dagdelen": read_half_days, "uren_per_week": read_hours}
_NOT_KNOWING = frozenset({"zelfregie", "beperkingen", "inzicht"})
RELUCTANT = frozenset({"liever niet", "nee liever niet", "nou liever niet", "doe maar niet"})
_AMBIGUOUS_POSITION = frozenset({"contact"})
"""Where a bare number may be a count as well as the place of a choice."""


def read_answer(
    kenmerk: Kenmerk, text: str, publiek: Publiek, labels: Mapping[str, str] | None = None
) -> Reading:
    """Read what somebody answered to the question about `kenmerk`.

    `labels` maps values to the labels as offered, in order; left out, the kenmerk's own for this
    audience. Its keys are the values, "geen" for an empty list and "ja" or "nee" for a bool. The
    value that comes back is valid for the kenmerk; in doubt the reading is NONE. A text kenmerk
    gives NONE: places are read by `read_place`.
    """
    if not text.strip() or kenmerk.type is KenmerkType.TEXT:
        return NOTHING
    if is_reluctant(text):
        return Reading(Kind.SKIP, exact=True)
    offered = labels if labels is not None else own_labels(kenmerk, publiek)
    reading = _read(kenmerk, text, publiek, offered)
    if reading.kind is Kind.VALUE and not is_valid(kenmerk, reading.value):
        return NOTHING
    return reading


def is_reluctant(text: str) -> bool:
    """Tell whether somebody would rather not say: to a fact that is no denial of it."""
    return re.sub(r"[^a-z ]", "", text.casefold()).strip() in RELUCTANT


def own_labels(kenmerk: Kenmerk, publiek: Publiek) -> dict[str, str]:
    """Give value -> label of a kenmerk for an audience, in the order of the vocabulary."""
    return {v: t.for_(publiek) for v, t in kenmerk.labels.items() if v != "waarde"}


def is_valid(kenmerk: Kenmerk, value: Value | None) -> bool:
    """Tell whether a value is one that the kenmerk may have."""
    if kenmerk.type is KenmerkType.BOOL:
        return isinstance(value, bool)
    if kenmerk.type in (KenmerkType.INT, KenmerkType.NUMBER):
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        if kenmerk.type is KenmerkType.INT and not isinstance(value, int):
            return False
        low, high = kenmerk.minimum, kenmerk.maximum
        return (low is None or value >= low) and (high is None or value <= high)
    if kenmerk.type is KenmerkType.MANY:
        return isinstance(value, tuple) and all(v in kenmerk.values for v in value)
    if kenmerk.type is KenmerkType.ONE:
        return isinstance(value, str) and value in kenmerk.values
    return isinstance(value, str)


def _read(kenmerk: Kenmerk, text: str, publiek: Publiek, labels: Mapping[str, str]) -> Reading:
    if is_skip(text):
        return Reading(Kind.SKIP)
    if kenmerk.type in (KenmerkType.INT, KenmerkType.NUMBER):
        return _number(kenmerk, text, publiek)
    chosen = read_choice(text, labels, multi=kenmerk.type is KenmerkType.MANY)
    if chosen.kind is not Kind.NONE and (chosen.exact or chosen.kind is not Kind.VALUE):
        return _from_choice(kenmerk, chosen, text)
    plain_answer = _plain(kenmerk, text)
    if plain_answer is not None:
        return plain_answer
    return _by_words(kenmerk, text, publiek, labels)


def names_several(kenmerk: Kenmerk, text: str, publiek: Publiek) -> bool:
    """Tell whether the words of an answer name two values of which only one can hold."""
    words = signals().get(kenmerk.naam)
    if words is None or corrected(text) is not None:
        return False
    return len(stated(words, split_clauses(text, publiek)).values) > 1


def _number(kenmerk: Kenmerk, text: str, publiek: Publiek) -> Reading:
    low, high = kenmerk.minimum or 0, kenmerk.maximum or 1_000
    reader = _NUMBERS.get(kenmerk.naam)
    found = reader(text, publiek, low, high) if reader else read_number(text, low, high)
    if found.kind is Kind.NONE:
        clauses = split_clauses(text, publiek)
        if is_plain_dont_know(text) or (clauses and dont_know_span(clauses[0].words) is not None):
            return Reading(Kind.DONT_KNOW)
    return found


def _from_choice(kenmerk: Kenmerk, chosen: Reading, text: str) -> Reading:
    if chosen.kind is not Kind.VALUE:
        return chosen
    value = chosen.value
    if kenmerk.type is KenmerkType.BOOL:
        value = value == "ja"
    sure = chosen.sure and not (kenmerk.naam in _AMBIGUOUS_POSITION and plain(text).isdigit())
    if kenmerk.type is KenmerkType.ONE and read_yes_no(text).kind is Kind.VALUE:
        # A label that only begins with "ja" says more than a yes does: ask back.
        words = signals().get(kenmerk.naam)
        sure = sure and words is not None and value in (words.yes, words.no)
    return Reading(Kind.VALUE, value, exact=sure, sure=sure)


def _as_value(kenmerk: Kenmerk, key: str) -> Value:
    """Turn a key of the data file into a value: ja and nee, and geen for the empty list."""
    if kenmerk.type is KenmerkType.BOOL:
        return key == "ja"
    if kenmerk.type is KenmerkType.MANY:
        return () if key == NONE_OF_THESE else (key,)
    return key


def _plain(kenmerk: Kenmerk, text: str) -> Reading | None:
    """Read a plain yes, no or none of these."""
    words = signals().get(kenmerk.naam)
    if kenmerk.type is KenmerkType.MANY and is_none_of_these(text):
        return Reading(Kind.VALUE, (), exact=True)
    answer = read_yes_no(text)
    if answer.kind is not Kind.VALUE:
        return None
    if kenmerk.type is KenmerkType.BOOL:
        return answer
    key = words and (words.yes if answer.value else words.no)
    return Reading(Kind.VALUE, _as_value(kenmerk, key), exact=True) if key else None


def _by_words(kenmerk: Kenmerk, text: str, publiek: Publiek, labels: Mapping[str, str]) -> Reading:
    words = signals().get(kenmerk.naam)
    if words is None:
        return NOTHING
    change = corrected(text)
    if change is not None:
        after = _after_correction(kenmerk, change, publiek, words, labels)
        if change.clear or after.kind is not Kind.NONE:
            return after
    clauses = split_clauses(text, publiek)
    if sum(len(c.words) for c in clauses) > LONG_ANSWER:
        return NOTHING
    found = stated(words, clauses)
    if _unknown(clauses, found, by_not_knowing=kenmerk.naam in _NOT_KNOWING):
        return NOTHING if asks_back(text) else Reading(Kind.DONT_KNOW)
    reading = _decide(kenmerk, text, words, clauses, found, publiek)
    if reading.kind is Kind.VALUE and any(hedged(c) for c in clauses):
        return Reading(Kind.VALUE, reading.value, sure=False)
    return reading


def _after_correction(
    kenmerk: Kenmerk,
    change: Correction,
    publiek: Publiek,
    words: Signals,
    labels: Mapping[str, str],
) -> Reading:
    chosen = read_choice(change.after, labels, multi=kenmerk.type is KenmerkType.MANY)
    if chosen.kind is Kind.VALUE and chosen.exact:
        return replace(_from_choice(kenmerk, chosen, change.after), exact=False)
    # The "nee" of a correction takes back; only for a question of yes or no is it an answer.
    is_answer = change.by_no and kenmerk.type is KenmerkType.BOOL
    text = f"nee, {change.after}" if is_answer else change.after
    clauses = split_clauses(text, publiek)
    return _decide(kenmerk, text, words, clauses, stated(words, clauses), publiek)


def _unknown(clauses: Sequence[Clause], found: Stated, *, by_not_knowing: bool) -> bool:
    """Tell whether not knowing is what the answer says, and no value after it.

    `by_not_knowing` says that not knowing something may itself be the answer ("ik weet niet welke
    dag het is").
    """
    for index, clause in enumerate(clauses):
        span = dont_know_span(clause.words)
        if span is None:
            continue
        same = [h for h in found.hits if h.clause == index and h.span[1] > span[1]]
        if by_not_knowing and same:
            return False
        later = [h for h in found.hits if h.clause > index]
        turned = any(c.words and c.words[0].text in ("maar", "wel") for c in clauses[index + 1 :])
        return not (later and turned)
    return False


def _decide(
    kenmerk: Kenmerk,
    text: str,
    words: Signals,
    clauses: Sequence[Clause],
    found: Stated,
    publiek: Publiek,
) -> Reading:
    opening = opens_with(text)
    values = found.values
    if kenmerk.naam == "gedrag" and publiek is not Publiek.WIJKTEAM and set(values) - {"geen"}:
        return NOTHING
    if kenmerk.type is KenmerkType.MANY:
        return _many(kenmerk, words, clauses, values, opening)
    by_opening = None if opening is None else (words.yes if opening else words.no)
    if set(values) & {h.value for h in found.denied}:
        return NOTHING
    if len(values) == 1:
        if by_opening is not None and by_opening != values[0]:
            return NOTHING
        return Reading(Kind.VALUE, _as_value(kenmerk, values[0]))
    if values or by_opening is None:
        return NOTHING
    if not _only_explains(clauses, opening):
        return NOTHING
    return Reading(Kind.VALUE, _as_value(kenmerk, by_opening))


def _only_explains(clauses: Sequence[Clause], opening: bool | None) -> bool:
    """Tell whether what follows a yes or no does not take it back."""
    texts = [w.text for c in clauses for w in c.words]
    if any(c.asks for c in clauses) or "maar" in texts or "tenzij" in texts or "behalve" in texts:
        return False
    if {"ja", "nee"} <= set(texts):
        return False
    if opening and any(t in ("niet", "geen", "nooit") for t in texts):
        return False
    return len(texts) <= 15


def _many(
    kenmerk: Kenmerk,
    words: Signals,
    clauses: Sequence[Clause],
    values: tuple[str, ...],
    opening: bool | None,
) -> Reading:
    real = {v for v in values if v != NONE_OF_THESE}
    if real:
        return Reading(Kind.VALUE, tuple(v for v in kenmerk.values if v in real))
    if NONE_OF_THESE in values:
        return Reading(Kind.VALUE, ())
    if opening is False and words.no == NONE_OF_THESE and _all_denied(clauses):
        return Reading(Kind.VALUE, ())
    return NOTHING


def _all_denied(clauses: Sequence[Clause]) -> bool:
    """Tell whether every clause denies something, so that a "nee" holds for all of it."""
    denials = {"niet", "geen", "nooit", "niks", "niemand", "nergens", "nee", "neen", "niets"}
    return all(
        c.counts and (c.denied or any(w.text in denials for w in c.words)) for c in clauses
    ) and any(clauses)

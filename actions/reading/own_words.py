"""An answer in one's own words, read twice: by rules on its words and by the trained model.

Where both say the same it is sure. Where one is silent the other counts. Where they differ, what
both support is taken and the rest is asked back: a value wrongly recorded is worse than a question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from actions.reading.answers import names_several, read_answer
from actions.reading.clauses import corrected
from actions.reading.heard_answers import heard_answer, shares_of
from actions.reading.result import NOTHING, Kind, Reading
from actions.reading.story import Candidate
from catalog.model import Kenmerk, KenmerkType, Publiek
from dutch.words import without_negations

PLAIN = 0.6
"""Confidence from which the model outweighs a rule that says something else."""


def read_own_words(
    kenmerk: Kenmerk,
    text: str,
    publiek: Publiek,
    labels: Mapping[str, str] | None,
    candidates: Sequence[Candidate] = (),
    usual: str | None = None,
) -> Reading:
    """Give what an answer to the question about `kenmerk` says, as `read_answer` does.

    `candidates` are what the trained model heard, `usual` the text in its usual spelling.
    """
    by_rules = read_answer(kenmerk, text, publiek, labels)
    if by_rules.exact or kenmerk.type in (KenmerkType.INT, KenmerkType.NUMBER):
        return (
            by_rules
            if by_rules.kind is not Kind.NONE or not usual
            else read_answer(kenmerk, usual, publiek, labels)
        )
    if by_rules.kind in (Kind.DONT_KNOW, Kind.SKIP):
        return by_rules
    heard = heard_answer(kenmerk, text, publiek, candidates)
    if by_rules.kind is Kind.NONE and heard.kind is Kind.NONE and usual:
        return read_answer(kenmerk, usual, publiek, labels)
    if heard.kind is Kind.NONE:
        return by_rules
    if by_rules.kind is Kind.NONE:
        if kenmerk.type is not KenmerkType.MANY and names_several(kenmerk, text, publiek):
            return NOTHING
        return heard
    if by_rules.value == heard.value:
        return Reading(Kind.VALUE, heard.value)
    return _weighed(kenmerk, text, by_rules, heard, candidates)


def _weighed(
    kenmerk: Kenmerk,
    text: str,
    by_rules: Reading,
    heard: Reading,
    candidates: Sequence[Candidate],
) -> Reading:
    """Give one reading of two that differ."""
    shares = shares_of(kenmerk, candidates, 0, len(text))
    if isinstance(by_rules.value, tuple) and isinstance(heard.value, tuple):
        turns = corrected(text) is not None or without_negations(text) is not None
        both = set(by_rules.value) & set(heard.value)
        # What is denied or taken back may sound in one of the two: only both are sure there.
        named = both if turns else set(by_rules.value) | set(heard.value)
        if named:
            return Reading(Kind.VALUE, tuple(v for v in kenmerk.values if v in named))
    if heard.sure and max(shares.values(), default=0.0) >= PLAIN:
        return heard
    return Reading(Kind.VALUE, by_rules.value, sure=False)

"""Reading what a message states of itself, whatever was asked: facts with their words.

Two sources are weighed: the candidates that the trained model heard (rasa/assistant/nlu), and the
words of signaalwoorden.yaml. What a sentence says of somebody else, of the past or of what might
be is dropped, and so is what it denies. What is likely enough is sure; the rest is asked back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.reading.clauses import split_clauses
from actions.reading.phrases import first_span
from actions.reading.places import read_place
from actions.reading.result import Kind
from actions.reading.scope import about_client_now
from actions.reading.signals import signals, stated
from actions.reading.told_numbers import read_told_number
from catalog.model import Kenmerk, KenmerkType, Publiek, Value
from catalog.places import Gazetteer
from dutch.segments import clauses, sentences
from dutch.words import fold

SURE = 0.42
"""Confidence from which the model alone is believed."""
SURE_BY_WORDS = 0.27
"""Confidence from which it is believed where a word of signaalwoorden.yaml says the same."""
DOUBT = 0.27
"""Confidence from which a value is worth asking back."""
CLEAR = 0.05
"""How much likelier the best value of a kenmerk must be than the next."""
DENIED = 0.04
"""A value is denied when it is at least this much likelier without the words that deny."""
NONE_OF_THESE = "geen"
_PLACE_CUE = re.compile(r"\b(?:in|te|uit|bij|gemeente|regio|woon\w*|won(?:en|e)|verhuis\w*)\b")
"""What tells that a name in a story is a place: many places are everyday words as well."""
STORY, ANSWER = "zin", "antwoord"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that the trained model heard in a part of a message.

    `value` is a word: a value of the kenmerk, "ja" or "nee" of a bool, one member of a list or
    "geen" for the empty list; "" for no answer at all. `start` and `end` are places in the text;
    `confidence` runs from 0 to 1, and `affirmed` is what it would be without the words that deny
    (None where there are none). `as_answer` says that it holds only if the kenmerk was asked.
    """

    kenmerk: str
    value: str
    start: int
    end: int
    confidence: float
    as_answer: bool = False
    affirmed: float | None = None

    @classmethod
    def from_json(cls, raw: Any) -> Candidate | None:
        """Give the candidate of one entry of the parse result, None when it is malformed."""
        if not isinstance(raw, Mapping):
            return None
        try:
            affirmed = raw.get("bevestigd")
            return cls(
                str(raw["kenmerk"]),
                str(raw["waarde"]),
                int(raw["start"]),
                int(raw["end"]),
                float(raw["zekerheid"]),
                raw["vorm"] == ANSWER,
                None if affirmed is None else float(affirmed),
            )
        except (KeyError, TypeError, ValueError):
            return None

    def as_json(self) -> dict[str, Any]:
        """Give the candidate as an entry of the parse result."""
        return {
            "kenmerk": self.kenmerk,
            "waarde": self.value,
            "start": self.start,
            "end": self.end,
            "zekerheid": self.confidence,
            "vorm": ANSWER if self.as_answer else STORY,
            "bevestigd": self.affirmed,
        }


@dataclass(frozen=True, slots=True)
class Found:
    """A fact that a message states: its value, the words it was taken from, how sure it is.

    `confidence` runs from 0 to 1; where `sure` is False it must be asked back before it counts.
    """

    kenmerk: str
    value: Value
    words: str
    confidence: float
    sure: bool


@dataclass(frozen=True, slots=True)
class _Heard:
    """One value in the words that it was heard in."""

    value: str
    words: str
    confidence: float
    sure: bool


def candidates_of(raw: Any) -> tuple[Candidate, ...]:
    """Give the candidates in the parse result of a message; whatever is malformed is left out."""
    entries = raw if isinstance(raw, list) else []
    found = (Candidate.from_json(each) for each in entries)
    return tuple(each for each in found if each is not None)


def read_story(
    text: str,
    publiek: Publiek | None,
    vocabulary: Mapping[str, Kenmerk],
    gazetteer: Gazetteer,
    candidates: Sequence[Candidate] = (),
) -> tuple[Found, ...]:
    """Give the facts that a message states, each kenmerk once, in the order of the vocabulary.

    `publiek` None means that nobody said yet who writes.
    """
    found: dict[str, Found] = {}
    for name, heard in _heard(text, publiek, candidates).items():
        kenmerk = vocabulary.get(name)
        fact = _decide(kenmerk, heard) if kenmerk is not None else None
        if fact is not None:
            found[name] = fact
    for name in ("leeftijd", "dagdelen", "uren_per_week"):
        told = read_told_number(name, text, publiek)
        if name in vocabulary and told is not None:
            found[name] = Found(name, told[0], told[1], 0.9, sure=True)
    place = _place(text, publiek, gazetteer)
    if place is not None:
        found["gemeente"] = place
    return tuple(found[name] for name in vocabulary if name in found)


def _place(text: str, publiek: Publiek | None, gazetteer: Gazetteer) -> Found | None:
    """Give the gemeente where a story says that the client lives, None when it names two."""
    named: dict[str, str] = {}
    for sentence in sentences(text):
        whole = sentence.of(text)
        for piece in clauses(text, sentence):
            words = piece.of(text)
            if not _PLACE_CUE.search(fold(words)):
                continue
            place = read_place(words, gazetteer, publiek)
            if place.kind is not Kind.VALUE or not place.sure or not isinstance(place.value, str):
                continue
            if about_client_now(words, whole, ("gemeente", ""), publiek):
                named.setdefault(place.value, words)
    if len(named) != 1:
        return None
    ((gemeente, words),) = named.items()
    return Found("gemeente", gemeente, words, 0.9, sure=True)


def _heard(
    text: str, publiek: Publiek | None, candidates: Iterable[Candidate]
) -> dict[str, list[_Heard]]:
    """Give what was heard of the client, now, as a fact: by kenmerk, each value once."""
    best: dict[tuple[str, str], _Heard] = {}
    for each in candidates:
        pair = (each.kenmerk, each.value)
        words = text[each.start : each.end]
        if each.as_answer or _is_denied(each) or _is_fine(pair, words, publiek):
            continue
        if not about_client_now(words, _sentence(text, each.start), pair, publiek):
            continue
        if pair in best and best[pair].confidence >= each.confidence:
            continue
        sure = each.confidence >= SURE or (
            each.confidence >= SURE_BY_WORDS and _says_so(pair, words, publiek)
        )
        best[pair] = _Heard(each.value, words, each.confidence, sure)
    by_kenmerk: dict[str, list[_Heard]] = {}
    for (name, _), heard in best.items():
        by_kenmerk.setdefault(name, []).append(heard)
    return by_kenmerk


def _is_denied(candidate: Candidate) -> bool:
    """Tell whether the words that deny speak against the value, rather than for it."""
    if candidate.affirmed is None or candidate.value in ("nee", NONE_OF_THESE):
        return False
    return candidate.affirmed >= candidate.confidence + DENIED


def _is_fine(pair: tuple[str, str], words: str, publiek: Publiek | None) -> bool:
    """Tell whether the words say that just this goes well ("koken gaat prima")."""
    known = signals().get(pair[0])
    if known is None or not known.cancelled_by or pair[1] in ("nee", NONE_OF_THESE):
        return False
    pieces = split_clauses(words, publiek)
    spans = [(piece, first_span(known.cancelled_by, piece.words)) for piece in pieces]
    return all(span is not None and not piece.negated(span) for piece, span in spans)


def _says_so(pair: tuple[str, str], words: str, publiek: Publiek | None) -> bool:
    known = signals().get(pair[0])
    return known is not None and pair[1] in stated(known, split_clauses(words, publiek)).values


def _sentence(text: str, place: int) -> str:
    for sentence in sentences(text):
        if sentence.start <= place < sentence.end:
            return sentence.of(text)
    return text


def _decide(kenmerk: Kenmerk, heard: Sequence[_Heard]) -> Found | None:
    """Choose among the values heard of one kenmerk; None when none stands out."""
    ranked = sorted(heard, key=lambda h: (-h.confidence, h.value))
    if kenmerk.type is KenmerkType.MANY:
        return _members(kenmerk, ranked)
    first = ranked[0]
    if len(ranked) > 1 and first.confidence - ranked[1].confidence < CLEAR:
        return None
    if not first.sure and first.confidence < DOUBT:
        return None
    value: Value = first.value == "ja" if kenmerk.type is KenmerkType.BOOL else first.value
    return Found(kenmerk.naam, value, first.words, first.confidence, first.sure)


def _members(kenmerk: Kenmerk, ranked: Sequence[_Heard]) -> Found | None:
    """Give the members of a list that are sure, or else the one that is worth asking back."""
    if ranked[0].value == NONE_OF_THESE:
        kept = [ranked[0]]
    else:
        real = [h for h in ranked if h.value in kenmerk.values]
        kept = [h for h in real if h.sure] or real[:1]
    kept = [h for h in kept if h.sure or h.confidence >= DOUBT]
    if not kept:
        return None
    chosen = {h.value for h in kept}
    value = tuple(v for v in kenmerk.values if v in chosen)
    words = " … ".join(dict.fromkeys(h.words for h in kept))
    confidence = min(h.confidence for h in kept)
    return Found(kenmerk.naam, value, words, confidence, all(h.sure for h in kept))

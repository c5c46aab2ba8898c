"""Reading what a message states of itself, whatever was asked: facts with their words.

Two sources are weighed: the rules of this package, and the candidates that the trained model
found (rasa/assistant/nlu). What a sentence says of somebody else, of the past or of what might
be is dropped; what both agree on is sure; the rest is asked back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions.reading.clauses import split_clauses
from actions.reading.places import read_place
from actions.reading.quantities import read_age
from actions.reading.result import Kind
from actions.reading.signals import signals, stated
from catalog.model import Kenmerk, KenmerkType, Publiek, Value
from catalog.places import Gazetteer


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that the trained model read in a part of a message.

    `value` is one value of the kenmerk (of a list: one member, or "geen" for the empty list);
    `start` and `end` are places in the text; `confidence` runs from 0 to 1. `as_answer` says that
    it holds only if the kenmerk had been asked.
    """

    kenmerk: str
    value: Value
    start: int
    end: int
    confidence: float
    as_answer: bool = False


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


def read_story(
    text: str,
    publiek: Publiek,
    vocabulary: Mapping[str, Kenmerk],
    gazetteer: Gazetteer,
    candidates: Sequence[Candidate] = (),
) -> tuple[Found, ...]:
    """Give the facts that a message states, each kenmerk once, in the order of the vocabulary."""
    del candidates
    found: dict[str, Found] = {}
    clauses = split_clauses(text, publiek)
    for name, words in signals().items():
        kenmerk = vocabulary.get(name)
        if kenmerk is None:
            continue
        values = stated(words, clauses).values
        if not values or (kenmerk.type is not KenmerkType.MANY and len(values) > 1):
            continue
        value: Value = values[0]
        if kenmerk.type is KenmerkType.MANY:
            value = tuple(v for v in kenmerk.values if v in values)
        elif kenmerk.type is KenmerkType.BOOL:
            value = values[0] == "ja"
        found[name] = Found(name, value, text, 0.5, sure=False)
    age = read_age(text, publiek, 0, 120)
    if age.kind is Kind.VALUE and age.value is not None:
        found["leeftijd"] = Found("leeftijd", age.value, text, 0.9, sure=True)
    place = read_place(text, gazetteer, publiek)
    if place.kind is Kind.VALUE and isinstance(place.value, str) and place.sure:
        found["gemeente"] = Found("gemeente", place.value, text, 0.9, sure=True)
    return tuple(found[name] for name in vocabulary if name in found)

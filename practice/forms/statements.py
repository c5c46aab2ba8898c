"""The statements of a case that a trainee marks: what is so and what is only told beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from catalog.advice.request import parse_value
from catalog.loader import Catalogue
from catalog.model import Kenmerk, KenmerkType, Value
from practice.cases.loader import facts_of
from practice.cases.model import Case
from practice.forms.turn import shuffled
from practice.words import fact_sentence

NEVER_MARKED: Final = frozenset({"hulpvraag", "gemeente"})
"""What a case is about counts by itself."""
MOST: Final = 9
MOST_ALTERED: Final = 2


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement to mark or not: what it says, of which kenmerk, and why it would be wrong.

    `wrong` is None for a fact, `anders` for another value than the story gives, else what the
    distractor is about (ander, verleden, mening); `told` are then the words of the story.
    """

    id: str
    text: str
    kenmerk: str
    wrong: str | None = None
    told: str = ""


def statements(case: Case, catalogue: Catalogue) -> tuple[Statement, ...]:
    """Give at most MOST statements, in an order that depends on the case alone.

    The decisive facts are among them, and every distractor that can be put as a fact.
    """
    facts = facts_of(case, catalogue.vocabulary)
    told = [name for name in facts if name in (case.in_verhaal or facts)]
    told = [name for name in told if name not in NEVER_MARKED]
    decisive = [name for name in told if name in case.beslissend]
    true = [
        Statement(f"feit:{name}", fact_sentence(catalogue.vocabulary[name], facts[name]), name)
        for name in (*decisive, *(name for name in told if name not in decisive))
    ]
    sentences = {each.text for each in true}
    wrong = [each for each in _wrong(case, catalogue, told) if each.text not in sentences]
    room = max(len(decisive), MOST - len(wrong))
    return tuple(shuffled((*true[:room], *wrong), case.id))


def _wrong(case: Case, catalogue: Catalogue, told: list[str]) -> Iterator[Statement]:
    vocabulary, seen = catalogue.vocabulary, set()
    for number, each in enumerate(case.afleiders):
        if each.kenmerk is None or each.waarde is None:
            continue
        kenmerk = vocabulary[each.kenmerk]
        text = fact_sentence(kenmerk, parse_value(kenmerk, each.waarde))
        seen.add(each.kenmerk)
        yield Statement(f"afleider:{number}", text, each.kenmerk, each.over, each.tekst)
    facts, altered = facts_of(case, vocabulary), 0
    for name in case.beslissend:
        if name not in told or name in seen:
            continue
        other = _next_value(vocabulary[name], facts[name])
        if other is not None and altered < MOST_ALTERED:
            altered += 1
            text = fact_sentence(vocabulary[name], other)
            yield Statement(f"anders:{name}", text, name, "anders")


def _next_value(kenmerk: Kenmerk, value: Value) -> Value | None:
    """Give the value next to one, None where values have no neighbours."""
    if kenmerk.type is KenmerkType.BOOL:
        return not value
    if kenmerk.type is not KenmerkType.ONE or not isinstance(value, str):
        return None
    place = kenmerk.values.index(value)
    return kenmerk.values[place + 1 if place + 1 < len(kenmerk.values) else place - 1]

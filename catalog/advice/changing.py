"""What would change the result: found by trying every other answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.advice.deciding import Decision, Field, Ground
from catalog.model import Facts, KenmerkType, Publiek, Uitkomst, Value


@dataclass(frozen=True, slots=True)
class Change:
    """One other answer and the result it would give."""

    kenmerk: str
    waarde: Value
    decision: Decision


def other_answers(field: Field, name: str, facts: Facts) -> Iterator[Value]:
    """Give every answer to one kenmerk that differs from the known one.

    Of a known list: with one value more, or one less.
    """
    current = facts.get(name)
    if isinstance(current, tuple) and field.vocabulary[name].type is KenmerkType.MANY:
        for one in field.vocabulary[name].values:
            if one in current:
                yield tuple(v for v in current if v != one)
            else:
                yield tuple(v for v in field.vocabulary[name].values if v in current or v == one)
        return
    for value in field.trial_values(name):
        if value != current:
            yield value


def changes(
    field: Field, facts: Facts, decision: Decision, *, never: frozenset[str]
) -> list[Change]:
    """Give every single answer that would give another result, in the vocabulary's order.

    `never` names kenmerken that nobody answers (the danger check sets them).
    """
    found = []
    situation = field.situation(facts)
    for name in field.relevant():
        if name in never:
            continue
        for value in other_answers(field, name, facts):
            tried = field.decide_in(field.answered(situation, name, value))
            if tried.result != decision.result:
                found.append(Change(name, value, tried))
    return found


def next_questions(
    field: Field, facts: Facts, decision: Decision, publiek: Publiek
) -> tuple[str, ...]:
    """Give the unknown kenmerken that could still change the result, the best question first.

    What decides comes first; then what has the most different results, then the largest share
    of its answers that change something. Only kenmerken that this audience is asked. Nothing is
    asked after a boundary that no answer lifts.
    """
    if decision.uitkomst is Uitkomst.CRISIS:
        return ()
    situation = field.situation(facts)
    settled = decision if decision.ground is not Ground.OPEN else field.settle_in(situation)
    scored: list[tuple[tuple[int, int, float, int], str]] = []
    for index, name in enumerate(field.relevant()):
        if name in facts or publiek not in field.vocabulary[name].asked_of:
            continue
        results = [
            field.settle_in(field.answered(situation, name, value)).result
            for value in field.trial_values(name)
        ]
        changing = sum(result != settled.result for result in results)
        if not changing:
            continue
        is_open = name in decision.open
        score = (
            0 if is_open else 1,
            -len(set(results)),
            -changing / len(results),
            index,
        )
        scored.append((score, name))
    return tuple(name for _, name in sorted(scored))

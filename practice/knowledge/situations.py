"""Situations that lead to one product, found by asking what the engine would ask next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.advice.changing import next_questions
from catalog.advice.deciding import Decision, Field
from catalog.advice.testing import holds
from catalog.advice.truth import Truth
from catalog.model import (
    Criterium,
    Facts,
    Kenmerk,
    KenmerkType,
    Product,
    Publiek,
    Rol,
    Toets,
    Uitkomst,
    Value,
)

START: Facts = {"leeftijd": 40, "voorliggend": "onvoldoende"}
"""Of age, and not solved by what goes before: so that no boundary speaks."""
DEPTH = 8


@dataclass(frozen=True, slots=True)
class Situation:
    """Facts that lead to one product alone, and the engine's decision on them."""

    product: Product
    facts: Facts
    decision: Decision


def situation_for(field: Field, product: Product) -> Situation | None:
    """Give the first found situation in which a product alone is advised; None: none found."""
    facts: dict[str, Value] = dict(START)
    for criterium in _needed(product):
        value = satisfying(criterium.toets, field.vocabulary[criterium.toets.kenmerk])
        held = any(
            holds(other.toets, facts) is Truth.TRUE
            for other in product.criteria
            if other.rol is criterium.rol and other.groep and other.groep == criterium.groep
        )
        if value is not None and not held:
            facts.setdefault(criterium.toets.kenmerk, value)
    if product.uren_per_week is not None:
        facts["uren_per_week"] = product.uren_per_week
    return _completed(field, product, facts, DEPTH)


def _needed(product: Product) -> list[Criterium]:
    """Give what is required and what gives a point, the ones without alternatives first."""
    counted = [c for c in product.criteria if c.rol in (Rol.VEREIST, Rol.DOORSLAGGEVEND)]
    return sorted(counted, key=lambda c: (c.rol is not Rol.VEREIST, c.groep is not None))


def _completed(field: Field, product: Product, facts: Facts, depth: int) -> Situation | None:
    """Answer the engine's next question in the product's favour until it alone is advised."""
    decision = field.decide(facts)
    if decision.result == (Uitkomst.PRODUCT, (product.id,)):
        return Situation(product, facts, decision)
    questions = next_questions(field, facts, decision, Publiek.WIJKTEAM)
    if depth == 0 or not questions:
        return None
    for value in values_of(field.vocabulary[questions[0]]):
        more = {**facts, questions[0]: value}
        if product.id in field.decide(more).producten:
            found = _completed(field, product, more, depth - 1)
            if found is not None:
                return found
    return None


def satisfying(toets: Toets, kenmerk: Kenmerk) -> Value | None:
    """Give the plainest value for which a test holds; None when there is none."""
    return next(
        (v for v in values_of(kenmerk) if holds(toets, {kenmerk.naam: v}) is Truth.TRUE), None
    )


def values_of(kenmerk: Kenmerk) -> Iterator[Value]:
    """Give the answers to try: every single value, of numbers each whole one within bounds."""
    if kenmerk.type is KenmerkType.BOOL:
        yield from (True, False)
    elif kenmerk.type is KenmerkType.ONE:
        yield from kenmerk.values
    elif kenmerk.type is KenmerkType.MANY:
        yield from ((value,) for value in kenmerk.values)
    elif kenmerk.type is KenmerkType.INT:
        yield from range(int(kenmerk.minimum or 0), int(kenmerk.maximum or 0) + 1)

"""The boundaries between products and outcomes: every answer is tried with the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.advice.advise import NEVER_ASKED
from catalog.advice.changing import changes
from catalog.advice.deciding import Field
from catalog.advice.explaining import Voice, otherwise
from catalog.advice.testing import holds
from catalog.advice.truth import Truth
from catalog.loader import Catalogue
from catalog.model import (
    Bron,
    Criterium,
    Facts,
    KenmerkType,
    Oordeel,
    Product,
    Publiek,
    Regel,
    Rol,
    Stelsel,
    Value,
)
from practice.knowledge.model import Stem
from practice.knowledge.products import neighbours, rivals
from practice.knowledge.situations import START, Situation, satisfying, situation_for, values_of
from practice.knowledge.wording import labels, say, sentence, states
from practice.words import fact_sentence

OUTCOME, FITS, EXCLUDES, CHANGES = 1, 2, 2, 3
"""The level of each kind."""
MOST_GROUNDS = 3
WORKER = Voice(Publiek.WIJKTEAM, "")


def boundary_stems(catalogue: Catalogue, stelsel: Stelsel) -> Iterator[Stem]:
    """Give every question on the boundaries between the products of a stelsel."""
    for domein in stelsel.domeinen:
        field = Field(stelsel, domein, dict(catalogue.vocabulary), catalogue.grenzen)
        yield from _outcomes(field)
        patterns = _single_facts(field)
        for product in (compiled.product for compiled in field.compiled):
            yield from _excludes(field, product, patterns)
            found = situation_for(field, product)
            if found is not None:
                yield from _fits(field, found)
                yield from _changes(field, found)


# -- which product fits, and which other fact leads to its neighbour ----------------------------


def _fits(field: Field, found: Situation) -> Iterator[Stem]:
    product = found.product
    ground, bron = _ground(product, found.facts)
    yield Stem(
        id=f"past/{field.stelsel.id}/{product.id}",
        level=FITS,
        stelsel=field.stelsel.id,
        text=say("vragen", "past", domein=_domein(field), feiten=_told(field, found.facts)),
        right=product.naam,
        wrong=tuple(p.naam for p in rivals(field.stelsel, product)),
        explanation=say("uitleg", "past", grond=ground),
        bron=bron,
        product=product.id,
    )


def _changes(field: Field, found: Situation) -> Iterator[Stem]:
    """Ask which other fact leads from a product to a neighbour."""
    product = found.product
    changed = [
        (change.kenmerk, change.waarde, change.decision)
        for change in changes(field, found.facts, found.decision, never=NEVER_ASKED)
    ]
    for near in neighbours(field.stelsel, product):
        # What leads to other products is nearer than what leads to another law.
        others = sorted(changed, key=lambda each: not each[2].producten)
        wrong = [(n, v) for n, v, after in others if near.id not in after.producten]
        for name, value, after in changed:
            if after.producten != (near.id,):
                continue
            ground, bron = _ground(near, {**found.facts, name: value}, name, product)
            yield Stem(
                id=f"verandert/{field.stelsel.id}/{product.id}/{near.id}/{name}-{_slug(value)}",
                level=CHANGES,
                stelsel=field.stelsel.id,
                text=say(
                    "vragen",
                    "verandert",
                    product=product.naam,
                    buur=near.naam,
                    feiten=_told(field, found.facts),
                ),
                right=fact_sentence(field.vocabulary[name], value),
                wrong=_sentences(field, wrong),
                explanation=ground,
                bron=bron,
                product=near.id,
            )


# -- which one fact excludes a product and leaves its neighbour ---------------------------------


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One fact and the products that it alone excludes."""

    kenmerk: str
    value: Value
    out: frozenset[str]


def _single_facts(field: Field) -> list[_Pattern]:
    """Give what every fact excludes that some product of the domain looks at."""
    products = [compiled.product for compiled in field.compiled]
    found: list[_Pattern] = []
    for name in sorted({c.toets.kenmerk for p in products for c in p.criteria}):
        kenmerk = field.vocabulary[name]
        for value in values_of(kenmerk):
            if kenmerk.type is KenmerkType.INT:
                continue
            weighed = field.weigh_in(field.situation({name: value}))
            out = frozenset(w.product.id for w in weighed if w.oordeel is Oordeel.NIET)
            barred = frozenset(
                p.id for p in products if _against(p, {name: value}, Rol.UITSLUITEND)
            )
            # One value of a list does not say what else there is: only an exclusion is certain.
            if kenmerk.type is not KenmerkType.MANY or out == barred:
                found.append(_Pattern(name, value, out))
    return found


def _excludes(field: Field, product: Product, patterns: list[_Pattern]) -> Iterator[Stem]:
    for near in neighbours(field.stelsel, product):
        apart = [p for p in patterns if product.id in p.out and near.id not in p.out]
        for each in apart:
            others = [p for p in patterns if p not in apart]
            # The nearest first: the same kenmerk, then what excludes other products.
            same = [p for p in others if p.kenmerk == each.kenmerk]
            rest = sorted((p for p in others if p not in same), key=lambda p: not p.out)
            against = _against(product, {each.kenmerk: each.value})
            ground = _words(against) or f"{product.bron.kop}."
            yield Stem(
                id=(
                    f"sluit-uit/{field.stelsel.id}/{product.id}/{near.id}/"
                    f"{each.kenmerk}-{_slug(each.value)}"
                ),
                level=EXCLUDES,
                stelsel=field.stelsel.id,
                text=say("vragen", "sluit_uit", product=product.naam, buur=near.naam),
                right=fact_sentence(field.vocabulary[each.kenmerk], each.value),
                wrong=_sentences(field, ((p.kenmerk, p.value) for p in (*same, *rest))),
                explanation=say(
                    "uitleg", "sluit_uit", product=product.naam, buur=near.naam, grond=ground
                ),
                bron=against[0][0].bron if against else product.bron,
                product=product.id,
            )


# -- which outcome comes before any product -----------------------------------------------------


def _outcomes(field: Field) -> Iterator[Stem]:
    shown = labels("uitkomsten")
    for rule in field.regels:
        facts = _facts_of(field, rule)
        decision = field.decide(facts) if facts is not None else None
        if facts is None or decision is None or decision.regel is not rule:
            continue
        outcome = decision.uitkomst.value
        yield Stem(
            id=f"uitkomst/{field.stelsel.id}/{field.domein}/{rule.id}",
            level=OUTCOME,
            stelsel=field.stelsel.id,
            text=say("vragen", "uitkomst", domein=_domein(field), feiten=_told(field, facts)),
            right=shown[outcome],
            wrong=tuple(text for name, text in shown.items() if name != outcome),
            explanation=sentence(rule.tekst.wijkteam),
            bron=rule.bron,
        )


def _facts_of(field: Field, rule: Regel) -> dict[str, Value] | None:
    """Give facts under which a rule speaks; None when a test of it asks for what is unknown."""
    facts: dict[str, Value] = {"leeftijd": START["leeftijd"]}
    for toets in rule.als:
        value = satisfying(toets, field.vocabulary[toets.kenmerk])
        if toets.maximum is not None and toets.minimum is None:
            value = int(toets.maximum)
        if value is None:
            return None
        facts[toets.kenmerk] = value
    return facts


# -- why ----------------------------------------------------------------------------------------

type _Counted = list[tuple[Criterium, str]]
"""Criteria that counted, each with its words."""


def _ground(
    product: Product, facts: Facts, name: str | None = None, before: Product | None = None
) -> tuple[str, Bron]:
    """Give in words, with the source, why a product fits some facts.

    With `name` what this kenmerk does: for the product, else against the one `before`.
    """
    found = _for(product, facts, name)
    if not found and name is not None and before is not None:
        found = _against(before, {name: facts[name]}) or _for(product, facts)
    return _words(found) or f"{product.bron.kop}.", found[0][0].bron if found else product.bron


def _for(product: Product, facts: Facts, name: str | None = None) -> _Counted:
    """Give what speaks for a product; what only explains when there is nothing else."""
    held = [
        c
        for c in product.criteria
        if name in (None, c.toets.kenmerk) and holds(c.toets, facts) is Truth.TRUE
    ]
    heavy = [c for c in held if c.rol in (Rol.VEREIST, Rol.DOORSLAGGEVEND)]
    light = [c for c in held if c.rol is Rol.ONDERSTEUNEND]
    return [(c, c.tekst.wijkteam) for c in heavy or light]


def _against(product: Product, facts: Facts, rol: Rol | None = None) -> _Counted:
    """Give what excludes a product, of one role where it is named."""
    barring = [
        (c, c.tekst.wijkteam)
        for c in product.criteria
        if c.rol is Rol.UITSLUITEND and holds(c.toets, facts) is Truth.TRUE
    ]
    lacking = [
        (c, otherwise(c.tekst.wijkteam, WORKER))
        for c in product.criteria
        if c.rol is Rol.VEREIST and holds(c.toets, facts) is Truth.FALSE
    ]
    if rol is Rol.UITSLUITEND:
        return barring
    return [*barring, *lacking]


def _words(counted: _Counted) -> str:
    texts = dict.fromkeys(sentence(text) for _, text in counted)
    return " ".join(list(texts)[:MOST_GROUNDS])


# -- words --------------------------------------------------------------------------------------


def _domein(field: Field) -> str:
    return labels("domeinen")[field.domein]


def _told(field: Field, facts: Facts) -> str:
    """State facts in the vocabulary's order."""
    return states(facts, (name for name in field.vocabulary if name in facts), field.vocabulary)


def _sentences(field: Field, facts: Iterable[tuple[str, Value]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact_sentence(field.vocabulary[n], v) for n, v in facts))


def _slug(value: Value) -> str:
    if isinstance(value, tuple):
        return "+".join(value) or "geen"
    return str(value).lower()

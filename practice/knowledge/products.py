"""What stands about a product: its document, code, unit, hours and description."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from catalog.loader import Catalogue
from catalog.model import Bron, Product, Stelsel
from practice.knowledge.model import Stem
from practice.knowledge.wording import number, say

LEVEL = 1
FEW = 2
RANGE = re.compile(r"\d+-\d+")
HOURS_UNIT, PARTS_UNIT = "uur per week gemiddeld", "dagdelen per week"


def product_stems(catalogue: Catalogue, stelsel: Stelsel) -> Iterator[Stem]:
    """Give every question on what stands about the products of a stelsel."""
    units = sorted(
        {p.eenheid for s in catalogue.stelsels.values() for p in s.producten if p.eenheid}
    )
    for product in stelsel.producten:
        yield from _document(catalogue, stelsel, product)
        yield from _code(stelsel, product)
        yield from _unit(stelsel, product, units)
        yield from _figure(stelsel, product, "uren", HOURS_UNIT)
        yield from _figure(stelsel, product, "dagdelen", PARTS_UNIT)
        yield from _description(stelsel, product)


def neighbours(stelsel: Stelsel, product: Product) -> list[Product]:
    """Give the other products of a domain that can be advised, the nearest in weight first."""
    others = [
        p
        for p in stelsel.producten
        if p.domein == product.domein and p.id != product.id and not p.alleen_uitleg
    ]
    return sorted(others, key=lambda p: (abs(p.zwaarte - product.zwaarte), p.id))


def rivals(stelsel: Stelsel, product: Product) -> list[Product]:
    """Give the neighbours and, where these are too few to ask about, the rest of the stelsel."""
    near = neighbours(stelsel, product)
    if len(near) >= FEW:
        return near
    rest = [p for p in stelsel.producten if p not in near and p.id != product.id]
    return [*near, *sorted(rest, key=lambda p: (p.domein != product.domein, p.zwaarte, p.id))]


def _document(catalogue: Catalogue, stelsel: Stelsel, product: Product) -> Iterator[Stem]:
    others = [s for s in catalogue.stelsels.values() if s.id != stelsel.id]
    name = product.naam.casefold()
    elsewhere = {s.document.casefold() for s in others} | {
        p.naam.casefold() for s in others for p in s.producten
    }
    # A name that another document speaks of as well has more than one right answer.
    if any(name in each for each in elsewhere):
        return
    yield _stem(
        "document",
        stelsel,
        product,
        (stelsel.document, (s.document for s in others)),
        say("vragen", "document", product=product.naam),
        say("uitleg", "document", product=product.naam, document=stelsel.document),
        product.bron,
    )


def _code(stelsel: Stelsel, product: Product) -> Iterator[Stem]:
    if product.code is None:
        return
    coded = [p for p in neighbours(stelsel, product) if p.code]
    bron = _figure_source(product, product.code)
    explanation = say("uitleg", "code", product=product.naam, code=product.code)
    yield _stem(
        "code",
        stelsel,
        product,
        (product.code, (str(p.code) for p in coded)),
        say("vragen", "code", product=product.naam),
        explanation,
        bron,
    )
    yield _stem(
        "product-bij-code",
        stelsel,
        product,
        (product.naam, (p.naam for p in coded)),
        say("vragen", "product_bij_code", code=product.code),
        explanation,
        bron,
    )


def _unit(stelsel: Stelsel, product: Product, units: list[str]) -> Iterator[Stem]:
    if product.eenheid is None:
        return
    yield _stem(
        "eenheid",
        stelsel,
        product,
        (product.eenheid, (u for u in units if u != product.eenheid)),
        say("vragen", "eenheid", product=product.naam),
        say("uitleg", "eenheid", product=product.naam, eenheid=product.eenheid),
        _figure_source(product, product.eenheid),
    )


def _figure(stelsel: Stelsel, product: Product, name: str, unit: str) -> Iterator[Stem]:
    own = _figures(product, unit)
    if len(own) != 1:
        return
    (value,) = own
    if number(value) in number(product.naam):
        return
    others = [v for p in neighbours(stelsel, product) for v in _figures(p, unit) if v != value]
    answer = {v: say("antwoorden", name, **{name: number(v)}) for v in (value, *others)}
    order = tuple(answer[v] for v in sorted(answer, key=_first_number))
    yield _stem(
        name,
        stelsel,
        product,
        (answer[value], (answer[v] for v in others)),
        say("vragen", name, product=product.naam),
        say("uitleg", name, product=product.naam, **{name: number(value)}),
        _figure_source(product, value),
        told=order,
    )


def _figures(product: Product, unit: str) -> set[float | str]:
    return {
        fact.waarde
        for facts in product.feiten.values()
        for fact in facts
        if fact.eenheid == unit
        and fact.waarde is not None
        and (isinstance(fact.waarde, float | int) or RANGE.fullmatch(fact.waarde))
    }


def _first_number(value: float | str) -> float:
    return float(str(value).partition("-")[0])


def _figure_source(product: Product, value: float | str) -> Bron:
    """Give where a figure of a product stands, else where the product itself does."""
    facts = (fact for facts in product.feiten.values() for fact in facts)
    return next((fact.bron for fact in facts if fact.waarde == value), product.bron)


def _description(stelsel: Stelsel, product: Product) -> Iterator[Stem]:
    told = product.samenvatting.wijkteam
    near = rivals(stelsel, product)
    named = any(p.naam.casefold() in told.casefold() for p in (product, *near))
    alike = any(p.samenvatting.wijkteam == told for p in near)
    if product.alleen_uitleg or named or alike:
        return
    yield _stem(
        "omschrijving",
        stelsel,
        product,
        (product.naam, (p.naam for p in near)),
        say("vragen", "omschrijving", tekst=told),
        say("uitleg", "omschrijving", product=product.naam),
        product.bron,
    )


def _stem(
    kind: str,
    stelsel: Stelsel,
    product: Product,
    answers: tuple[str, Iterable[str]],
    text: str,
    explanation: str,
    bron: Bron,
    told: tuple[str, ...] = (),
) -> Stem:
    right, wrong = answers
    return Stem(
        id=f"{kind}/{stelsel.id}/{product.id}",
        level=LEVEL,
        stelsel=stelsel.id,
        text=text,
        right=right,
        wrong=tuple(w for w in dict.fromkeys(wrong) if w != right),
        explanation=explanation,
        bron=bron,
        product=product.id,
        told=told,
    )

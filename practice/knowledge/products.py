"""What stands about a product: its document, code, unit, hours and description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog.loader import Catalogue
from catalog.model import Bron, Feit, Product, Stelsel
from practice.knowledge.model import Stem
from practice.knowledge.wording import labels, number, say, sentence

LEVEL = 1
FEW = 2
HOURS_UNIT, SHARE_UNIT = "uur per week gemiddeld", "procent hbo"


def product_stems(catalogue: Catalogue, stelsel: Stelsel) -> Iterator[Stem]:
    """Give every question on what stands about the products of a stelsel."""
    units = sorted(
        {p.eenheid for s in catalogue.stelsels.values() for p in s.producten if p.eenheid}
    )
    for product in stelsel.producten:
        if _alone(catalogue, stelsel, product):
            yield _document(catalogue, stelsel, product)
            yield _status(stelsel, product)
        yield from _code(stelsel, product)
        yield from _unit(stelsel, product, units)
        near = neighbours(stelsel, product)
        yield from _figure(stelsel, product, "uren", HOURS_UNIT, near)
        # So few products have a share that the neighbours alone make no question.
        every = [p for s in catalogue.stelsels.values() for p in s.producten]
        yield from _figure(stelsel, product, "hbo", SHARE_UNIT, [*near, *every])
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


def _alone(catalogue: Catalogue, stelsel: Stelsel, product: Product) -> bool:
    """Tell whether no other document speaks of a product of this name."""
    others = [s for s in catalogue.stelsels.values() if s.id != stelsel.id]
    elsewhere = {s.document for s in others} | {p.naam for s in others for p in s.producten}
    return not any(product.naam.casefold() in each.casefold() for each in elsewhere)


def _document(catalogue: Catalogue, stelsel: Stelsel, product: Product) -> Stem:
    others = (s.document for s in catalogue.stelsels.values() if s.id != stelsel.id)
    return _stem(
        "document",
        stelsel,
        product,
        (stelsel.document, others),
        say("vragen", "document", product=product.naam),
        say("uitleg", "document", product=product.naam, document=stelsel.document),
        product.bron,
    )


def _status(stelsel: Stelsel, product: Product) -> Stem:
    shown = labels("status")
    return _stem(
        "status",
        stelsel,
        product,
        (shown[stelsel.status.value], shown.values()),
        say("vragen", "status", product=product.naam),
        stelsel.toelichting.wijkteam,
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


def _figure(
    stelsel: Stelsel, product: Product, name: str, unit: str, near: list[Product]
) -> Iterator[Stem]:
    own = _figures(product, unit)
    if len(own) != 1:
        return
    (value,) = own
    others = [v for p in near for v in _figures(p, unit) if v != value]
    answer = {v: say("antwoorden", name, **{name: number(v)}) for v in (value, *others)}
    order = tuple(answer[v] for v in sorted(answer))
    fact = _fact(product, value, unit)
    assert fact is not None
    yield _stem(
        name,
        stelsel,
        product,
        (answer[value], (answer[v] for v in others)),
        say("vragen", name, product=product.naam),
        sentence(fact.tekst),
        fact.bron,
        told=order,
    )


def _figures(product: Product, unit: str) -> set[float]:
    """Give the numbers of a unit that the facts of a product hold."""
    facts = (fact for facts in product.feiten.values() for fact in facts)
    return {f.waarde for f in facts if f.eenheid == unit and isinstance(f.waarde, float | int)}


def _figure_source(product: Product, value: float | str) -> Bron:
    """Give where a figure of a product stands, else where the product itself does."""
    fact = _fact(product, value)
    return fact.bron if fact else product.bron


def _fact(product: Product, value: float | str, unit: str | None = None) -> Feit | None:
    """Give the first fact with this value, of this unit where it is named."""
    facts = (fact for facts in product.feiten.values() for fact in facts)
    return next((f for f in facts if f.waarde == value and unit in (None, f.eenheid)), None)


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

"""Two products of one domain must differ in what they ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from catalog.lint.fault import Fault, Kind
from catalog.loader import Catalogue
from catalog.model import Criterium, Kenmerk, KenmerkType, Product, Rol, Toets, Toetsing

type Atom = tuple[str, str, frozenset[str | bool] | tuple[float | None, float | None]]
"""What a test accepts, however it is written: kenmerk, way of testing, values or range."""
type Demand = tuple[str, frozenset[Atom]]
"""What one group asks: its effect and its alternatives."""


def faults(alike: Iterable[tuple[str, str, str]]) -> Iterator[Fault]:
    """Give a fault for every pair of `pairs`."""
    for stelsel, one, other in alike:
        why = "no kenmerk separates these two products"
        yield Fault(Kind.INSEPARABLE, f"{stelsel} › {one} and {other}", why)


def pairs(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Give (stelsel, product, product) for every two products that no kenmerk can tell apart."""
    for stelsel in catalogue.stelsels.values():
        advised = [p for p in stelsel.producten if not p.alleen_uitleg]
        for one, other in combinations(advised, 2):
            if one.domein == other.domein and not separated(one, other, catalogue.vocabulary):
                yield stelsel.id, one.id, other.id


def separated(one: Product, other: Product, vocabulary: Mapping[str, Kenmerk]) -> bool:
    """Tell whether some situation can fit one of two products better than the other."""
    if one.pakket is not None and one.pakket == other.pakket:
        hours = one.uren_per_week, other.uren_per_week
        if None not in hours and hours[0] != hours[1]:
            return True
    return demands(one, vocabulary) != demands(other, vocabulary)


def demands(product: Product, vocabulary: Mapping[str, Kenmerk]) -> frozenset[Demand]:
    """Give what decides about a product, in a form in which equal demands are equal values."""
    groups: dict[tuple[Rol, str], list[Criterium]] = {}
    for criterium in product.criteria:
        groups.setdefault((criterium.rol, criterium.groep or criterium.id), []).append(criterium)
    found: set[Demand] = set()
    for (rol, _), members in groups.items():
        if rol is Rol.VEREIST or rol is Rol.DOORSLAGGEVEND:
            found.add((rol.value, frozenset(_atom(c.toets, vocabulary) for c in members)))
        elif rol is Rol.UITSLUITEND:
            # Each one excludes by itself, and to exclude what is so is to demand the opposite.
            for c in members:
                atom = _atom(c.toets, vocabulary, negated=True)
                found.add((Rol.VEREIST.value, frozenset((atom,))))
    return frozenset(found)


def _atom(toets: Toets, vocabulary: Mapping[str, Kenmerk], *, negated: bool = False) -> Atom:
    kenmerk = vocabulary[toets.kenmerk]
    if toets.toetsing is Toetsing.ONBEKEND:
        return toets.kenmerk, f"{'not ' if negated else ''}onbekend", frozenset()
    if not toets.waarden:
        return toets.kenmerk, "not range" if negated else "range", (toets.minimum, toets.maximum)
    values = frozenset(toets.waarden)
    none_of = toets.toetsing is Toetsing.GEEN_VAN
    if kenmerk.type is KenmerkType.MANY:
        if toets.toetsing is Toetsing.ALLE and len(values) > 1:
            return toets.kenmerk, "not all" if negated else "all", values
        return toets.kenmerk, "none" if none_of != negated else "any", values
    every = {True, False} if kenmerk.type is KenmerkType.BOOL else set(kenmerk.values)
    return toets.kenmerk, "any", frozenset(every - values) if none_of != negated else values

"""Every statement must name a document and a heading in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from catalog.lint.fault import Fault, Kind
from catalog.loader import Catalogue
from catalog.model import Bron, Stelsel

_EMPTY: Final = frozenset(
    {"onbekend", "geen", "nvt", "n.v.t", "niet bekend", "bron", "document", "kop", "diversen", "x"}
)
"""What people fill in when they do not know where something is written."""


def faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Give a fault for every statement that nobody could look up."""
    for regel in catalogue.grenzen:
        yield from _check(f"grenzen › regel {regel.id}", regel.bron)
    for signaal in catalogue.signalen:
        yield from _check(f"grenzen › signaal {signaal.id}", signaal.bron)
    for versions in catalogue.versions.values():
        for stelsel in versions:
            yield from _of_stelsel(stelsel)


def _of_stelsel(stelsel: Stelsel) -> Iterator[Fault]:
    name = stelsel.id
    for kind, facts in stelsel.feiten.items():
        for number, fact in enumerate(facts, 1):
            yield from _check(f"{name} › feiten › {kind} {number}", fact.bron)
    for regel in stelsel.regels:
        yield from _check(f"{name} › regel {regel.id}", regel.bron)
    for signaal in stelsel.signalen:
        yield from _check(f"{name} › signaal {signaal.id}", signaal.bron)
    for samen in stelsel.samen:
        yield from _check(f"{name} › samen {' + '.join(samen.producten)}", samen.bron)
    for rule in stelsel.activiteiten:
        yield from _check(f"{name} › activiteit {rule.id}", rule.bron)
    for product in stelsel.producten:
        here = f"{name} › {product.id}"
        yield from _check(here, product.bron)
        for criterium in product.criteria:
            yield from _check(f"{here} › criterium {criterium.id}", criterium.bron)
        for kind, facts in product.feiten.items():
            for number, fact in enumerate(facts, 1):
                yield from _check(f"{here} › feiten › {kind} {number}", fact.bron)


def _check(where: str, bron: Bron) -> Iterator[Fault]:
    if _says_nothing(bron.document):
        yield Fault(Kind.NO_SOURCE, where, f"names no document ({bron.document!r})")
    elif any(_says_nothing(part) for part in bron.kop.split("›")):
        yield Fault(Kind.NO_SOURCE, where, f"names no heading ({bron.kop!r})")


def _says_nothing(text: str) -> bool:
    plain = text.strip().strip(".").casefold()
    return plain in _EMPTY or not any(c.isalnum() for c in plain)

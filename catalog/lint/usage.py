"""Every kenmerk must serve some rule or product."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from catalog.lint.fault import Fault, Kind
from catalog.loader import Catalogue
from catalog.model import Toets

USED_BY_THE_MECHANISM: Final = frozenset({"gemeente", "hulpvraag", "uren_per_week"})
"""The stelsel, the domains and the variant of a package are chosen on these, without a test."""


def faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Give a fault for every kenmerk that no criterion, rule, signal or domain looks at."""
    used = {toets.kenmerk for toets in _tests(catalogue)} | USED_BY_THE_MECHANISM
    for stelsel in catalogue.stelsels.values():
        for groups in stelsel.beslist.values():
            used.update(*groups)
    for name in catalogue.vocabulary:
        if name not in used:
            why = "no criterion, rule, signal or domain looks at it"
            yield Fault(Kind.UNUSED, f"kenmerken › {name}", why)


def _tests(catalogue: Catalogue) -> Iterator[Toets]:
    conditions = [regel.als for regel in catalogue.grenzen]
    conditions += [signaal.als for signaal in catalogue.signalen]
    for stelsel in catalogue.stelsels.values():
        conditions += [regel.als for regel in stelsel.regels]
        conditions += [signaal.als for signaal in stelsel.signalen]
        conditions += [samen.als for samen in stelsel.samen]
        for product in stelsel.producten:
            yield from (criterium.toets for criterium in product.criteria)
    for als in conditions:
        yield from als

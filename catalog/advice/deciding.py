"""From weighed products to an outcome: boundaries first, then the lightest that suffices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from catalog.advice.testing import holds
from catalog.advice.truth import Truth, all_of
from catalog.advice.weighing import Compiled, Weighing, compile_product, weigh
from catalog.model import (
    Facts,
    Kenmerk,
    KenmerkType,
    Oordeel,
    Product,
    Regel,
    Rol,
    Samen,
    Stelsel,
    Toets,
    Uitkomst,
    Value,
)

HOURS = "uren_per_week"


class Ground(Enum):
    """What an outcome rests on."""

    REGEL = "regel"
    PRODUCT = "product"
    GEEN_DOMEIN = "geen-domein"
    UITGESLOTEN = "uitgesloten"
    """One and the same condition excludes every product."""
    TEGENSPRAAK = "tegenspraak"
    """Different conditions exclude every product: the facts contradict each other."""
    GELIJK = "gelijk"
    """What remains cannot be compared."""
    OPEN = "open"
    """A fact that decides is unknown."""


@dataclass(frozen=True, slots=True)
class Decision:
    """An outcome and what it rests on.

    `producten` are the ids that are advised or, with meer-informatie-nodig, that remain. `open`
    holds the unknown kenmerken that decide; `excluded_by` the group names of UITGESLOTEN.
    """

    uitkomst: Uitkomst
    producten: tuple[str, ...]
    ground: Ground
    regel: Regel | None = None
    samen: Samen | None = None
    weighings: tuple[Weighing, ...] = ()
    open: tuple[str, ...] = ()
    excluded_by: tuple[str, ...] = ()

    @property
    def result(self) -> tuple[Uitkomst, tuple[str, ...]]:
        """Give what a change of an answer is measured on."""
        return self.uitkomst, self.producten


class Field:
    """One domain of one stelsel, prepared for weighing.

    Takes the stelsel, the domain, the vocabulary, and the rules that hold everywhere. Weighing
    touches this domain's products only, never another stelsel's.
    """

    def __init__(
        self,
        stelsel: Stelsel,
        domein: str,
        vocabulary: dict[str, Kenmerk],
        grenzen: Iterable[Regel] = (),
    ) -> None:
        self.stelsel = stelsel
        self.domein = domein
        self.vocabulary = vocabulary
        self.grenzen = tuple(grenzen)
        self.regels = tuple(
            r for r in (*self.grenzen, *stelsel.regels) if not r.domeinen or domein in r.domeinen
        )
        self.compiled: tuple[Compiled, ...] = tuple(
            compile_product(p)
            for p in stelsel.producten
            if p.domein == domein and not p.alleen_uitleg
        )
        self.order = {c.product.id: index for index, c in enumerate(self.compiled)}
        self.samen = tuple(
            s for s in stelsel.samen if all(product in self.order for product in s.producten)
        )
        self.beslist = stelsel.beslist.get(domein, ())
        self._tests: dict[str, list[Toets]] = {}
        for toets in self._all_tests():
            self._tests.setdefault(toets.kenmerk, []).append(toets)
        self._trials: dict[str, tuple[Value, ...]] = {}

    def _all_tests(self) -> Iterator[Toets]:
        for regel in self.regels:
            yield from regel.als
        for samen in self.samen:
            yield from samen.als
        for compiled in self.compiled:
            for criterium in compiled.product.criteria:
                if criterium.rol is not Rol.ONDERSTEUNEND:
                    yield criterium.toets

    # -- what can be asked -------------------------------------------------------------------

    def relevant(self) -> tuple[str, ...]:
        """Give the kenmerken that some rule or product looks at, in the vocabulary's order."""
        names = set(self._tests)
        if any(c.product.pakket and c.product.uren_per_week for c in self.compiled):
            names.add(HOURS)
        return tuple(name for name in self.vocabulary if name in names)

    def trial_values(self, name: str) -> tuple[Value, ...]:
        """Give values of one kenmerk that stand for all its possible answers when unknown.

        Of a list: none and each value alone. Of a number: one in every range that some test or
        average distinguishes.
        """
        if name not in self._trials:
            self._trials[name] = tuple(self._representatives(name))
        return self._trials[name]

    def _representatives(self, name: str) -> list[Value]:
        kenmerk = self.vocabulary[name]
        if kenmerk.type is KenmerkType.BOOL:
            return [True, False]
        if kenmerk.type is KenmerkType.ONE:
            return list(kenmerk.values)
        if kenmerk.type is KenmerkType.MANY:
            return [(), *((value,) for value in kenmerk.values)]
        if kenmerk.type is KenmerkType.TEXT:
            return []
        if name == HOURS:
            averages = {c.product.uren_per_week for c in self.compiled if c.product.uren_per_week}
            return sorted(averages)
        points: set[float] = set()
        for toets in self._tests.get(name, ()):
            if toets.minimum is not None:
                points |= {toets.minimum - 1, toets.minimum}
            if toets.maximum is not None:
                points |= {toets.maximum, toets.maximum + 1}
        low = kenmerk.minimum if kenmerk.minimum is not None else float("-inf")
        high = kenmerk.maximum if kenmerk.maximum is not None else float("inf")
        inside = sorted(p for p in points if low <= p <= high)
        return [int(p) if kenmerk.type is KenmerkType.INT else p for p in inside]

    # -- outcome -----------------------------------------------------------------------------

    def settle(self, facts: Facts) -> Decision:
        """Give the outcome as far as what is known goes, without asking what is still open."""
        for regel in self.regels:
            if all_of(holds(t, facts) for t in regel.als) is Truth.TRUE:
                return Decision(regel.uitkomst, regel.producten, Ground.REGEL, regel=regel)
        if not self.compiled:
            return Decision(Uitkomst.BUITEN_CATALOGUS, (), Ground.GEEN_DOMEIN)
        weighings = tuple(weigh(c, facts) for c in self.compiled)
        remaining = [w for w in weighings if w.oordeel is not Oordeel.NIET]
        if not remaining:
            return self._none_fits(weighings)
        best = min(_rank(w) for w in remaining)
        heads = [w for w in remaining if _rank(w) == best]
        packages = {w.product.pakket or w.product.id for w in heads}
        if len(packages) > 1:
            ids = self._ordered(heads)
            return Decision(Uitkomst.MEER_INFORMATIE, ids, Ground.GELIJK, weighings=weighings)
        for samen in self.samen:
            if heads[0].product.id in samen.producten and self._goes_together(
                samen, remaining, facts
            ):
                return Decision(
                    Uitkomst.PRODUCT,
                    samen.producten,
                    Ground.PRODUCT,
                    samen=samen,
                    weighings=weighings,
                )
        ids = self._variants(heads[0].product, remaining, facts)
        return Decision(Uitkomst.PRODUCT, ids, Ground.PRODUCT, weighings=weighings)

    def decide(self, facts: Facts) -> Decision:
        """Give the outcome; meer-informatie-nodig while a fact that decides is unknown."""
        settled = self.settle(facts)
        if settled.ground not in (Ground.PRODUCT, Ground.GELIJK):
            return settled
        still_open = self.open_questions(facts)
        if not still_open:
            return settled
        remaining = [w for w in settled.weighings if w.oordeel is not Oordeel.NIET]
        return Decision(
            Uitkomst.MEER_INFORMATIE,
            self._ordered(remaining),
            Ground.OPEN,
            weighings=settled.weighings,
            open=still_open,
        )

    def open_questions(self, facts: Facts) -> tuple[str, ...]:
        """Give the unknown kenmerken under `beslist` whose values would separate what remains.

        A value counts when it leads to a product or when a rule speaks; a value that merely
        contradicts the other facts does not.
        """
        found: list[str] = []
        for group in self.beslist:
            if any(name in facts for name in group):
                continue
            for name in group:
                heads = set()
                for value in self.trial_values(name):
                    settled = self.settle({**facts, name: value})
                    if settled.ground is Ground.PRODUCT:
                        heads.add(settled.producten[0])
                    elif settled.ground is Ground.REGEL:
                        heads.add(settled.uitkomst.value)
                if len(heads) > 1:
                    found.append(name)
        return tuple(found)

    # -- parts of settle ---------------------------------------------------------------------

    def _none_fits(self, weighings: tuple[Weighing, ...]) -> Decision:
        common = set(weighings[0].failing)
        for weighing in weighings[1:]:
            common &= set(weighing.failing)
        if common:
            return Decision(
                Uitkomst.BUITEN_CATALOGUS,
                (),
                Ground.UITGESLOTEN,
                weighings=weighings,
                excluded_by=tuple(k for k in weighings[0].failing if k in common),
            )
        fewest = min(len(w.failing) for w in weighings)
        nearest = self._ordered(w for w in weighings if len(w.failing) == fewest)
        return Decision(Uitkomst.MEER_INFORMATIE, nearest, Ground.TEGENSPRAAK, weighings=weighings)

    def _ordered(self, weighings: Iterable[Weighing]) -> tuple[str, ...]:
        ranked = sorted(
            weighings, key=lambda w: (-w.score, w.product.zwaarte, self.order[w.product.id])
        )
        return tuple(w.product.id for w in ranked)

    def _goes_together(self, samen: Samen, remaining: list[Weighing], facts: Facts) -> bool:
        ids = {w.product.id for w in remaining}
        return (
            set(samen.producten) <= ids and all_of(holds(t, facts) for t in samen.als) is Truth.TRUE
        )

    def _variants(self, head: Product, remaining: list[Weighing], facts: Facts) -> tuple[str, ...]:
        """Give the variants of the head's package: the nearest average, or both, light first."""
        if head.pakket is None:
            return (head.id,)
        variants = [w for w in remaining if w.product.pakket == head.pakket]
        hours = facts.get(HOURS)
        if not isinstance(hours, int | float):
            return self._ordered(variants)
        distance = {w.product.id: abs((w.product.uren_per_week or 0) - hours) for w in variants}
        nearest = min(distance.values())
        light_first = sorted(variants, key=lambda w: w.product.zwaarte)
        return tuple(w.product.id for w in light_first if distance[w.product.id] == nearest)


def _rank(weighing: Weighing) -> tuple[int, int]:
    return -weighing.score, weighing.product.zwaarte

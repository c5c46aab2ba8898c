"""From weighed products to an outcome: boundaries first, then the lightest that suffices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from catalog.advice.situation import Board, Situation, truth_of_any
from catalog.advice.weighing import Compiled, Weighing, compile_product, judge
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


class _Weigher:
    """Judges one product, each combination of truths of its own tests once."""

    def __init__(self, compiled: Compiled, board: Board) -> None:
        self._compiled = compiled
        self._masks = tuple(
            0 if rol is Rol.ONDERSTEUNEND else board.mask(c.toets for c in members)
            for _, rol, members in compiled.groups
        )
        self._mask = 0
        for mask in self._masks:
            self._mask |= mask
        self._judged: dict[tuple[int, int], Weighing] = {}

    def weigh(self, situation: Situation) -> Weighing:
        key = situation.true & self._mask, situation.known & self._mask
        found = self._judged.get(key)
        if found is None:
            found = self._judged[key] = judge(
                self._compiled, [truth_of_any(mask, situation) for mask in self._masks]
            )
        return found


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
        self._board = Board(self._all_tests(), HOURS)
        self._rules = tuple((self._board.mask(regel.als), regel) for regel in self.regels)
        self._weighers = tuple(_Weigher(compiled, self._board) for compiled in self.compiled)
        self._trials: dict[str, tuple[Value, ...]] = {}
        # Most of the trials that an advice takes come down to a few different situations.
        self._settled: dict[tuple[int, int, float | None], Decision] = {}

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
        names = set(self._board.tests())
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
        points: set[float] = set()
        for _, toets in self._board.tests().get(name, ()):
            if toets.minimum is not None:
                points |= {toets.minimum - 1, toets.minimum}
            if toets.maximum is not None:
                points |= {toets.maximum, toets.maximum + 1}
        if name == HOURS:
            points |= self._hours()
        low = kenmerk.minimum if kenmerk.minimum is not None else float("-inf")
        high = kenmerk.maximum if kenmerk.maximum is not None else float("inf")
        inside = sorted(p for p in points if low <= p <= high)
        return [int(p) if kenmerk.type is KenmerkType.INT else p for p in inside]

    def _hours(self) -> set[float]:
        """Give the averages of packages, and the hours between two that are near to both."""
        packages: dict[str, set[float]] = {}
        for product in (compiled.product for compiled in self.compiled):
            if product.pakket and product.uren_per_week is not None:
                packages.setdefault(product.pakket, set()).add(product.uren_per_week)
        between = {
            (low + high) / 2
            for averages in packages.values()
            for low, high in pairwise(sorted(averages))
        }
        return between.union(*packages.values())

    # -- outcome -----------------------------------------------------------------------------

    def settle(self, facts: Facts) -> Decision:
        """Give the outcome as far as what is known goes, without asking what is still open."""
        return self.settle_in(self.situation(facts))

    def decide(self, facts: Facts) -> Decision:
        """Give the outcome; meer-informatie-nodig while a fact that decides is unknown."""
        return self.decide_in(self.situation(facts))

    def situation(self, facts: Facts) -> Situation:
        """Give what the tests of this field say of the facts, to try other answers on."""
        return self._board.situation(facts)

    def answered(self, situation: Situation, name: str, value: Value) -> Situation:
        """Give the situation in which one kenmerk has this answer."""
        return self._board.answered(situation, name, value)

    def settle_in(self, situation: Situation) -> Decision:
        """Give what `settle` gives for the facts of this situation."""
        key = situation.true, situation.known, situation.number
        found = self._settled.get(key)
        if found is None:
            found = self._settled[key] = self._settle(situation)
        return found

    def weigh_in(self, situation: Situation) -> tuple[Weighing, ...]:
        """Judge every product, in the order of the source."""
        return tuple([weigher.weigh(situation) for weigher in self._weighers])

    def _settle(self, situation: Situation) -> Decision:
        for mask, regel in self._rules:
            if situation.true & mask == mask:
                return Decision(regel.uitkomst, regel.producten, Ground.REGEL, regel=regel)
        if not self.compiled:
            return Decision(Uitkomst.BUITEN_CATALOGUS, (), Ground.GEEN_DOMEIN)
        weighings = self.weigh_in(situation)
        remaining = [w for w in weighings if w.oordeel is not Oordeel.NIET]
        if not remaining:
            return self._none_fits(weighings)
        ranks = [(-w.score, w.product.zwaarte) for w in remaining]
        best = min(ranks)
        heads = [w for w, rank in zip(remaining, ranks, strict=True) if rank == best]
        packages = {w.product.pakket or w.product.id for w in heads}
        if len(packages) > 1:
            ids = self._ordered(heads)
            return Decision(Uitkomst.MEER_INFORMATIE, ids, Ground.GELIJK, weighings=weighings)
        for samen in self.samen:
            if heads[0].product.id in samen.producten and self._goes_together(
                samen, remaining, situation
            ):
                return Decision(
                    Uitkomst.PRODUCT,
                    samen.producten,
                    Ground.PRODUCT,
                    samen=samen,
                    weighings=weighings,
                )
        ids = self._variants(heads[0].product, remaining, situation)
        return Decision(Uitkomst.PRODUCT, ids, Ground.PRODUCT, weighings=weighings)

    def decide_in(self, situation: Situation) -> Decision:
        """Give what `decide` gives for the facts of this situation."""
        settled = self.settle_in(situation)
        if settled.ground not in (Ground.PRODUCT, Ground.GELIJK):
            return settled
        still_open = self.open_questions(situation)
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

    def open_questions(self, situation: Situation) -> tuple[str, ...]:
        """Give the unknown kenmerken under `beslist` whose values would separate what remains.

        A value counts when it leads to a product or when a rule speaks; a value that merely
        contradicts the other facts does not.
        """
        return tuple(
            name
            for group in self.beslist
            if situation.named.isdisjoint(group)
            for name in group
            if self._separates(name, situation)
        )

    def _separates(self, name: str, situation: Situation) -> bool:
        first: str | None = None
        for value in self.trial_values(name):
            settled = self.settle_in(self.answered(situation, name, value))
            if settled.ground is Ground.PRODUCT:
                head = settled.producten[0]
            elif settled.ground is Ground.REGEL:
                head = settled.uitkomst.value
            else:
                continue
            if first is None:
                first = head
            elif head != first:
                return True
        return False

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

    def _goes_together(self, samen: Samen, remaining: list[Weighing], situation: Situation) -> bool:
        mask = self._board.mask(samen.als)
        return situation.true & mask == mask and set(samen.producten) <= {
            w.product.id for w in remaining
        }

    def _variants(
        self, head: Product, remaining: list[Weighing], situation: Situation
    ) -> tuple[str, ...]:
        """Give the variants of the head's package: the nearest average, or both, light first."""
        if head.pakket is None:
            return (head.id,)
        variants = [w for w in remaining if w.product.pakket == head.pakket]
        hours = situation.number
        if hours is None:
            return self._ordered(variants)
        distance = {w.product.id: abs((w.product.uren_per_week or 0) - hours) for w in variants}
        nearest = min(distance.values())
        light_first = sorted(variants, key=lambda w: w.product.zwaarte)
        return tuple(w.product.id for w in light_first if distance[w.product.id] == nearest)

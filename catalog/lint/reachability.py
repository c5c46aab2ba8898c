"""Every product must be what the engine advises in some situation.

The situations are built from the values that the criteria name, and then bettered step by step;
the engine itself judges every one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, product
from typing import Final

from catalog.advice.deciding import Field, Ground
from catalog.advice.weighing import Compiled, Weighing
from catalog.lint.fault import Fault, Kind
from catalog.loader import Catalogue
from catalog.model import (
    Criterium,
    Facts,
    KenmerkType,
    Oordeel,
    Rol,
    Stelsel,
    Toetsing,
    Uitkomst,
    Value,
)

type Situation = dict[str, Value]

_STARTS: Final = 60
_STEPS: Final = 12


def faults(catalogue: Catalogue, but: Iterable[tuple[str, str]] = ()) -> Iterator[Fault]:
    """Give a fault for every product that no situation leads to.

    `but` names products (stelsel, product) that another fault explains already.
    """
    passed_over = set(but)
    for stelsel in catalogue.stelsels.values():
        for id_, tried in _unreached(catalogue, stelsel):
            if (stelsel.id, id_) not in passed_over:
                why = f"none of {tried} situations leads to this product"
                yield Fault(Kind.UNREACHABLE, f"{stelsel.id} › {id_}", why)


def _unreached(catalogue: Catalogue, stelsel: Stelsel) -> Iterator[tuple[str, int]]:
    for domein in stelsel.domeinen:
        field = Field(stelsel, domein, dict(catalogue.vocabulary), catalogue.grenzen)
        for compiled in field.compiled:
            search = Search(field, compiled)
            if search.find() is None:
                yield compiled.product.id, search.tried


class Search:
    """Looks for a situation in which the engine advises one product; `tried` counts them."""

    def __init__(self, field: Field, compiled: Compiled) -> None:
        self._field = field
        self._compiled = compiled
        self._id = compiled.product.id
        self.tried = 0

    def find(self) -> Facts | None:
        """Give such a situation, None when none is found."""
        for start in islice(self._starts(), _STARTS):
            found = self._better(start)
            if found is not None:
                return found
        return None

    def _starts(self) -> Iterator[Situation]:
        """Give situations in which everything that the product asks is true."""
        asked = [g for g in self._compiled.groups if g[1] is Rol.VEREIST]
        wished = [g for g in self._compiled.groups if g[1] is Rol.DOORSLAGGEVEND]
        seen: set[tuple[tuple[str, Value], ...]] = set()
        for groups in (asked + wished, asked):
            choices: list[tuple[Criterium, ...]] = [members for _, _, members in groups]
            for chosen in islice(product(*choices), _STARTS):
                situation = self._satisfy(chosen)
                key = tuple(sorted(situation.items(), key=lambda item: item[0]))
                if key not in seen:
                    seen.add(key)
                    yield situation

    def _satisfy(self, criteria: Iterable[Criterium]) -> Situation:
        situation: Situation = {}
        for criterium in criteria:
            toets = criterium.toets
            kenmerk = self._field.vocabulary[toets.kenmerk]
            if toets.toetsing is Toetsing.ONBEKEND:
                continue
            if kenmerk.type is KenmerkType.MANY:
                before = situation.get(kenmerk.naam, ())
                assert isinstance(before, tuple)
                wanted = toets.waarden[:1]
                if toets.toetsing is Toetsing.ALLE:
                    wanted = toets.waarden
                elif toets.toetsing is Toetsing.GEEN_VAN:
                    wanted = ()
                situation[kenmerk.naam] = tuple(
                    value for value in kenmerk.values if value in (*before, *wanted)
                )
            elif not toets.waarden:
                limit = toets.minimum if toets.minimum is not None else toets.maximum
                assert limit is not None
                situation[kenmerk.naam] = int(limit)
            elif toets.toetsing is Toetsing.GEEN_VAN:
                others = self._field.trial_values(kenmerk.naam)
                situation[kenmerk.naam] = next(v for v in others if v not in toets.waarden)
            else:
                situation[kenmerk.naam] = toets.waarden[0]
        return situation

    def _better(self, start: Situation) -> Facts | None:
        """Change one answer at a time for the better; give the situation that is good enough."""
        situation, distance = start, self._distance(start)
        for _ in range(_STEPS):
            if distance == (0, 0, 0):
                return situation
            steps = [
                {**situation, name: value}
                for name in self._field.relevant()
                for value in self._values(name, situation)
            ]
            scored = [(self._distance(step), index) for index, step in enumerate(steps)]
            nearest, index = min(scored, default=(distance, -1))
            if nearest >= distance:
                return None
            situation, distance = steps[index], nearest
        return None

    def _values(self, name: str, situation: Situation) -> Iterator[Value]:
        current = situation.get(name)
        for value in self._field.trial_values(name):
            if value != current:
                yield value
            if isinstance(current, tuple) and isinstance(value, tuple):
                joined = tuple(
                    v for v in self._field.vocabulary[name].values if v in (*current, *value)
                )
                if joined not in (current, value):
                    yield joined

    def _distance(self, situation: Situation) -> tuple[int, int, int]:
        """Tell how far the engine is from advising the product: all nought means it does.

        What excludes it, how many products come before it, and what is still asked.
        """
        self.tried += 1
        settled = self._field.settle(situation)
        own = next((w for w in settled.weighings if w.product.id == self._id), None)
        if own is None:
            return 99, 0, 0
        if own.oordeel is Oordeel.NIET:
            return len(own.failing), 0, 0
        if settled.uitkomst is Uitkomst.PRODUCT and self._id in settled.producten:
            decided = self._field.decide(situation)
            return 0, 0, len(decided.open) if decided.ground is Ground.OPEN else 0
        ahead = sum(
            other.oordeel is not Oordeel.NIET and _rank(other) <= _rank(own)
            for other in settled.weighings
            if other is not own
        )
        return 0, max(1, ahead), 0


def _rank(weighing: Weighing) -> tuple[int, int]:
    return -weighing.score, weighing.product.zwaarte

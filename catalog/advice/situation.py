"""A situation as the truth of every test, so that trying thousands of other answers is cheap.

An advice is found by trying: what would change it, and what to ask next. Each test of a field
gets a bit; a situation is the bits of the tests that are known and of those that are true. What
a test means is said in `testing.holds` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.advice.testing import holds
from catalog.advice.truth import Truth
from catalog.model import Facts, Toets, Value


@dataclass(frozen=True, slots=True)
class Situation:
    """What a field's tests say of some facts.

    `known` and `true` are bit masks over the tests; `named` holds the kenmerken that are known.
    `number` is the value of the one kenmerk that is compared with averages, None when unknown.
    """

    true: int
    known: int
    named: frozenset[str]
    number: float | None


class Board:
    """Every different test of a field with its bit, and the effect of each answer on them.

    `numeric` is the kenmerk whose value itself counts, beside the tests of it.
    """

    def __init__(self, tests: Iterable[Toets], numeric: str) -> None:
        self._bits: dict[Toets, int] = {}
        self._tests: dict[str, list[tuple[int, Toets]]] = {}
        for toets in tests:
            if toets not in self._bits:
                bit = 1 << len(self._bits)
                self._bits[toets] = bit
                self._tests.setdefault(toets.kenmerk, []).append((bit, toets))
        self._masks = {
            name: sum(bit for bit, _ in numbered) for name, numbered in self._tests.items()
        }
        self._numeric = numeric
        self._effects: dict[tuple[str, Value], tuple[int, int]] = {}
        self._empty = Situation(*self._effect(self._tests, {}), frozenset(), None)

    def tests(self) -> Mapping[str, list[tuple[int, Toets]]]:
        """Give per kenmerk its tests, each with its bit."""
        return self._tests

    def mask(self, tests: Iterable[Toets]) -> int:
        """Give the bits of these tests; KeyError for a test that is not on the board."""
        result = 0
        for toets in tests:
            result |= self._bits[toets]
        return result

    def situation(self, facts: Facts) -> Situation:
        """Give the situation that these facts make."""
        result = self._empty
        for name, value in facts.items():
            result = self.answered(result, name, value)
        return result

    def answered(self, situation: Situation, name: str, value: Value) -> Situation:
        """Give the situation with one kenmerk answered, whatever its answer was."""
        number = situation.number
        if name == self._numeric:
            number = value if isinstance(value, int | float) else None
        named = situation.named if name in situation.named else situation.named | {name}
        mask = self._masks.get(name, 0)
        if not mask:
            return Situation(situation.true, situation.known, named, number)
        key = (name, value)
        effect = self._effects.get(key)
        if effect is None:
            effect = self._effects[key] = self._effect((name,), {name: value})
        true, known = effect
        return Situation(
            situation.true & ~mask | true, situation.known & ~mask | known, named, number
        )

    def _effect(self, names: Iterable[str], facts: Facts) -> tuple[int, int]:
        true = known = 0
        for name in names:
            for bit, toets in self._tests[name]:
                truth = holds(toets, facts)
                if truth is not Truth.UNKNOWN:
                    known |= bit
                if truth is Truth.TRUE:
                    true |= bit
        return true, known


def truth_of_any(mask: int, situation: Situation) -> Truth:
    """Give the truth of alternatives, as `truth.any_of` does."""
    if situation.true & mask:
        return Truth.TRUE
    return Truth.FALSE if situation.known & mask == mask else Truth.UNKNOWN

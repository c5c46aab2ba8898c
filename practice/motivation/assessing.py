"""A written motivation held against the reasons and the facts of a case.

A reason counts as named when a sentence or clause plainly states the fact that it rests on, with
its value: "kan alleen wonen" names no reason that somebody cannot. In doubt it does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dutch.words import NEGATIONS, fold, tokens
from practice.motivation.reading import Piece, learned, pieces, rules, scores
from practice.motivation.wordings import NONE, label, labels_of
from practice.questions.features import Matrix, meaning

NAMED: Final = -0.5
"""Score from which a piece states a value (about -1: not at all, 1: wholly)."""
AHEAD: Final = 0.1
"""How far that value must be ahead of the others of its kenmerk."""
WRONG, WRONG_AHEAD = -0.1, 0.35
"""The same for a value that contradicts the facts: there the doubt is the trainee's."""
ALIKE: Final = 0.6
"""Likeness in meaning from which a piece says what a reason says in so many words."""
ADULT: Final = 18

type Value = bool | int | float | str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Reason:
    """One marked reason: its id, its text, and the kenmerk that it rests on (None: no fact)."""

    id: str
    text: str
    kenmerk: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a motivation holds.

    `named` and `missing` are ids of reasons in their order; `wrong` kenmerken of which it says
    what is not so; `steps` the steps of the weighing that it covers; `products` ids of products
    that it mentions, `why_not` those of them that it sets aside.
    """

    named: tuple[str, ...]
    missing: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    why_not: tuple[str, ...] = ()


def assess(
    text: str,
    reasons: Sequence[Reason],
    facts: Mapping[str, Value],
    products: Mapping[str, Iterable[str]] | None = None,
) -> Assessment:
    """Give what a motivation holds.

    `facts` are the kenmerken of the case with their values, `products` the names by which each
    product (by its id) may be called.
    """
    read = pieces(text)
    if not read:
        return Assessment((), tuple(each.id for each in reasons))
    table = _Table(read)
    named = tuple(each.id for each in reasons if _names(table, each, facts))
    mentioned, aside = _products(read, products or {})
    return Assessment(
        named,
        tuple(each.id for each in reasons if each.id not in named),
        tuple(name for name, value in facts.items() if table.contradicts(name, value)),
        tuple(step for step in rules()["stappen"] if _covers(table, step)),
        mentioned,
        aside,
    )


class _Table:
    """The pieces of a motivation with the score of every label."""

    def __init__(self, read: list[Piece]) -> None:
        self.read = read
        self._meaning = meaning([piece.text for piece in read])
        self._scores = scores(read, self._meaning)
        self._places = {one: place for place, one in enumerate(learned().labels)}

    def states(self, kenmerk: str, value: Value) -> bool:
        """Tell whether a piece states this value (one of these, for a list) of a kenmerk."""
        right, others = self._columns(kenmerk, value)
        if not right.size:
            return False
        ahead = right.max(axis=1) - others.max(axis=1)
        return bool(((right.max(axis=1) >= NAMED) & (ahead >= AHEAD) & self._about(kenmerk)).any())

    def contradicts(self, kenmerk: str, value: Value) -> bool:
        """Tell whether a piece plainly states another value, and none states the right one."""
        right, others = self._columns(kenmerk, value)
        if not right.size or self.states(kenmerk, value):
            return False
        ahead = others.max(axis=1) - right.max(axis=1)
        plain = (others.max(axis=1) >= WRONG) & (ahead >= WRONG_AHEAD)
        return bool((plain & self._about(kenmerk)).any())

    def says(self, kenmerk: str) -> bool:
        """Tell whether a piece states any value of a kenmerk."""
        columns = [place for one, place in self._places.items() if one.split("=")[0] == kenmerk]
        return bool(columns) and bool((self._scores[:, columns] >= NAMED).any())

    def alike(self, text: str, kenmerk: str | None) -> bool:
        """Tell whether a piece says nearly what a text says of a kenmerk, denied alike."""
        near = self._meaning @ _of_reason(text)
        same = [_denies(piece.text) == _denies(text) for piece in self.read]
        return bool(((near >= ALIKE) & np.array(same) & self._about(kenmerk)).any())

    def _about(self, kenmerk: str | None) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Tell of each piece whether it speaks of the client now."""
        anybody = kenmerk is None or kenmerk in rules()["ook_ander"]
        return np.array([not each.past and (anybody or not each.other) for each in self.read])

    def _columns(self, kenmerk: str, value: Value) -> tuple[Matrix, Matrix]:
        """Give the scores of the right labels of a kenmerk, and of those that contradict them."""
        right = set(labels_of(kenmerk, value))
        every = {one for one in self._places if one.split("=")[0] == kenmerk}
        rivals = every - right
        if isinstance(value, Sequence) and not isinstance(value, str) and value:
            # Somebody may have more of a list than the case holds: only "none" contradicts.
            rivals = {label(kenmerk, NONE)} & every
        pick = [[self._places[one] for one in sorted(names)] for names in (right & every, rivals)]
        first, second = (self._scores[:, places] for places in pick)
        lowest = np.full((len(self.read), 1), -1, dtype=np.float32)
        return first, np.hstack([second, lowest])


def _names(table: _Table, reason: Reason, facts: Mapping[str, Value]) -> bool:
    name = reason.kenmerk
    if name is None or name not in facts:
        return table.alike(reason.text, name)
    value = facts[name]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return any(_tells_figure(piece.folded, name, value) for piece in table.read)
    return table.states(name, value) or (
        table.alike(reason.text, name) and not table.contradicts(name, value)
    )


def _tells_figure(folded: str, kenmerk: str, value: float) -> bool:
    """Tell whether a piece gives a figure with the words that belong to it."""
    if kenmerk == "leeftijd":
        word = "meerderjarig" if value >= ADULT else "minderjarig"
        if re.search(rules()[word], folded):
            return True
    pattern = rules()["getallen"].get(kenmerk)
    if pattern is None:
        return False
    words: Sequence[str] = rules()["telwoorden"]
    written = f"{value:g}".replace(".", ",")
    spoken = words[int(value)] if value == int(value) and int(value) < len(words) else written
    return bool(re.search(pattern.replace("{n}", f"(?:{written}|{spoken})"), folded))


def _covers(table: _Table, step: str) -> bool:
    rule = rules()["stappen"][step]
    if any(re.search(rule["woorden"], piece.folded) for piece in table.read):
        return True
    return any(table.says(kenmerk) for kenmerk in rule["kenmerken"])


def _products(
    read: list[Piece], products: Mapping[str, Iterable[str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the products that are mentioned, and those that are set aside."""
    mentioned, aside = [], []
    for id_, names in products.items():
        called = re.compile(r"\b(?:" + "|".join(re.escape(fold(n)) for n in names) + r")\b")
        where = [piece.folded for piece in read if called.search(piece.folded)]
        if where:
            mentioned.append(id_)
        if any(re.search(rules()["waarom_niet"], each) for each in where):
            aside.append(id_)
    return tuple(mentioned), tuple(aside)


@lru_cache(maxsize=1000)
def _of_reason(text: str) -> NDArray[np.float32]:
    """Give the meaning of a reason of a case: of what is shipped, nothing that somebody wrote."""
    found: NDArray[np.float32] = meaning([text])[0]
    return found


def _denies(text: str) -> bool:
    return not NEGATIONS.isdisjoint(tokens(text))

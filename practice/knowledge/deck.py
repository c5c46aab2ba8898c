"""All questions that a catalogue holds, and the one that a seed draws from them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from catalog.loader import Catalogue
from practice.knowledge.activities import activity_stems
from practice.knowledge.boundaries import boundary_stems
from practice.knowledge.model import KnowledgeQuestion, Stem, asked
from practice.knowledge.products import product_stems

OPTIONS = 4
LEAST_OPTIONS = 3
LEVELS = (1, 2, 3)
OUT_OF_PROPORTION = 1.8
"""How many times longer one answer may be than another; more would give an answer away."""
SHORT = 24
"""Answers up to this many characters are not compared in length: names, codes, numbers."""


@dataclass(frozen=True)
class _Edition:
    """A catalogue as a key: two of the same hashes are the same."""

    hashes: tuple[str, ...]
    catalogue: Catalogue = field(compare=False, hash=False)


def question(catalogue: Catalogue, seed: int, stelsel: str | None, level: int) -> KnowledgeQuestion:
    """Give the question of knowledge for a seed.

    `stelsel` None draws from all of them. `level` is 1, 2 or 3; where a stelsel has nothing on a
    level, the nearest lower one (else the nearest at all) is taken. Kinds of question come up
    alike, however many questions there are of each. KeyError for a stelsel that is not there.
    """
    hashes = tuple(each.hash for each in catalogue.stelsels.values())
    deck = _deck(_Edition((*catalogue.stelsels, *hashes), catalogue))
    draw = random.Random(f"kennis-{seed}-{stelsel}-{level}")  # noqa: S311 (no secret)
    chosen = stelsel if stelsel is not None else draw.choice(sorted(deck))
    kinds = _at_level(deck[chosen], level)
    stem = draw.choice(kinds[draw.choice(sorted(kinds))])
    return asked(stem, _options(stem, draw))


def stems(catalogue: Catalogue, stelsel: str) -> tuple[Stem, ...]:
    """Give every question of one stelsel that can be asked, in a fixed order."""
    found = catalogue.stelsels[stelsel]
    every = (
        *product_stems(catalogue, found),
        *boundary_stems(catalogue, found),
        *activity_stems(found),
    )
    return tuple(stem for stem in every if len(_fair(stem)) >= LEAST_OPTIONS - 1)


@lru_cache(maxsize=4)
def _deck(edition: _Edition) -> Mapping[str, tuple[Stem, ...]]:
    catalogue = edition.catalogue
    found = {name: stems(catalogue, name) for name in catalogue.stelsels}
    return {name: each for name, each in found.items() if each}


def _at_level(held: Sequence[Stem], level: int) -> dict[str, list[Stem]]:
    """Give the questions of a level by kind."""
    for each in sorted(LEVELS, key=lambda other: (other > level, abs(other - level))):
        kinds: dict[str, list[Stem]] = {}
        for stem in held:
            if stem.level == each:
                kinds.setdefault(stem.kind, []).append(stem)
        if kinds:
            return kinds
    raise KeyError(f"no questions of knowledge on level {level}")


def _fair(stem: Stem) -> list[str]:
    """Give the wrong answers that do not stand out by length beside the right one."""
    if all(len(each) <= SHORT for each in (stem.right, *stem.wrong)):
        return list(stem.wrong)
    size = max(len(stem.right), SHORT)
    return [
        each
        for each in stem.wrong
        if max(size, len(each)) <= OUT_OF_PROPORTION * min(size, max(len(each), SHORT))
    ]


def _options(stem: Stem, draw: random.Random) -> tuple[str, ...]:
    """Draw the wrong answers and put all in order.

    Wrong answers come from the nearest: of the first so many twice as many as are shown.
    """
    near = _fair(stem)[: 2 * OPTIONS]
    wrong = draw.sample(near, min(OPTIONS - 1, len(near)))
    shown = [stem.right, *wrong]
    if stem.told:
        return tuple(sorted(shown, key=stem.told.index))
    draw.shuffle(shown)
    return tuple(shown)

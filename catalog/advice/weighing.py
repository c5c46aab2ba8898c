"""How each product fares: what speaks for it, against it and what is unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.advice.testing import holds
from catalog.advice.truth import Truth, any_of
from catalog.model import Criterium, Facts, Oordeel, Product, Rol

type Group = tuple[str, Rol, tuple[Criterium, ...]]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A product with its criteria gathered into groups of alternatives, once."""

    product: Product
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Weighing:
    """One product in one situation.

    `groups` are the product's criteria, gathered into alternatives. `failing` names the groups
    that exclude it (a criterion without groep is a group of its own name), `score` counts the
    decisive groups that are true.
    """

    product: Product
    groups: tuple[Group, ...]
    oordeel: Oordeel
    failing: tuple[str, ...]
    score: int


def compile_product(product: Product) -> Compiled:
    """Gather the criteria of one product by role and groep."""
    gathered: dict[tuple[Rol, str], list[Criterium]] = {}
    for criterium in product.criteria:
        gathered.setdefault((criterium.rol, criterium.groep or criterium.id), []).append(criterium)
    groups = tuple((key, rol, tuple(members)) for (rol, key), members in gathered.items())
    return Compiled(product, groups)


def group_truth(members: Iterable[Criterium], facts: Facts) -> Truth:
    """Give the truth of alternatives: one true suffices."""
    return any_of(holds(criterium.toets, facts) for criterium in members)


def weigh(compiled: Compiled, facts: Facts) -> Weighing:
    """Judge one product. Only what is known excludes; what is unknown leaves it possible."""
    return judge(compiled, [group_truth(members, facts) for _, _, members in compiled.groups])


def judge(compiled: Compiled, truths: Iterable[Truth]) -> Weighing:
    """Judge one product by the truth of each of its groups, in their order."""
    failing: list[str] = []
    score = 0
    certain = True
    for (key, rol, _), truth in zip(compiled.groups, truths, strict=True):
        if rol is Rol.ONDERSTEUNEND:
            continue
        if rol is Rol.VEREIST:
            if truth is Truth.FALSE:
                failing.append(key)
            elif truth is Truth.UNKNOWN:
                certain = False
        elif truth is Truth.TRUE:
            if rol is Rol.UITSLUITEND:
                failing.append(key)
            else:
                score += 1
    possible = Oordeel.PAST if certain else Oordeel.MISSCHIEN
    oordeel = Oordeel.NIET if failing else possible
    return Weighing(compiled.product, compiled.groups, oordeel, tuple(failing), score)

"""How one product fares."""

from __future__ import annotations

import pytest

from catalog.advice.weighing import compile_product, weigh
from catalog.model import Facts, Oordeel, Rol
from tests.catalog.advice.building import criterium, product, toets

ERNSTIG = toets("gedrag", "ernstig")
ESCALATIE = toets("risico", "escalatie")
PRIKKELARM = toets("prikkelarm", True)


@pytest.mark.parametrize(
    ("rol", "facts", "oordeel", "score"),
    [
        (Rol.VEREIST, {"gedrag": "ernstig"}, Oordeel.PAST, 0),
        (Rol.VEREIST, {"gedrag": "geen"}, Oordeel.NIET, 0),
        (Rol.VEREIST, {}, Oordeel.MISSCHIEN, 0),
        (Rol.UITSLUITEND, {"gedrag": "ernstig"}, Oordeel.NIET, 0),
        (Rol.UITSLUITEND, {"gedrag": "geen"}, Oordeel.PAST, 0),
        (Rol.UITSLUITEND, {}, Oordeel.PAST, 0),
        (Rol.DOORSLAGGEVEND, {"gedrag": "ernstig"}, Oordeel.PAST, 1),
        (Rol.DOORSLAGGEVEND, {"gedrag": "geen"}, Oordeel.PAST, 0),
        (Rol.DOORSLAGGEVEND, {}, Oordeel.PAST, 0),
        (Rol.ONDERSTEUNEND, {"gedrag": "ernstig"}, Oordeel.PAST, 0),
        (Rol.ONDERSTEUNEND, {"gedrag": "geen"}, Oordeel.PAST, 0),
    ],
)
def test_each_role_does_what_it_is_for(
    rol: Rol, facts: Facts, oordeel: Oordeel, score: int
) -> None:
    found = weigh(compile_product(product("plus", 20, criterium(rol, ERNSTIG))), facts)
    assert (found.oordeel, found.score) == (oordeel, score)
    assert found.failing == (("gedrag",) if oordeel is Oordeel.NIET else ())


@pytest.mark.parametrize(
    ("facts", "oordeel"),
    [
        ({"gedrag": "ernstig", "risico": ()}, Oordeel.PAST),
        ({"gedrag": "geen", "risico": ("escalatie",)}, Oordeel.PAST),
        ({"gedrag": "geen"}, Oordeel.MISSCHIEN),
        ({"gedrag": "geen", "risico": ("overlast",)}, Oordeel.NIET),
    ],
)
def test_of_alternatives_one_suffices_and_all_must_fail_to_exclude(
    facts: Facts, oordeel: Oordeel
) -> None:
    plus = product(
        "plus",
        20,
        criterium(Rol.VEREIST, ERNSTIG, groep="verzwarend"),
        criterium(Rol.VEREIST, ESCALATIE, groep="verzwarend"),
    )
    found = weigh(compile_product(plus), facts)
    assert found.oordeel is oordeel
    assert found.failing == (("verzwarend",) if oordeel is Oordeel.NIET else ())


def test_alternatives_count_once_in_the_score() -> None:
    plus = product(
        "plus",
        20,
        criterium(Rol.DOORSLAGGEVEND, ERNSTIG, groep="zwaar"),
        criterium(Rol.DOORSLAGGEVEND, ESCALATIE, groep="zwaar"),
        criterium(Rol.DOORSLAGGEVEND, PRIKKELARM),
    )
    facts: Facts = {"gedrag": "ernstig", "risico": ("escalatie",), "prikkelarm": True}
    assert weigh(compile_product(plus), facts).score == 2


def test_one_group_name_in_two_roles_makes_two_groups() -> None:
    plus = product(
        "plus",
        20,
        criterium(Rol.VEREIST, ERNSTIG, groep="gedrag"),
        criterium(Rol.DOORSLAGGEVEND, ERNSTIG, groep="gedrag"),
    )
    assert [(key, rol) for key, rol, _ in compile_product(plus).groups] == [
        ("gedrag", Rol.VEREIST),
        ("gedrag", Rol.DOORSLAGGEVEND),
    ]


def test_all_that_excludes_is_named_in_the_order_of_the_source() -> None:
    basis = product(
        "basis",
        10,
        criterium(Rol.UITSLUITEND, PRIKKELARM),
        criterium(Rol.VEREIST, toets("gedrag", "geen")),
    )
    found = weigh(compile_product(basis), {"gedrag": "ernstig", "prikkelarm": True})
    assert found.failing == ("prikkelarm", "gedrag")

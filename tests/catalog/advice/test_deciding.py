"""From weighed products to an outcome: every ground that an outcome can rest on."""

from __future__ import annotations

import pytest

from catalog.advice.deciding import Ground
from catalog.model import Criterium, Facts, Product, Rol, Stelsel, Toets, Toetsing, Uitkomst
from tests.catalog.advice.building import (
    criterium,
    field,
    product,
    regel,
    samen,
    stelsel,
    toets,
)

MATIG = toets("gedrag", "matig", "ernstig")
ERNSTIG = toets("gedrag", "ernstig")
PRIKKELARM = toets("prikkelarm", True)
GEVAAR = regel("acuut-gevaar", Uitkomst.CRISIS, toets("acuut_gevaar", True))
JONG = regel("jong", Uitkomst.JEUGDWET, Toets("leeftijd", maximum=17))

BASIS = product("basis", 10, criterium(Rol.UITSLUITEND, MATIG))
REGULIER = product("regulier", 20, criterium(Rol.UITSLUITEND, ERNSTIG))
PLUS = product("plus", 30)
THREE = stelsel(BASIS, REGULIER, PLUS, beslist=[["gedrag"]])


def variants(*hours: float) -> list[Product]:
    """Give one package in variants, each heavier than the one before."""
    return [
        product(f"thuis-{index}", 10 * index, pakket="thuis", uren=each)
        for index, each in enumerate(hours, start=1)
    ]


@pytest.mark.parametrize(
    ("gedrag", "expected"), [("geen", "basis"), ("matig", "regulier"), ("ernstig", "plus")]
)
def test_the_lightest_product_that_covers_what_is_stated_is_advised(
    gedrag: str, expected: str
) -> None:
    decision = field(THREE).decide({"gedrag": gedrag})
    assert decision.ground is Ground.PRODUCT
    assert decision.result == (Uitkomst.PRODUCT, (expected,))


def test_a_deciding_fact_that_is_unknown_leaves_it_open() -> None:
    decision = field(THREE).decide({})
    assert decision.ground is Ground.OPEN
    assert decision.result == (Uitkomst.MEER_INFORMATIE, ("basis", "regulier", "plus"))
    assert decision.open == ("gedrag",)


def test_what_cannot_separate_the_products_that_remain_does_not_hold_up_the_advice() -> None:
    only_one = stelsel(PLUS, beslist=[["gedrag"]])
    assert field(only_one).decide({}).result == (Uitkomst.PRODUCT, ("plus",))


def test_a_value_that_merely_contradicts_the_other_facts_does_not_hold_up_the_advice() -> None:
    asks_calm = product("rustig", 10, criterium(Rol.VEREIST, toets("gedrag", "geen")))
    decision = field(stelsel(asks_calm, beslist=[["gedrag"]])).decide({})
    assert decision.result == (Uitkomst.PRODUCT, ("rustig",))


def test_a_value_on_which_a_rule_speaks_holds_up_the_advice() -> None:
    outside = regel("ernstig", Uitkomst.BUITEN_CATALOGUS, ERNSTIG)
    decision = field(stelsel(PLUS, beslist=[["gedrag"]], regels=[outside])).decide({})
    assert decision.ground is Ground.OPEN
    assert decision.open == ("gedrag",)


def test_one_known_kenmerk_closes_its_whole_group() -> None:
    own = stelsel(BASIS, PLUS, beslist=[["gedrag", "prikkelarm"]])
    assert field(own).decide({}).open == ("gedrag",)
    assert field(own).decide({"prikkelarm": False}).result == (Uitkomst.PRODUCT, ("basis",))


def test_a_rule_comes_before_the_products_and_a_boundary_before_a_rule() -> None:
    own = stelsel(PLUS, regels=[regel("druk", Uitkomst.VOORLIGGEND, PRIKKELARM)])
    fields = field(own, grenzen=[GEVAAR, JONG])
    assert fields.decide({"prikkelarm": True}).uitkomst is Uitkomst.VOORLIGGEND
    assert fields.decide({"prikkelarm": True, "leeftijd": 17}).uitkomst is Uitkomst.JEUGDWET
    everything: Facts = {"prikkelarm": True, "leeftijd": 17, "acuut_gevaar": True}
    decision = fields.decide(everything)
    assert (decision.uitkomst, decision.ground) == (Uitkomst.CRISIS, Ground.REGEL)
    assert decision.regel is GEVAAR


def test_a_rule_speaks_only_when_all_of_it_is_known_to_hold() -> None:
    both = regel("beide", Uitkomst.VOORLIGGEND, PRIKKELARM, ERNSTIG)
    fields = field(stelsel(PLUS, regels=[both]))
    assert fields.decide({"prikkelarm": True}).uitkomst is Uitkomst.PRODUCT
    assert fields.decide({"prikkelarm": True, "gedrag": "geen"}).uitkomst is Uitkomst.PRODUCT
    decision = fields.decide({"prikkelarm": True, "gedrag": "ernstig"})
    assert decision.uitkomst is Uitkomst.VOORLIGGEND


def test_a_rule_may_wait_for_an_answer() -> None:
    unknown = Toets("gedrag", toetsing=Toetsing.ONBEKEND)
    asks = regel("vraag", Uitkomst.MEER_INFORMATIE, PRIKKELARM, unknown, producten=["plus"])
    fields = field(stelsel(PLUS, regels=[asks]))
    found = fields.decide({"prikkelarm": True})
    assert found.result == (Uitkomst.MEER_INFORMATIE, ("plus",))
    assert fields.decide({"prikkelarm": True, "gedrag": "geen"}).uitkomst is Uitkomst.PRODUCT


def test_a_rule_of_another_domain_does_not_speak() -> None:
    elsewhere = regel("wonen", Uitkomst.VOORLIGGEND, PRIKKELARM)
    object.__setattr__(elsewhere, "domeinen", ("wonen",))
    fields = field(stelsel(PLUS, regels=[elsewhere]))
    assert fields.decide({"prikkelarm": True}).uitkomst is Uitkomst.PRODUCT


def test_a_domain_without_products_is_outside_the_catalogue() -> None:
    only_explained = product("uitleg", 10, alleen_uitleg=True)
    elsewhere = product("dag", 10, domein="dagbesteding")
    decision = field(stelsel(only_explained, elsewhere)).decide({})
    assert decision.ground is Ground.GEEN_DOMEIN
    assert decision.result == (Uitkomst.BUITEN_CATALOGUS, ())


def asks(name: str, test: Toets) -> Criterium:
    return criterium(Rol.VEREIST, test, groep=name)


def test_one_condition_that_excludes_every_product_is_outside_the_catalogue() -> None:
    calm = toets("gedrag", "geen")
    own = stelsel(product("a", 10, asks("rust", calm)), product("b", 20, asks("rust", calm)))
    decision = field(own).decide({"gedrag": "ernstig"})
    assert decision.ground is Ground.UITGESLOTEN
    assert decision.result == (Uitkomst.BUITEN_CATALOGUS, ())
    assert decision.excluded_by == ("rust",)


def test_different_conditions_that_exclude_every_product_are_a_contradiction() -> None:
    own = stelsel(
        product("a", 10, asks("rust", toets("gedrag", "geen"))),
        product("b", 20, asks("prikkels", PRIKKELARM)),
    )
    decision = field(own).decide({"gedrag": "ernstig", "prikkelarm": False})
    assert decision.ground is Ground.TEGENSPRAAK
    assert decision.result == (Uitkomst.MEER_INFORMATIE, ("a", "b"))


def test_in_a_contradiction_the_products_that_fail_least_remain() -> None:
    own = stelsel(
        product("a", 10, asks("rust", toets("gedrag", "geen")), asks("prikkels", PRIKKELARM)),
        product("b", 20, asks("escalatie", toets("risico", "escalatie"))),
    )
    decision = field(own).decide({"gedrag": "ernstig", "prikkelarm": False, "risico": ()})
    assert decision.ground is Ground.TEGENSPRAAK
    assert decision.producten == ("b",)


def test_products_of_equal_weight_cannot_be_compared() -> None:
    decision = field(stelsel(product("a", 10), product("b", 10), product("c", 20))).decide({})
    assert decision.ground is Ground.GELIJK
    assert decision.result == (Uitkomst.MEER_INFORMATIE, ("a", "b"))


def test_a_decisive_fact_chooses_before_weight_does() -> None:
    heavy = product("zwaar", 30, criterium(Rol.DOORSLAGGEVEND, ERNSTIG))
    fields = field(stelsel(product("licht", 10), heavy))
    assert fields.decide({"gedrag": "ernstig"}).producten == ("zwaar",)
    assert fields.decide({"gedrag": "geen"}).producten == ("licht",)
    assert fields.decide({}).producten == ("licht",)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (None, ("thuis-1", "thuis-2")),
        (1, ("thuis-1",)),
        (5.9, ("thuis-1",)),
        (6, ("thuis-1", "thuis-2")),
        (6.1, ("thuis-2",)),
        (40, ("thuis-2",)),
    ],
)
def test_of_variants_the_nearest_average_is_advised_or_both_the_lighter_first(
    hours: float | None, expected: tuple[str, ...]
) -> None:
    own = stelsel(*variants(4, 8))
    known: Facts = {} if hours is None else {"uren_per_week": hours}
    assert field(own).decide(known).result == (Uitkomst.PRODUCT, expected)


def test_a_decisive_fact_puts_the_heavier_variant_first_while_hours_are_unknown() -> None:
    light = product("licht", 10, pakket="thuis", uren=4)
    heavy = product("zwaar", 20, criterium(Rol.DOORSLAGGEVEND, PRIKKELARM), pakket="thuis", uren=8)
    fields = field(stelsel(light, heavy))
    assert fields.decide({"prikkelarm": True}).producten == ("zwaar", "licht")
    assert fields.decide({"prikkelarm": True, "uren_per_week": 4}).producten == ("licht",)


def test_a_variant_that_is_excluded_is_not_advised_beside_the_other() -> None:
    light = product("licht", 10, criterium(Rol.UITSLUITEND, PRIKKELARM), pakket="thuis", uren=4)
    heavy = product("zwaar", 20, pakket="thuis", uren=8)
    assert field(stelsel(light, heavy)).decide({"prikkelarm": True}).producten == ("zwaar",)


def pair() -> Stelsel:
    return stelsel(
        product("laag", 10),
        product("hoog", 20, criterium(Rol.UITSLUITEND, toets("risico", "overlast"))),
        samen_=[samen(["hoog", "laag"], PRIKKELARM)],
    )


def test_products_that_go_together_are_advised_together_in_their_order() -> None:
    decision = field(pair()).decide({"prikkelarm": True})
    assert decision.result == (Uitkomst.PRODUCT, ("hoog", "laag"))
    assert decision.samen is not None


@pytest.mark.parametrize(
    "known", [{}, {"prikkelarm": False}, {"prikkelarm": True, "risico": ("overlast",)}]
)
def test_they_do_not_go_together_when_unknown_untrue_or_one_is_excluded(known: Facts) -> None:
    decision = field(pair()).decide(known)
    assert decision.result == (Uitkomst.PRODUCT, ("laag",))
    assert decision.samen is None


def test_what_only_supports_is_no_question_and_no_ground() -> None:
    fields = field(stelsel(product("a", 10, criterium(Rol.ONDERSTEUNEND, ERNSTIG))))
    assert fields.relevant() == ()
    assert fields.decide({"gedrag": "geen"}).producten == ("a",)


def test_the_values_that_are_tried_stand_for_all_answers() -> None:
    own = stelsel(
        *variants(4, 8),
        regels=[
            regel("a", Uitkomst.VOORLIGGEND, PRIKKELARM, MATIG, toets("risico", "overlast")),
        ],
    )
    fields = field(own, grenzen=[JONG])
    assert fields.relevant() == ("leeftijd", "gedrag", "risico", "prikkelarm", "uren_per_week")
    assert fields.trial_values("leeftijd") == (17, 18)
    assert fields.trial_values("gedrag") == ("geen", "matig", "ernstig")
    assert fields.trial_values("risico") == ((), ("escalatie",), ("overlast",))
    assert fields.trial_values("prikkelarm") == (True, False)
    assert fields.trial_values("uren_per_week") == (4, 6, 8)
    assert fields.trial_values("gemeente") == ()

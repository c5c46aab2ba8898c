"""The whole advice, in the shape of the contract."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from catalog.advice import ENGINE_VERSION
from catalog.advice.advise import Knowledge, advise
from catalog.advice.request import parse_request
from catalog.model import Product, Rol, Signaal, Status, Toets, Uitkomst
from tests.catalog.advice.building import (
    BRON,
    VOCABULARY,
    criterium,
    product,
    regel,
    samen,
    stelsel,
    teksten,
    toets,
)

SOURCE = {"document": "Voorbeeldboek", "kop": "Doelgroep"}
MATIG = toets("gedrag", "matig", "ernstig")
ESCALATIE = toets("risico", "escalatie")
BASIS = product(
    "basis",
    10,
    criterium(Rol.UITSLUITEND, MATIG, id_="onrust"),
    criterium(Rol.ONDERSTEUNEND, toets("prikkelarm", True), id_="rust"),
)
PLUS = product("plus", 20, criterium(Rol.VEREIST, ESCALATIE, id_="escalatie"))
GRENZEN = (
    regel("acuut-gevaar", Uitkomst.CRISIS, toets("acuut_gevaar", True)),
    regel("jong", Uitkomst.JEUGDWET, Toets("leeftijd", maximum=17)),
)
OWN = Knowledge(stelsel(BASIS, PLUS, beslist=[["gedrag"]]), VOCABULARY, GRENZEN)


def give(knowledge: Knowledge = OWN, **raw: Any) -> dict[str, Any]:
    """Give the advice on one request, for begeleiding."""
    whole = {"stelsel": "voorbeeld", "domein": "begeleiding", **raw}
    return advise(knowledge, parse_request(whole, VOCABULARY, ["voorbeeld"]))


def ids(advice: dict[str, Any]) -> list[str]:
    return [signal["id"] for signal in advice["signalen"]]


def test_an_advice_has_the_shape_of_the_contract() -> None:
    advice = give(id="a", kenmerken={"gedrag": "geen", "prikkelarm": True})
    receipt = advice.pop("bewijs")
    assert advice == {
        "id": "a",
        "domein": "begeleiding",
        "uitkomst": "product",
        "producten": ["basis"],
        "reden": advice["reden"],
        "overwogen": [
            {
                "product": "basis",
                "oordeel": "past",
                "voor": [
                    {
                        "kenmerk": "prikkelarm",
                        "waarde": True,
                        "criterium": "rust",
                        "rol": "ondersteunend",
                        "tekst": "Vraagt rust.",
                        "bron": SOURCE,
                    }
                ],
                "tegen": [],
                "onbekend": [],
            },
            {
                "product": "plus",
                "oordeel": "past-misschien",
                "voor": [],
                "tegen": [],
                "onbekend": [
                    {
                        "kenmerk": "risico",
                        "waarde": None,
                        "criterium": "escalatie",
                        "rol": "vereist",
                        "tekst": "Vraagt escalatie.",
                        "bron": SOURCE,
                    }
                ],
            },
        ],
        "signalen": [],
        "ontbreekt": ["leeftijd"],
        "volgende_vraag": "leeftijd",
        "vragen": ["leeftijd"],
        "waarom_niet": {"plus": advice["waarom_niet"]["plus"]},
        "wat_verandert": [
            {"kenmerk": "leeftijd", "waarde": 17, "uitkomst": "jeugdwet", "producten": []},
            {"kenmerk": "gedrag", "waarde": "matig", "uitkomst": "product", "producten": ["plus"]},
            {
                "kenmerk": "gedrag",
                "waarde": "ernstig",
                "uitkomst": "product",
                "producten": ["plus"],
            },
        ],
        "regels": ["lichtste-dat-volstaat"],
        "engine": ENGINE_VERSION,
        "catalogus": {
            "stelsel": "voorbeeld",
            "geldig_vanaf": None,
            "status": "geldend",
            "hash": "abc",
        },
    }
    assert receipt["invoer"] == {"gedrag": "geen", "prikkelarm": True}
    assert receipt["producten"] == ["basis"]
    assert receipt["regels"] == advice["regels"]
    assert receipt["engine"] == ENGINE_VERSION


def test_what_excludes_stands_against_with_the_value_that_does_it() -> None:
    advice = give(kenmerken={"gedrag": "ernstig", "risico": ["escalatie"]})
    assert advice["producten"] == ["plus"]
    basis = advice["overwogen"][0]
    assert basis["oordeel"] == "past-niet"
    assert [(e["criterium"], e["waarde"]) for e in basis["tegen"]] == [("onrust", "ernstig")]
    assert advice["regels"] == [
        "basis/uitsluitend/onrust",
        "plus/vereist/escalatie",
        "lichtste-dat-volstaat",
    ]


def test_while_a_deciding_fact_is_unknown_the_products_that_remain_are_listed() -> None:
    advice = give()
    assert advice["uitkomst"] == "meer-informatie-nodig"
    assert advice["producten"] == ["basis", "plus"]
    assert advice["regels"] == ["beslissend-feit-onbekend"]
    assert advice["ontbreekt"][0] == advice["volgende_vraag"] == "gedrag"
    assert set(advice["waarom_niet"]) == {"basis", "plus"}


def test_a_boundary_gives_its_rule_and_no_products() -> None:
    advice = give(kenmerken={"leeftijd": 12})
    assert (advice["uitkomst"], advice["producten"]) == ("jeugdwet", [])
    assert advice["regels"] == ["regel/jong"]
    assert advice["reden"] == {"tekst": "Regel jong.", "bron": SOURCE}
    assert set(advice["waarom_niet"]) == {"basis", "plus"}
    assert [entry["product"] for entry in advice["overwogen"]] == ["basis", "plus"]


def test_a_rule_may_name_what_is_nearest() -> None:
    outside = regel("dag-en-nacht", Uitkomst.BUITEN_CATALOGUS, ESCALATIE, producten=["plus"])
    own = replace(OWN, stelsel=replace(OWN.stelsel, regels=(outside,)))
    advice = give(own, kenmerken={"risico": ["escalatie"]})
    assert (advice["uitkomst"], advice["producten"]) == ("buiten-catalogus", [])
    assert advice["dichtst_bij"] == ["plus"]
    assert "dichtst_bij" not in give(own)


def test_a_domain_that_the_stelsel_lacks_is_outside_the_catalogue() -> None:
    advice = give(domein="wonen")
    assert (advice["uitkomst"], advice["producten"]) == ("buiten-catalogus", [])
    assert advice["overwogen"] == []
    assert advice["regels"] == ["geen-domein"]


def test_without_a_domain_every_domain_that_is_asked_for_is_weighed() -> None:
    advice = give(domein=None, kenmerken={"hulpvraag": ["wonen", "begeleiding"]})
    assert list(advice) == ["id", "domeinen", "engine", "catalogus"]
    assert list(advice["domeinen"]) == ["begeleiding", "wonen"]
    assert advice["domeinen"]["wonen"]["uitkomst"] == "buiten-catalogus"
    alone = give(kenmerken={"hulpvraag": ["wonen", "begeleiding"]})
    assert advice["domeinen"]["begeleiding"] == {
        key: alone[key] for key in alone if key not in ("id", "engine", "catalogus")
    }


@pytest.mark.parametrize("kenmerken", [{}, {"hulpvraag": []}])
def test_without_a_domain_or_a_request_for_help_all_that_the_stelsel_has_is_weighed(
    kenmerken: dict[str, Any],
) -> None:
    assert list(give(domein=None, kenmerken=kenmerken)["domeinen"]) == ["begeleiding"]


# -- signals -------------------------------------------------------------------------------------


def signal(id_: str, *als: Toets, producten: tuple[str, ...] = ()) -> Signaal:
    return Signaal(id_, teksten(f"Signaal {id_}"), BRON, als, producten)


def test_a_signal_is_given_when_all_of_it_is_known_to_hold() -> None:
    own = replace(OWN, signalen=(signal("bijna_18", Toets("leeftijd", minimum=17, maximum=17)),))
    assert ids(give(own, kenmerken={"leeftijd": 17})) == ["bijna_18"]
    assert ids(give(own, kenmerken={"leeftijd": 18})) == []
    assert ids(give(own)) == []
    assert give(own, kenmerken={"leeftijd": 17})["signalen"] == [
        {"id": "bijna_18", "tekst": "Signaal bijna_18.", "bron": SOURCE}
    ]


def test_a_signal_of_a_product_is_given_when_that_product_is_advised() -> None:
    own = replace(
        OWN, stelsel=replace(OWN.stelsel, signalen=(signal("wlz_ggz", producten=("plus",)),))
    )
    assert ids(give(own, kenmerken={"gedrag": "matig"})) == ["wlz_ggz"]
    assert ids(give(own, kenmerken={"gedrag": "geen"})) == []


def test_a_signal_of_another_domain_is_not_given() -> None:
    elsewhere = replace(signal("nacht"), domeinen=("wonen",))
    own = replace(OWN, stelsel=replace(OWN.stelsel, signalen=(elsewhere,)))
    assert ids(give(own)) == []
    assert ids(give(own, domein="wonen")) == ["nacht"]


@pytest.mark.parametrize("status", [Status.CONCEPT, Status.VOORNEMEN])
def test_a_concept_or_a_plan_is_said_with_every_outcome(status: Status) -> None:
    own = replace(OWN, stelsel=replace(OWN.stelsel, status=status))
    for kenmerken in ({}, {"gedrag": "geen"}, {"leeftijd": 3}):
        (said,) = give(own, kenmerken=kenmerken)["signalen"]
        assert said == {"id": "concept", "tekst": "Dit is een voorbeeld.", "bron": None}


@pytest.mark.parametrize("status", [Status.GELDEND, Status.CONTRACT, Status.TOELICHTING])
def test_anything_that_stands_is_not_called_a_concept(status: Status) -> None:
    own = replace(OWN, stelsel=replace(OWN.stelsel, status=status))
    assert ids(give(own)) == []


@pytest.mark.parametrize(("other", "expected"), [("elders", True), ("voorbeeld", False)])
def test_a_gemeente_with_another_stelsel_is_pointed_out(other: str, expected: bool) -> None:
    own = replace(OWN, gemeente_stelsel=other)
    advice = give(own, kenmerken={"gemeente": "Waterdam"})
    assert ("stelsel_gemeente_verschil" in ids(advice)) is expected
    if expected:
        assert "Waterdam" in advice["signalen"][0]["tekst"]
        assert "elders" in advice["signalen"][0]["tekst"]


def test_a_gemeente_of_which_no_stelsel_is_known_is_not_pointed_out() -> None:
    assert ids(give(kenmerken={"gemeente": "Nergenshuizen"})) == []


def read_so(own: Product) -> Knowledge:
    return replace(OWN, stelsel=stelsel(own, product("zwaar", 40)))


def test_a_ruling_that_the_outcome_leans_on_is_said() -> None:
    chosen = product("basis", 10, criterium(Rol.VEREIST, MATIG, zo="matig telt mee"))
    advice = give(read_so(chosen), kenmerken={"gedrag": "matig"})
    assert advice["producten"] == ["basis"]
    assert advice["signalen"] == [
        {"id": "ruling_toegepast", "tekst": "Zo gelezen: matig telt mee", "bron": None}
    ]


def test_a_ruling_on_what_only_explains_or_is_unknown_is_not_said() -> None:
    explains = product("basis", 10, criterium(Rol.ONDERSTEUNEND, MATIG, zo="matig telt mee"))
    assert ids(give(read_so(explains), kenmerken={"gedrag": "matig"})) == []
    asks = product("basis", 10, criterium(Rol.UITSLUITEND, MATIG, zo="matig telt mee"))
    assert ids(give(read_so(asks))) == []


def test_a_ruling_on_products_together_is_said() -> None:
    own = stelsel(product("a", 10), product("b", 20), samen_=[samen(["b", "a"], ESCALATIE)])
    advice = give(replace(OWN, stelsel=own), kenmerken={"risico": ["escalatie"]})
    assert advice["producten"] == ["b", "a"]
    assert advice["reden"]["zo_gelezen"] == "beide passen"
    assert "samen/b+a" in advice["regels"]
    assert ids(advice) == ["ruling_toegepast"]


# -- audiences -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({}, "Vraagt rust."),
        ({"publiek": "wijkteam"}, "Vraagt rust."),
        ({"publiek": "inwoner"}, "U: Vraagt rust."),
        ({"publiek": "naaste"}, "Uw naaste: Vraagt rust."),
        ({"publiek": "naaste", "wie": "uw zoon"}, "Uw zoon: Vraagt rust."),
    ],
)
def test_each_audience_reads_its_own_words(raw: dict[str, Any], expected: str) -> None:
    advice = give(kenmerken={"gedrag": "geen", "prikkelarm": True}, **raw)
    assert advice["overwogen"][0]["voor"][0]["tekst"] == expected


def test_a_question_that_an_audience_is_not_asked_is_not_in_its_list() -> None:
    hours = stelsel(
        product("licht", 10, pakket="thuis", uren=4), product("zwaar", 20, pakket="thuis", uren=8)
    )
    own = replace(OWN, stelsel=hours)
    known = {"leeftijd": 40}
    assert give(own, kenmerken=known)["volgende_vraag"] == "uren_per_week"
    assert give(own, kenmerken=known, publiek="inwoner")["volgende_vraag"] is None

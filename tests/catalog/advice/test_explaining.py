"""The words of an advice, per ground and per audience."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog.advice.explaining import (
    Voice,
    criterium_json,
    otherwise,
    plain,
    product_json,
    reason,
    why_not,
)
from catalog.model import Criterium, Facts, Product, Publiek, Rol, Stelsel, Teksten, Toets, Uitkomst
from tests.catalog.advice.building import (
    BRON,
    VOCABULARY,
    criterium,
    field,
    product,
    regel,
    samen,
    stelsel,
    toets,
)

WORKER = Voice(Publiek.WIJKTEAM)
INWONER = Voice(Publiek.INWONER)
NAASTE = Voice(Publiek.NAASTE, "uw zoon")
SOURCE = {"document": "Voorbeeldboek", "kop": "Doelgroep"}
MATIG = toets("gedrag", "matig", "ernstig")
ESCALATIE = toets("risico", "escalatie")
RUST = criterium(Rol.VEREIST, toets("gedrag", "geen"), id_="rust")


def not_chosen(own: Stelsel, facts: Facts, id_: str, voice: Voice) -> str:
    fields = field(own)
    decision = fields.decide(facts)
    weighing = next(w for w in decision.weighings if w.product.id == id_)
    return why_not(weighing, decision, fields, facts, voice)


def told(own: Stelsel, facts: Facts, voice: Voice) -> dict[str, object]:
    fields = field(own)
    return reason(fields.decide(facts), fields, facts, voice)


def judged(own: Product, facts: Facts, voice: Voice = WORKER) -> dict[str, object]:
    fields = field(stelsel(own))
    (weighing,) = fields.weigh_in(fields.situation(facts))
    return product_json(weighing, facts, voice, VOCABULARY)


def criteria(entries: object) -> list[str]:
    assert isinstance(entries, list)
    return [entry["criterium"] for entry in entries]


# -- one product ---------------------------------------------------------------------------------


def test_a_criterion_shows_what_is_known_its_words_and_its_source() -> None:
    own = criterium(Rol.VEREIST, ESCALATIE, groep="verzwarend", id_="escalatie", zo="zo gelezen")
    assert criterium_json(own, {"risico": ("escalatie", "overlast")}, NAASTE) == {
        "kenmerk": "risico",
        "waarde": ["escalatie", "overlast"],
        "criterium": "escalatie",
        "rol": "vereist",
        "tekst": "Uw zoon: Vraagt escalatie.",
        "bron": SOURCE,
        "groep": "verzwarend",
        "zo_gelezen": "zo gelezen",
    }


@pytest.mark.parametrize(
    ("value", "expected"), [(None, None), (("a", "b"), ["a", "b"]), (True, True), (2.5, 2.5)]
)
def test_a_value_is_given_as_json_writes_it(value: object, expected: object) -> None:
    assert plain(value) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rol", "known", "side"),
    [
        (Rol.VEREIST, "ernstig", "voor"),
        (Rol.VEREIST, "geen", "tegen"),
        (Rol.VEREIST, None, "onbekend"),
        (Rol.UITSLUITEND, "ernstig", "tegen"),
        (Rol.UITSLUITEND, "geen", None),
        (Rol.UITSLUITEND, None, "onbekend"),
        (Rol.DOORSLAGGEVEND, "ernstig", "voor"),
        (Rol.DOORSLAGGEVEND, "geen", None),
        (Rol.DOORSLAGGEVEND, None, "onbekend"),
        (Rol.ONDERSTEUNEND, "ernstig", "voor"),
        (Rol.ONDERSTEUNEND, "geen", "tegen"),
        (Rol.ONDERSTEUNEND, None, None),
    ],
)
def test_a_criterion_stands_on_the_side_of_its_role(
    rol: Rol, known: str | None, side: str | None
) -> None:
    facts: Facts = {} if known is None else {"gedrag": known}
    verdict = judged(product("a", 10, criterium(rol, toets("gedrag", "ernstig"))), facts)
    for each in ("voor", "tegen", "onbekend"):
        assert criteria(verdict[each]) == (["gedrag"] if each == side else [])


def test_a_feature_that_somebody_merely_lacks_is_no_argument_against() -> None:
    supporting = judged(product("a", 10, criterium(Rol.ONDERSTEUNEND, ESCALATIE)), {"risico": ()})
    assert supporting["tegen"] == []
    required = judged(product("a", 10, criterium(Rol.VEREIST, ESCALATIE)), {"risico": ()})
    assert criteria(required["tegen"]) == ["risico"]


def test_an_alternative_counts_against_only_when_all_of_them_fail() -> None:
    own = product(
        "a",
        10,
        criterium(Rol.VEREIST, MATIG, groep="zwaar"),
        criterium(Rol.VEREIST, ESCALATIE, groep="zwaar"),
    )
    one = judged(own, {"gedrag": "geen", "risico": ("escalatie",)})
    assert (criteria(one["voor"]), one["tegen"]) == (["risico"], [])
    unknown = judged(own, {"gedrag": "geen"})
    assert (unknown["tegen"], criteria(unknown["onbekend"])) == ([], ["risico"])
    none = judged(own, {"gedrag": "geen", "risico": ()})
    assert criteria(none["tegen"]) == ["gedrag", "risico"]


def test_what_is_asked_and_is_not_so_is_said_to_be_otherwise() -> None:
    assert otherwise("Wakende wacht nodig.", WORKER) == "Niet het geval: wakende wacht nodig."
    assert otherwise("ZRM is verstoord.", WORKER) == "Niet het geval: ZRM is verstoord."
    assert otherwise("U leert snel.", INWONER) == "Dit is bij u anders: ‘U leert snel.’"
    assert otherwise("Uw zoon leert.", NAASTE) == "Dit is bij uw zoon anders: ‘Uw zoon leert.’"


# -- why not this one ----------------------------------------------------------------------------

THREE = stelsel(
    product("basis", 10, criterium(Rol.UITSLUITEND, MATIG, id_="onrust")),
    product("regulier", 20),
    product("plus", 30, criterium(Rol.VEREIST, ESCALATIE, id_="escalatie")),
)


@pytest.mark.parametrize(
    ("id_", "voice", "expected"),
    [
        ("basis", WORKER, "Dekt dit niet: vraagt onrust."),
        ("basis", INWONER, "U: Vraagt onrust. Daar is dit product niet voor."),
        ("plus", WORKER, "Vereist, en niet het geval: vraagt escalatie."),
        ("plus", NAASTE, "Dit hoort erbij: ‘Uw zoon: Vraagt escalatie.’ Dat is hier anders."),
    ],
)
def test_what_excludes_a_product_is_the_reason(id_: str, voice: Voice, expected: str) -> None:
    assert not_chosen(THREE, {"gedrag": "matig", "risico": ()}, id_, voice) == expected


def test_alternatives_that_all_fail_are_named_together_to_a_worker() -> None:
    asks = product(
        "a",
        10,
        criterium(Rol.VEREIST, MATIG, groep="zwaar", id_="onrust"),
        criterium(Rol.VEREIST, ESCALATIE, groep="zwaar", id_="escalatie"),
    )
    own = stelsel(asks, product("b", 20))
    said = not_chosen(own, {"gedrag": "geen", "risico": ()}, "a", WORKER)
    assert said == "Vereist, en niet het geval: vraagt onrust; of vraagt escalatie."


def test_a_heavier_product_is_heavier_than_needed() -> None:
    worker = not_chosen(THREE, {"gedrag": "geen"}, "regulier", WORKER)
    assert worker.startswith("Zwaarder dan nodig: wat bekend is, dekt Basis al")
    said = not_chosen(THREE, {"gedrag": "geen"}, "regulier", INWONER)
    assert said == "Dit is zwaarder dan nodig. Wat u vertelde, vraagt daar niet om."


def test_while_something_is_open_a_product_stays_possible() -> None:
    own = replace(THREE, beslist={"begeleiding": (("gedrag",),)})
    assert not_chosen(own, {}, "basis", WORKER).startswith("Blijft mogelijk")
    assert not_chosen(own, {}, "basis", INWONER) == "Dit kan nog. Er is meer informatie nodig."


def test_a_lighter_product_gives_way_to_what_is_decisive() -> None:
    own = stelsel(
        product("licht", 10),
        product("zwaar", 20, criterium(Rol.DOORSLAGGEVEND, MATIG, id_="onrust")),
    )
    facts: Facts = {"gedrag": "matig"}
    worker = not_chosen(own, facts, "licht", WORKER)
    assert worker == "Niet gekozen. Doorslaggevend voor Zwaar: vraagt onrust."
    said = not_chosen(own, facts, "licht", INWONER)
    assert said == "Een ander product past beter. U: Vraagt onrust."


def test_another_variant_of_the_package_differs_in_hours_only() -> None:
    own = stelsel(
        product("licht", 10, pakket="thuis", uren=4), product("zwaar", 20, pakket="thuis", uren=8)
    )
    facts: Facts = {"uren_per_week": 4}
    assert "8 uur per week" in not_chosen(own, facts, "zwaar", WORKER)
    assert not_chosen(own, facts, "zwaar", INWONER).startswith("Dit is hetzelfde pakket.")


def test_the_rule_that_speaks_is_the_reason_for_every_product() -> None:
    own = field(replace(THREE, regels=(regel("kort", Uitkomst.VOORLIGGEND, MATIG),)))
    facts: Facts = {"gedrag": "matig"}
    decision = own.decide(facts)
    for weighing in own.weigh_in(own.situation(facts)):
        assert why_not(weighing, decision, own, facts, INWONER) == "U: Regel kort."


# -- why this outcome ----------------------------------------------------------------------------


def test_a_rule_is_told_with_its_source() -> None:
    own = replace(THREE, regels=(regel("kort", Uitkomst.VOORLIGGEND, MATIG),))
    assert told(own, {"gedrag": "matig"}, INWONER) == {"tekst": "U: Regel kort.", "bron": SOURCE}


def test_products_together_are_told_with_source_and_ruling() -> None:
    own = replace(THREE, samen=(samen(["basis", "regulier"], ESCALATIE),))
    assert told(own, {"risico": ("escalatie",)}, WORKER) == {
        "tekst": "Allebei.",
        "bron": SOURCE,
        "zo_gelezen": "beide passen",
    }


@pytest.mark.parametrize(
    ("voice", "text"),
    [
        (WORKER, "Elk product hier vereist, en dat is niet het geval: vraagt rust."),
        (INWONER, "Bij alle hulp hier hoort: ‘U: Vraagt rust.’ Dat is nu anders."),
    ],
)
def test_one_condition_that_all_products_ask_is_told_with_its_source(
    voice: Voice, text: str
) -> None:
    own = stelsel(product("a", 10, RUST), product("b", 20, RUST))
    assert told(own, {"gedrag": "matig"}, voice) == {"tekst": text, "bron": SOURCE}


def test_one_fact_that_no_product_covers_is_told_as_it_is() -> None:
    night = criterium(Rol.UITSLUITEND, ESCALATIE, id_="nacht", zo="zo gelezen")
    own = stelsel(product("a", 10, night), product("b", 20, night))
    assert told(own, {"risico": ("escalatie",)}, INWONER) == {
        "tekst": "U: Vraagt nacht.",
        "bron": SOURCE,
        "zo_gelezen": "zo gelezen",
    }


EQUAL = stelsel(product("a", 10), product("b", 10))
TORN = stelsel(
    product("a", 10, RUST),
    product("b", 20, criterium(Rol.VEREIST, Toets("leeftijd", minimum=65))),
)
OPEN = replace(THREE, beslist={"begeleiding": (("gedrag",),)})
NONE = stelsel(product("a", 10, domein="wonen"))


@pytest.mark.parametrize(
    ("own", "facts", "voice", "text"),
    [
        (THREE, {"gedrag": "geen"}, WORKER, "Het lichtste product dat alles dekt wat bekend is."),
        (THREE, {}, INWONER, "Dit is de lichtste hulp die past bij wat u vertelde."),
        (OPEN, {}, WORKER, "Nog onbekend en beslissend: gedrag."),
        (OPEN, {}, INWONER, "Er ontbreekt nog informatie die belangrijk is voor de keuze."),
        (EQUAL, {}, WORKER, "Wat overblijft, is niet op zwaarte te vergelijken."),
        (
            EQUAL,
            {},
            INWONER,
            "Er passen meer soorten hulp. Er is meer informatie nodig om te kiezen.",
        ),
        (
            TORN,
            {"gedrag": "matig", "leeftijd": 30},
            WORKER,
            "De feiten spreken elkaar tegen: geen product dekt ze samen.",
        ),
        (
            TORN,
            {"gedrag": "matig", "leeftijd": 30},
            INWONER,
            "Uw antwoorden passen nog niet goed bij elkaar. Er is meer informatie nodig.",
        ),
        (NONE, {}, WORKER, "Dit stelsel heeft geen producten voor begeleiding."),
        (NONE, {}, INWONER, "Voor deze vraag staan hier geen soorten hulp beschreven."),
    ],
)
def test_every_other_ground_has_words_for_each_audience(
    own: Stelsel, facts: Facts, voice: Voice, text: str
) -> None:
    assert told(own, facts, voice) == {"tekst": text, "bron": None}


def test_an_open_fact_has_the_name_that_workers_use() -> None:
    fields = field(OPEN)
    named = replace(VOCABULARY["gedrag"], names=Teksten("gedragsproblematiek", "", ""))
    fields.vocabulary["gedrag"] = named
    said = reason(fields.decide({}), fields, {}, WORKER)
    assert said["tekst"] == "Nog onbekend en beslissend: gedragsproblematiek."


def test_a_criterion_without_group_or_ruling_has_no_such_keys() -> None:
    own = Criterium("a", MATIG, Rol.VEREIST, Teksten("a", "b", "c"), BRON)
    assert not {"groep", "zo_gelezen"} & set(criterium_json(own, {}, WORKER))

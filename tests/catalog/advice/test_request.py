"""What may be asked, and how a bad question is answered."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.advice.request import Request, RequestError, is_id, parse_request, parse_value, shown
from catalog.model import Publiek, Value
from tests.catalog.advice.building import VOCABULARY

STELSELS = ("voorbeeld", "ander")


def parse(**raw: Any) -> Request:
    return parse_request({"stelsel": "voorbeeld", **raw}, VOCABULARY, STELSELS)


@pytest.mark.parametrize(
    ("raw", "wrong", "allowed"),
    [
        ({"stelsel": "elders"}, "unknown stelsel 'elders'", "ander, voorbeeld"),
        ({"stelsel": 3}, "unknown stelsel 3", "ander, voorbeeld"),
        ({"domein": "werk"}, "unknown domein 'werk'", "begeleiding, dagbesteding, wonen"),
        ({"domein": ["wonen"]}, "unknown domein ['wonen']", "begeleiding, dagbesteding, wonen"),
        ({"publiek": "arts"}, "unknown publiek 'arts'", "inwoner, naaste, wijkteam"),
        ({"kenmerk": {}}, "unknown key 'kenmerk'", "kenmerken, publiek, wie"),
        ({"id": 1.5}, "id", "a whole number or a text"),
        ({"id": True}, "id", "a whole number or a text"),
        ({"wie": ""}, "wie", "a short text such as 'uw zoon'"),
        ({"wie": "x" * 61}, "wie", "a short text such as 'uw zoon'"),
        ({"kenmerken": []}, "kenmerken", "an object of kenmerk: value"),
        ({"kenmerken": {"humeur": 1}}, "unknown kenmerk 'humeur'", "leeftijd, gemeente"),
        ({"kenmerken": {"gedrag": "boos"}}, "gedrag knows no 'boos'", "geen, matig, ernstig"),
        ({"kenmerken": {"gedrag": ["geen"]}}, "gedrag knows no ['geen']", "geen, matig, ernstig"),
        ({"kenmerken": {"gedrag": None}}, "gedrag knows no None", "geen, matig, ernstig"),
        ({"kenmerken": {"risico": "overlast"}}, "risico takes a list", "escalatie, overlast"),
        ({"kenmerken": {"risico": ["x"]}}, "risico knows no 'x'", "escalatie, overlast"),
        ({"kenmerken": {"risico": [["x"]]}}, "risico knows no ['x']", "escalatie, overlast"),
        ({"kenmerken": {"prikkelarm": "ja"}}, "prikkelarm", "takes true or false, not 'ja'"),
        ({"kenmerken": {"prikkelarm": 1}}, "prikkelarm", "takes true or false, not 1"),
        ({"kenmerken": {"leeftijd": 121}}, "not 121", "a whole number from 0 to 120"),
        ({"kenmerken": {"leeftijd": -1}}, "not -1", "a whole number from 0 to 120"),
        ({"kenmerken": {"leeftijd": 30.0}}, "not 30.0", "a whole number from 0 to 120"),
        ({"kenmerken": {"leeftijd": True}}, "not True", "a whole number from 0 to 120"),
        ({"kenmerken": {"leeftijd": "30"}}, "not '30'", "a whole number from 0 to 120"),
        ({"kenmerken": {"uren_per_week": float("nan")}}, "not nan", "a number from 0 to 168"),
        ({"kenmerken": {"uren_per_week": float("inf")}}, "not inf", "a number from 0 to 168"),
        ({"kenmerken": {"gemeente": " "}}, "gemeente", "takes a text"),
        ({"kenmerken": {"gemeente": "\ud800"}}, "gemeente", "takes a text"),
        ({"kenmerken": {"gemeente": "x" * 201}}, "gemeente", "at most 200 characters"),
    ],
)
def test_a_message_names_what_is_wrong_and_what_is_allowed(
    raw: dict[str, Any], wrong: str, allowed: str
) -> None:
    with pytest.raises(RequestError) as caught:
        parse(**raw)
    message = str(caught.value)
    assert wrong in message
    assert allowed in message
    assert "\n" not in message


@pytest.mark.parametrize("raw", [None, 3, "advies", [{"stelsel": "voorbeeld"}]])
def test_a_request_that_is_no_object_is_refused(raw: object) -> None:
    with pytest.raises(RequestError, match="one JSON object, with stelsel and kenmerken"):
        parse_request(raw, VOCABULARY, STELSELS)


def test_only_the_stelsel_is_needed() -> None:
    request = parse()
    assert request == Request(stelsel="voorbeeld", facts={})
    assert (request.id, request.domein) == (None, None)
    assert (request.publiek, request.wie) == (Publiek.WIJKTEAM, "uw naaste")


def test_everything_that_is_given_is_kept() -> None:
    request = parse(
        id="a-1", domein="wonen", publiek="naaste", wie=" uw zoon ", kenmerken={"leeftijd": 30}
    )
    assert (request.id, request.domein, request.publiek) == ("a-1", "wonen", Publiek.NAASTE)
    assert request.wie == "uw zoon"
    assert request.facts == {"leeftijd": 30}


def test_kenmerken_and_list_values_come_in_the_order_of_the_vocabulary() -> None:
    request = parse(kenmerken={"risico": ["overlast", "escalatie", "overlast"], "leeftijd": 4})
    assert list(request.facts.items()) == [
        ("leeftijd", 4),
        ("risico", ("escalatie", "overlast")),
    ]


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("risico", [], ()),
        ("prikkelarm", False, False),
        ("uren_per_week", 2, 2),
        ("uren_per_week", 2.5, 2.5),
        ("leeftijd", 0, 0),
        ("leeftijd", 120, 120),
        ("gemeente", " Hulst ", "Hulst"),
    ],
)
def test_a_valid_value_is_taken_as_it_is_meant(name: str, raw: object, value: Value) -> None:
    assert parse_value(VOCABULARY[name], raw) == value


def test_the_facts_of_a_request_cannot_be_changed() -> None:
    facts: Any = parse(kenmerken={"leeftijd": 30}).facts
    with pytest.raises(TypeError):
        facts["leeftijd"] = 31


@pytest.mark.parametrize("id_", ["", "a", 0, -5, 2**62])
def test_a_text_or_a_whole_number_can_be_an_id(id_: object) -> None:
    assert is_id(id_)


@pytest.mark.parametrize("id_", [None, True, 1.0, [], "\udcff", "x" * 201, 2**63])
def test_nothing_else_can_be_an_id(id_: object) -> None:
    assert not is_id(id_)


def test_what_is_shown_of_a_value_is_short_and_on_one_line() -> None:
    assert shown("a\nb") == "'a\\nb'"
    assert len(shown(["overlast"] * 100)) == 60

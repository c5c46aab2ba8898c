"""An answer in one's own words, read by rules and by the model together."""

from __future__ import annotations

import pytest

from actions.reading import Kind, Reading, read_answer
from actions.reading.own_words import read_own_words
from actions.reading.story import Candidate
from catalog.loader import shipped
from catalog.model import Publiek
from tests.actions.reading.hearing import answered

VOCABULARY = shipped().vocabulary


def read(
    kenmerk: str, text: str, heard: tuple[Candidate, ...] = (), usual: str | None = None
) -> Reading:
    return read_own_words(VOCABULARY[kenmerk], text, Publiek.INWONER, None, heard, usual)


def by_rules(kenmerk: str, text: str) -> Reading:
    return read_answer(VOCABULARY[kenmerk], text, Publiek.INWONER)


@pytest.mark.parametrize(
    ("kenmerk", "text", "value"),
    [("prikkelarm", "nee", False), ("prikkelarm", "ja", True), ("leeftijd", "58", 58)],
)
def test_a_plain_answer_is_not_overruled_by_the_model(
    kenmerk: str, text: str, value: object
) -> None:
    heard = answered(text, kenmerk, {"ja" if value is False else "nee": 0.99, "": 0.0})
    assert read(kenmerk, text, heard).value == value


def test_not_knowing_is_not_overruled_by_the_model() -> None:
    text = "geen idee hoor"
    heard = answered(text, "woonvorm", {"zelfstandig": 0.99, "": 0.0})
    assert read("woonvorm", text, heard).kind is Kind.DONT_KNOW


def test_where_the_rules_are_silent_the_model_counts() -> None:
    text = "ik rommel daar prima in mijn uppie"
    assert by_rules("woonvorm", text).kind is Kind.NONE
    heard = answered(text, "woonvorm", {"zelfstandig": 0.95, "": 0.0})
    reading = read("woonvorm", text, heard)
    assert (reading.value, reading.sure) == ("zelfstandig", True)


def test_where_the_model_is_silent_the_rules_count() -> None:
    text = "in mijn eigen huis"
    assert read("woonvorm", text) == by_rules("woonvorm", text)
    assert read("woonvorm", text).value == "zelfstandig"


def test_where_both_say_the_same_it_is_sure() -> None:
    text = "misschien in een eigen huis"
    assert not by_rules("woonvorm", text).sure
    heard = answered(text, "woonvorm", {"zelfstandig": 0.4, "": 0.1})
    reading = read("woonvorm", text, heard)
    assert (reading.value, reading.sure) == ("zelfstandig", True)


def test_where_they_differ_and_the_model_is_not_plain_it_is_asked_back() -> None:
    text = "in mijn eigen huis"
    heard = answered(text, "woonvorm", {"niet_zelfstandig": 0.45, "": 0.0})
    reading = read("woonvorm", text, heard)
    assert (reading.value, reading.sure) == ("zelfstandig", False)


def test_where_they_differ_a_plain_model_outweighs_a_word() -> None:
    text = "een eigen huis is niets voor mij, wel een plek met mensen om me heen"
    heard = answered(text, "woonvorm", {"dicht_bij_anderen": 0.98, "zelfstandig": 0.01, "": 0.0})
    reading = read("woonvorm", text, heard)
    assert reading.value != "zelfstandig" or not reading.sure


def test_of_lists_all_that_either_names_is_taken() -> None:
    text = "ik ben autistisch en zit aan de drank"
    assert by_rules("achtergrond", text).value == ("autisme", "verslaving")
    heard = answered(text, "achtergrond", {"verslaving": 0.9, "psychiatrie": 0.9, "": 0.0})
    assert read("achtergrond", text, heard).value == ("psychiatrie", "autisme", "verslaving")


def test_of_lists_with_a_denial_only_what_both_name_is_taken() -> None:
    text = "autisme, maar ik ben niet verslaafd"
    heard = answered(text, "achtergrond", {"autisme": 0.9, "verslaving": 0.9, "": 0.0})
    value = read("achtergrond", text, heard).value
    assert value == ("autisme",)


def test_a_misspelt_number_is_read_in_its_usual_spelling() -> None:
    text = "vfnvrtg"
    assert by_rules("leeftijd", text).kind is Kind.NONE
    assert read("leeftijd", text, usual="vijfenveertig").value == 45


def test_a_misspelt_answer_is_read_in_its_usual_spelling_where_nothing_else_is_heard() -> None:
    text = "in n iegge wooning"
    assert by_rules("woonvorm", text).kind is Kind.NONE
    assert read("woonvorm", text, usual="in een eigen woning").value == "zelfstandig"


def test_the_usual_spelling_does_not_go_before_the_words_themselves() -> None:
    assert read("leeftijd", "58", usual="85").value == 58


@pytest.mark.parametrize("text", ["", "   ", "xqz plof"])
def test_what_says_nothing_gives_nothing(text: str) -> None:
    assert read("woonvorm", text).kind is Kind.NONE

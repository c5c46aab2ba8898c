"""What a message states of itself, with candidates made by hand in place of a trained model."""

from __future__ import annotations

from typing import Any

import pytest

from actions.reading.story import Candidate, Found, candidates_of, read_story
from catalog.loader import shipped
from catalog.model import Publiek
from catalog.places import Gazetteer
from tests.actions.reading.hearing import answered, told

VOCABULARY = shipped().vocabulary
PLACES = Gazetteer(shipped().gemeenten)


def read(
    text: str, *heard: Candidate, publiek: Publiek | None = Publiek.NAASTE
) -> dict[str, Found]:
    return {f.kenmerk: f for f in read_story(text, publiek, VOCABULARY, PLACES, heard)}


def test_a_fact_comes_with_the_words_it_was_heard_in() -> None:
    text = "Het is zwaar. Hij woont in zijn uppie op een flatje. De hond blaft."
    words = "Hij woont in zijn uppie op een flatje."
    found = read(text, told(text, words, "woonvorm", "zelfstandig", 0.9))
    assert found["woonvorm"] == Found("woonvorm", "zelfstandig", words, 0.9, sure=True)


def test_what_is_hardly_likely_is_no_fact_and_what_is_doubtful_is_not_sure() -> None:
    text = "Hij rommelt maar wat aan."
    assert not read(text, told(text, text, "woonvorm", "zelfstandig", 0.05))
    assert not read(text, told(text, text, "woonvorm", "zelfstandig", 0.35))["woonvorm"].sure


def test_less_is_enough_where_a_known_word_says_the_same() -> None:
    text = "Hij heeft een eigen huis."
    other = "Hij rommelt maar wat aan."
    assert read(text, told(text, text, "woonvorm", "zelfstandig", 0.35))["woonvorm"].sure
    assert not read(other, told(other, other, "woonvorm", "zelfstandig", 0.35))["woonvorm"].sure


@pytest.mark.parametrize(
    "text",
    [
        "Zijn broer woont in een flatje.",
        "Vroeger woonde hij in een flatje.",
        "Stel dat hij een flatje krijgt.",
        "Kan hij een flatje krijgen?",
        "Ik woon zelf in een flatje.",
    ],
)
def test_of_another_the_past_a_supposition_or_a_question_nothing_is_recorded(text: str) -> None:
    assert not read(text, told(text, text, "woonvorm", "zelfstandig", 0.99))


def test_what_the_words_deny_is_not_recorded() -> None:
    text = "Hij woont niet in een flatje."
    assert not read(text, told(text, text, "woonvorm", "zelfstandig", 0.6, affirmed=0.9))


def test_what_is_stated_by_a_denial_is_recorded() -> None:
    text = "Hij redt zich niet meer met de administratie."
    heard = told(text, text, "zelfregie", "besluiten_nemen", 0.9, affirmed=0.3)
    assert read(text, heard)["zelfregie"].value == ("besluiten_nemen",)


def test_that_something_goes_well_is_no_limitation() -> None:
    text = "Lopen gaat prima."
    assert not read(text, told(text, text, "beperkingen", "bewegen_verplaatsen", 0.9))


def test_what_holds_only_as_an_answer_is_no_story() -> None:
    text = "Een flatje."
    assert not read(text, *answered(text, "woonvorm", {"zelfstandig": 0.99, "": 0.0}))


def test_of_two_values_that_are_as_likely_neither_is_taken() -> None:
    text = "Hij woont in een flatje bij een groep."
    heard = [
        told(text, text, "woonvorm", "zelfstandig", 0.8),
        told(text, text, "woonvorm", "dicht_bij_anderen", 0.79),
    ]
    assert not read(text, *heard)


def test_of_two_values_the_plainly_likelier_is_taken() -> None:
    text = "Hij woont in een flatje bij een groep."
    heard = [
        told(text, text, "woonvorm", "zelfstandig", 0.9),
        told(text, text, "woonvorm", "dicht_bij_anderen", 0.5),
    ]
    assert read(text, *heard)["woonvorm"].value == "zelfstandig"


def test_a_list_gathers_its_sure_members_and_the_words_of_each() -> None:
    text = "Hij heeft autisme. Hij drinkt te veel. Hij is soms wat somber."
    heard = [
        told(text, "Hij drinkt te veel.", "achtergrond", "verslaving", 0.9),
        told(text, "Hij heeft autisme.", "achtergrond", "autisme", 0.8),
        told(text, "Hij is soms wat somber.", "achtergrond", "psychiatrie", 0.3),
    ]
    found = read(text, *heard)["achtergrond"]
    assert found.value == ("autisme", "verslaving")
    assert "Hij heeft autisme." in found.words
    assert "Hij drinkt te veel." in found.words
    assert "somber" not in found.words
    assert found.sure


def test_a_list_without_a_sure_member_holds_the_likeliest_in_doubt() -> None:
    text = "Hij is soms wat somber en soms wat boos."
    heard = [
        told(text, text, "achtergrond", "psychiatrie", 0.35),
        told(text, text, "achtergrond", "verslaving", 0.3),
    ]
    found = read(text, *heard)["achtergrond"]
    assert (found.value, found.sure) == (("psychiatrie",), False)


def test_none_of_these_is_an_empty_list() -> None:
    text = "Er is verder niets met hem aan de hand."
    assert read(text, told(text, text, "achtergrond", "geen", 0.9))["achtergrond"].value == ()


@pytest.mark.parametrize(("value", "meant"), [("ja", True), ("nee", False)])
def test_a_bool_is_yes_or_no(value: str, meant: bool) -> None:
    text = "Hij zit het liefst op een stille kamer."
    assert read(text, told(text, text, "prikkelarm", value, 0.9))["prikkelarm"].value is meant


def test_a_value_is_taken_once_with_its_surest_words() -> None:
    text = "Hij woont in een flatje. Hij heeft een eigen flat in Breda."
    heard = [
        told(text, "Hij woont in een flatje.", "woonvorm", "zelfstandig", 0.5),
        told(text, "Hij heeft een eigen flat in Breda.", "woonvorm", "zelfstandig", 0.9),
    ]
    assert read(text, *heard)["woonvorm"].words == "Hij heeft een eigen flat in Breda."


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Mijn moeder is 81 jaar en woont alleen.", 81),
        ("Hij is zesenveertig jaar oud.", 46),
        ("Mijn zoon van 23 komt zijn bed niet uit.", 23),
    ],
)
def test_an_age_is_read_without_a_model(text: str, age: int) -> None:
    found = read(text)["leeftijd"]
    assert (found.value, found.sure) == (age, True)


@pytest.mark.parametrize(
    "text", ["Zijn broer is 31 jaar.", "Ik ben zelf 66 jaar.", "Hij woont er 20 jaar."]
)
def test_the_age_of_another_or_a_duration_is_no_age(text: str) -> None:
    assert "leeftijd" not in read(text)


def test_two_ages_are_none() -> None:
    assert "leeftijd" not in read("Hij is 23 jaar. Hij is 45 jaar.")


def test_the_gemeente_where_the_client_lives_is_read() -> None:
    found = read("Mijn moeder woont in Nijmegen.")["gemeente"]
    assert (found.value, found.sure) == ("Nijmegen", True)


def test_of_two_gemeenten_none_is_taken() -> None:
    assert "gemeente" not in read("Hij woont in Nijmegen. Hij woont in Tiel.")


def test_facts_come_in_the_order_of_the_vocabulary() -> None:
    text = "Hij woont in een flatje. Hij heeft autisme. Hij is 23 jaar."
    heard = [
        told(text, "Hij woont in een flatje.", "woonvorm", "zelfstandig", 0.9),
        told(text, "Hij heeft autisme.", "achtergrond", "autisme", 0.9),
    ]
    assert list(read(text, *heard)) == ["leeftijd", "achtergrond", "woonvorm"]


def test_a_kenmerk_that_nobody_knows_is_left_out() -> None:
    text = "Hij heeft rood haar."
    assert not read(text, told(text, text, "haarkleur", "rood", 0.99))


def test_the_members_of_a_list_that_nobody_knows_are_left_out() -> None:
    text = "Hij heeft autisme en rood haar."
    heard = [
        told(text, text, "achtergrond", "rood_haar", 0.99),
        told(text, text, "achtergrond", "autisme", 0.9),
    ]
    assert read(text, *heard)["achtergrond"].value == ("autisme",)


@pytest.mark.parametrize("text", ["", "   ", "?!", "\n"])
def test_a_message_without_words_states_nothing(text: str) -> None:
    assert not read(text)


# -- what the parse result holds ------------------------------------------------------------------

ENTRY: dict[str, Any] = {
    "kenmerk": "woonvorm",
    "waarde": "zelfstandig",
    "start": 0,
    "end": 4,
    "zekerheid": 0.5,
    "vorm": "zin",
}


def test_a_candidate_survives_going_through_a_slot() -> None:
    for candidate in (
        Candidate("woonvorm", "zelfstandig", 3, 9, 0.5),
        Candidate("woonvorm", "", 0, 9, 0.25, as_answer=True),
        Candidate("gedrag", "geen", 0, 9, 0.75, affirmed=0.5),
    ):
        assert candidates_of([candidate.as_json()]) == (candidate,)


@pytest.mark.parametrize(
    "entry",
    [
        None,
        "woonvorm",
        {},
        {**ENTRY, "start": "begin"},
        {**ENTRY, "zekerheid": None},
        {k: v for k, v in ENTRY.items() if k != "vorm"},
    ],
)
def test_what_is_malformed_is_left_out_and_the_rest_is_kept(entry: object) -> None:
    assert len(candidates_of([entry, ENTRY])) == 1


@pytest.mark.parametrize("raw", [None, "x", 3, {"kenmerk": "woonvorm"}])
def test_a_parse_result_without_candidates_gives_none(raw: object) -> None:
    assert candidates_of(raw) == ()

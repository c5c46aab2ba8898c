"""Corrections in passing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.dialogue import corrections
from actions.dialogue.talk import Talk
from catalog.model import Publiek
from tests.actions.dialogue.conftest import question, texts
from tests.actions.dialogue.hearing import say

type Maker = Callable[..., Talk]


@pytest.fixture
def talk(worker: Maker) -> Talk:
    """Give a conversation in which two questions were answered: at home alone, 32 years old."""
    made = worker("nijmegen-rivierenland", "wonen", Publiek.INWONER)
    made.proceed()
    say(made, "op mezelf")
    say(made, "ik ben 32")
    assert made.state.facts == {"woonvorm": "zelfstandig", "leeftijd": 32}
    assert made.state.open == "blijvend_24_7"
    return made


@pytest.mark.parametrize(
    "text",
    [
        "nee dat bedoelde ik niet",
        "dat bedoel ik niet",
        "dat heb ik niet gezegd",
        "u begrijpt me verkeerd",
        "haal dat maar weg",
    ],
)
def test_what_was_not_meant_is_taken_back_and_asked_anew(talk: Talk, text: str) -> None:
    said = say(talk, text)
    assert talk.state.facts == {"woonvorm": "zelfstandig"}
    assert question(said).id == "leeftijd"


def test_of_several_facts_of_one_message_it_is_asked_which_was_not_meant(worker: Maker) -> None:
    talk = worker("nijmegen-rivierenland", "wonen", Publiek.INWONER)
    talk.proceed()
    say(talk, "op mezelf, ik ben 32 jaar")
    said = say(talk, "nee dat bedoelde ik niet")
    asked = question(said)
    assert asked.id == "welk_antwoord"
    assert {choice.value for choice in asked.choices} >= {"woonvorm", "leeftijd"}
    assert talk.state.facts == {"woonvorm": "zelfstandig", "leeftijd": 32}


def test_with_nothing_to_take_back_the_question_comes_again(worker: Maker) -> None:
    talk = worker("nijmegen-rivierenland", "wonen", Publiek.INWONER)
    first = question(talk.proceed())
    assert question(say(talk, "nee dat bedoelde ik niet")).id == first.id


@pytest.mark.parametrize(
    "text", ["ik ben 23 geen 32", "ik ben 23, niet 32", "sorry, ik ben 23", "wacht, ik ben 23 jaar"]
)
def test_a_number_said_anew_takes_the_place_of_the_old_one(talk: Talk, text: str) -> None:
    said = say(talk, text)
    assert talk.state.facts["leeftijd"] == 23
    assert "23" in texts(said)
    assert question(said).id == "blijvend_24_7"


def test_of_a_relative_a_number_is_corrected_likewise(worker: Maker) -> None:
    talk = worker("nijmegen-rivierenland", "wonen", Publiek.NAASTE)
    talk.proceed()
    say(talk, "op zichzelf")
    say(talk, "hij is 32")
    say(talk, "hij is 23 geen 32")
    assert talk.state.facts == {"woonvorm": "zelfstandig", "leeftijd": 23}


@pytest.mark.parametrize("text", ["nee, ik ben 23", "nee, ik ben 23 geen 32"])
def test_the_no_of_a_correction_is_no_answer_to_the_open_question(talk: Talk, text: str) -> None:
    said = say(talk, text)
    assert talk.state.facts == {"woonvorm": "zelfstandig", "leeftijd": 23}
    assert question(said).id == "blijvend_24_7"


def test_how_often_is_corrected_without_naming_what_it_is_about(worker: Maker) -> None:
    talk = worker("meierij-bommelerwaard", "wonen", Publiek.INWONER)
    open_ = question(talk.proceed()).id
    talk.state.learn("contact", "wekelijks")
    talk.state.record("contact")
    said = say(talk, "wacht, het is toch elke dag")
    assert talk.state.facts["contact"] == "dagelijks"
    assert question(said).id == open_


def test_a_correction_at_the_summary_comes_back_to_a_new_summary(talk: Talk) -> None:
    say(talk, "nee")
    said = say(talk, "nee, dat is niet genoeg")
    assert question(said).id == "klopt_dit"
    said = say(talk, "sorry, ik ben 23")
    assert question(said).id == "klopt_dit"
    assert "U bent 23 jaar." in texts(said)
    assert "32" not in texts(said)


def test_a_correction_after_the_advice_forgets_the_advice(talk: Talk) -> None:
    say(talk, "nee")
    say(talk, "nee, dat is niet genoeg")
    say(talk, "ja")
    assert talk.state.advised
    said = say(talk, "sorry, ik ben 23")
    assert talk.state.facts["leeftijd"] == 23
    assert question(said).id == "klopt_dit"


def test_a_plain_number_is_no_correction_of_the_age(talk: Talk) -> None:
    say(talk, "23")
    assert talk.state.facts["leeftijd"] == 32


@pytest.mark.parametrize(
    ("text", "taken_back", "corrects"),
    [
        ("nee dat bedoelde ik niet", True, False),
        ("ik ben 23 geen 32", False, True),
        ("wacht, het is toch elke dag", False, True),
        ("niet twee maar drie dagen", False, True),
        ("sorry, ik bedoel Tiel", False, True),
        ("ik ben 23", False, False),
        ("ik heb geen hulp", False, False),
        ("is het niet 23 maar 32?", False, False),
        ("", False, False),
    ],
)
def test_a_correction_is_told_from_an_answer(text: str, taken_back: bool, corrects: bool) -> None:
    assert corrections.takes_back(text) is taken_back
    assert corrections.is_correction(text) is corrects


@pytest.mark.parametrize(
    ("text", "elliptic"),
    [
        ("wacht, het is toch elke dag", True),
        ("nee toch maar alleen", True),
        ("toch elke dag", False),
        ("wacht, is het elke dag?", False),
        ("wacht, " + "en nog wat " * 10, False),
    ],
)
def test_a_correction_may_name_the_new_value_alone(text: str, elliptic: bool) -> None:
    assert corrections.is_elliptic(text) is elliptic


def test_what_fits_two_facts_changes_neither(worker: Maker) -> None:
    talk = worker("nijmegen-rivierenland", "wonen", Publiek.WIJKTEAM)
    talk.proceed()
    talk.state.learn("prikkelarm", False)
    talk.state.learn("multidisciplinair", False)
    assert corrections.changed_value(talk, "wacht, toch ja") is None


def test_words_that_fit_no_known_fact_change_nothing(talk: Talk) -> None:
    assert corrections.changed_value(talk, "wacht, toch de hond") is None
    assert corrections.changed_value(talk, "wacht") is None

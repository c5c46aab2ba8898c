"""What a trained model heard in an answer, in the light of the question."""

from __future__ import annotations

import pytest

from actions.reading import Kind
from actions.reading.heard_answers import heard_answer, likelihood, shares_of, weighed
from catalog.loader import shipped
from catalog.model import Publiek
from tests.actions.reading.hearing import answered, told

VOCABULARY = shipped().vocabulary
HOME, NIGHT = VOCABULARY["woonvorm"], VOCABULARY["beschikbaarheid"]
BACKGROUND, CALM = VOCABULARY["achtergrond"], VOCABULARY["prikkelarm"]
INWONER, NAASTE = Publiek.INWONER, Publiek.NAASTE


def test_what_is_likely_and_clear_is_sure() -> None:
    text = "gewoon in mijn flatje"
    heard = answered(text, "woonvorm", {"zelfstandig": 0.9, "dicht_bij_anderen": 0.1, "": 0.1})
    reading = heard_answer(HOME, text, INWONER, heard)
    assert (reading.kind, reading.value, reading.sure) == (Kind.VALUE, "zelfstandig", True)
    assert not reading.exact


def test_what_is_only_likely_is_asked_back() -> None:
    text = "in mijn flatje of zo"
    heard = answered(text, "woonvorm", {"zelfstandig": 0.27, "dicht_bij_anderen": 0.02, "": 0.0})
    reading = heard_answer(HOME, text, INWONER, heard)
    assert (reading.value, reading.sure) == ("zelfstandig", False)


def test_two_values_that_are_as_likely_are_not_sure() -> None:
    text = "in mijn flatje met een groep"
    heard = answered(text, "woonvorm", {"zelfstandig": 0.7, "dicht_bij_anderen": 0.69, "": 0.0})
    assert not heard_answer(HOME, text, INWONER, heard).sure


@pytest.mark.parametrize(
    "shares",
    [{}, {"": 0.9}, {"zelfstandig": 0.5, "": 0.95}, {"zelfstandig": 0.05, "": 0.0}],
    ids=["nothing heard", "no answer", "rather no answer", "hardly likely"],
)
def test_what_answers_nothing_gives_nothing(shares: dict[str, float]) -> None:
    text = "de bus komt om drie uur"
    heard = answered(text, "woonvorm", shares)
    assert heard_answer(HOME, text, INWONER, heard).kind is Kind.NONE


def test_candidates_of_another_question_do_not_count() -> None:
    text = "gewoon in mijn flatje"
    heard = answered(text, "beschikbaarheid", {"kantooruren": 0.99, "": 0.0})
    assert heard_answer(HOME, text, INWONER, heard).kind is Kind.NONE


@pytest.mark.parametrize(
    "text",
    [
        "wat bedoelt u daarmee?",
        "stel dat ik een flatje krijg",
        "dat weet ik niet",
        "mijn buurman woont in een flatje",
        "",
    ],
)
def test_words_that_say_that_they_answer_nothing_go_before_the_model(text: str) -> None:
    heard = answered(text, "woonvorm", {"zelfstandig": 0.95, "": 0.0})
    assert heard_answer(HOME, text, INWONER, heard).kind is Kind.NONE


def test_a_question_about_what_others_do_may_be_answered_with_what_they_do() -> None:
    support = VOCABULARY["voorliggend"]
    text = "mijn dochter doet alles al voor mij"
    heard = answered(text, "voorliggend", {"voldoende": 0.9, "onvoldoende": 0.1, "": 0.0})
    assert heard_answer(support, text, INWONER, heard).value == "voldoende"


@pytest.mark.parametrize(("value", "meant"), [("ja", True), ("nee", False)])
def test_yes_and_no_of_a_bool_are_true_and_false(value: str, meant: bool) -> None:
    text = "hij kan slecht tegen lawaai"
    heard = answered(text, "prikkelarm", {value: 0.9, "": 0.0})
    assert heard_answer(CALM, text, NAASTE, heard).value is meant


def test_all_likely_members_of_a_list_are_taken_in_the_order_of_the_vocabulary() -> None:
    text = "hij is depri en drinkt"
    shares = {"verslaving": 0.9, "psychiatrie": 0.8, "dementie": 0.1, "": 0.0}
    reading = heard_answer(BACKGROUND, text, NAASTE, answered(text, "achtergrond", shares))
    assert reading.value == ("psychiatrie", "verslaving")


def test_none_of_these_is_an_empty_list() -> None:
    text = "er is met hem verder helemaal niks"
    shares = {"geen": 0.9, "dementie": 0.1, "": 0.0}
    reading = heard_answer(BACKGROUND, text, NAASTE, answered(text, "achtergrond", shares))
    assert (reading.kind, reading.value) == (Kind.VALUE, ())


def test_who_takes_back_the_first_part_is_heard_from_there_on() -> None:
    text = "in een groep, of nee, in mijn flatje"
    heard = (
        *answered(text, "woonvorm", {"dicht_bij_anderen": 0.9, "zelfstandig": 0.2, "": 0.0}),
        *answered(text, "woonvorm", {"zelfstandig": 0.9, "": 0.0}, "in mijn flatje"),
    )
    assert heard_answer(HOME, text, INWONER, heard).value == "zelfstandig"


def test_what_was_taken_back_is_never_sure() -> None:
    text = "in een groep, of nee, anders dus"
    heard = answered(text, "woonvorm", {"dicht_bij_anderen": 0.95, "": 0.0})
    assert not heard_answer(HOME, text, INWONER, heard).sure


def test_a_later_part_that_says_something_else_puts_the_whole_in_doubt() -> None:
    text = "in een groep maar liever een flatje"
    whole = answered(text, "woonvorm", {"dicht_bij_anderen": 0.9, "zelfstandig": 0.2, "": 0.0})
    part = answered(text, "woonvorm", {"zelfstandig": 0.8, "": 0.1}, "liever een flatje")
    assert heard_answer(HOME, text, INWONER, whole).sure
    contested = heard_answer(HOME, text, INWONER, (*whole, *part))
    assert (contested.value, contested.sure) == ("dicht_bij_anderen", False)


def test_a_later_part_that_says_the_same_leaves_it_sure() -> None:
    text = "geen groep dus, maar gewoon een flatje"
    whole = answered(text, "woonvorm", {"zelfstandig": 0.9, "dicht_bij_anderen": 0.1, "": 0.0})
    part = answered(text, "woonvorm", {"zelfstandig": 0.8, "": 0.1}, "gewoon een flatje")
    assert heard_answer(HOME, text, INWONER, (*whole, *part)).sure


def test_the_best_part_and_what_it_tells_alone_add_to_the_whole() -> None:
    text = "nou ja, het is zo: ik woon in een flatje"
    whole = answered(text, "woonvorm", {"zelfstandig": 0.3, "": 0.1})
    part = answered(text, "woonvorm", {"zelfstandig": 0.9, "": 0.0}, "ik woon in een flatje")
    alone = told(text, "ik woon in een flatje", "woonvorm", "zelfstandig")
    with_whole = weighed(HOME, text, whole)["zelfstandig"]
    with_part = weighed(HOME, text, (*whole, *part))["zelfstandig"]
    with_all = weighed(HOME, text, (*whole, *part, alone))["zelfstandig"]
    assert with_whole < with_part < with_all


def test_shares_are_of_one_stretch_and_one_kenmerk() -> None:
    text = "in mijn flatje in Breda"
    heard = (
        *answered(text, "woonvorm", {"zelfstandig": 0.9}),
        *answered(text, "woonvorm", {"zelfstandig": 0.4}, "in Breda"),
        *answered(text, "beschikbaarheid", {"kantooruren": 0.5}),
    )
    assert shares_of(HOME, heard, 0, len(text)) == {"zelfstandig": 0.9}


def test_how_likely_a_message_answers_a_question_is_that_of_its_best_value() -> None:
    text = "in mijn flatje"
    heard = (
        *answered(text, "woonvorm", {"zelfstandig": 0.7, "": 0.9}),
        told(text, "flatje", "woonvorm", "zelfstandig", 0.99),
    )
    assert likelihood(text, "woonvorm", heard) == 0.7
    assert likelihood(text, "beschikbaarheid", heard) == 0.0
    assert likelihood("  ", "woonvorm", heard) == 0.0

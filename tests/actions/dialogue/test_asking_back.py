"""Asking back what was heard and is not sure."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from actions.dialogue import wording
from actions.dialogue.output import Message
from actions.dialogue.talk import Talk
from catalog.model import Publiek
from tests.actions.dialogue.conftest import question, texts
from tests.actions.dialogue.hearing import candidates, say

type Maker = Callable[..., Talk]

TEXT = "Het gaat zo zijn gangetje, ik scharrel hier zo een beetje in mijn flatje rond."
LEAST = 6
"""Ways of asking back that every audience must have."""


def asked_back(worker: Maker) -> tuple[Talk, list[Message]]:
    """Give a conversation in which it is asked whether somebody can live alone."""
    talk = worker("nijmegen-rivierenland", "wonen", Publiek.INWONER)
    talk.proceed()
    talk.ask("leeftijd")
    talk.heard = candidates(TEXT, (TEXT, "woonvorm", "zelfstandig", 0.35))
    talk.note(TEXT)
    return talk, say(talk, "34")


def test_what_is_not_sure_is_asked_back_in_the_place_of_its_own_question(worker: Maker) -> None:
    talk, said = asked_back(worker)
    asked = question(said)
    assert asked.id == "navragen"
    assert "U kunt op uzelf wonen." in asked.text
    assert [choice.value for choice in asked.choices] == ["ja", "nee", "weet_niet"]
    assert talk.state.facts == {"leeftijd": 34}


@pytest.mark.parametrize("yes", ["Ja", "ja hoor", "klopt", "jazeker"])
def test_a_yes_records_it_with_the_words_it_was_heard_in(worker: Maker, yes: str) -> None:
    talk, _ = asked_back(worker)
    said = say(talk, yes)
    assert talk.state.facts["woonvorm"] == "zelfstandig"
    assert talk.state.herkomst["woonvorm"] == {"woorden": TEXT, "zekerheid": 0.35}
    assert not talk.state.waiting
    assert question(said).id not in ("navragen", "woonvorm")


@pytest.mark.parametrize("no", ["Nee, het is anders", "nee", "nee hoor", "klopt niet"])
def test_a_no_asks_it_in_the_ordinary_way(worker: Maker, no: str) -> None:
    talk, _ = asked_back(worker)
    said = say(talk, no)
    assert question(said).id == "woonvorm"
    assert "woonvorm" not in talk.state.facts
    assert not talk.state.waiting


def test_another_value_may_be_said_at_once(worker: Maker) -> None:
    talk, _ = asked_back(worker)
    label = talk.library.vocabulary["woonvorm"].labels["dicht_bij_anderen"].inwoner
    said = say(talk, label)
    assert talk.state.facts["woonvorm"] == "dicht_bij_anderen"
    assert question(said).id not in ("navragen", "woonvorm")


def test_a_no_with_the_other_value_behind_it_needs_no_further_question(worker: Maker) -> None:
    talk, _ = asked_back(worker)
    say(talk, "nee, in een huis van de zorg waar altijd begeleiding is")
    assert talk.state.facts["woonvorm"] == "niet_zelfstandig"


@pytest.mark.parametrize("unknown", ["Weet ik niet", "geen idee"])
def test_not_knowing_leaves_it_open_and_goes_on(worker: Maker, unknown: str) -> None:
    talk, _ = asked_back(worker)
    said = say(talk, unknown)
    assert "woonvorm" not in talk.state.facts
    assert "woonvorm" in talk.state.declined
    assert question(said).id not in ("navragen", "woonvorm")


def test_after_something_else_the_same_is_asked_back_again(worker: Maker) -> None:
    talk, _ = asked_back(worker)
    again = question(talk.resume())
    assert again.id == "navragen"
    assert "U kunt op uzelf wonen." in again.text


def test_asking_back_never_costs_a_question_more(worker: Maker) -> None:
    _, said = asked_back(worker)
    other = worker("nijmegen-rivierenland", "wonen", Publiek.INWONER)
    other.proceed()
    other.ask("leeftijd")
    assert question(said).progress == question(say(other, "34")).progress


def test_what_would_not_be_asked_is_not_asked_back_either(worker: Maker) -> None:
    talk = worker("nijmegen-rivierenland", "wonen", Publiek.INWONER)
    talk.proceed()
    text = "op mezelf, en ik kan de drukte van de markt niet zo heel goed velen"
    said = say(talk, text, (text, "prikkelarm", "ja", 0.35))
    for _ in range(12):
        asked = question(said)
        assert asked.id != "navragen"
        if asked.id in ("klopt_dit", "vervolg"):
            break
        said = say(talk, "34" if asked.id == "leeftijd" else "nee")
    assert "prikkelarm" not in talk.state.facts


# -- the words ------------------------------------------------------------------------------------

BLAME = re.compile(
    r"\b(?:verkeerd|fout|onduidelijk|had u|u moet|u had|beter uitleggen|niet goed genoeg|"
    r"u vergeet|u zegt niet|klopt niet)\b",
    re.I,
)


@pytest.mark.parametrize("publiek", list(Publiek))
@pytest.mark.parametrize("name", ["navragen", "bevestig_waarde", "niet_begrepen"])
def test_there_are_enough_ways_of_asking_back_and_none_blames(name: str, publiek: Publiek) -> None:
    variants = wording.phrases().variants(name, publiek)
    assert len(set(variants)) >= LEAST
    assert not [text for text in variants if BLAME.search(text)]


@pytest.mark.parametrize("publiek", list(Publiek))
def test_every_way_of_asking_back_names_what_was_heard_and_asks(publiek: Publiek) -> None:
    for text in wording.phrases().variants("navragen", publiek):
        assert "{zin}" in text
        assert text.endswith("?")


def test_the_ways_of_asking_back_turn_with_the_conversation(worker: Maker) -> None:
    talk, _ = asked_back(worker)
    seen = set()
    for turn in range(LEAST):
        talk.state.variant = turn
        seen.add(texts(talk.resume()))
    assert len(seen) == LEAST

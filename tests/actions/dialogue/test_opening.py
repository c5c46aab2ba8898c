"""Who speaks, and of whom: read from the first message."""

from __future__ import annotations

import pytest

from actions.dialogue.opening import Opening, read_opening
from catalog.model import Publiek

NAASTE, INWONER, WERKER = Publiek.NAASTE, Publiek.INWONER, Publiek.WIJKTEAM


@pytest.mark.parametrize(
    ("text", "relatie"),
    [
        ("hulp voor mijn zoon", "zoon"),
        ("ik ben de dochter van mevrouw hiernaast en ik zoek hulp voor mijn moeder", "moeder"),
        (
            "Hallo, mijn man is vorig jaar gevallen en sindsdien kan hij thuis bijna niets meer.",
            "partner",
        ),
        (
            "Ik schrijf namens mijn broer. Hij komt de deur niet uit en hij eet slecht, "
            "en ik weet niet meer wat ik moet doen.",
            "broer",
        ),
    ],
)
def test_who_asks_for_a_relative_is_a_naaste(text: str, relatie: str) -> None:
    assert read_opening(text) == Opening(NAASTE, relatie)


@pytest.mark.parametrize(
    "text",
    [
        "voor mezelf",
        "Ik ben 45 en ik zit al een jaar thuis, ik slaap slecht en doe niets meer.",
        "Ik zoek hulp omdat ik mijn huis niet meer op orde krijg, alles stapelt zich op.",
    ],
)
def test_who_tells_of_himself_is_an_inwoner(text: str) -> None:
    assert read_opening(text) == Opening(INWONER)


def test_a_worker_is_known_by_several_turns_of_the_trade() -> None:
    text = (
        "Cl. m, 34 jr. Bekend met NAH. Ambulante begeleiding 4 uur p/w. "
        "Hulpvraag: structuur. Netwerk beperkt."
    )
    assert read_opening(text) == Opening(WERKER)


def test_a_single_term_of_the_trade_makes_no_worker() -> None:
    text = "Ik heb een indicatie gekregen en nu weet ik niet wat ik daar verder mee moet doen."
    assert read_opening(text).spreker is not WERKER


@pytest.mark.parametrize(
    "text",
    [
        "hulp voor mij en mijn vrouw",
        "Wij zoeken allebei hulp in huis, mijn man en ik, want het gaat hier echt niet langer zo.",
    ],
)
def test_two_people_at_once_are_not_mixed(text: str) -> None:
    assert read_opening(text) == Opening(two=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hallo",
        "kunt u mij helpen",
        "Er is hier al een hele tijd van alles aan de hand en niemand die er iets aan doet.",
    ],
)
def test_what_leaves_a_doubt_leaves_it_open(text: str) -> None:
    assert read_opening(text) == Opening()


def test_somebody_else_who_is_named_in_passing_makes_no_naaste() -> None:
    text = "Ik ben 52 en ik woon bij mijn moeder, die helpt mij met koken en met de was."
    assert read_opening(text).spreker is not NAASTE

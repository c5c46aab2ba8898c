"""Of whom, when and whether a piece of a story speaks."""

from __future__ import annotations

import pytest

from actions.reading.scope import about_client_now, asks
from catalog.model import Publiek

AUTISM, ADDICTED = ("achtergrond", "autisme"), ("achtergrond", "verslaving")
DEMENTIA, SERIOUS = ("achtergrond", "dementie"), ("gedrag", "ernstig")
INWONER, NAASTE, WERKER = Publiek.INWONER, Publiek.NAASTE, Publiek.WIJKTEAM

type Pair = tuple[str, str]


@pytest.mark.parametrize(
    ("piece", "pair", "publiek"),
    [
        ("ik heb autisme", AUTISM, INWONER),
        ("mijn zoon heeft autisme", AUTISM, NAASTE),
        ("ik merk dat hij verslaafd is", ADDICTED, NAASTE),
        ("hij is sinds 2015 verslaafd", ADDICTED, NAASTE),
        ("hij is al drie jaar verslaafd", ADDICTED, NAASTE),
        ("als hij boos is slaat hij", SERIOUS, NAASTE),
        ("cl. is bekend met dementie", DEMENTIA, WERKER),
        ("mijn moeder heeft dementie", DEMENTIA, None),
        ("toen hij klein was is zijn moeder overleden", ("achtergrond", "ingrijpende_gebeurtenis"),
         NAASTE),
        ("mijn dochter doet alle boodschappen", ("voorliggend", "voldoende"), INWONER),
    ],
)  # fmt: skip
def test_what_the_client_is_now_counts(piece: str, pair: Pair, publiek: Publiek | None) -> None:
    assert about_client_now(piece, piece, pair, publiek)


@pytest.mark.parametrize(
    ("piece", "pair", "publiek"),
    [
        ("mijn buurman heeft autisme", AUTISM, INWONER),
        ("mijn broer is verslaafd", ADDICTED, INWONER),
        ("zijn broer heeft ook autisme", AUTISM, NAASTE),
        ("haar vriend is verslaafd", ADDICTED, NAASTE),
        ("de zoon van de buren heeft autisme", AUTISM, NAASTE),
        ("ik heb zelf ook autisme", AUTISM, NAASTE),
        ("ik ben verslaafd", ADDICTED, NAASTE),
        ("mijn moeder heeft dementie", DEMENTIA, WERKER),
        ("mijn buurvrouw heeft dementie", DEMENTIA, None),
        ("mensen met autisme hebben het moeilijk", AUTISM, INWONER),
    ],
)
def test_what_somebody_else_is_does_not(piece: str, pair: Pair, publiek: Publiek | None) -> None:
    assert not about_client_now(piece, piece, pair, publiek)


@pytest.mark.parametrize(
    "piece",
    [
        "vroeger dronk hij veel",
        "toen hij klein was sloeg hij zijn broer",
        "hij was jaren geleden verslaafd",
        "de verslaving is helemaal over",
        "tot voor kort dronk hij",
    ],
)
def test_what_was_does_not_count(piece: str) -> None:
    assert not about_client_now(piece, piece, ADDICTED, NAASTE)


@pytest.mark.parametrize(
    "piece",
    [
        "stel dat hij verslaafd raakt",
        "ik ben bang dat hij verslaafd wordt",
        "hij zou verslaafd kunnen zijn",
        "als hij een verslaving heeft",
        "hij wordt onderzocht op autisme",
    ],
)
def test_what_may_be_does_not_count(piece: str) -> None:
    assert not about_client_now(piece, piece, ADDICTED, NAASTE)


def test_a_fact_within_a_question_is_none() -> None:
    sentence = "wat kost begeleiding als hij autisme heeft?"
    assert not about_client_now("als hij autisme heeft", sentence, AUTISM, NAASTE)
    assert not about_client_now("hij autisme heeft", sentence, AUTISM, NAASTE)


def test_what_counts_in_one_clause_is_not_undone_by_the_past_of_another() -> None:
    sentence = "vroeger had hij een huis, maar nu is hij dakloos"
    pair = ("achtergrond", "dak_thuisloos")
    assert about_client_now("maar nu is hij dakloos", sentence, pair, NAASTE)


@pytest.mark.parametrize(
    "sentence",
    ["wie betaalt dat?", "wat kost dat", "kan ik hulp krijgen", "hoe lang duurt het", "hij is 23?"],
)
def test_a_question_is_told_with_or_without_its_mark(sentence: str) -> None:
    assert asks(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["hij is 23", "wat hij nodig heeft is rust", "kan niet koken", "hoe hij dat doet, is knap"],
)
def test_a_statement_that_begins_like_a_question_is_none(sentence: str) -> None:
    assert not asks(sentence)

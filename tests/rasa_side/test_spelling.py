"""Words as they are usually spelled."""

from __future__ import annotations

import pytest

from assistant.nlu.understanding.spelling import KNOWN, USED, Spelling
from dutch.words import NEGATIONS

OFTEN = (
    "ik wil wonen en werken",
    "de crisis is voorbij",
    "hij heeft schulden",
    "begeleiding thuis is fijn",
    "hij is nog niet klaar",
    "ik heb geen geld",
    "zij wil nooit meer zonder hulp",
)


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling.of(OFTEN * USED)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("krisis", "crisis"),
        ("wone", "wonen"),
        ("wereken", "werken"),
        ("begelijding", "begeleiding"),
        ("begleiding", "begeleiding"),
        ("sgulden", "schulden"),
        ("tuis", "thuis"),
    ],
)
def test_a_misspelt_word_gives_way_to_the_usual_one(
    spelling: Spelling, typed: str, meant: str
) -> None:
    assert spelling.usual(f"ik wil {typed}") == f"ik wil {meant}"


@pytest.mark.parametrize("text", OFTEN)
def test_known_words_stay_as_they_are(spelling: Spelling, text: str) -> None:
    assert spelling.usual(text) == text


@pytest.mark.parametrize("strange", ["xylofoon", "rijexamen", "zebra", "boek", "wol"])
def test_a_word_like_no_other_stays_as_it_is(spelling: Spelling, strange: str) -> None:
    assert spelling.usual(strange) == strange


def test_a_short_word_is_not_guessed_from_one_letter(spelling: Spelling) -> None:
    assert spelling.usual("mild") == "mild"


def test_a_known_spelling_is_not_mended_though_another_is_commoner() -> None:
    texts = ["hij wordt boos"] * 20 + ["ik word boos"] * KNOWN
    assert Spelling.of(texts).usual("ik word boos") == "ik word boos"


def test_of_two_that_sound_the_same_the_commonest_counts() -> None:
    texts = ["hij wordt boos"] * 20 + ["ik word boos"] * KNOWN
    assert Spelling.of(texts).usual("hij wort boos") == "hij wordt boos"


def test_a_word_that_is_seldom_written_replaces_nothing() -> None:
    spelling = Spelling.of(["dagbesteding"] * (KNOWN - 1))
    assert spelling.usual("dagbesteeding") == "dagbesteeding"


@pytest.mark.parametrize("negation", sorted(NEGATIONS))
def test_a_word_that_denies_is_never_unmade(negation: str) -> None:
    alike = ["hij is nog hier", "nietes zegt hij", "de genen van hem", "zonden en zondes"]
    assert negation in Spelling.of(alike * USED).usual(f"hij is {negation} hier").split()


@pytest.mark.parametrize("word", ["nietje", "zonden", "negens", "zondes", "nergen", "zonner"])
def test_no_word_is_guessed_to_deny(spelling: Spelling, word: str) -> None:
    denying = [f"{negation} is er" for negation in sorted(NEGATIONS)]
    usual = Spelling.of(denying * USED).usual(f"er is {word}")
    assert not NEGATIONS & set(usual.split())


def test_marks_stay_and_sense_is_kept_when_spelled_twice(spelling: Spelling) -> None:
    once = spelling.usual("Krisis! Hij wil, denk ik, wone?")
    assert "," in once
    assert spelling.usual(once) == once


def test_what_is_kept_as_plain_data_spells_the_same(spelling: Spelling) -> None:
    again = Spelling.from_json(spelling.as_json())
    for text in ("krisis en begleiding", "wone", "niks"):
        assert again.usual(text) == spelling.usual(text)


def test_nothing_is_spelled_as_nothing(spelling: Spelling) -> None:
    assert spelling.usual("") == ""

"""Contrast: which fact differs, and what it changes."""

from __future__ import annotations

import pytest

from practice.forms import contrast
from practice.forms.turn import Input, Turn
from tests.practice.building import asked, case, context, text_of


def play(*given: Input, id_: str = "proef-plus") -> Turn:
    turn = contrast.start(case(id_), context())
    for each in given:
        turn = contrast.take(turn.state, each, context())
    return turn


def chosen(value: str) -> Input:
    return Input("", (value,))


def test_both_stories_are_told_and_the_kenmerk_that_differs_is_among_the_choices() -> None:
    turn = play()
    assert "Situatie A: Ilse is 38." in text_of(turn)
    assert "Situatie B: Ans is 38." in text_of(turn)
    assert "risico" in [option.value for option in asked(turn).options]
    assert len(asked(turn).options) == contrast.OPTIONS


def test_what_changes_is_asked_with_the_outcomes_both_ways() -> None:
    labels = [option.label for option in asked(play(chosen("risico"))).options]
    assert sorted(labels) == [
        "A: Begeleiding Plus. B: Begeleiding Plus.",
        "A: Begeleiding Plus. B: Begeleiding Regulier.",
        "A: Begeleiding Regulier. B: Begeleiding Plus.",
        "A: Begeleiding Regulier. B: Begeleiding Regulier.",
    ]


@pytest.mark.parametrize(
    "difference", [chosen("risico"), Input("risico's"), Input("Wat gebeurt er als het misgaat?")]
)
def test_the_difference_is_understood_as_a_choice_a_name_or_in_own_words(difference: Input) -> None:
    turn = play(difference, chosen("ab"))
    assert turn.done
    assert "Het verschil: goed" in text_of(turn)
    assert "Zonder kans op escalatie volstaat Regulier." in text_of(turn)
    assert "Bron: " in text_of(turn)
    assert [grade.grade for grade in turn.grades] == [1, 1]


def test_another_difference_and_another_change_are_put_right() -> None:
    other = next(o.value for o in asked(play()).options if o.value != "risico")
    turn = play(chosen(other), chosen("ba"))
    told = text_of(turn)
    assert "Het verschil zit in risico's." in told
    assert (
        "Uit de catalogus volgt iets anders. A: Begeleiding Plus. B: Begeleiding Regulier." in told
    )
    assert [grade.grade for grade in turn.grades] == [0, 0]


def test_the_pair_can_be_begun_at_either_case() -> None:
    turn = play(chosen("risico"), chosen("ab"), id_="proef-regulier")
    assert "A: Begeleiding Regulier. B: Begeleiding Plus." in text_of(turn)


def test_what_is_no_choice_is_asked_again() -> None:
    assert "niet herkend" in text_of(play(Input("geen idee")))

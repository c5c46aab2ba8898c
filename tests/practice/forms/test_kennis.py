"""Kennis: a handful of questions, each with its answer at once."""

from __future__ import annotations

from practice.forms import kennis
from practice.forms.turn import Input
from tests.practice.building import asked, context, quiz, text_of


def test_five_questions_follow_with_feedback_and_a_total() -> None:
    turn = kennis.start(context(), 3, "zeeuws-vlaanderen", 2)
    assert "Zeeuws-Vlaanderen" in text_of(turn)
    grades = []
    for number in range(kennis.QUESTIONS):
        assert f"Vraag {number + 1} van 5." in asked(turn).text
        right = quiz(3 + number, "zeeuws-vlaanderen", 2).right
        turn = kennis.take(turn.state, Input("", (str(right),)), context())
        assert "Uw antwoord: goed" in text_of(turn)
        assert "Bron: Boek, Fruit." in text_of(turn)
        grades += turn.grades
    assert turn.done
    assert "5 van de 5 vragen waren goed." in text_of(turn)
    assert [each.grade for each in grades] == [1] * 5
    assert {each.stelsel for each in grades} == {"zeeuws-vlaanderen"}


def test_a_wrong_answer_names_the_right_one() -> None:
    turn = kennis.start(context(), 0, None, 1)
    turn = kennis.take(turn.state, Input("peer"), context())
    assert "Gekozen: Peer. Juist is: Appel." in text_of(turn)
    assert turn.grades[0].grade == 0


def test_an_answer_can_be_typed_as_its_number() -> None:
    turn = kennis.start(context(), 0, None, 1)
    assert "Juist: Appel." in text_of(kennis.take(turn.state, Input("1"), context()))


def test_what_is_no_answer_is_asked_again_and_does_not_count() -> None:
    turn = kennis.start(context(), 0, None, 1)
    again = kennis.take(turn.state, Input("banaan"), context())
    assert again.state["nummer"] == 0
    assert not again.grades


def test_the_first_question_is_about_the_product_that_comes_back() -> None:
    turn = kennis.start(context(), 1, None, 1, "begeleiding-plus")
    assert kennis.question(turn.state, context()).product == "begeleiding-plus"

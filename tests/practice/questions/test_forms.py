"""The form of a question, by rules."""

from __future__ import annotations

import pytest

from practice.questions.forms import Vorm, asks, form_of, goes_on, improper


@pytest.mark.parametrize(
    "question",
    [
        "Hoe ziet uw dag eruit?",
        "wat doe je als je boos bent",
        "En op welke momenten heeft u iemand nodig?",
        "Vertel eens wat er goed gaat.",
        "Kunt u vertellen hoe een dag eruitziet?",
        "Ik ben benieuwd hoe u nu woont.",
        "Als u boos wordt, wat doet u dan?",
        "En 's nachts?",
    ],
)
def test_a_question_that_leaves_room_is_open(question: str) -> None:
    assert form_of(question) is Vorm.OPEN


@pytest.mark.parametrize(
    "question",
    [
        "Woont u alleen?",
        "kun je tegen drukte",
        "Ik vraag me af of u wel eens boos wordt.",
        "Kunt u zeggen of de hulp kan wachten?",
        "Dagelijks of wekelijks?",
        "Weet u zeker wat u wilt?",
        "Past een vast moment bij u?",
    ],
)
def test_a_question_for_yes_or_no_is_closed(question: str) -> None:
    assert form_of(question) is Vorm.GESLOTEN


@pytest.mark.parametrize(
    "question",
    [
        "U bent zeker vaak boos?",
        "Uw dochter kan toch helpen?",
        "U woont graag alleen, hè?",
        "Vindt u ook niet dat het zo niet langer gaat?",
        "Hij is vast snel moe?",
        "U heeft veel last van de buren?",
    ],
)
def test_a_question_that_puts_words_in_the_mouth_is_leading(question: str) -> None:
    assert form_of(question) is Vorm.SUGGESTIEF


@pytest.mark.parametrize(
    "text", ["Dank u wel.", "Dat lijkt me zwaar.", "ok", "U vertelde dat u slecht slaapt."]
)
def test_what_is_said_without_asking_is_no_question(text: str) -> None:
    assert not asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Gaat u naar de kerk?",
        "Op wie heeft u gestemd?",
        "Doe eens normaal",
        "Ik beloof u een woning",
        "Waarom bent u zo lui?",
        "Stop met die medicijnen",
    ],
)
def test_what_a_consultant_does_not_say_is_improper(text: str) -> None:
    assert improper(text)


def test_a_plain_question_about_hard_things_is_not_improper() -> None:
    for question in ("Drinkt u?", "Waarom wilt u hulp?", "Wordt hij weleens boos?"):
        assert not improper(question)


def test_a_short_question_goes_on_about_the_one_before() -> None:
    assert goes_on("En hoe vaak?")
    assert goes_on("Kunt u een voorbeeld geven?")
    assert not goes_on("Hoe vaak heeft u hulp nodig?")

"""The parts that understand words, as the forms get them."""

from __future__ import annotations

from functools import cache

import pytest

from catalog.loader import shipped
from practice.forms.turn import Context
from practice.understanding import context
from tests.practice.building import case, shelf


@cache
def real() -> Context:
    return context(shipped(), shelf())


@pytest.mark.parametrize(
    ("text", "kenmerk", "form"),
    [
        ("Wat doet zij als ze boos wordt?", "gedrag", "open"),
        ("Hoe lang heeft zij die hulp nodig, denkt u?", "duur", "open"),
        ("Ze is zeker vaak agressief, hè?", "gedrag", "suggestief"),
    ],
)
def test_a_question_is_heard(text: str, kenmerk: str, form: str) -> None:
    heard = real().recognise(text, ())
    assert heard.kenmerken == (kenmerk,)
    assert heard.vorm == form


def test_thanks_ask_nothing() -> None:
    assert real().recognise("Dank u wel, dat is duidelijk.", ()).vorm == "geen_vraag"


def test_a_motivation_names_the_reasons_that_it_gives_and_no_others() -> None:
    found = real().assess("Er is een verhoogd risico op escalatie.", case("proef-plus"))
    assert found.named == ("risico",)


def test_a_question_of_knowledge_has_one_right_answer_and_a_source() -> None:
    for stelsel in shipped().stelsels:
        quiz = real().quiz(7, stelsel, 1)
        assert 0 <= quiz.right < len(quiz.options)
        assert quiz.source
        assert quiz.stelsel == stelsel

"""Every case that ships, played in every form that it can be played in."""

from __future__ import annotations

from functools import cache

import pytest

from catalog.loader import shipped
from practice.cases.checking import Shelf, advice_for
from practice.cases.loader import FOLDER
from practice.cases.shelf import serve
from practice.feedback.choosing import Closeness, closeness, evidence
from practice.forms import casus, contrast, rollenspel
from practice.forms.naming import OUTCOME
from practice.forms.statements import statements
from practice.forms.turn import Ask, Context, Input
from practice.words import words
from tests.practice.building import Heard, assess, quiz, text_of


@cache
def all_served() -> Shelf:
    return serve(shipped(), FOLDER)


def heard(text: str, _before: tuple[str, ...]) -> Heard:
    """Hear the kenmerk that stands in the text, asked openly."""
    return Heard((text,) if text in shipped().vocabulary else ())


CONTEXT = Context(shipped(), all_served(), words(), heard, assess, quiz)
IDS = sorted(all_served().cases)


def right(id_: str) -> str:
    case = all_served().cases[id_]
    product = case.verwacht[0] if case.uitkomst == "product" else ""
    return product or f"{OUTCOME}{case.uitkomst.value}"


def test_every_case_is_served() -> None:
    assert not all_served().refused


@pytest.mark.parametrize("id_", IDS)
def test_whoever_asks_everything_and_chooses_right_is_told_so(id_: str) -> None:
    case = all_served().cases[id_]
    turn = rollenspel.start(case, CONTEXT)
    worth_asking = (*case.kenmerken, *(each.kenmerk for each in case.vraagt))
    for name in worth_asking * 2:
        turn = rollenspel.take(turn.state, Input(name), CONTEXT)
        assert "(rollenspel)" in text_of(turn)
    assert set(turn.state["verteld"]) >= set(case.zegt)
    turn = rollenspel.take(turn.state, Input("klaar"), CONTEXT)
    turn = rollenspel.take(turn.state, Input("", (right(id_),)), CONTEXT)
    turn = rollenspel.take(turn.state, Input("overslaan", ("overslaan",)), CONTEXT)
    told = text_of(turn)
    assert "Uw vragen: goed" in told
    assert "Uw keuze: goed" in told
    assert "kan beter" not in told


@pytest.mark.parametrize("id_", IDS)
def test_whoever_marks_what_counts_is_told_so(id_: str) -> None:
    case = all_served().cases[id_]
    turn = casus.start(case, CONTEXT)
    marked = [s.id for s in statements(case, shipped()) if s.wrong is None]
    assert marked
    turn = casus.take(turn.state, Input("", tuple(marked)), CONTEXT)
    turn = casus.take(turn.state, Input("", (right(id_),)), CONTEXT)
    for _each in range(2):
        if not turn.done:
            turn = casus.take(turn.state, Input("", ("overslaan",)), CONTEXT)
    told = text_of(turn)
    assert "kan beter" not in told
    assert "Te veel gelezen" not in told


@pytest.mark.parametrize("id_", IDS)
def test_what_decided_is_told_with_its_source_where_there_is_one(id_: str) -> None:
    case = all_served().cases[id_]
    found = evidence(case, advice_for(case, shipped()), shipped())
    assert found
    assert all(each.text for each in found)
    if case.uitkomst == "product":
        assert found[0].source


@pytest.mark.parametrize("id_", IDS)
def test_the_products_that_the_case_explains_away_are_not_right(id_: str) -> None:
    case = all_served().cases[id_]
    advice = advice_for(case, shipped())
    for other in case.waarom_niet:
        if case.uitkomst == "product":
            assert closeness(case, other, advice, CONTEXT) is not Closeness.RIGHT
    assert closeness(case, right(id_), advice, CONTEXT) is Closeness.RIGHT


@pytest.mark.parametrize("pair", all_served().pairs(), ids=lambda pair: pair[0].id)
def test_every_pair_is_played_from_either_side(pair: tuple) -> None:  # type: ignore[type-arg]
    for case in pair:
        turn = contrast.start(case, CONTEXT)
        assert isinstance(turn.said[-1], Ask)
        assert len(turn.said[-1].options) == contrast.OPTIONS
        turn = contrast.take(turn.state, Input("", (case.contrast.kenmerk,)), CONTEXT)
        turn = contrast.take(turn.state, Input("", ("ab",)), CONTEXT)
        assert "Het verschil: goed" in text_of(turn)

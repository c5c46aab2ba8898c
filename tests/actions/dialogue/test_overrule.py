"""Another product than the proposed one, and the receipt of both."""

from __future__ import annotations

from actions.dialogue import overrule, receipts
from actions.dialogue.advice_page import page
from actions.dialogue.chosen import Chosen
from actions.dialogue.library import Library
from actions.dialogue.output import Ask
from catalog.model import KenmerkType
from tests.actions.dialogue.conftest import question, texts
from tests.actions.dialogue.workers import advised, fill, kinds, press, worker

REASON = "Nabijheid is geregeld via zijn zus; ambulant volstaat."
OTHER = "wonen/zelfstandig-thuis-intensief"


def test_the_products_that_were_not_proposed_are_offered_and_no_others(library: Library) -> None:
    talk = advised(library)
    asked = question(press(talk, "overrule"))
    values = {choice.value for choice in asked.choices}
    assert OTHER in values
    assert overrule.KEEP in values
    assert "wonen/kleinschalig-thuis-basis" not in values
    assert all(value.startswith("wonen/") for value in values - {overrule.KEEP})


def test_a_choice_and_a_reason_are_kept_beside_the_proposal(library: Library) -> None:
    talk = advised(library)
    press(talk, "overrule")
    talk.chosen = Chosen(overrule.OVERRULE, (OTHER,))
    asked = question(talk.answer("een keuze"))
    assert (asked.id, asked.input) == (overrule.REASON, "text")
    talk.chosen = None
    said = talk.answer(REASON)
    assert REASON in texts(said)
    (block,) = page(talk)["blocks"]
    assert block["products"][0]["id"] == "kleinschalig-thuis-basis"
    assert block["proposal"]["overruled"]["id"] == "zelfstandig-thuis-intensief"
    assert block["proposal"]["overruled"]["reden"] == REASON


def test_a_product_can_be_named_by_typing(library: Library) -> None:
    talk = advised(library)
    press(talk, "overrule")
    assert talk.is_exact_answer("Zelfstandig Thuis Intensief")
    assert question(talk.answer("Zelfstandig Thuis Intensief")).id == overrule.REASON


def test_a_reason_may_hold_any_words_and_is_no_answer_to_something_else(library: Library) -> None:
    talk = advised(library)
    press(talk, "overrule")
    talk.answer("Zelfstandig Thuis Intensief")
    before = dict(talk.state.facts)
    assert talk.is_exact_answer("hij is 52 en stopt met werken")
    talk.answer("hij is 52 en stopt met werken")
    assert talk.state.facts == before


def test_no_after_all_leaves_the_proposal(library: Library) -> None:
    for answer in ("Toch niet", "nee"):
        talk = advised(library)
        press(talk, "overrule")
        said = talk.answer(answer)
        assert "voorstel blijft staan" in texts(said)
        assert overrule.overruled(talk, "wonen") is None


def test_something_else_meanwhile_comes_back_to_the_question(library: Library) -> None:
    talk = advised(library)
    press(talk, "overrule")
    said = talk.resume()
    assert isinstance(said[-1], Ask)
    assert said[-1].id == overrule.OVERRULE


def test_another_advice_begins_without_the_choice(library: Library) -> None:
    talk = advised(library)
    press(talk, "overrule")
    talk.answer("Zelfstandig Thuis Intensief")
    talk.answer(REASON)
    assert overrule.overruled(talk, "wonen") is not None
    fill(talk, "gedrag", {"impulsgestuurd": ["soms"]})
    assert talk.state.advised
    assert overrule.overruled(talk, "wonen") is None


def test_before_an_advice_there_is_nothing_to_set_aside(library: Library) -> None:
    talk = worker(library)
    assert kinds(press(talk, "overrule")) == ["text", "form"]


def test_a_receipt_holds_coded_facts_and_no_words(library: Library) -> None:
    talk = advised(library)
    (receipt,) = receipts.to_hand_over(talk)
    assert receipt["products"][0] == "kleinschalig-thuis-basis"
    assert receipt["facts"]["woonvorm"] == "dicht_bij_anderen"
    texts_ = {n for n, k in library.vocabulary.items() if k.type is KenmerkType.TEXT}
    assert not texts_ & set(receipt["facts"])
    assert "Bosch" not in str(receipt)
    assert "alleen zitten" not in str(receipt)


def test_a_receipt_is_handed_over_once_and_again_when_another_product_is_chosen(
    library: Library,
) -> None:
    talk = advised(library)
    (first,) = receipts.to_hand_over(talk)
    assert receipts.to_hand_over(talk) == []
    press(talk, "overrule")
    talk.answer("Zelfstandig Thuis Intensief")
    talk.answer(REASON)
    (second,) = receipts.to_hand_over(talk)
    assert second["id"] == first["id"]
    assert second["overruled_with"] == "zelfstandig-thuis-intensief"
    assert second["reason"] == REASON
    assert receipts.to_hand_over(talk) == []


def test_another_advice_has_another_receipt_and_the_page_shows_its_id(library: Library) -> None:
    talk = advised(library)
    (first,) = receipts.to_hand_over(talk)
    assert page(talk)["blocks"][0]["receipt"] == first["id"]
    fill(talk, "gedrag", {"impulsgestuurd": ["soms"]})
    (second,) = receipts.to_hand_over(talk)
    assert second["id"] != first["id"]

"""A worker's intake: forms by subject, the proposal as soon as it can be."""

from __future__ import annotations

from typing import Any

import pytest

from actions.dialogue import forms, trade, wording, workflow
from actions.dialogue.library import Library
from actions.dialogue.output import Ask
from actions.dialogue.state import pack, unpack
from catalog.model import KenmerkType, Publiek
from tests.actions.dialogue.conftest import texts
from tests.actions.dialogue.workers import CASE, advised, as_shown, fill, kinds, one, press, worker


def field(said: Any, name: str) -> dict[str, Any]:
    """Give one field of the form that was shown."""
    (found,) = [f for f in one(said, "form").data["fields"] if f["field"] == name]
    return dict(found)


def test_every_kenmerk_that_a_worker_is_asked_stands_on_one_form(library: Library) -> None:
    on_forms = [n for about in forms.subjects().values() for n in about["kenmerken"]]
    asked = [n for n, k in library.vocabulary.items() if Publiek.WIJKTEAM in k.asked_of]
    assert sorted(on_forms) == sorted(asked)


def test_every_field_has_a_label_choices_or_bounds_and_professional_words(
    library: Library,
) -> None:
    talk = worker(library)
    for subject in forms.subjects():
        for each in forms.show(talk, subject).data["fields"]:
            kenmerk = library.kenmerk(each["field"])
            assert each["label"]
            assert (each["input"] == "choice") == bool(each["choices"])
            if kenmerk is not None and kenmerk.names is not None:
                assert each["label"].lower() == kenmerk.names.wijkteam.lower()
                assert each["multi"] == (kenmerk.type is KenmerkType.MANY)
            if each["input"] == "number":
                assert each["max"] > each["min"] >= 0


def test_the_beginning_is_one_greeting_that_asks_for_the_case(library: Library) -> None:
    talk = worker(library)
    talk.state.welcomed = False
    said = press(talk, "begin")
    assert kinds(said) == ["welcome"]
    assert "BSN" in texts(said)
    assert talk.state.open is None
    assert kinds(press(talk, "begin")) == ["text"]


def test_a_form_holds_what_the_stelsel_can_use_and_nothing_else(library: Library) -> None:
    talk = worker(library)
    fill(talk, "situatie", CASE)
    names = {each["field"] for each in forms.show(talk, "ondersteuning").data["fields"]}
    assert "beschikbaarheid" in names
    # The package descriptions of this region say nothing of several disciplines.
    assert "multidisciplinair" not in names


def test_a_form_is_filled_in_with_what_her_text_told_and_says_from_which_words(
    library: Library,
) -> None:
    talk = worker(library)
    talk.state.learn("risico", ("zorgmijding",), "mijdt zorg", 0.9)
    talk.state.waiting["gedrag"] = {"waarde": "ernstig", "woorden": "slaat", "zekerheid": 0.4}
    said = [forms.show(talk, "gedrag")]
    assert field(said, "risico")["chosen"] == ["zorgmijding"]
    assert "‘mijdt zorg’" in field(said, "risico")["origin"]
    assert field(said, "gedrag")["chosen"] == ["ernstig"]
    assert field(said, "gedrag")["doubt"] is True
    assert "niet zeker" in field(said, "gedrag")["origin"]


def test_several_values_arrive_whole_in_one_turn(library: Library) -> None:
    talk = worker(library)
    values = ["escalatie", "zorgmijding", "overlast"]
    fill(talk, "gedrag", {"risico": values, "gedrag": ["matig"], "prikkelarm": ["nee"]})
    assert talk.state.facts["risico"] == tuple(values)
    assert talk.state.facts["gedrag"] == "matig"
    assert talk.state.facts["prikkelarm"] is False


def test_none_of_these_is_an_answer_and_a_blank_field_is_not_known(library: Library) -> None:
    talk = worker(library)
    fill(talk, "gedrag", {"risico": ["geen"], "gedrag": []})
    assert talk.state.facts["risico"] == ()
    assert "gedrag" not in talk.state.facts
    assert "gedrag" in talk.state.declined


def test_a_form_that_lay_open_changes_only_what_was_changed_on_it(library: Library) -> None:
    talk = worker(library)
    forms.show(talk, "gedrag")
    # She types something after the form was shown, and then sends the form as it was.
    talk.state.learn("gedrag", "ernstig", "slaat", 1.0)
    fill(talk, "gedrag", {"gedrag": [], "risico": ["overlast"]})
    assert talk.state.facts["gedrag"] == "ernstig"
    assert talk.state.facts["risico"] == ("overlast",)


def test_a_value_that_is_taken_away_on_the_form_is_forgotten(library: Library) -> None:
    talk = worker(library)
    talk.state.learn("gedrag", "ernstig", "slaat", 1.0)
    forms.show(talk, "gedrag")
    said = fill(talk, "gedrag", {"gedrag": []})
    assert "gedrag" not in talk.state.facts
    assert "Gewist: gedragsproblematiek." in texts(said)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"leeftijd": "200"}, "geef een heel getal van 0 tot en met 120"),
        ({"leeftijd": "oud"}, "geef een heel getal"),
        ({"leeftijd": "34,5"}, "geef een heel getal"),
        ({"gemeente": "Xqzzy"}, "‘Xqzzy’ is niet gevonden"),
        ({"achtergrond": ["geen", "autisme"]}, "gaat niet samen met een andere keuze"),
    ],
)
def test_what_is_wrong_on_a_form_is_said_in_dutch_and_the_rest_is_taken(
    library: Library, fields: dict[str, Any], told: str
) -> None:
    talk = worker(library)
    said = fill(talk, "situatie", {"hulpvraag": ["wonen"], **fields})
    assert told in texts(said)
    assert kinds(said)[-1] == "form"
    assert talk.state.facts["hulpvraag"] == ("wonen",)
    assert not set(fields) & set(talk.state.facts)


def test_a_place_that_nobody_knows_is_taken_when_it_is_given_twice(library: Library) -> None:
    talk = worker(library)
    fill(talk, "situatie", {"gemeente": "Xqzzy"})
    fill(talk, "situatie", {"gemeente": "Xqzzy", "hulpvraag": ["wonen"]})
    assert talk.state.facts["gemeente"] == "Xqzzy"
    assert talk.state.stelsel is None


def test_a_gemeente_that_was_left_blank_is_asked_once_more_by_itself(library: Library) -> None:
    talk = worker(library)
    said = fill(talk, "situatie", {"gemeente": "", "hulpvraag": ["wonen"]})
    assert isinstance(said[-1], Ask)
    assert said[-1].id == "gemeente"
    talk.fresh = False
    assert "geen stelsel" in texts(talk.answer("Onbekend"))


def test_a_new_case_begins_without_the_old_one_and_without_asking_who_she_is(
    library: Library,
) -> None:
    talk = advised(library)
    press(talk, "restart")
    said = talk.answer("ja")
    assert kinds(said) == ["text", "text"]
    assert talk.state.publiek is Publiek.WIJKTEAM
    assert talk.state.facts == {}
    assert forms.QUOTES not in talk.state.extra


def test_going_back_and_changing_one_kenmerk_ask_it_by_itself(library: Library) -> None:
    talk = advised(library)
    said = press(talk, "back")
    assert isinstance(said[-1], Ask)
    asked = press(talk, "edit")[-1]
    assert isinstance(asked, Ask)
    assert "woonvorm" in {choice.value for choice in asked.choices}


def test_a_form_that_is_asked_for_takes_a_typed_answer_too(library: Library) -> None:
    talk = worker(library)
    press(talk, "form")
    assert talk.state.open == "gemeente"
    talk.fresh = False
    talk.answer("Den Bosch")
    assert talk.state.facts["gemeente"] == "'s-Hertogenbosch"


def test_something_else_after_the_proposal_does_not_give_it_again(library: Library) -> None:
    talk = advised(library)
    press(talk, "form")
    assert kinds(press(talk, "why_not")) == ["why_not", "question"]


def test_a_plan_without_region_can_be_given_in_the_place_of_a_gemeente(library: Library) -> None:
    talk = worker(library)
    fill(talk, "situatie", {"gemeente": "productkaarten", "hulpvraag": ["begeleiding"]})
    assert talk.state.stelsel == "productkaarten"


def test_another_region_for_living_takes_the_stelsel_of_that_region(library: Library) -> None:
    talk = worker(library)
    fill(talk, "situatie", {**CASE, "regio_bw": "Nijmegen"})
    stelsel = library.stelsel(talk.state, "wonen")
    assert stelsel is not None
    assert stelsel.id == "nijmegen-rivierenland"


def test_the_proposal_comes_as_soon_as_the_engine_can_decide(library: Library) -> None:
    talk = worker(library)
    said = fill(talk, "situatie", CASE)
    assert kinds(said)[-1] == "form"
    said = fill(talk, "wonen", {"woonvorm": ["dicht_bij_anderen"]})
    assert "advice" in kinds(said)
    assert isinstance(said[-1], Ask)
    assert talk.state.advised


def test_a_typed_answer_is_taken_while_a_form_lies_open(library: Library) -> None:
    talk = worker(library)
    fill(talk, "situatie", CASE)
    assert talk.state.open == "woonvorm"
    talk.fresh = False
    said = talk.answer("geclusterd, dicht bij anderen")
    assert talk.state.facts["woonvorm"] == "dicht_bij_anderen"
    assert "advice" in kinds(said)


def test_an_intake_of_blank_forms_ends_in_a_proposal_that_names_what_is_missing(
    library: Library,
) -> None:
    talk = worker(library)
    said = press(talk, "form")
    known = as_shown(one(said, "form"), gemeente="Hulst", hulpvraag=["begeleiding"])
    said = fill(talk, "situatie", known)
    seen = ["situatie"]
    for _each in range(10):
        if talk.state.advised:
            break
        shown = one(said, "form")
        seen.append(shown.data["id"])
        said = fill(talk, str(shown.data["id"]), as_shown(shown))
    assert talk.state.advised
    assert len(seen) == len(set(seen)), "a form came twice"
    assert talk.state.advies is not None
    assert talk.state.advies["uitkomst"] == "meer-informatie-nodig"


def test_a_kenmerk_that_calls_for_help_shows_it_beside_the_form(library: Library) -> None:
    talk = worker(library)
    pairs = [(q, v) for q, signs in wording.questions()["hulp_tonen"].items() for v in signs]
    question, value = next(p for p in pairs if p[0] in library.vocabulary)
    subject = forms.subject_of(question)
    assert subject is not None
    assert "danger" in kinds(fill(talk, subject, {question: [value]}))


def test_without_forms_a_worker_is_asked_one_question_at_a_time(library: Library) -> None:
    talk = worker(library, forms=False)
    assert kinds(talk.proceed()) == ["question"]
    assert "form" not in kinds(press(talk, "form"))


def test_nobody_but_a_worker_has_the_buttons_of_workers(library: Library) -> None:
    talk = worker(library)
    talk.state.spreker = Publiek.INWONER
    talk.forms = False
    for command in ("form", "report", "compare", "overview", "overrule"):
        assert kinds(press(talk, command)) == ["question"], command


def test_the_overview_names_commands_that_there_are(library: Library) -> None:
    talk = worker(library)
    shown = one(press(talk, "overview"), "overview")
    named = [each["command"] for each in shown.data["items"] if each["command"]]
    assert named
    for each in named:
        assert press(advised(library), each)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("help", "overview"),
        ("Help!", "overview"),
        ("/help", "overview"),
        ("Wat kun je?", "overview"),
        ("wis", "erase"),
        ("Verslag.", "report"),
        ("cliënt wil geen hulp", None),
        ("verslag van de huisarts is er niet", None),
    ],
)
def test_a_word_of_its_own_means_a_command_and_nothing_longer_does(
    text: str, command: str | None
) -> None:
    assert trade.command_in(text) == command


def test_words_between_quotation_marks_are_kept_as_the_clients(library: Library) -> None:
    talk = worker(library)
    workflow.note_quotes(talk, "Mw zegt: ‘ik red het niet meer alleen’. Zus heet 'An'.")
    workflow.note_quotes(talk, 'Nogmaals: "ik red het niet meer alleen"')
    assert talk.state.extra[forms.QUOTES] == ["ik red het niet meer alleen"]


def test_words_in_the_reason_for_another_product_are_no_quote(library: Library) -> None:
    talk = advised(library)
    press(talk, "overrule")
    talk.answer("Zelfstandig Thuis Intensief")
    workflow.note_quotes(talk, "Zo licht als kan: ‘ambulant met nachtbereikbaarheid’.")
    assert talk.state.extra[forms.QUOTES] == [CASE["citaat"]]


def test_what_a_form_led_to_survives_between_turns(library: Library) -> None:
    talk = advised(library)
    kept = unpack(pack(talk.state))
    assert kept["extra"][forms.QUOTES] == [CASE["citaat"]]

"""Questions about an activity: asked back, answered by the main rule, and never lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import yaml
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.dialogue.activity import ACTIVITY, start_activity
from actions.dialogue.output import Message, Say
from actions.dialogue.talk import Talk
from actions.dialogue.wording import FOLDER
from actions.intake import ActionAntwoord
from catalog.lint import lint_texts, read_terms
from catalog.model import Publiek
from tests.actions.test_reading_level import texts as texts_of

type Maker = Callable[..., Talk]


def kinds(said: list[Message]) -> list[str]:
    """Give what kinds of support were answered."""
    return [str(m.data["soort"]) for m in said if isinstance(m, Say) and m.kind == "activity"]


def begun(worker: Maker, publiek: Publiek = Publiek.WIJKTEAM) -> Talk:
    talk = worker("nijmegen-rivierenland", "wonen", publiek)
    talk.proceed()
    return talk


def test_an_answer_by_the_main_rule_names_what_could_change_it(worker: Maker) -> None:
    said = start_activity(begun(worker), "koken met alle bewoners, groep of individueel")
    assert kinds(said) == ["groepsbegeleiding"]
    assert "- Er wordt gewerkt aan een doel uit het herstelplan." in said[0].text


def test_an_answer_that_nothing_can_change_names_no_exceptions(worker: Maker) -> None:
    said = start_activity(begun(worker), "telt wachten bij de dokter mee")
    assert kinds(said) == ["geen_begeleidingstijd"]
    assert "\n- " not in said[0].text


def test_what_is_asked_back_may_be_answered_in_words_of_ones_own(worker: Maker) -> None:
    talk = begun(worker)
    start_activity(talk, "is koken groep of individueel")
    assert talk.state.open == ACTIVITY
    assert kinds(talk.answer("hij woont bij ons in de woongroep")) == ["groepsbegeleiding"]
    assert talk.state.open == "woonvorm"


def test_a_yes_with_more_behind_it_answers_what_is_asked_back(worker: Maker) -> None:
    talk = begun(worker)
    start_activity(talk, "is koken groep of individueel")
    assert kinds(talk.answer("ja daar werken we aan")) == ["individuele_begeleiding"]


def test_another_activity_asked_in_between_comes_back_to_the_first_question(worker: Maker) -> None:
    talk = begun(worker)
    start_activity(talk, "is koken groep of individueel")
    said = start_activity(talk, "en telt de reistijd mee")
    assert kinds(said) == ["geen_begeleidingstijd"]
    assert talk.state.open == "woonvorm"


def test_what_no_source_names_falls_under_its_general_words(worker: Maker) -> None:
    talk = begun(worker)
    start_activity(talk, "samen pimpelmezen tellen op het balkon")
    assert talk.state.open == ACTIVITY
    assert talk.state.extra[ACTIVITY]["activiteit"] == "anders"


def test_a_question_without_an_activity_is_asked_which(worker: Maker) -> None:
    talk = begun(worker)
    assert kinds(start_activity(talk, "groep of individueel")) == []
    assert talk.state.open == "woonvorm"


def sent(text: str, slots: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """Give what the intake says to a message that was taken for an answer."""
    dispatcher = CollectingDispatcher()
    latest = {
        "text": text,
        "intent": {"name": "antwoord", "confidence": 0.9},
        "metadata": {"stelsel": "nijmegen-rivierenland", "domein": "wonen", "spreker": "wijkteam"},
    }
    tracker = Tracker("x", slots or {}, latest, [], False, None, {}, "action_listen")
    asyncio.run(ActionAntwoord().run(dispatcher, tracker, {}))  # type: ignore[typeddict-item]
    return [m["custom"] for m in dispatcher.messages if m.get("custom")]


def test_what_plainly_asks_the_kind_of_an_activity_is_never_taken_for_an_answer() -> None:
    said = sent("hij kookt mee in de woongroep. hoe boek ik dat")
    assert [m["soort"] for m in said if m["type"] == "activity"] == ["groepsbegeleiding"]


def test_a_story_that_names_an_activity_stays_a_story() -> None:
    said = sent("cliënt kan niet koken en slikt medicijnen")
    assert not [m for m in said if m["type"] == "activity"]


def test_the_texts_on_activities_are_plain() -> None:
    content = yaml.safe_load((FOLDER / "activiteiten.yaml").read_text(encoding="utf-8"))
    found = [*texts_of({k: content[k] for k in ("vragen", "uitzonderingen")})]
    assert len(found) == 13
    assert [str(f) for f in lint_texts(found, read_terms(FOLDER / "begrippen.yaml"))] == []

"""The actions between Rasa's tracker and the dialogue."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker

from actions.adapter import events_for, library, state_of, talk_of
from actions.advies import ActionAdvies
from actions.algemeen import ActionAlgemeen
from actions.besturing import ActionBesturing
from actions.intake import ActionAntwoord, ActionSessionStart
from actions.uitleg import ActionUitleg
from actions.veiligheid import ActionGevaar
from catalog.model import Publiek

SET_FROM_OUTSIDE = {
    "stelsel": "zeeuws-vlaanderen",
    "domein": "begeleiding",
    "spreker": "wijkteam",
}


class Person:
    """Somebody whose messages reach the actions, with the slots kept between turns."""

    def __init__(self, **metadata: str) -> None:
        self.slots: dict[str, Any] = {}
        self.metadata = metadata
        self.said: list[dict[str, Any]] = []

    def says(self, text: str, intent: str, action: Action, confidence: float = 1.0) -> str:
        """Run one action on a message; gives all text that came back."""
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": confidence},
            "metadata": self.metadata,
        }
        tracker = Tracker("x", self.slots, message, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        events = asyncio.run(action.run(dispatcher, tracker, {}))  # type: ignore[arg-type]
        for event in events:
            assert event["event"] == "slot"
            self.slots[event["name"]] = event["value"]
        self.said = dispatcher.messages
        return "\n".join(m["text"] for m in self.said if m.get("text"))

    @property
    def open(self) -> str | None:
        """Give the open question."""
        found: str | None = self.slots["gesprek"]["open"]
        return found


@pytest.fixture
def worker() -> Person:
    person = Person(**SET_FROM_OUTSIDE)
    person.says("goedemiddag", "groet", ActionAlgemeen())
    return person


def test_what_a_channel_sets_is_neither_asked_nor_forgotten(worker: Person) -> None:
    assert worker.open == "gedrag"
    assert worker.slots["stelsel"] == "zeeuws-vlaanderen"
    assert worker.slots["gevraagd_kenmerk"] == "gedrag"


def test_metadata_that_means_nothing_is_ignored() -> None:
    person = Person(stelsel="atlantis", domein="tuinieren", spreker="koning")
    person.says("hallo", "groet", ActionAlgemeen())
    assert person.open == "spreker"
    assert person.slots.get("stelsel") is None


def test_an_answer_lands_in_the_slot_of_its_kenmerk(worker: Person) -> None:
    worker.says("geen", "antwoord", ActionAntwoord())
    assert worker.slots["gedrag"] == "geen"


def test_a_plain_answer_counts_whatever_intent_a_model_saw(worker: Person) -> None:
    worker.says("matig", "bedankt", ActionAlgemeen())
    assert worker.slots["gedrag"] == "matig"


def test_a_doubtful_wish_to_stop_is_taken_as_an_answer(worker: Person) -> None:
    worker.says("later wil hij kok worden", "stop", ActionBesturing(), confidence=0.3)
    assert worker.slots["gesprek"]["stopped"] is False
    worker.says("stop maar", "stop", ActionBesturing(), confidence=0.9)
    assert worker.slots["gesprek"]["stopped"] is True


@pytest.mark.parametrize(
    ("intent", "action"),
    [
        ("kosten_eigen_bijdrage", ActionAlgemeen()),
        ("privacy_vraag", ActionAlgemeen()),
        ("samenvatting", ActionBesturing()),
        ("medewerker_spreken", ActionBesturing()),
        ("waarom_vraag", ActionUitleg()),
        ("uitleg_begrip", ActionUitleg()),
        ("advies_waarom", ActionAdvies()),
    ],
)
def test_after_something_else_the_same_question_is_open(
    worker: Person, intent: str, action: Action
) -> None:
    said = worker.says("en hoe zit dat dan", intent, action)
    assert worker.open == "gedrag"
    assert len(said.splitlines()) >= 2


def test_present_danger_stops_the_intake_and_can_be_left_again(worker: Person) -> None:
    worker.metadata = {}
    worker.slots["spreker"] = "inwoner"
    said = worker.says("ik wil dood", "crisis_suicide", ActionGevaar())
    assert "113" in said
    assert worker.open == "doorgaan"
    assert worker.slots["acuut_gevaar"] is True
    assert worker.slots["advies"]["uitkomst"] == "crisis"
    worker.says("Ja, ik wil verder met de vragen", "antwoord", ActionAntwoord())
    assert worker.slots["acuut_gevaar"] is None
    assert worker.open in {"gedrag", "gedrag_wat"}


def test_a_slot_that_holds_nonsense_counts_as_empty() -> None:
    slots = {"gedrag": "paars", "leeftijd": 44.0, "risico": ["overlast"], "spreker": "koning"}
    tracker = Tracker("x", slots, {}, [], False, None, {}, "action_listen")
    state = state_of(tracker, library())
    assert state.facts == {"leeftijd": 44, "risico": ("overlast",)}
    assert state.spreker is None
    assert state.publiek is Publiek.INWONER


def test_a_sub_question_tells_which_kenmerk_it_is_about() -> None:
    tracker = Tracker("x", {}, {}, [], False, None, {}, "action_listen")
    talk = talk_of(tracker)
    talk.state.open = "gedrag_duur"
    assert talk.asked_kenmerk() == "gedrag"
    talk.state.open = "spreker"
    assert talk.asked_kenmerk() is None


def test_a_new_session_keeps_what_an_earlier_one_knew() -> None:
    slot = {"event": "slot", "name": "leeftijd", "value": 44}
    tracker = Tracker("x", {}, {}, [slot, {"event": "user"}], False, None, {}, "action_listen")
    events = asyncio.run(
        ActionSessionStart().run(CollectingDispatcher(), tracker, {})  # type: ignore[arg-type]
    )
    assert [e["event"] for e in events] == ["session_started", "slot", "action"]


def test_an_answer_beside_somebodys_name_is_not_lost() -> None:
    person = Person()
    person.says("hallo", "groet", ActionAlgemeen())
    said = person.says(
        "voor mijn moeder, ze heet [naam]", "bsn_of_persoonsgegevens", ActionAlgemeen()
    )
    assert "Ik bewaar geen namen" in said
    assert person.slots["gesprek"]["relatie"] == "moeder"
    person.says("mijn nummer is [telefoon]", "bsn_of_persoonsgegevens", ActionAlgemeen())
    assert person.open == "weet_ervan"
    assert person.slots["gesprek"]["misses"] == 0


def test_a_change_deep_in_the_state_alone_is_a_change_of_its_slot(worker: Person) -> None:
    worker.slots["gesprek"]["extra"]["oefening"] = {"nummer": 0}
    message = {"text": "", "intent": {"name": "antwoord"}, "metadata": worker.metadata}
    tracker = Tracker("x", worker.slots, message, [], False, None, {}, "action_listen")
    talk = talk_of(tracker)
    talk.state.extra["oefening"]["nummer"] = 1
    assert tracker.get_slot("gesprek")["extra"]["oefening"] == {"nummer": 0}
    changed = {each["name"]: each["value"] for each in events_for(tracker, talk)}
    assert changed["gesprek"]["extra"]["oefening"] == {"nummer": 1}

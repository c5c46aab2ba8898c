"""A copy of a tracker, and the class of an event: the same as Rasa's own give."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    FollowupAction,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.shared.utils.common import all_subclasses

from assistant.speed import events, silence
from assistant.speed.trackers import fork

DOMAIN = Domain.load("domain.yml")
TALK: list[Event] = [
    ActionExecuted("action_session_start"),
    SessionStarted(),
    ActionExecuted("action_listen"),
    UserUttered("hallo", {"name": "groet"}, input_channel="rest"),
    ActionExecuted("action_algemeen"),
    BotUttered("Hallo", {"custom": {"type": "question", "id": "leeftijd"}}),
    SlotSet("hulpvraag", ["wonen"]),
    SlotSet("gesprek", {"open": "leeftijd"}),
    ActionExecuted("action_listen"),
    UserUttered("34", {"name": "antwoord"}),
    FollowupAction("action_antwoord"),
    ActiveLoop("vorm"),
]


def tracker(size: int) -> DialogueStateTracker:
    made = DialogueStateTracker("webchat-1", DOMAIN.slots)
    for event in TALK[:size]:
        made.update(event, DOMAIN)
    return made


def state(of: DialogueStateTracker) -> dict[str, Any]:
    known = {n: v for n, v in vars(of).items() if n not in ("slots", "events")}
    return {**of.current_state(EventVerbosity.ALL), **known}


@pytest.mark.parametrize("size", range(len(TALK) + 1))
def test_a_copy_is_in_the_state_of_rasas_own_copy(size: int) -> None:
    original = tracker(size)
    assert state(fork(original)) == state(original.travel_back_in_time(float("inf")))


def test_what_happens_to_a_copy_does_not_happen_to_the_original() -> None:
    original = tracker(9)
    before = copy.deepcopy(state(original))
    made = fork(original)
    for event in (SlotSet("leeftijd", 40.0), UserUttered("40"), ActionExecuted("action_antwoord")):
        made.update(event, DOMAIN)
    assert state(original) == before
    assert made.get_slot("leeftijd") == 40.0
    assert original.get_slot("leeftijd") is None


def test_every_event_is_found_by_its_name_as_rasa_finds_it() -> None:
    names = {each.type_name for each in all_subclasses(Event) if hasattr(each, "type_name")}
    assert "slot" in names
    for name in names:
        assert events.resolve(name) is events._PLAIN(name)
    assert events.resolve("topic") is None
    assert events.resolve("verzonnen", SlotSet) is SlotSet
    with pytest.raises(ValueError, match="verzonnen"):
        events.resolve("verzonnen")


def test_what_is_copied_for_a_log_line_is_copied_only_where_it_is_written(
    caplog: pytest.LogCaptureFixture,
) -> None:
    thing = {"a": [1]}
    assert silence.copied(thing) is thing
    with caplog.at_level("DEBUG"):
        assert silence.copied(thing) == thing
        assert silence.copied(thing) is not thing

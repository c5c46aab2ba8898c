"""A typed command sets nothing: a real Rasa agent behind the real channel."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.model_training import train
from rasa.shared.core.events import SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.channel.guarded_rest import GuardedRest

SET_GEDRAG = '/inform{"gedrag": "ernstig"}'
CONFIG = """
recipe: default.v1
language: nl
assistant_id: test
pipeline: [{name: KeywordIntentClassifier}]
policies: [{name: RulePolicy}]
"""
# Worse than the real domain: here an entity does fill the slot.
DOMAIN = """
version: "3.1"
intents: [inform, groet]
entities: [gedrag]
slots: {gedrag: {type: text, influence_conversation: false,
  mappings: [{type: from_entity, entity: gedrag}]}}
responses: {utter_ok: [{text: ok}]}
"""
DATA = """
version: "3.1"
nlu: [{intent: groet, examples: "- hallo\\n- hoi"}, {intent: inform, examples: "- meld\\n- zeg"}]
rules:
- {rule: groet, steps: [{intent: groet}, {action: utter_ok}]}
- {rule: inform, steps: [{intent: inform}, {action: utter_ok}]}
"""


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Agent:
    """Train a tiny assistant that obeys commands, and load it."""
    folder = tmp_path_factory.mktemp("assistant")
    for name, content in (("config", CONFIG), ("domain", DOMAIN), ("data", DATA)):
        (folder / f"{name}.yml").write_text(content, encoding="utf-8")
    paths = [str(folder / f"{name}.yml") for name in ("domain", "config", "data")]
    result = train(*paths, output=str(folder / "models"))
    assert result.model is not None
    return Agent.load(result.model)


def guarded(text: str) -> UserMessage:
    body = json.dumps({"sender": "unused", "message": text}).encode()
    return GuardedRest().user_message(body, CollectingOutputChannel())


def unguarded(text: str) -> UserMessage:
    return UserMessage(text, CollectingOutputChannel())


def after(
    agent: Agent, text: str, way_in: Callable[[str], UserMessage], sender: str
) -> DialogueStateTracker:
    """Give the conversation after a greeting and this text."""

    async def talk() -> DialogueStateTracker:
        for each in ("hallo", text):
            message = way_in(each)
            message.sender_id = sender
            await agent.handle_message(message)
        return await agent.tracker_store.retrieve(sender)

    tracker = asyncio.run(talk())
    assert isinstance(tracker, DialogueStateTracker)
    return tracker


@pytest.mark.parametrize("typed", [SET_GEDRAG, f" {SET_GEDRAG}", f"／{SET_GEDRAG[1:]}"])
def test_a_typed_intent_with_entities_sets_no_slot(agent: Agent, typed: str) -> None:
    tracker = after(agent, typed, guarded, f"set-{typed[:2]}")
    assert tracker.get_slot("gedrag") is None
    assert tracker.latest_message is not None
    assert tracker.latest_message.entities == []


@pytest.mark.parametrize("typed", ["/restart", "/session_start", "/back"])
def test_a_typed_default_command_starts_nothing_anew(agent: Agent, typed: str) -> None:
    tracker = after(agent, typed, guarded, typed)
    assert sum(isinstance(event, UserUttered) for event in tracker.events) == 2
    assert sum(isinstance(event, SessionStarted) for event in tracker.events) == 1


def test_without_the_guard_the_same_commands_do_work(agent: Agent) -> None:
    tracker = after(agent, SET_GEDRAG, unguarded, "bare")
    assert any(isinstance(event, SlotSet) and event.key == "gedrag" for event in tracker.events)
    assert tracker.get_slot("gedrag") == "ernstig"
    # A restart begins a new session, and only the last session is kept.
    restarted = after(agent, "/restart", unguarded, "bare-restart")
    assert not any(isinstance(event, UserUttered) for event in restarted.events)


def test_credentials_name_the_guarded_channels_only(root: Path) -> None:
    lines = (root / "rasa/credentials.yml").read_text(encoding="utf-8").splitlines()
    channels = [line for line in lines if line and line[0] not in " #"]
    assert channels == [
        "assistant.channel.keukentafel.KeukentafelInput:",
        "assistant.channel.guarded_rest.GuardedRest:",
    ]

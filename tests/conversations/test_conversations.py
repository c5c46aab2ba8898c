"""Every conversation file, run against the trained assistant and the action server."""

from __future__ import annotations

import uuid
from typing import Any

import httpx
import pytest

from scripts.kt.servers import Assistant
from tests.conversations.script import Answer, Script, all_scripts, faults, parse_answer

SCRIPTS = all_scripts()


class Conversation:
    """One person's talk over the REST channel."""

    def __init__(self, assistant: Assistant, metadata: dict[str, str]) -> None:
        self.assistant = assistant
        self.sender = uuid.uuid4().hex
        self.metadata = metadata
        self.offered: list[str] = []

    def say(self, text: str | dict[str, int]) -> Answer:
        """Send one message and give the answer."""
        if isinstance(text, dict):
            text = self.offered[text["keuze"] - 1]
        body: dict[str, Any] = {"sender": self.sender, "message": text, "metadata": self.metadata}
        reply = httpx.post(self.assistant.messages_url, json=body, timeout=60)
        reply.raise_for_status()
        answer = parse_answer(reply.json())
        self.offered = answer.choices
        return answer

    def slots(self) -> dict[str, Any]:
        """Give the slots as the tracker holds them now."""
        reply = httpx.get(self.assistant.tracker_url(self.sender), timeout=60)
        reply.raise_for_status()
        slots: dict[str, Any] = reply.json()["slots"]
        return slots


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda s: f"{s.path.parent.name}/{s.path.stem}")
def test_the_conversation_goes_as_written(script: Script, assistant: Assistant) -> None:
    talk = Conversation(assistant, dict(script.metadata))
    for number, turn in enumerate(script.turns, start=1):
        answer = talk.say(turn.says)
        found = faults(turn, answer, talk.slots())
        assert not found, f"turn {number} ({turn.says}): {found}\n{answer.text}\n{answer.question}"


def test_every_phenomenon_has_conversations() -> None:
    folders = {script.path.parent.name for script in SCRIPTS}
    assert folders >= {
        "happy_path",
        "corrections",
        "digressions",
        "unknowns",
        "boundaries",
        "danger",
    }

"""One person's talk with the running assistant."""

from __future__ import annotations

import uuid
from typing import Any

import httpx

from scripts.kt.servers import Assistant
from tests.conversations.script import Answer, parse_answer


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

    def tracker(self) -> dict[str, Any]:
        """Give the tracker as it is now: the slots and every event."""
        reply = httpx.get(self.assistant.tracker_url(self.sender), timeout=60)
        reply.raise_for_status()
        tracker: dict[str, Any] = reply.json()
        return tracker

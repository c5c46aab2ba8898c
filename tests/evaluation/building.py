"""An assistant that is played: what it says and holds is written in the test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from evaluation.assistant import Begin, Reply


def question(id_: str) -> Mapping[str, Any]:
    """Give the data message of a question."""
    return {"custom": {"type": "question", "id": id_}}


@dataclass
class Played:
    """One played conversation: `react` gives the messages and slots that follow a message."""

    metadata: Mapping[str, str]
    react: Callable[[int, str, dict[str, Any]], list[Mapping[str, Any]]]
    held: dict[str, Any] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)

    def set_slots(self, slots: Mapping[str, Any]) -> None:
        self.held.update(slots)

    def say(self, text: str) -> Reply:
        self.heard.append(text)
        return Reply(tuple(self.react(len(self.heard), text, self.held)))

    def slots(self) -> Mapping[str, Any]:
        return self.held

    def tracker(self) -> Mapping[str, Any]:
        return {
            "slots": self.held,
            "latest_message": {"intent": {"name": self.held.get("intent")}},
        }


def playing(
    react: Callable[[int, str, dict[str, Any]], list[Mapping[str, Any]]],
) -> tuple[Begin, list[Played]]:
    """Give what begins a played conversation, and the list of those that were begun."""
    begun: list[Played] = []

    def begin(metadata: Mapping[str, str]) -> Any:
        begun.append(Played(metadata, react))
        return begun[-1]

    return begin, begun

"""What the gateway itself says to people, from woorden.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "woorden.yaml"


class Words:
    """The gateway's Dutch texts by section and name; an unknown name raises KeyError."""

    def __init__(self, entries: Mapping[str, Any]) -> None:
        self._entries = entries

    def problem(self, code: str) -> str:
        """Give what a person is told about a problem."""
        return str(self._entries["problemen"][code])

    def command(self, name: str) -> str:
        """Give the words that stand for a button in the conversation."""
        return str(self._entries["opdrachten"][name])

    def said(self, name: str) -> str:
        """Give something that the gateway says in a conversation."""
        return str(self._entries["gesprek"][name])

    def section(self, name: str) -> Mapping[str, Any]:
        """Give a whole section."""
        found: Mapping[str, Any] = self._entries[name]
        return found


@cache
def words() -> Words:
    """Give the shipped texts."""
    return Words(yaml.safe_load(FILE.read_text(encoding="utf-8")))

"""Conversations as readable files: what a person types, and what must come of it.

A file is a YAML mapping:

    naam: a sentence that says what is shown
    metadata: {stelsel: ..., domein: ..., spreker: ...}     # optional, as a channel may set it
    beurten:
      - u: what the person types; `{keuze: 2}` picks the second choice that was offered
        bot: [words that the answer must hold]               # optional, case does not matter
        niet: [words that it must not hold]                  # optional
        vraag: the id of the question that is open afterwards (null: none)   # optional
        keuzes: [labels that must be offered]                # optional
        slots: {slot: value}                                 # optional, null: empty
        uitkomst: the outcome of the advice                  # optional
        producten: [the products of the advice]              # optional
        nergens: [words that the tracker must not hold]      # optional, case does not matter
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
KEYS = {"u", "bot", "niet", "vraag", "keuzes", "slots", "uitkomst", "producten", "nergens"}


@dataclass(frozen=True)
class Turn:
    """One message of the person and what is expected."""

    says: str | dict[str, int]
    expects: Mapping[str, Any]


@dataclass(frozen=True)
class Script:
    """One conversation."""

    name: str
    path: Path
    turns: tuple[Turn, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)


def read_script(path: Path) -> Script:
    """Read one file; ValueError for a key that means nothing."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    turns = []
    for turn in raw["beurten"]:
        if strange := set(turn) - KEYS:
            raise ValueError(f"{path.name}: unknown {', '.join(sorted(strange))}")
        turns.append(Turn(turn["u"], {k: v for k, v in turn.items() if k != "u"}))
    return Script(raw["naam"], path, tuple(turns), raw.get("metadata", {}))


def all_scripts() -> list[Script]:
    """Give every conversation, by folder and name."""
    return [read_script(path) for path in sorted(FOLDER.glob("*/*.yaml"))]


@dataclass
class Answer:
    """What the assistant said in one turn."""

    texts: list[str]
    question: dict[str, Any] | None
    choices: list[str]

    @property
    def text(self) -> str:
        """Give all that was said as one text."""
        return "\n".join(self.texts)


def parse_answer(messages: list[dict[str, Any]]) -> Answer:
    """Gather the messages of the REST channel."""
    texts = [m["text"] for m in messages if m.get("text")]
    questions = [m["custom"] for m in messages if m.get("custom", {}).get("type") == "question"]
    buttons = [b["payload"] for m in messages for b in m.get("buttons", [])]
    return Answer(texts, questions[-1] if questions else None, buttons)


def faults(turn: Turn, answer: Answer, tracker: Mapping[str, Any]) -> list[str]:
    """Give what differs from what was expected; `tracker` as Rasa's HTTP API gives it."""
    slots: Mapping[str, Any] = tracker["slots"]
    found: list[str] = []
    said = answer.text.casefold()
    wants = turn.expects
    found += [f"does not say {w!r}" for w in wants.get("bot", []) if w.casefold() not in said]
    found += [f"says {w!r}" for w in wants.get("niet", []) if w.casefold() in said]
    found += [f"does not offer {w!r}" for w in wants.get("keuzes", []) if w not in answer.choices]
    if "vraag" in wants:
        open_ = (slots.get("gesprek") or {}).get("open")
        if open_ != wants["vraag"]:
            found.append(f"open is {open_!r}, not {wants['vraag']!r}")
    for slot, value in wants.get("slots", {}).items():
        if slots.get(slot) != value:
            found.append(f"slot {slot} is {slots.get(slot)!r}, not {value!r}")
    advice = slots.get("advies") or {}
    for key in ("uitkomst", "producten"):
        if key in wants and advice.get(key) != wants[key]:
            found.append(f"{key} is {advice.get(key)!r}, not {wants[key]!r}")
    held = json.dumps(tracker, ensure_ascii=False).casefold() if "nergens" in wants else ""
    found += [f"keeps {w!r}" for w in wants.get("nergens", []) if w.casefold() in held]
    return found

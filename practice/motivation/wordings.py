"""The statements that are learned from: what workers and relatives say of somebody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

TOLD = Path(__file__).parents[2] / "data" / "kenmerken"
VOICES = frozenset({"wijkteam", "verpleegkundige", "moeder", "zoon_buur", "taal"})
"""Voices that speak of somebody else, as a motivation does."""
SHORT_VOICES = frozenset({"wijkteam", "verpleegkundige"})
"""Voices whose answers stand by themselves, in the terms of the trade."""
NONE = "geen"


@dataclass(frozen=True, slots=True)
class Statement:
    """One text and the labels (`kenmerk=value`) that it states, if any."""

    text: str
    labels: tuple[str, ...]


def label(kenmerk: str, value: object) -> str:
    """Give the label of a kenmerk with one value."""
    written = {True: "ja", False: "nee"}.get(value, value) if isinstance(value, bool) else value
    return f"{kenmerk}={written}"


def labels_of(kenmerk: str, value: object) -> tuple[str, ...]:
    """Give the labels of a kenmerk with its value; of a list each member, or `geen`."""
    if isinstance(value, (list, tuple, frozenset, set)):
        return tuple(label(kenmerk, each) for each in value) or (label(kenmerk, NONE),)
    return (label(kenmerk, value),)


def statements(folder: Path = TOLD) -> list[Statement]:
    """Read the statements of a folder of wordings, each text once, in a fixed order."""
    found: dict[str, Statement] = {}
    for file in sorted(folder.glob("*.yml")):
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for part in content.get("nlu") or ():
            for text, metadata in _rows(part):
                if _fits(metadata):
                    stated = (metadata.get("kenmerken") or {}).items()
                    labels = tuple(one for name, value in stated for one in labels_of(name, value))
                    found.setdefault(text, Statement(text, labels))
    return list(found.values())


def _fits(metadata: dict[str, Any]) -> bool:
    form, voice = metadata.get("vorm"), metadata.get("stem")
    if form == "antwoord":
        return voice in SHORT_VOICES
    return voice in VOICES and form in ("zin", "niets")


def _rows(part: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    shared = part.get("metadata") or {}
    examples = part["examples"]
    if isinstance(examples, str):
        for row in examples.splitlines():
            if text := row.strip().removeprefix("- ").strip():
                yield text, shared
        return
    for each in examples:
        whole = each if isinstance(each, dict) else {"text": each}
        yield str(whole["text"]).strip(), {**shared, **(whole.get("metadata") or {})}


def fingerprint(known: list[Statement]) -> str:
    """Give a hash of the statements, by which the shipped weights tell what they are made from."""
    digest = sha256()
    for each in sorted(known, key=lambda statement: statement.text):
        digest.update(f"{'+'.join(each.labels)}\t{each.text}\n".encode())
    return digest.hexdigest()[:16]

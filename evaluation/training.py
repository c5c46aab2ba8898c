"""The training data as it lies in data/**: each example with its intent and its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

ROW: Final = re.compile(r"^\s*-\s+(.+?)\s*$")
"""An example in a block of lines."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example: its text, its intent, and the metadata of its intent and its own together."""

    text: str
    intent: str
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kenmerken(self) -> Mapping[str, Any]:
        """Give the kenmerken that the example states, as far as its metadata tells."""
        stated: Mapping[str, Any] = self.metadata.get("kenmerken") or {}
        return stated


def training_files(data: Path) -> list[Path]:
    """List the files of a folder of training data."""
    return sorted(data.rglob("*.yml"))


def examples_in(file: Path) -> Iterator[Example]:
    """Give every example of a file of Rasa's training data (none where it holds no `nlu`)."""
    content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
    for part in content.get("nlu") or ():
        if "intent" not in part:
            continue
        shared = part.get("metadata") or {}
        for text, own in _rows(part.get("examples") or ""):
            yield Example(text, str(part["intent"]), {**shared, **own})


def _rows(examples: str | list[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give texts with their own metadata: from a block of lines, or a list with a `text` each."""
    if isinstance(examples, str):
        for row in examples.splitlines():
            if match := ROW.match(row):
                yield match[1], {}
        return
    for each in examples:
        whole = each if isinstance(each, dict) else {"text": each}
        yield str(whole["text"]).strip().removeprefix("- "), whole.get("metadata") or {}


def all_examples(data: Path) -> list[Example]:
    """Give every example of a folder, in the order of files and lines."""
    return [example for file in training_files(data) for example in examples_in(file)]

"""The wordings that are learned from: questions, what is no question, and what people tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parents[2] / "data"
QUESTIONS = DATA / "oefenen" / "vragen"
TOLD = DATA / "kenmerken"
MOST_TOLD = 120
"""Statements of one kenmerk that are learned from: enough for the words of its subject."""
TOLD_COUNTS = 0.1
"""How much a statement counts beside a question: it lends its words, not its form."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One text, what it is (a kenmerk, or a kind without one), and how much it counts."""

    text: str
    label: str
    weight: float = 1.0


def questions(folder: Path = QUESTIONS) -> list[Wording]:
    """Read the questions of a folder, each text once; KeyError for a file of another shape."""
    found: dict[str, Wording] = {}
    for file in sorted(folder.glob("*.yaml")):
        for each in questions_of(file):
            found.setdefault(each.text, each)
    return list(found.values())


def questions_of(file: Path) -> Iterator[Wording]:
    """Give the questions of one file."""
    content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for label, block in _blocks(content):
        for line in filter(None, map(str.strip, block.splitlines())):
            yield Wording(line, label)


def _blocks(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the blocks of a file: of one label, or of several by another hand."""
    if "vragen" in content:
        yield content.get("kenmerk") or content["soort"], content["vragen"]
    else:
        (by_label,) = content.values()
        yield from by_label.items()


def told(labels: frozenset[str], folder: Path = TOLD) -> list[Wording]:
    """Give some statements of each kenmerk among the labels, spread evenly over what there is."""
    by_label: dict[str, list[str]] = {}
    for file in sorted(folder.glob("*.yml")):
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for part in content.get("nlu") or ():
            metadata = part.get("metadata") or {}
            stated = list(metadata.get("kenmerken") or ())
            examples = part["examples"]
            if metadata.get("vorm") != "zin" or len(stated) != 1 or not isinstance(examples, str):
                continue
            if stated[0] in labels:
                rows = (row.strip().removeprefix("- ") for row in examples.splitlines())
                by_label.setdefault(stated[0], []).extend(filter(None, rows))
    return [
        Wording(text, label, TOLD_COUNTS)
        for label, texts in sorted(by_label.items())
        for text in texts[:: max(1, -(-len(texts) // MOST_TOLD))]
    ]


def wordings() -> list[Wording]:
    """Give everything that is learned from, in a fixed order."""
    asked = questions()
    return [*asked, *told(frozenset(each.label for each in asked))]


def fingerprint(known: list[Wording]) -> str:
    """Give a hash of the wordings, by which the shipped weights tell what they are made from."""
    digest = sha256()
    for each in sorted(known, key=lambda wording: (wording.text, wording.label)):
        digest.update(f"{each.label}\t{each.weight}\t{each.text}\n".encode())
    return digest.hexdigest()[:16]

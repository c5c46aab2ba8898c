"""The words of practising, from `practice/teksten/oefenen.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from catalog.model import Facts, Kenmerk, Value

FILE = Path(__file__).parent / "teksten" / "oefenen.yaml"
NONE = "geen"


class Words:
    """Named texts with their placeholders; a list holds variants, turned through by `turn`."""

    def __init__(self, entries: Mapping[str, Any]) -> None:
        self._entries = entries

    def say(self, name: str, turn: int = 0, **values: object) -> str:
        """Give one text. KeyError for a name or a placeholder that is not there."""
        found = self._entries["teksten"][name]
        text: str = found if isinstance(found, str) else found[turn % len(found)]
        return text.format_map({key: str(value) for key, value in values.items()})

    def label(self, section: str, name: str) -> str:
        """Give the label of a choice. KeyError for one that is not there."""
        return str(self._entries[section][name])

    def labels(self, section: str) -> Mapping[str, str]:
        """Give all labels of a section by value, in the order to show them."""
        found: Mapping[str, str] = self._entries[section]
        return found

    def names(self, section: str) -> Mapping[str, Sequence[str]]:
        """Give the other names of the values of a section."""
        found: Mapping[str, Sequence[str]] = self._entries[section]
        return found

    def hears(self, what: str) -> tuple[str, ...]:
        """Give the patterns (regular expressions) by which a typed wish is known."""
        return tuple(self._entries["herkennen"][what])


@cache
def words() -> Words:
    """Give the shipped words."""
    with FILE.open(encoding="utf-8") as stream:
        return Words(yaml.load(stream, Loader=yaml.CSafeLoader))


def enumerate_(items: Iterable[str]) -> str:
    """Give "a, b en c"."""
    listed = list(items)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} en {listed[-1]}"


def paragraphs(text: str) -> str:
    """Give a text without the line ends inside its paragraphs."""
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


def bullets(lines: Iterable[str]) -> str:
    """Give lines as list items of plain text."""
    return "\n".join(f"- {line}" for line in lines)


def kenmerk_name(kenmerk: Kenmerk) -> str:
    """Give what a worker calls a kenmerk."""
    return kenmerk.names.wijkteam if kenmerk.names else kenmerk.naam


def fact_sentence(kenmerk: Kenmerk, value: Value) -> str:
    """Give the sentences that state a fact in a worker's words, joined by a space."""
    shown = f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)
    if isinstance(value, bool):
        keys = ["ja" if value else "nee"]
    elif isinstance(value, tuple):
        keys = list(value) or [NONE]
    else:
        keys = [str(value)] if value in kenmerk.values else ["waarde"]
    return " ".join(kenmerk.sentences[k].wijkteam.replace("{waarde}", shown) for k in keys)


def fact_sentences(facts: Facts, vocabulary: Mapping[str, Kenmerk]) -> Mapping[str, str]:
    """Give the sentence of every fact by kenmerk."""
    return {name: fact_sentence(vocabulary[name], value) for name, value in facts.items()}

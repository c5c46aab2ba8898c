"""The words of the questions, from `teksten.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from catalog.model import Facts, Kenmerk
from practice.words import fact_sentence

FILE = Path(__file__).parent / "teksten.yaml"


@cache
def _entries() -> Mapping[str, Any]:
    with FILE.open(encoding="utf-8") as stream:
        found: Mapping[str, Any] = yaml.load(stream, Loader=yaml.CSafeLoader)
        return found


def say(section: str, name: str, **values: object) -> str:
    """Give one text with its placeholders filled. KeyError for what is not there."""
    text: str = _entries()[section][name]
    return text.format_map({key: str(value) for key, value in values.items()})


def labels(section: str) -> Mapping[str, str]:
    """Give all texts of a section by name."""
    found: Mapping[str, str] = _entries()[section]
    return found


def condition(name: str, truth: bool) -> str:
    """Give the sentence that states a condition of an activity."""
    text: str = _entries()["voorwaarden"][name]["ja" if truth else "nee"]
    return text


def number(value: float) -> str:
    """Give a number as Dutch writes it."""
    return f"{value:g}".replace(".", ",")


def states(facts: Facts, names: Iterable[str], vocabulary: Mapping[str, Kenmerk]) -> str:
    """Give the sentences that state these facts, joined by a space."""
    return " ".join(fact_sentence(vocabulary[name], facts[name]) for name in names)


def sentence(text: str) -> str:
    """Give a text of the catalogue as a sentence: it ends in a full stop."""
    return text if text.endswith((".", "!", "?")) else f"{text}."

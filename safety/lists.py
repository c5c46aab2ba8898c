"""The word lists that masking goes by: names as text files, other words as YAML."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data"

Span = tuple[int, int, str]
"""Where something to hide begins and ends, in characters, and what it is."""


@cache
def names(name: str) -> frozenset[str]:
    """Return the words in the list ``safety/data/<name>.txt``; lines with # are comments."""
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _cues() -> dict[str, frozenset[str]]:
    data = yaml.safe_load((DATA / "maskeren.yaml").read_text(encoding="utf-8"))
    return {key: frozenset(words.split()) for key, words in data.items()}


def cues(key: str) -> frozenset[str]:
    """Return the words that stand under `key` in ``safety/data/maskeren.yaml``."""
    return _cues()[key]

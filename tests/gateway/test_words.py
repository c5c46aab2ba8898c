"""What the gateway itself says is B1, as measured by the catalogue's linter, and careful."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from catalog.lint import lint_texts, read_terms
from gateway.words import FILE

TERMS = Path(__file__).resolve().parents[2] / "actions" / "teksten" / "begrippen.yaml"
NEVER = ("recht op", "u krijgt", "wordt afgewezen")


def texts(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Give (path, text) of every text of more than one word."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from texts(value, f"{path}.{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from texts(value, f"{path}.{index}")
    elif " " in str(node):
        yield path, str(node)


def every_text() -> list[tuple[str, str]]:
    return list(texts(yaml.safe_load(FILE.read_text(encoding="utf-8"))))


def test_what_people_read_is_plain() -> None:
    assert len(every_text()) > 40
    assert [str(fault) for fault in lint_texts(every_text(), read_terms(TERMS))] == []


def test_nothing_is_promised() -> None:
    assert [path for path, text in every_text() if any(n in text.lower() for n in NEVER)] == []

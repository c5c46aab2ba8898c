"""Every text that an inwoner or naaste may read is B1, as measured by the catalogue's linter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from actions.dialogue.wording import FOLDER, fill
from catalog.lint import lint_texts, read_terms

PEOPLE = ("inwoner", "naaste")
LEFT_OUT = ("talen", "plaatshouders")


def texts(node: Any, path: tuple[str, ...] = (), audience: str | None = None) -> Iterator[Any]:
    """Give (path, text) of every text below a node that is written for people."""
    if isinstance(node, dict):
        for key, value in node.items():
            named = str(key) if key in (*PEOPLE, "wijkteam") else audience
            yield from texts(value, (*path, str(key)), named)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from texts(value, (*path, str(index)), audience)
    elif isinstance(node, str) and audience in PEOPLE and " " in node and path[0] not in LEFT_OUT:
        yield ".".join(path), fill(node, "uw zoon")


@pytest.mark.parametrize("name", ["vragen.yaml", "gesprek.yaml", "begrippen.yaml"])
def test_what_people_read_is_plain(name: str) -> None:
    content = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    found = list(texts(content))
    assert len(found) > 50
    assert [str(f) for f in lint_texts(found, read_terms(FOLDER / "begrippen.yaml"))] == []


def test_a_text_above_b1_is_noticed() -> None:
    heavy = "De indicatiestelling geschiedt conform de vigerende verordeningsbepalingen."
    assert lint_texts([("zwaar", heavy)], frozenset())

"""The checklist names tests that exist, and its page says what it says."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.asvs import PAGE, ROOT, kind_of, page, points

CHAPTERS = range(1, 15)


def functions(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}


@pytest.mark.parametrize("point", points(), ids=lambda point: point["section"])
def test_a_point_is_met_in_one_way_and_its_tests_exist(point: dict[str, Any]) -> None:
    kind_of(point)
    assert point["about"].endswith(".")
    for node in point.get("tests", ()):
        file, _colons, name = node.partition("::")
        assert (ROOT / file).is_file(), node
        assert not name or name in functions(ROOT / file), node


def test_every_chapter_is_there() -> None:
    named = " ".join(each["section"] for each in points())
    assert [n for n in CHAPTERS if f"V{n}." not in named] == []


def test_the_page_is_the_one_that_is_made() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()

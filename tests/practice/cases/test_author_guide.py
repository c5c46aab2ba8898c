"""The guide for authors is true: it names every key, and its commands do what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from catalog.loader import shipped
from practice.__main__ import main
from practice.cases.model import Case, Contrast, Distractor, Person, Saying, Steps, WorthAsking
from practice.cases.shelf import serve
from practice.knowledge.wording import labels

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "casussen-schrijven.md").read_text(encoding="utf-8")


def test_the_guide_names_every_key_of_a_case() -> None:
    rows = re.findall(r"^\| (`.*)$", GUIDE, re.MULTILINE)
    named = set(re.findall(r"`([a-z_]+)`", " ".join(rows)))
    assert set(Case.model_fields) <= named
    for part in (Contrast, Distractor, Person, Saying, Steps, WorthAsking):
        assert set(part.model_fields) <= named, part.__name__


def test_the_draft_of_the_guide_holds_what_is_to_be_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    block = re.search(r"```sh\n\s*(\.venv/bin/python -m practice draft .*?)```", GUIDE, re.DOTALL)
    assert block is not None
    words = shlex.split(block.group(1).replace("\\\n", " "))
    assert words[:3] == [".venv/bin/python", "-m", "practice"]
    assert words[-2] == ">"
    assert main(words[3:-2]) == 0
    made = capsys.readouterr().out
    assert "id: zv-proef" in made
    assert "begeleiding-regulier" in made
    assert "…" in made


def test_the_numbers_of_the_guide_hold() -> None:
    told = re.search(r"At least (\d+) cases and (\d+) pairs", GUIDE)
    assert told is not None
    shelf = serve(shipped())
    assert len(shelf.cases) >= int(told.group(1))
    assert len(shelf.pairs()) >= int(told.group(2))


def test_the_kinds_of_questions_of_knowledge_are_told() -> None:
    for word in ("document", "code", "unit", "hours", "description", "fits", "excludes", "outcome"):
        assert word in GUIDE
    assert "activiteit" in labels("vragen")

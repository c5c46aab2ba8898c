"""What the web chat itself says is B1, as measured by the catalogue's linter, and careful."""

from __future__ import annotations

import re
from pathlib import Path

from catalog.lint import lint_texts, read_terms

ROOT = Path(__file__).resolve().parents[2]
TERMS = ROOT / "actions" / "teksten" / "begrippen.yaml"
SOURCE = ROOT / "gateway" / "webchat" / "src" / "teksten.ts"
NEVER = ("recht op", "u krijgt", "wordt afgewezen")


def every_text() -> list[tuple[str, str]]:
    """Give (key, text) of every text of more than one word."""
    found = re.findall(r'^  (\w+): "(.*)",$', SOURCE.read_text(encoding="utf-8"), re.MULTILINE)
    return [(key, text) for key, text in found if " " in text]


def test_what_people_read_is_plain() -> None:
    assert len(every_text()) > 70
    assert [str(fault) for fault in lint_texts(every_text(), read_terms(TERMS))] == []


def test_nothing_is_promised() -> None:
    assert [key for key, text in every_text() if any(n in text.lower() for n in NEVER)] == []

"""The README says what is so."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_it_stays_short() -> None:
    assert len(README.splitlines()) < 120


def test_its_conversation_is_out_of_the_real_one_in_the_same_order() -> None:
    shown = README.split("<!-- gesprek")[1].split("<!-- einde gesprek")[0].splitlines()[1:]
    held = (ROOT / "docs" / "voorbeeldgesprek.md").read_text(encoding="utf-8").splitlines()
    at = held.index("**U:** elke dag")
    for line in (line for line in shown if line.strip(" >")):
        at = held.index(line, at)


def test_every_file_that_it_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_make_command_that_it_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", README)) <= targets

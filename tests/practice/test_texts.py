"""The words of practising: complete, without promises, all of them used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from catalog.model import Uitkomst
from practice.cases.model import Steps
from practice.feedback.parts import Verdict
from practice.progress.model import Form
from practice.words import FILE, words
from tests.actions.test_teksten import PROMISES

ROOT = Path(__file__).resolve().parents[2]
CONTENT: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
BUILT = re.compile(
    r"toon_(suggestief|meervoudig|ongepast)|keuze_(juist|dichtbij|onjuist)"
    r"|feit_(ander|verleden|mening)|gespeeld_leeftijd_(inwoner|naaste)"
)
"""Names that the code puts together."""


def texts() -> Iterator[tuple[str, str]]:
    for name, found in CONTENT["teksten"].items():
        for text in [found] if isinstance(found, str) else found:
            yield name, text


def test_no_text_promises_or_refuses_anything() -> None:
    assert not [name for name, text in texts() if PROMISES.search(text)]


def test_every_text_is_used() -> None:
    code = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "practice").rglob("*.py"))
    code += (ROOT / "actions" / "oefenen.py").read_text(encoding="utf-8")
    unused = [
        name for name in CONTENT["teksten"] if f'"{name}"' not in code and not BUILT.fullmatch(name)
    ]
    assert not unused


def test_there_are_labels_for_every_form_outcome_step_and_verdict() -> None:
    assert set(words().labels("vormen")) == {form.value for form in Form}
    assert set(words().labels("uitkomsten")) == {u.value for u in Uitkomst} - {"product"}
    assert set(CONTENT["uitkomstnamen"]) == set(CONTENT["uitkomsten"])
    assert set(words().labels("stappen")) == set(Steps.model_fields)
    assert set(words().labels("oordelen")) == {each.value for each in Verdict}


def test_every_pattern_can_be_read_and_is_in_lower_case() -> None:
    for patterns in CONTENT["herkennen"].values():
        for pattern in patterns:
            re.compile(pattern)
            assert pattern == pattern.lower()

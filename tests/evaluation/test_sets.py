"""The held-out sets can be used: each line has its fields, and the sources give what it expects."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from catalog.answering import answer_from
from catalog.classify import activity_rules, classify, parse_question
from catalog.loader import shipped
from evaluation.advice import NEEDS, is_right, is_wrong, predict
from evaluation.records import Record, read_records

SETS = Path(__file__).parents[2] / "evaluation" / "sets"
CRISIS = (
    "crisis_suicide",
    "crisis_gevaar",
    "huiselijk_geweld",
    "kind_in_gevaar",
    "psychose_acuut",
)
FIELDS = {
    "behaviours": ("id", "bericht", "verwacht", "varianten"),
    "activities": ("id", "bericht", "verwacht", "vraag"),
    "danger-dev": ("id", "tekst", "spreker", "gevaar"),
    "danger-test": ("id", "tekst", "spreker", "gevaar"),
    "mask-dev": ("id", "tekst", "spreker", "verwacht", "weg"),
    "mask-test": ("id", "tekst", "spreker", "verwacht", "weg"),
    "dialogues-dev": (*NEEDS, "spreker", "verhaal", "antwoorden"),
    "dialogues-test": (*NEEDS, "spreker", "verhaal", "antwoorden"),
}


def lines(name: str) -> list[Record]:
    """Give the lines of one set, each with the fields that it needs."""
    return read_records(SETS / f"{name}.jsonl", FIELDS[name])


def test_no_id_stands_for_two_lines() -> None:
    ids = Counter(line["id"] for name in FIELDS for line in lines(name))
    assert [key for key, count in ids.items() if count > 1] == []


def test_every_message_has_two_other_wordings() -> None:
    for line in lines("behaviours"):
        assert len({line["bericht"], *line["varianten"]}) == 3, line["id"]


@pytest.mark.parametrize("name", ["danger-dev", "danger-test"])
def test_each_kind_of_danger_is_asked_often(name: str) -> None:
    counts = Counter(line["gevaar"] for line in lines(name))
    assert all(counts[kind] >= 14 for kind in CRISIS)
    assert set(counts) == {*CRISIS, None}


def test_the_source_gives_the_kind_of_support_of_each_activity() -> None:
    rules = activity_rules(shipped().stelsels.values())
    for line in lines("activities"):
        found = classify(rules, *parse_question(line["vraag"]))
        assert found.soort == line["verwacht"], line["id"]


@pytest.mark.parametrize("name", ["dialogues-dev", "dialogues-test"])
def test_the_engine_gives_the_outcome_of_each_dialogue_but_for_danger(name: str) -> None:
    # Danger stands in the story alone: no kenmerk of the measurements holds it.
    cases = [line for line in lines(name) if line["uitkomst"] != "crisis"]
    for case, found in zip(cases, predict(cases, answer_from(shipped())), strict=True):
        assert is_right(case, found), case["id"]
        assert not is_wrong(case, found), case["id"]


@pytest.mark.parametrize("name", ["dialogues-dev", "dialogues-test"])
def test_every_fact_of_a_dialogue_has_an_answer_in_own_words(name: str) -> None:
    for line in lines(name):
        assert set(line["kenmerken"]) <= set(line["antwoorden"]), line["id"]


@pytest.mark.parametrize("name", ["mask-dev", "mask-test"])
def test_the_masked_text_is_the_text_with_each_identifying_stretch_replaced(name: str) -> None:
    for line in lines(name):
        left = re.sub(r"\[\w+\]", "\0", line["verwacht"]).split("\0")
        assert len(left) == len(line["weg"]) + 1, line["id"]
        parts = [part for pair in zip(left, line["weg"], strict=False) for part in pair]
        rebuilt = "".join(p if isinstance(p, str) else p["tekst"] for p in parts) + left[-1]
        assert rebuilt == line["tekst"], line["id"]

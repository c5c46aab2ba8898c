"""The kinds that measure practising: their totals by hand-made cases, and their sets."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evaluation.__main__ import main
from evaluation.kenmerken import measured
from evaluation.kinds import motivations, questions
from evaluation.leakage import leaks, question_lines, set_lines
from evaluation.records import Record, read_records
from practice.questions import Vorm

ROOT = Path(__file__).parents[2]
SETS = ROOT / "evaluation" / "sets"
QUESTIONS = ("questions-dev", "questions-test")


def asked(kenmerken: list[str], vorm: str) -> Record:
    return {"id": "a", "vraag": "?", "kenmerken": kenmerken, "vorm": vorm}


def test_a_question_is_right_wrong_or_withheld_and_its_form_is_counted_apart() -> None:
    pairs = [
        (asked(["gedrag"], "open"), asked(["gedrag"], "open")),
        (asked(["gedrag", "duur"], "meervoudig"), asked(["duur", "gedrag"], "meervoudig")),
        (asked([], "geen_vraag"), asked([], "open")),
        (asked(["gedrag"], "open"), asked([], "open")),
        (asked(["gedrag"], "open"), asked(["gedrag", "duur"], "meervoudig")),
        (asked([], "ongepast"), asked(["duur"], "open")),
    ]
    records, predictions = map(list, zip(*pairs, strict=True))
    assert questions.totals(records, predictions) == {
        "n": 6,
        "juist": 3,
        "verkeerd": 2,
        "juist_vorm": 3,
    }
    wrong = [m for pair in pairs for m in questions.mistakes(*pair)]
    assert [(m.group, m.expected, m.got) for m in wrong][:2] == [
        ("vorm", "geen_vraag", "open"),
        ("kenmerken", "gedrag", "-"),
    ]


def motivated(deel: str, genoemd: list[str], id_: str) -> Record:
    facts = {"kenmerken": {}, "redenen": [], "tekst": "t", "fout": []}
    return {"id": id_, "deel": deel, "genoemd": genoemd, **facts}


def test_precision_and_recall_are_over_reasons_and_also_of_the_test_half_alone() -> None:
    records = [motivated("dev", ["a", "b"], "1"), motivated("test", ["a", "b", "c", "d"], "2")]
    predictions = [{"id": "1", "genoemd": ["a", "z"]}, {"id": "2", "genoemd": ["a"]}]
    assert motivations.totals(records, predictions) == {
        "n": 2,
        "precision": 0.6667,
        "recall": 0.3333,
        "test": {"n": 1, "precision": 1.0, "recall": 0.25},
    }
    shown = [
        m.id for r, p in zip(records, predictions, strict=True) for m in motivations.mistakes(r, p)
    ]
    assert shown == ["1"]


def test_questions_are_measured_without_an_assistant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "q.jsonl", tmp_path / "out.jsonl"
    file.write_text(
        '{"id": "1", "vraag": "Hoe oud bent u?", "kenmerken": ["leeftijd"], "vorm": "gesloten"}\n',
        encoding="utf-8",
    )
    assert main(["questions", str(file), "--json", str(out)]) == 0
    assert capsys.readouterr().out == '{"n": 1, "juist": 1, "verkeerd": 0, "juist_vorm": 1}\n'
    assert read_records(out, ()) == [{"id": "1", "kenmerken": ["leeftijd"], "vorm": "gesloten"}]


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_measured_kenmerk_and_every_form_is_asked_in_each_set(name: str) -> None:
    lines = read_records(SETS / f"{name}.jsonl", questions.NEEDS, questions.check)
    assert len(lines) >= 150
    assert {each for line in lines for each in line["kenmerken"]} == set(measured())
    assert set(Counter(line["vorm"] for line in lines)) == {form.value for form in Vorm}


def test_forty_motivations_name_only_reasons_of_their_own_case() -> None:
    file = SETS / "motivations.jsonl"
    lines = read_records(file, motivations.NEEDS, motivations.check)
    assert Counter(line["deel"] for line in lines) == {"dev": 20, "test": 20}
    for line in lines:
        assert set(line["genoemd"]) <= {reason["id"] for reason in line["redenen"]}, line["id"]
        assert set(line["kenmerken"]) <= set(measured()), line["id"]


def test_no_question_that_is_measured_was_learned_from() -> None:
    lines = [each for name in QUESTIONS for each in set_lines(SETS / f"{name}.jsonl")]
    found = leaks(lines, question_lines(ROOT / "data"))
    assert not found, "\n".join(["python -m evaluation.leakage --drop", *map(str, found)])

"""`evaluation advice`: the engine alone against cases with a known outcome."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from catalog.answering import answer_from
from catalog.coverage import read_cases
from catalog.loader import shipped
from evaluation import __main__ as command
from evaluation.advice import is_right, is_wrong, predict, totals
from evaluation.records import RecordError, read_records, write_records

CASES = Path(__file__).parent.parent / "cases"
GOOD: dict[str, Any] = {
    "id": "goed",
    "stelsel": "nijmegen-rivierenland",
    "domein": "wonen",
    "kenmerken": {"woonvorm": "zelfstandig"},
    "verwacht": ["beschermd-thuis-zelfstandig"],
    "fout": ["beschermd-wonen"],
    "uitkomst": "product",
}
YOUNG = {
    **GOOD,
    "id": "jong",
    "kenmerken": {"leeftijd": 15},
    "verwacht": [],
    "uitkomst": "jeugdwet",
}
MISSED = {**GOOD, "id": "mis", "kenmerken": {}}
HARMFUL = {**GOOD, "id": "erg", "kenmerken": {"woonvorm": "niet_zelfstandig"}}
BROKEN = {**GOOD, "id": "stuk", "kenmerken": {"woonvorm": "boot"}}


@pytest.fixture(autouse=True)
def from_the_shipped_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a database that somebody loaded on this machine out of it."""
    monkeypatch.setattr(command, "current_answer", lambda: answer_from(shipped()))


def lines(path: Path, *records: object) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    return path


def test_the_last_line_holds_the_totals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = lines(tmp_path / "cases.jsonl", GOOD, YOUNG, MISSED, HARMFUL, BROKEN)
    assert command.main(["advice", str(file)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert json.loads(printed[-1]) == {"n": 5, "juist": 2, "fout": 1}
    assert [line.partition(":")[0] for line in printed[:-1]] == ["mis", "erg", "stuk"]


def test_each_line_in_gets_one_prediction_out(tmp_path: Path) -> None:
    file, out = lines(tmp_path / "cases.jsonl", GOOD, YOUNG), tmp_path / "out.jsonl"
    assert command.main(["advice", str(file), "--json", str(out)]) == 0
    assert [json.loads(line) for line in out.read_text().splitlines()] == [
        {"id": "goed", "uitkomst": "product", "producten": ["beschermd-thuis-zelfstandig"]},
        {"id": "jong", "uitkomst": "jeugdwet", "producten": []},
    ]


@pytest.mark.parametrize(
    ("record", "why"),
    [(BROKEN, "woonvorm knows no 'boot'"), ({**GOOD, "domein": None}, "one domein is needed")],
)
def test_a_case_that_cannot_be_weighed_is_wrong_and_says_why(
    record: dict[str, Any], why: str
) -> None:
    (prediction,) = predict([record], answer_from(shipped()))
    assert (prediction["uitkomst"], prediction["producten"]) == (None, [])
    assert prediction["reden"].startswith(why)
    assert totals([record], [prediction]) == {"n": 1, "juist": 0, "fout": 0}


def test_a_file_that_cannot_be_written_gives_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lines(tmp_path / "cases.jsonl", GOOD)
    assert command.main(["advice", str(file), "--json", str(tmp_path / "no" / "out")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("uitkomst", "producten", "right", "wrong"),
    [
        ("product", ["beschermd-thuis-zelfstandig"], True, False),
        ("product", ["beschermd-thuis-zelfstandig", "beschermd-wonen"], True, False),
        ("product", ["beschermd-wonen", "beschermd-thuis-zelfstandig"], False, True),
        ("product", ["beschermd-thuis-groep"], False, False),
        ("meer-informatie-nodig", ["beschermd-thuis-zelfstandig"], False, False),
        ("meer-informatie-nodig", ["beschermd-wonen"], False, False),
        ("wlz", [], False, False),
    ],
)
def test_the_outcome_and_the_first_product_count(
    uitkomst: str, producten: list[str], right: bool, wrong: bool
) -> None:
    prediction = {"id": "goed", "uitkomst": uitkomst, "producten": producten}
    assert is_right(GOOD, prediction) is right
    assert is_wrong(GOOD, prediction) is wrong


def test_an_outcome_that_is_no_product_is_right_by_itself() -> None:
    assert is_right(YOUNG, {"id": "jong", "uitkomst": "jeugdwet", "producten": []})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"id": 1', r"cases\.jsonl:1: no JSON"),
        ("[]", r"cases\.jsonl:1: lacks id, stelsel"),
        (json.dumps({**GOOD, "id": 1}) + '\n{"id": 2}', r"cases\.jsonl:2: lacks stelsel"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(text)
    with pytest.raises(RecordError, match=message):
        read_records(path, ("id", "stelsel"))


def test_a_file_that_cannot_be_used_gives_exit_2_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (tmp_path / "none.jsonl", lines(tmp_path / "bad.jsonl", [])):
        assert command.main(["advice", str(path)]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert path.name in printed.err
        assert printed.err.count("\n") == 1


def test_bytes_that_are_no_text_give_exit_2_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(b'{"id": "\xff"}')
    assert command.main(["advice", str(path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_empty_lines_are_passed_over_and_records_come_back_as_written(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    write_records(path, [{"id": 1, "zin": "één\u2028regel"}, {"id": 2}])
    path.write_text(path.read_text() + "\n  \n")
    assert read_records(path, ["id"]) == [{"id": 1, "zin": "één\u2028regel"}, {"id": 2}]


def test_an_unknown_kind_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        command.main(["tover", "x"])
    assert caught.value.code == 2
    assert "advice" in capsys.readouterr().err


def test_every_own_case_is_right_and_none_is_harmful() -> None:
    records = [
        {**case, "id": case["naam"], "fout": case.get("niet", [])} for case in read_cases(CASES)
    ]
    predictions = predict(records, answer_from(shipped()))
    assert totals(records, predictions) == {"n": len(records), "juist": len(records), "fout": 0}

"""Measuring of masking: what is missed is seen, what goes needlessly too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation import __main__ as command
from evaluation import masking
from evaluation.records import Record, RecordError, read_records

SET = Path(__file__).resolve().parents[2] / "evaluation" / "sets" / "mask-300.jsonl"


def line(text: str, *pieces: tuple[str, str]) -> Record:
    return {"id": "x", "tekst": text, "weg": [{"soort": s, "tekst": t} for s, t in pieces]}


def measured(*records: Record) -> dict[str, object]:
    return masking.totals(list(records), masking.predict(list(records)))


def test_what_is_masked_counts_as_gone() -> None:
    found = measured(
        line("mijn zoon Bas belt 0612345678", ("naam", "Bas"), ("telefoon", "06123456"))
    )
    assert (found["recall"], found["stukken"]) == (1.0, 2)


def test_what_is_left_is_missed() -> None:
    (prediction,) = masking.predict([line("ik zie Xqrt vaak", ("naam", "Xqrt"))])
    assert prediction["gemist"] == [{"soort": "naam", "tekst": "Xqrt"}]
    assert measured(line("ik zie Xqrt vaak", ("naam", "Xqrt")))["recall"] == 0.0


def test_half_a_piece_is_missed() -> None:
    record = line("mijn zoon Bas qwertz", ("naam", "Bas qwertz"))
    assert measured(record)["recall"] == 0.0


def test_what_goes_needlessly_counts_against_precision() -> None:
    record = line("mijn zoon Bas en Eva", ("naam", "Bas"))
    (prediction,) = masking.predict([record])
    assert prediction["onnodig"] == ["Eva"]
    assert measured(record)["precision"] == 0.5


def test_a_harmless_line_that_is_touched_is_counted() -> None:
    found = measured(line("mijn zoon Bas"), line("ik woon in Oss"))
    assert (found["ongevaarlijk"], found["ongevaarlijk_geraakt"]) == (2, 1)


def test_the_words_that_lead_to_an_address_may_go_along() -> None:
    assert (
        measured(line("ik woon op Kerkstraat 12", ("adres", "Kerkstraat 12")))["precision"] == 1.0
    )


def test_two_texts_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(ValueError, match="not a masked form"):
        masking.hidden("mijn zoon", "onze [naam]")


def test_a_line_whose_piece_is_not_in_it_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(json.dumps(line("een tekst", ("naam", "Bas"))) + "\n", encoding="utf-8")
    with pytest.raises(RecordError, match="Bas"):
        read_records(file, masking.NEEDS, masking.check)


def test_the_set_has_three_hundred_lines_of_every_kind_and_half_of_them_harmless() -> None:
    records = read_records(SET, masking.NEEDS, masking.check)
    assert len({each["tekst"] for each in records}) == len(records) == 300
    assert {each["register"] for each in records} == {"chat", "werk", "naaste", "kort"}
    assert 120 <= sum(not each["weg"] for each in records) <= 180
    kinds = {piece["soort"] for each in records for piece in each["weg"]}
    assert kinds == set(masking.PLACEHOLDERS)
    for each in records:
        for piece in each["weg"]:
            assert each["tekst"][piece["begin"] :].startswith(piece["tekst"])


def test_masking_holds_on_the_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["masking", str(SET)]) == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["recall"] >= 0.99
    assert found["precision"] >= 0.98
    assert found["ongevaarlijk_geraakt"] <= 2

"""Nothing that is measured was trained on, and the check that says so finds what it should."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation.leakage import (
    ROOT,
    Line,
    drop,
    leaks,
    line,
    main,
    same_words,
    set_leaks,
    set_lines,
    training_leaks,
    training_lines,
    words_of,
)

FILE = Path("map/bestand")
TRAINING = """version: "3.1"
nlu:
- intent: antwoord
  metadata: {vorm: zin}
  examples: |
    - ik kan niet alleen over straat
    - ja
    - Hij belt   elke dag naar huis.
- intent: groet
  examples:
  - text: |
      - een hele goede middag samen
    metadata: {stem: oudere}
  - text: goedenavond dames en heren
"""


def lines(*texts: str) -> list[Line]:
    return [line(FILE, str(number), text) for number, text in enumerate(texts)]


def project(folder: Path, **sets: list[dict[str, object]]) -> tuple[Path, Path]:
    data, held = folder / "data" / "intake", folder / "sets"
    data.mkdir(parents=True)
    held.mkdir()
    (data / "nlu.yml").write_text(TRAINING, encoding="utf-8")
    (data / "rules.yml").write_text('version: "3.1"\nrules: []\n', encoding="utf-8")
    for name, records in sets.items():
        file = held / f"{name.replace('_', '-')}.jsonl"
        file.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    return held, folder / "data"


def test_the_sets_of_this_project_hold_nothing_that_was_trained_on() -> None:
    found = training_leaks(ROOT / "evaluation" / "sets", ROOT / "data")
    assert not found, "\n".join(["python -m evaluation.leakage --drop", *map(str, found)])


def test_no_set_that_is_only_measured_repeats_the_one_to_work_on() -> None:
    found = set_leaks(ROOT / "evaluation" / "sets")
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ik kan niet alléén over straat!", "ik kan niet alleen over straat"),
        ("over straat kan ik niet alleen", "ik kan niet alleen over straat"),
        ("ik kan nie alleen over straat", "ik kan niet alleen over straat"),
        ("ja hoor ik kan zeker niet alleen over straat", "ik kan niet alleen over straat"),
        ("zo'n drie of vier keer", "zon drie of vier keer"),
    ],
)
def test_copies_are_found_whatever_the_case_order_and_typing(one: str, other: str) -> None:
    assert len(leaks(lines(one), lines(other))) == 1
    assert len(leaks(lines(other), lines(one))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("weet ik niet", "weet ik niet"),
        ("een keer in de week", "een paar keer in de week"),
        ("ik kan niet alleen over straat", "mijn broer kan prima zelf naar de winkel"),
        (
            "ik kan niet alleen over straat",
            "vroeger zei ik dat niet, maar nu durf ik alleen met de hond over straat als dat kan",
        ),
    ],
)
def test_what_everybody_says_and_what_says_something_else_is_no_copy(one: str, other: str) -> None:
    assert leaks(lines(one), lines(other)) == []


def test_between_sets_every_word_counts() -> None:
    one, other = (
        lines("ik kan niet alleen over straat"),
        lines("hoor ik kan niet alleen over straat"),
    )
    assert len(leaks(one, other)) == 1
    longer = lines("ja hoor ik kan zeker niet alleen over straat")
    assert leaks(one, longer, same_words) == []


def test_of_several_lines_the_most_alike_is_named() -> None:
    (leak,) = leaks(
        lines("ik kan nie alleen over straat", "ik kan niet alleen over straat"),
        lines("ik kan niet alleen over straat"),
    )
    assert leak.line.about == "1"
    assert str(leak) == (
        "map/bestand 1: 'ik kan niet alleen over straat' ~ "
        "map/bestand 0: 'ik kan niet alleen over straat' (100)"
    )


def test_words_are_compared_without_case_accents_and_marks() -> None:
    assert words_of("Eén keer, 's nachts: 24/7!") == ("een", "keer", "s", "nachts", "24", "7")


def test_every_shape_of_training_example_is_read(tmp_path: Path) -> None:
    _, data = project(tmp_path)
    found = [each for file in sorted(data.rglob("*.yml")) for each in training_lines(file)]
    assert [(each.about, each.text) for each in found] == [
        ("antwoord", "ik kan niet alleen over straat"),
        ("antwoord", "ja"),
        ("antwoord", "Hij belt elke dag naar huis."),
        ("groet", "een hele goede middag samen"),
        ("groet", "goedenavond dames en heren"),
    ]


def test_all_that_a_person_would_type_is_compared(tmp_path: Path) -> None:
    held, _ = project(
        tmp_path,
        mengsel=[
            {"id": 1, "bericht": "a", "varianten": ["b", "c"], "verwacht": "niet"},
            {"id": 2, "zin": "d", "soort": "niet"},
            {"id": 3, "antwoord": "e", "schoon": "niet", "vraag": "niet"},
            {"id": 4, "tekst": "f"},
            {
                "id": 5,
                "verhaal": "Ik ben Kees. Ik woon al twee jaar alleen! En nu lukt het niet meer zo",
                "antwoorden": {"contact": "niet"},
            },
        ],
    )
    assert [(each.about, each.text) for each in set_lines(held / "mengsel.jsonl")] == [
        *(("1", "a"), ("1", "b"), ("1", "c"), ("2", "d"), ("3", "e"), ("4", "f")),
        ("5", "Ik woon al twee jaar alleen"),
        ("5", "En nu lukt het niet meer zo"),
    ]


def test_a_measured_set_is_compared_with_the_one_of_its_kind_to_work_on(tmp_path: Path) -> None:
    said = "hij slaapt al weken bij een vriend"
    held, _ = project(
        tmp_path,
        answers_test=[{"id": "t", "antwoord": said}],
        answers_dev=[{"id": "d", "antwoord": said.title()}],
        sentences_dev=[{"id": "s", "zin": said}],
        danger_test=[{"id": "g", "tekst": said}],
    )
    assert [(leak.line.about, leak.other.about) for leak in set_leaks(held)] == [("t", "d")]


def test_the_command_names_the_pairs_and_can_take_them_out_of_the_training_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held, data = project(
        tmp_path,
        answers_test=[
            {"id": "t1", "antwoord": "hij belt elke dag naar huis"},
            {"id": "t2", "antwoord": "ja"},
        ],
        behaviours=[{"id": "b1", "bericht": "goedenavond, dames en heren", "varianten": []}],
        mask_dev=[{"id": "m1", "tekst": "ik kan niet alleen over straat"}],
    )
    where = ["--sets", str(held), "--data", str(data)]
    assert main(where) == 1
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 2
    assert "t1" in told[0]
    assert "Hij belt elke dag naar huis." in told[0]
    assert main([*where, "--drop"]) == 1  # an example with its own `text` is left to a person
    assert capsys.readouterr().out.splitlines()[0] == "1 lines dropped"
    left = TRAINING.replace("    - Hij belt   elke dag naar huis.\n", "")
    assert (data / "intake" / "nlu.yml").read_text() == left
    assert drop([]) == 0

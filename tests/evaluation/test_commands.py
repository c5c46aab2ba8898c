"""The commands that measure the assistant: output, the report, and clear words when they cannot."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from evaluation import __main__ as command
from evaluation import assistant
from evaluation.assistant import AssistantError, Begin, Reply, trained_assistant
from evaluation.kinds import KINDS
from evaluation.mistakes import Mistake
from evaluation.records import RecordError, read_records
from evaluation.report import Section, confusions, kind_of, report
from scripts.kt.layout import Layout
from tests.evaluation.building import playing

SETS = Path(command.__file__).parent / "sets"
SENTENCES = [
    {"id": 1, "zin": "ik ben 19", "kenmerken": {"leeftijd": 19}},
    {"id": 2, "zin": "mijn buurman is 80", "kenmerken": {}},
]


def lines(path: Path, records: list[Any]) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    return path


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put an assistant that takes every number for an age in the place of the real one."""

    def react(_turn: int, text: str, held: dict[str, Any]) -> list[Mapping[str, Any]]:
        held["leeftijd"] = float(text.split()[-1])
        return []

    @contextmanager
    def served(*, running: bool = False) -> Iterator[Begin]:
        yield playing(react)[0]

    monkeypatch.setattr(command, "trained_assistant", served)


@pytest.mark.usefixtures("played")
def test_mistakes_come_first_and_the_totals_are_the_last_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = lines(tmp_path / "zinnen.jsonl", SENTENCES), tmp_path / "out.jsonl"
    assert command.main(["sentences", str(file), "--json", str(out)]) == 0
    *told, last = capsys.readouterr().out.splitlines()
    assert told == ["2: leeftijd: - -> 80: mijn buurman is 80"]
    assert json.loads(last) == {"n": 2, "precision": 0.5, "recall": 1.0, "f1": 0.6667, "vals": 1.0}
    assert read_records(out, ()) == [
        {"id": 1, "voorspeld": {"leeftijd": 19}},
        {"id": 2, "voorspeld": {"leeftijd": 80}},
    ]


@pytest.mark.usefixtures("played")
def test_the_texts_of_a_set_that_is_only_measured_are_not_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lines(tmp_path / "sentences-test.jsonl", SENTENCES)
    assert command.main(["sentences", str(file)]) == 0
    assert command.main(["report", str(file)]) == 0
    printed = capsys.readouterr().out
    assert "2: leeftijd: - -> 80" in printed
    assert "buurman" not in printed


@pytest.mark.usefixtures("played")
def test_the_report_measures_several_files_and_shows_the_worst_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [lines(tmp_path / f"{name}.jsonl", SENTENCES) for name in ("een", "twee")]
    out = tmp_path / "report.md"
    assert command.main(["report", *map(str, files), "--out", str(out)]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(t["soort"], t["bestand"], t["n"]) for t in told] == [
        ("sentences", "een.jsonl", 2),
        ("sentences", "twee.jsonl", 2),
    ]
    text = out.read_text()
    assert text.count("### leeftijd: - -> 80 (1)") == 2
    assert text.count("- 2: mijn buurman is 80") == 2


def mistake(id_: str, group: str, got: str) -> Mistake:
    return Mistake(id_, group, "x", got, f"tekst\nvan {id_}")


def test_confusions_are_ordered_by_how_often_they_occur_and_then_by_name() -> None:
    found = [mistake("1", "b", "y"), mistake("2", "a", "z"), mistake("3", "c", "y")]
    found += [mistake("4", "c", "y"), mistake("5", "a", "-")]
    assert [(c, len(cases)) for c, cases in confusions(found)] == [
        (("c", "x", "y"), 2),
        (("a", "x", "-"), 1),
        (("a", "x", "z"), 1),
        (("b", "x", "y"), 1),
    ]
    text = report([Section("answers", Path("f.jsonl"), {"n": 9}, found)])
    assert text.index("| a | 2 |") < text.index("| c | 2 |") < text.index("| b | 1 |")
    assert text.index("### c: x -> y (2)") < text.index("### b: x -> y (1)")
    assert "- 3: tekst van 3" in text
    assert "Nothing." in report([Section("answers", Path("f.jsonl"), {"n": 9}, [])])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("answers-dev", "answers"),
        ("typos", "typos"),
        ("sentences-dev", "sentences"),
        ("behaviours", "behaviours"),
        ("activities", "activities"),
        ("dialogues-dev", "dialogues"),
    ],
)
def test_the_kind_of_every_set_shows_from_its_lines(name: str, kind: str) -> None:
    file = SETS / f"{name}.jsonl"
    assert kind_of(file) == kind
    assert command.read(KINDS[kind], file)


@pytest.mark.parametrize("records", [[], [{"id": 1}]])
def test_a_file_of_no_kind_is_refused(tmp_path: Path, records: list[Any]) -> None:
    file = lines(tmp_path / "x.jsonl", records)
    with pytest.raises(RecordError, match=r"x\.jsonl: "):
        kind_of(file)


@pytest.mark.parametrize(
    "argv",
    [
        ["sentences", "none.jsonl"],
        ["sentences", "bad.jsonl"],
        ["sentences", "good.jsonl", "--json", "no/out"],
        ["report", "bad.jsonl"],
    ],
)
def test_a_file_that_cannot_be_used_gives_exit_2_and_one_line_before_anything_starts(
    tmp_path: Path,
    argv: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    lines(Path("good.jsonl"), SENTENCES)
    lines(Path("bad.jsonl"), [{"id": 1, "zin": 3, "kenmerken": {}}])
    monkeypatch.setattr(assistant, "_served", lambda _running: pytest.fail("it was started"))
    assert command.main(argv) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_without_a_model_one_line_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = Layout.here().models / "keukentafel-none.tar.gz"
    monkeypatch.setattr(assistant, "model_path", lambda _layout: model)
    file = lines(tmp_path / "zinnen.jsonl", SENTENCES)
    assert command.main(["sentences", str(file)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert "make train" in printed.err


def test_what_does_not_run_cannot_be_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant, "read_servers_file", lambda _layout: None)
    with pytest.raises(AssistantError, match="make start"), trained_assistant(running=True):
        pytest.fail("it was started")


def test_servers_that_fail_on_the_way_give_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def served(_running: bool) -> Iterator[None]:
        yield None

    monkeypatch.setattr(assistant, "_served", served)
    with pytest.raises(AssistantError, match="the assistant failed: gone"), trained_assistant():
        raise httpx.ReadTimeout("gone")


def test_a_reply_gives_its_data_by_type_and_the_last_question() -> None:
    reply = Reply(
        (
            {"text": "hoi"},
            {"custom": {"type": "question", "id": "een"}},
            {"custom": {"type": "question", "id": "twee"}},
            {"custom": {"type": "activity", "soort": "x"}},
            {"custom": "vreemd"},
        )
    )
    assert reply.question == "twee"
    assert [data["soort"] for data in reply.data("activity")] == ["x"]
    assert Reply(()).question is None

"""The team's commands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from practice.__main__ import main
from practice.progress import Form, ProgressStore, Sharing
from practice.progress.database import VARIABLE
from practice.progress.identity import SECRET, trainee_of_code
from practice.progress.store import utc_now
from tests.practice.progress.building import result


@pytest.fixture(autouse=True)
def of_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProgressStore]:
    """The store that the commands use."""
    monkeypatch.setenv(VARIABLE, f"sqlite:///{tmp_path / 'practice.db'}")
    monkeypatch.setenv(SECRET, "een geheim van de tests")
    store = ProgressStore()
    yield store
    store.close()


def test_codes_are_shown_once_and_let_somebody_in(
    of_the_commands: ProgressStore, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["codes", "--group", "noord", "--count", "3"]) == 0
    codes = capsys.readouterr().out.split()
    assert len(codes) == 3
    for each in codes:
        trainee = trainee_of_code(b"een geheim van de tests", each)
        assert trainee is not None
        assert of_the_commands.admitted(trainee)
        files = b"".join(path.read_bytes() for path in tmp_path.glob("practice.db*"))
        assert each.encode() not in files
        assert each.replace("-", "").encode() not in files
        assert trainee.encode() not in files
    assert main(["group"]) == 0
    assert capsys.readouterr().out == "noord\t3\n"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (["codes", "--group", "Team Noord"], "group: small letters"),
        (["codes", "--group", "noord", "--count", "0"], "--count: 1 to 500"),
        (["group", "zuid"], "no group zuid"),
        (["group", "zuid", "--withdraw"], "no group zuid"),
        (["disputes", "--settle", "9"], "no open dispute 9"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    wrong: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(wrong) == 2
    told = capsys.readouterr()
    assert told.err.startswith(why)
    assert told.err.count("\n") == 1
    assert told.out == ""


def test_without_a_secret_no_codes_are_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(SECRET)
    assert main(["codes", "--group", "noord"]) == 2
    assert "KT_PRACTICE_SECRET" in capsys.readouterr().err


def test_a_database_that_cannot_be_used_is_said_without_its_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "postgresql://iemand:wachtwoordje@127.0.0.1:1/x?connect_timeout=1")
    assert main(["tidy"]) == 2
    told = capsys.readouterr().err
    assert told
    assert "wachtwoordje" not in told


def test_a_group_is_shown_and_can_be_withdrawn(capsys: pytest.CaptureFixture[str]) -> None:
    main(["codes", "--group", "noord"])
    capsys.readouterr()
    assert main(["group", "noord"]) == 0
    assert "te weinig deelnemers" in capsys.readouterr().out
    assert main(["group", "noord", "--withdraw"]) == 0
    assert main(["group"]) == 0
    assert capsys.readouterr().out == ""


def test_the_export_holds_who_shares_in_both_forms(
    of_the_commands: ProgressStore, capsys: pytest.CaptureFixture[str]
) -> None:
    of_the_commands.record([result(), result(trainee="teams-bram")])
    of_the_commands.share("teams-lisa", Sharing(export=True))
    assert main(["export"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert main(["export", "--format", "xapi", "--home", "https://team.example/"]) == 0
    (statement,) = json.loads(capsys.readouterr().out)
    assert statement["object"]["id"] == "https://team.example/casus/mb-kt-basis-01"


def test_disputes_are_read_and_settled(
    of_the_commands: ProgressStore, capsys: pytest.CaptureFixture[str]
) -> None:
    number = of_the_commands.dispute("teams-lisa", Form.CASUS, "c-01", "dat staat er wel")
    assert main(["disputes", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["number"], told["case"], told["text"]) == (number, "c-01", "dat staat er wel")
    assert "teams-lisa" not in json.dumps(told)
    assert main(["disputes", "--settle", str(number)]) == 0
    assert main(["disputes"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["disputes", "--settled"]) == 0
    assert "dat staat er wel" in capsys.readouterr().out


def test_tidying_says_how_much_it_erased(
    of_the_commands: ProgressStore, capsys: pytest.CaptureFixture[str]
) -> None:
    of_the_commands.record([result(at=utc_now())])
    assert main(["tidy"]) == 0
    assert capsys.readouterr().out == "0 erased\n"

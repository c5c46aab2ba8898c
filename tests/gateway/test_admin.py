"""What an administrator does from the command line, beside the running gateway."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gateway import __main__ as command
from gateway.off import NAME
from gateway.quality import as_text, coarse, report
from gateway.settings import Settings
from gateway.store.counts import DailyCounts
from gateway.store.sealed import Sealer
from gateway.store.store import Store
from gateway.store.switches import Switches
from tests.gateway.building import SECRET


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the database that the settings of the environment name."""
    found = f"sqlite:///{tmp_path / 'conversations.db'}"
    monkeypatch.setenv("KT_CHANNEL_SECRET", SECRET)
    monkeypatch.setenv("KT_GATEWAY_DATABASE_URL", found)
    return found


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["gateway", *arguments])
    return command.main()


def open_store(url: str) -> Store:
    return Store(url, idle_seconds=60, absolute_seconds=60)


def test_off_and_on_reach_every_process(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(url)
    assert run(monkeypatch, "off") == 0
    assert Switches(store.engine).is_on(NAME)
    assert run(monkeypatch, "on") == 0
    assert not Switches(store.engine).is_on(NAME)
    store.close()


def test_keys_are_changed_by_the_command(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "key") == 0
    new = capsys.readouterr().out.strip()
    store = open_store(url)
    id_ = store.create("webchat", "hash", {"spreker": "inwoner"})
    store.close()
    old = Path(url.removeprefix("sqlite:///")).with_suffix(".key").read_text().strip()
    monkeypatch.setenv("KT_GATEWAY_STORE_KEYS", f"{new},{old}")
    assert run(monkeypatch, "rekey") == 0
    assert json.loads(capsys.readouterr().out) == {"rows": 1}
    again = Store(url, idle_seconds=60, absolute_seconds=60, sealer=Sealer([new]))
    found = again.snapshot(id_)
    assert found is not None
    assert found.start == {"spreker": "inwoner"}
    again.close()


def test_a_value_under_an_unknown_key_is_told_and_left(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(url)
    store.create("webchat", "hash", {})
    store.close()
    assert run(monkeypatch, "key") == 0
    monkeypatch.setenv("KT_GATEWAY_STORE_KEYS", capsys.readouterr().out.strip())
    assert run(monkeypatch, "rekey") == 1
    assert "key that is not given" in capsys.readouterr().err


def test_a_database_on_a_server_without_a_key_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KT_CHANNEL_SECRET", SECRET)
    monkeypatch.setenv("KT_GATEWAY_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    assert run(monkeypatch, "off") == 2
    assert capsys.readouterr().err.startswith("gateway: store_keys")


def test_the_report_of_a_month_is_printed(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(url)
    counts = DailyCounts(store.engine, lambda: 1_795_000_000.0)
    for value, number in (("leeftijd", 13), ("woonvorm", 3)):
        for _each in range(number):
            counts.add("vraag", value)
    counts.write()
    store.close()
    assert run(monkeypatch, "quality", "--month", "2026-11") == 0
    told = capsys.readouterr().out
    assert "| leeftijd | 15 |" in told
    assert "| woonvorm | minder dan 5 |" in told
    assert run(monkeypatch, "quality", "--month", "2026-11", "--json") == 0
    assert json.loads(capsys.readouterr().out)["onderwerpen"]["vraag"]["totaal"] == 15


@pytest.mark.parametrize("month", ["2026-13", "november", "2026-1", "2026-11-01"])
def test_what_is_no_month_is_refused(
    url: str, month: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "quality", "--month", month) == 2
    assert "2026-11" in capsys.readouterr().err


def test_documents_are_written(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "documents", "--out", str(tmp_path / "uit")) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(list((tmp_path / "uit").iterdir())) == 5


def test_small_numbers_are_not_told_and_others_are_rounded() -> None:
    assert [coarse(n) for n in (0, 4, 5, 7, 8, 12, 13, 1002)] == [
        None,
        None,
        5,
        5,
        10,
        10,
        15,
        1000,
    ]


def test_no_number_of_a_report_gives_away_one_person() -> None:
    # One person more or less in a small group must not show in the total either.
    small = report("2026-11", {"gevaar": {"crisis_suicide": 1, "eenzaam": 5}})
    none = report("2026-11", {"gevaar": {"crisis_suicide": 2, "eenzaam": 5}})
    assert small["onderwerpen"]["gevaar"] == none["onderwerpen"]["gevaar"]


def test_every_subject_has_its_words() -> None:
    told = as_text(report("2026-11", {}))
    assert told.count("Hierover is deze maand niets geteld.") == 9
    assert Settings(channel_secret=SECRET).counts_months == 24

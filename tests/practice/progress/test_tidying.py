"""Erasing what was not used for a year, without anybody asking for it."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from practice.progress import ProgressStore, sealing
from practice.progress.database import VARIABLE
from practice.progress.store import KEPT, utc_now
from practice.progress.tidying import keep_tidying, tidy_once
from tests.practice.progress.building import LISA, Clock, result


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the database that the environment names."""
    file = tmp_path / "practice.db"
    monkeypatch.setenv(VARIABLE, f"sqlite:///{file}")
    return file


def practised_long_ago(file: Path) -> None:
    clock = Clock(utc_now() - KEPT - timedelta(days=1))
    store = ProgressStore(f"sqlite:///{file}", clock)
    store.record([result(at=clock.now)])
    store.close()


def test_where_nobody_practised_no_database_is_made(file: Path) -> None:
    assert tidy_once() == 0
    assert not file.exists()


def test_what_was_not_used_for_a_year_goes_by_itself(file: Path) -> None:
    practised_long_ago(file)

    async def a_day() -> None:
        task = asyncio.create_task(keep_tidying(0.01))
        await asyncio.sleep(0.5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(a_day())
    assert LISA.encode() not in b"".join(p.read_bytes() for p in file.parent.iterdir())


def test_a_database_that_is_out_of_order_is_logged_by_kind_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(sealing.VARIABLE, Fernet.generate_key().decode())
    monkeypatch.setenv(VARIABLE, "postgresql://iemand:wachtwoordje@127.0.0.1:1/x?connect_timeout=1")
    with caplog.at_level(logging.ERROR):
        assert tidy_once() == 0
    assert [each.getMessage() for each in caplog.records] == ["practice store: OperationalError"]

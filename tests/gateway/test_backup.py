"""A copy of the database and putting it back: what was erased in between stays erased."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway import admin
from gateway.backup import BackupFailed, backup, restore
from gateway.journal import DAY, Journal
from gateway.model import NewEntry
from gateway.store.sealed import new_key, sealer_of
from gateway.store.store import Store
from tests.postgres import Server, postgres_server, postgres_url

__all__ = ["postgres_server", "postgres_url"]
WEEK = 7 * DAY


@pytest.fixture
def empty_url(postgres_server: Server) -> str:
    """Give another, empty database."""
    postgres_server.execute("DROP DATABASE IF EXISTS put_back WITH (FORCE)")
    postgres_server.execute("CREATE DATABASE put_back")
    return postgres_server.url("put_back")


def store_at(url: str, key: str, journal: Journal | None = None) -> Store:
    return Store(
        url,
        idle_seconds=3600,
        absolute_seconds=WEEK,
        sealer=sealer_of(url, key),
        migrating=True,
        journal=journal,
    )


def talk(store: Store, token: str, words: str) -> str:
    id_ = store.create("webchat", token, {})
    store.accept(id_, "message-1", "print", NewEntry("person", "text", words), {}, max_queue=5)
    return id_


def test_what_was_erased_since_the_copy_does_not_come_back(
    postgres_url: str, empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, folder, file = new_key(), tmp_path / "erased", tmp_path / "copy"
    store = store_at(postgres_url, key, Journal(folder, WEEK))
    stays, goes = talk(store, "een", "blijft"), talk(store, "twee", "gaat weg")
    backup(postgres_url, file)
    store.erase(goes)
    store.erased_everywhere(goes)
    store.close()
    assert b"blijft" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0

    for name, value in {
        "KT_CHANNEL_SECRET": "s" * 16,
        "KT_GATEWAY_DATABASE_URL": empty_url,
        "KT_GATEWAY_STORE_KEYS": key,
        "KT_GATEWAY_ERASED_FOLDER": str(folder),
    }.items():
        monkeypatch.setenv(name, value)
    assert admin.run(["restore", str(file)]) == 0
    again = store_at(empty_url, key)
    found = again.snapshot(stays, 0)
    assert found is not None
    assert [e.text for e in found.entries] == ["blijft"]
    assert again.snapshot(goes) is None
    assert again.to_erase() == [goes]
    again.close()


def test_a_copy_is_not_put_back_where_nobody_knows_what_was_erased(
    empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KT_CHANNEL_SECRET", "s" * 16)
    monkeypatch.setenv("KT_GATEWAY_DATABASE_URL", empty_url)
    with pytest.raises(ValueError, match="erased_folder"):
        admin.run(["restore", str(tmp_path / "copy")])


def test_a_copy_never_goes_over_something_that_is_there(postgres_url: str, tmp_path: Path) -> None:
    store_at(postgres_url, new_key()).close()
    backup(postgres_url, tmp_path / "copy")
    with pytest.raises(BackupFailed, match="not empty"):
        restore(postgres_url, tmp_path / "copy")
    with pytest.raises(FileExistsError):
        backup(postgres_url, tmp_path / "copy")


def test_an_embedded_database_is_not_copied(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="PostgreSQL"):
        backup(f"sqlite:///{tmp_path / 'x.db'}", tmp_path / "copy")


def test_a_failure_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="pg_dump: ") as told:
        backup(f"postgresql://iemand:geheim@/niets?host={tmp_path}", tmp_path / "copy")
    assert "geheim" not in str(told.value)


def test_the_journal_keeps_an_erasure_as_long_as_a_conversation_can_live(tmp_path: Path) -> None:
    now = [1_800_000_000.0]
    one, other = (Journal(tmp_path, WEEK, lambda: now[0]) for _ in range(2))
    one.add("webchat-1")
    other.add("webchat-2")
    one.add("webchat-1")
    assert sorted(one.conversations()) == ["webchat-1", "webchat-2"]
    assert all(file.stat().st_mode & 0o077 == 0 for file in tmp_path.iterdir())
    now[0] += WEEK - DAY
    one.add("webchat-3")
    assert "webchat-1" in other.conversations()
    now[0] += 3 * DAY
    other.add("webchat-4")
    assert sorted(one.conversations()) == ["webchat-3", "webchat-4"]


def test_what_ended_by_itself_is_not_in_the_journal(tmp_path: Path) -> None:
    now = [1_000.0]
    journal = Journal(tmp_path / "erased", WEEK)
    store = Store(
        f"sqlite:///{tmp_path / 'c.db'}",
        idle_seconds=60,
        absolute_seconds=600,
        clock=lambda: now[0],
        journal=journal,
    )
    talk(store, "een", "iets")
    now[0] += 100
    assert len(store.erase_ended()) == 1
    assert journal.conversations() == []
    store.close()

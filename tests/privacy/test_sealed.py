"""The store of conversations lies encrypted; the keys lie elsewhere and can be changed."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from gateway.model import NewEntry
from gateway.store.sealed import (
    SealedText,
    Sealer,
    Unreadable,
    new_key,
    renew_all,
    sealed_columns,
    sealer_of,
)
from gateway.store.store import Outcome, Store
from gateway.store.tables import Base
from tests.postgres import postgres_server, postgres_url

__all__ = ["postgres_server", "postgres_url"]

WORD = "kwetsbaarheidsgeheim"
OLD, NEW = new_key(), new_key()


def store_at(url: str, *keys: str) -> Store:
    return Store(url, idle_seconds=3600, absolute_seconds=7200, sealer=Sealer(keys), migrating=True)


def full_conversation(store: Store) -> str:
    """Give a conversation with the word in every place that can hold words."""
    id_ = store.create("webchat", "hash", {"spreker": WORD})
    said = NewEntry("person", "text", WORD, {"labels": [WORD]})
    for number in ("one", "two"):
        store.accept(id_, f"message-{number}", WORD, said, {"said": WORD}, max_queue=9)
    work = store.claim(id_, "worker", 60)
    assert work is not None
    answer = NewEntry("assistant", "text", WORD)
    state = {"open": None, "advised": True, "facts": [WORD]}
    store.finish(work, Outcome([answer], state, {"title": WORD}, turn=True))
    store.end_melding(id_, {"reference": WORD})
    return id_


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'conversations.db'}"
    found = request.getfixturevalue("postgres_url")
    assert isinstance(found, str)
    return found


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    made = store_at(url, OLD)
    yield made
    made.close()


def everything_in(store: Store) -> str:
    """Give all that lies in the tables, as it lies there."""
    found: list[Any] = []
    with store.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            found += connection.execute(text(f"SELECT * FROM {table.name}")).all()
    return repr(found)


def test_nothing_that_was_said_lies_open_in_the_tables(store: Store) -> None:
    id_ = full_conversation(store)
    assert id_ in everything_in(store)
    assert WORD not in everything_in(store)


def test_what_was_sealed_reads_as_it_was(store: Store) -> None:
    id_ = full_conversation(store)
    found = store.snapshot(id_, 0)
    assert found is not None
    assert [each.text for each in found.entries] == [WORD] * 3
    assert found.entries[0].data == {"labels": [WORD]}
    assert found.state["facts"] == [WORD]
    assert found.advice == {"title": WORD}
    assert found.melding == {"reference": WORD}
    assert found.start == {"spreker": WORD}
    assert store.find(id_, "message-one") == (1, WORD)


def test_no_file_of_the_database_holds_a_word(tmp_path: Path) -> None:
    store = store_at(f"sqlite:///{tmp_path / 'conversations.db'}", OLD)
    full_conversation(store)
    files = list(tmp_path.iterdir())
    assert sum(each.stat().st_size for each in files) > 1000
    assert [each.name for each in files if WORD.encode() in each.read_bytes()] == []
    store.close()


def test_without_its_key_nothing_can_be_read(url: str, store: Store) -> None:
    id_ = full_conversation(store)
    other = store_at(url, NEW)
    with pytest.raises(Unreadable):
        other.snapshot(id_, 0)
    other.close()


def test_a_value_that_was_altered_or_never_sealed_is_refused(url: str, store: Store) -> None:
    id_ = full_conversation(store)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE entries SET text = 'Bel mij op dit nummer' WHERE seq = 1"))
    with pytest.raises(Unreadable):
        store.snapshot(id_, 0)


def test_keys_change_while_all_stays_readable_and_the_old_one_opens_nothing_more(
    url: str, store: Store
) -> None:
    id_ = full_conversation(store)
    both = store_at(url, NEW, OLD)
    assert both.snapshot(id_, 0) == store.snapshot(id_, 0)
    assert renew_all(both.engine, Base, both.sealer) > 0
    assert renew_all(both.engine, Base, both.sealer) == 0
    only_new = store_at(url, NEW)
    assert only_new.snapshot(id_, 0) == both.snapshot(id_, 0)
    with pytest.raises(Unreadable):
        store.snapshot(id_, 0)
    for each in (both, only_new):
        each.close()


def test_every_column_that_can_hold_words_is_sealed() -> None:
    open_texts = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.type.__class__.__name__ in ("JSON", "Text", "LargeBinary")
    }
    # Of a receipt lies open what is the catalogue's: which products and rules, which version.
    assert open_texts == {"receipts.products", "receipts.rules", "receipts.catalogue"}
    names = {table.name: set(columns) for table, columns in sealed_columns(Base).items()}
    assert names["entries"] >= {"text", "data"}
    assert names["messages"] >= {"work", "fingerprint"}
    assert names["receipts"] == {"facts", "reason"}
    assert names["teams_conversations"] == {"data"}
    assert names["conversations"] >= {"start", "state", "advice", "melding"}


def test_a_sqlite_file_gets_a_key_beside_it_for_its_owner_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'deep' / 'conversations.db'}"
    first, second = sealer_of(url), sealer_of(url)
    assert second.open(first.seal(WORD)) == WORD
    key = tmp_path / "deep" / "conversations.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert [each.name for each in key.parent.iterdir()] == ["conversations.key"]


def test_a_database_on_a_server_does_not_open_without_a_key() -> None:
    with pytest.raises(ValueError, match="store_keys"):
        sealer_of("postgresql://user@127.0.0.1/none")


@pytest.mark.parametrize("keys", ["", " , ", "short", f"{OLD},short"])
def test_what_is_no_key_is_refused_without_being_shown(keys: str) -> None:
    with pytest.raises(ValueError, match="store_keys") as refused:
        Sealer(keys.split(","))
    assert "short" not in str(refused.value)


def test_keys_are_read_from_a_file_the_current_one_first(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text(f"{NEW}\n{OLD}\n")
    sealer = sealer_of("postgresql://user@127.0.0.1/none", None, file)
    assert sealer.open(Sealer([OLD]).seal(WORD)) == WORD
    assert Sealer([NEW]).open(sealer.seal(WORD)) == WORD


def test_an_engine_without_a_sealer_writes_nothing() -> None:
    with pytest.raises(TypeError, match="sealer"):
        SealedText().process_bind_param(WORD, sqlite.dialect())

"""The store on SQLite and on PostgreSQL: one transaction per method, safe between processes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from gateway.model import NewEntry
from gateway.store import engines
from gateway.store.sealed import Sealer, new_key
from gateway.store.store import ChoiceGone, IdReused, Outcome, QueueFull, Store, Taken
from tests.postgres import postgres_server, postgres_url

__all__ = ["postgres_server", "postgres_url"]

SEALER = Sealer([new_key()])
QUESTION = NewEntry("assistant", "question", "Ja of nee?", {"choices": []})


def open_store(url: str) -> Store:
    return Store(url, idle_seconds=3600, absolute_seconds=7200, sealer=SEALER, migrating=True)


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
    made = open_store(url)
    yield made
    made.close()


@pytest.fixture
def conversation(store: Store) -> str:
    return store.create("webchat", "hash", {"spreker": "inwoner"})


def accept(store: Store, conversation: str, id_: str, **more: object) -> tuple[int, bool] | None:
    entry = NewEntry("person", "text", f"bericht {id_}")
    options = {"max_queue": 100, **more}
    taken = store.accept(conversation, id_, f"print-{id_}", entry, {"said": id_}, **options)  # type: ignore[arg-type]
    return taken[:2] if taken else None


def test_a_conversation_is_found_by_the_hash_of_its_token(store: Store, conversation: str) -> None:
    assert store.of_token("hash") == conversation
    assert store.of_token("other") is None
    assert store.count_open() == 1


def test_a_message_is_taken_claimed_and_finished(store: Store, conversation: str) -> None:
    assert accept(store, conversation, "one") == (1, False)
    work = store.claim(conversation, "worker", 30)
    assert work is not None
    assert (work.message, work.content, work.start) == (
        "one",
        {"said": "one"},
        {"spreker": "inwoner"},
    )
    assert store.finish(work, Outcome([QUESTION], {"open": "x", "advised": False}, turn=True))
    snapshot = store.snapshot(conversation, 0)
    assert snapshot is not None
    assert [each.kind for each in snapshot.entries] == ["text", "question"]
    assert snapshot.open is not None
    assert (snapshot.busy_since, snapshot.turns) == (None, 1)
    assert store.claim(conversation, "worker", 30) is None


def test_finishing_twice_says_nothing_twice(store: Store, conversation: str) -> None:
    accept(store, conversation, "one")
    work = store.claim(conversation, "worker", 30)
    assert work is not None
    store.finish(work, Outcome([QUESTION]))
    store.finish(work, Outcome([QUESTION]))
    snapshot = store.snapshot(conversation, 0)
    assert snapshot is not None
    assert len(snapshot.entries) == 2


def test_another_worker_gets_a_claim_only_when_its_time_is_over(
    store: Store, conversation: str
) -> None:
    accept(store, conversation, "one")
    assert store.claim(conversation, "first", 30) is not None
    assert store.claim(conversation, "second", 30) is None
    assert store.abandoned() == []
    assert store.claim(conversation, "first", -1) is not None
    assert store.abandoned() == [conversation]
    assert store.claim(conversation, "second", 30) is not None


def test_the_same_id_counts_once_and_another_message_with_it_not_at_all(
    store: Store, conversation: str
) -> None:
    assert accept(store, conversation, "one") == (1, False)
    assert accept(store, conversation, "one") == (1, True)
    with pytest.raises(IdReused):
        store.accept(conversation, "one", "other", None, {}, max_queue=5)
    with pytest.raises(QueueFull):
        accept(store, conversation, "two", max_queue=1)
    with pytest.raises(ChoiceGone):
        accept(store, conversation, "two", question="gone")


def test_many_at_once_get_numbers_of_their_own(store: Store, url: str, conversation: str) -> None:
    stores = [open_store(url) for _each in range(4)]
    taken: list[tuple[int, bool] | None] = []

    def work(own: Store, number: int) -> None:
        for each in range(5):
            # Every message comes from two sides.
            taken.append(accept(own, conversation, f"m{number // 2}-{each}"))

    threads = [threading.Thread(target=work, args=(s, n)) for n, s in enumerate(stores)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    for own in stores:
        own.close()
    assert all(taken)
    assert sorted(t[0] for t in taken if t and not t[1]) == list(range(1, 11))
    assert len([t for t in taken if t and t[1]]) == 10


def test_help_is_added_once_and_only_while_the_message_waits(
    store: Store, conversation: str
) -> None:
    accept(store, conversation, "one")
    help_ = NewEntry("system", "danger", "Bel 112.", {"soort": "x"})
    assert store.help(conversation, "one", help_) is True
    assert store.help(conversation, "one", help_) is False
    work = store.claim(conversation, "worker", 30)
    assert work is not None
    store.finish(work, Outcome([NewEntry("assistant", "danger", "Bel 112.", {"soort": "x"})]))
    snapshot = store.snapshot(conversation, 0)
    assert snapshot is not None
    assert [each.kind for each in snapshot.entries] == ["text", "danger"]
    assert store.help(conversation, "one", help_) is False


def test_a_melding_is_begun_once(store: Store, conversation: str) -> None:
    assert store.begin_melding(conversation, {"reference": "a"}) is None
    assert store.begin_melding(conversation, {"reference": "b"}) == {"reference": "a"}
    store.end_melding(conversation, None)
    assert store.begin_melding(conversation, {"reference": "b"}) is None


def test_what_is_erased_is_in_no_table(store: Store, conversation: str) -> None:
    accept(store, conversation, "one")
    store.erase(conversation)
    with store.engine.connect() as connection:
        for table in inspect(store.engine).get_table_names():
            rows = connection.execute(text(f"SELECT * FROM {table}")).fetchall()
            assert rows == [] or table in ("erasures", "alembic_version")
    assert store.to_erase() == [conversation]
    store.erased_everywhere(conversation)
    assert store.to_erase() == []
    assert store.snapshot(conversation) is None
    assert accept(store, conversation, "two") is None


def test_who_takes_a_message_may_claim_the_conversation_with_it(
    store: Store, conversation: str
) -> None:
    entry = NewEntry("person", "text", "hallo")

    def taken(id_: str, worker: str) -> Taken | None:
        more = {"max_queue": 9, "worker": worker, "hold": 30.0}
        return store.accept(conversation, id_, "print", entry, {"said": id_}, **more)  # type: ignore[arg-type]

    first = taken("one", "first")
    assert first is not None
    assert first.work is not None
    assert first.work.content == {"said": "one"}
    assert first.work.start == {"spreker": "inwoner"}
    assert store.claim(conversation, "second", 30) is None
    # The same again, and the next one behind it, are nobody's to begin with.
    assert taken("one", "first") == (1, True, None)
    assert taken("two", "second") == (2, False, None)
    finished = store.finish(first.work, Outcome([QUESTION], {"open": "x"}))
    assert finished is not None
    assert finished.more
    following = store.claim(conversation, "first", 30)
    assert following is not None
    assert following.message == "two"


def test_a_connection_that_was_lost_while_it_rested_is_replaced(
    store: Store, conversation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "SECONDS_TRUSTED", 0.0)
    store.snapshot(conversation)
    if store.engine.dialect.name == "sqlite":
        # A file has no server that ends a connection: here they are closed.
        store.engine.dispose()
    else:
        other = create_engine(store.engine.url, isolation_level="AUTOCOMMIT")
        with other.connect() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        other.dispose()
    assert store.snapshot(conversation) is not None

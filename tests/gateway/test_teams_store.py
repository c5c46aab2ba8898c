"""What the store keeps for Teams, on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.model import NewEntry
from gateway.store.sealed import Sealer, new_key
from gateway.store.store import Keeping, Store
from gateway.store.teams import TeamsStore
from tests.postgres import postgres_server, postgres_url

__all__ = ["postgres_server", "postgres_url"]

HOUR = 3600.0
REFERENCE = {"serviceUrl": "https://x/", "conversation": {"id": "a:1"}}


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path / 'conversations.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    channels = {"teams": Keeping(72 * HOUR, 720 * HOUR)}
    made = Store(
        url,
        idle_seconds=HOUR,
        absolute_seconds=2 * HOUR,
        channels=channels,
        clock=clock,
        sealer=Sealer([new_key()]),
        migrating=True,
    )
    yield made
    made.close()


@pytest.fixture
def places(store: Store, clock: Clock) -> TeamsStore:
    return TeamsStore(store.engine, clock)


@pytest.fixture
def conversation(store: Store, places: TeamsStore) -> str:
    made = store.create("teams", "hash", {})
    places.remember(made, "chat", REFERENCE)
    return made


def test_a_talk_in_teams_is_kept_for_its_own_time(store: Store, clock: Clock) -> None:
    teams, page = store.create("teams", "one", {}), store.create("webchat", "two", {})
    clock.now += 71 * HOUR
    assert [each.id for each in store.erase_ended()] == [page]
    clock.now += 2 * HOUR
    assert [each.id for each in store.erase_ended()] == [teams]


def test_where_to_answer_is_known_and_how_far_it_was_sent(
    places: TeamsStore, conversation: str
) -> None:
    places.sent(conversation, 3, "entry", "activity")
    places.sent(conversation, 2, "other", None)
    place = places.place(conversation)
    assert place is not None
    assert (place.reference, place.sent_seq) == (REFERENCE, 3)
    assert place.cards == {"entry": "activity"}
    places.remember(conversation, "chat", {**REFERENCE, "serviceUrl": "https://y/"})
    place = places.place(conversation)
    assert place is not None
    assert place.reference["serviceUrl"] == "https://y/"
    assert place.cards == {"entry": "activity"}


def test_the_card_that_waited_is_named_when_another_takes_its_place(
    places: TeamsStore, conversation: str
) -> None:
    assert places.sent(conversation, 1, "one", "a1", asks=True) is None
    assert places.sent(conversation, 2, "text", None) is None
    assert places.sent(conversation, 3, "proposal", "a2") is None
    assert places.sent(conversation, 4, "two", "a3", asks=True) == "one"
    places.answered(conversation, "one")
    places.answered(conversation, "two")
    assert places.sent(conversation, 5, "three", "a4", asks=True) is None


def test_one_worker_sends_at_a_time_and_another_takes_over_when_it_falls(
    store: Store, places: TeamsStore, conversation: str, clock: Clock
) -> None:
    store.say(conversation, "message-1", [NewEntry("system", "text", "hallo")])
    assert places.behind() == [conversation]
    assert places.claim(conversation, "one", 60) is not None
    assert places.claim(conversation, "two", 60) is None
    assert places.behind() == []
    clock.now += 61
    assert places.behind() == [conversation]
    assert places.claim(conversation, "two", 60) is not None
    places.release(conversation, "one")
    assert places.claim(conversation, "one", 60) is None
    places.sent(conversation, 1, "x", None)
    places.release(conversation, "two")
    assert places.behind() == []


def test_a_button_is_used_once_but_by_the_same_message_again(
    places: TeamsStore, conversation: str
) -> None:
    assert places.use(conversation, "button", "message")
    assert places.use(conversation, "button", "message")
    assert not places.use(conversation, "button", "another")
    places.give_back(conversation, "button", "another")
    assert not places.use(conversation, "button", "another")
    places.give_back(conversation, "button", "message")
    assert places.use(conversation, "button", "another")


def test_of_many_at_once_one_uses_a_button(places: TeamsStore, conversation: str) -> None:
    used: list[bool] = []

    def use(number: int) -> None:
        used.append(places.use(conversation, "button", f"message-{number}"))

    threads = [threading.Thread(target=use, args=(number,)) for number in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(used) == [False] * 5 + [True]


def test_what_is_outside_a_talk_is_seen_once_a_day(places: TeamsStore, clock: Clock) -> None:
    assert places.first("key")
    assert not places.first("key")
    clock.now += 25 * HOUR
    assert places.first("key")


def test_erasing_a_talk_leaves_no_row_of_it(
    store: Store, places: TeamsStore, conversation: str
) -> None:
    places.use(conversation, "button", "message")
    store.erase(conversation, owed=False)
    with store.engine.connect() as connection:
        for table in ("teams_conversations", "teams_used", "entries", "messages"):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").all()
            assert rows == []
    assert places.place(conversation) is None
    assert not places.use(conversation, "button", "message")
    places.remember(conversation, "chat", REFERENCE)
    assert places.place(conversation) is None


def test_something_is_said_once_about_a_message(store: Store, conversation: str) -> None:
    entry = NewEntry("system", "error", "Dit kan niet.")
    assert store.say(conversation, "message-1", [entry])
    assert not store.say(conversation, "message-1", [entry])
    assert not store.say("teams-gone", "message-1", [entry])
    snapshot = store.snapshot(conversation, 0)
    assert snapshot is not None
    assert [each.text for each in snapshot.entries] == ["Dit kan niet."]
    assert snapshot.busy_since is None

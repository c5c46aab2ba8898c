"""Erasing a conversation: afterwards nothing of it is in the store."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.channel.erasing import (
    RETENTION_VARIABLE,
    TEAMS,
    TEAMS_VARIABLE,
    erase,
    erase_idle,
    keep_erasing,
    retention_seconds,
    teams_seconds,
)
from assistant.channel.guarded_rest import erased_if_asked

ASKED = [{"text": "gewist"}, {"custom": {"type": "erase", "mislukt": "het lukte niet"}}]


def _filled(store: TrackerStore) -> TrackerStore:
    for sender in ("weg", "blijft"):
        tracker = DialogueStateTracker(sender, [])
        tracker.update(UserUttered("een geheim"))
        asyncio.run(store.save(tracker))
    return store


def _knows(store: TrackerStore, sender: str) -> bool:
    return asyncio.run(store.retrieve(sender)) is not None


def test_a_conversation_in_memory_is_gone_and_the_others_stay() -> None:
    store = _filled(InMemoryTrackerStore(Domain.empty()))
    erase(store, "weg")
    assert not _knows(store, "weg")
    assert _knows(store, "blijft")


def test_a_conversation_in_a_database_leaves_no_row(tmp_path: Path) -> None:
    database = tmp_path / "tracker.db"
    store = _filled(SQLTrackerStore(Domain.empty(), dialect="sqlite", db=str(database)))
    erase(store, "weg")
    assert not _knows(store, "weg")
    assert _knows(store, "blijft")


def test_a_store_that_cannot_erase_is_never_said_to_have_erased() -> None:
    with pytest.raises(TypeError):
        erase(TrackerStore(Domain.empty()), "weg")


def test_the_person_hears_that_it_failed_when_it_failed() -> None:
    def broken() -> Any:
        raise OSError("disk")

    said = erased_if_asked(ASKED, broken, "weg")
    assert [m["text"] for m in said] == ["het lukte niet"]


def test_nothing_is_erased_unless_an_action_asks_for_it() -> None:
    store = _filled(InMemoryTrackerStore(Domain.empty()))
    erased_if_asked([{"text": "gewoon"}], lambda: store, "weg")
    assert _knows(store, "weg")
    erased_if_asked(ASKED, lambda: store, "weg")
    assert not _knows(store, "weg")


def _stores(folder: Path) -> list[TrackerStore]:
    return [
        InMemoryTrackerStore(Domain.empty()),
        SQLTrackerStore(Domain.empty(), dialect="sqlite", db=str(folder / "tracker.db")),
    ]


def _say(store: TrackerStore, sender: str, when: float) -> None:
    tracker = DialogueStateTracker(sender, [])
    tracker.update(UserUttered("een geheim", timestamp=when))
    asyncio.run(store.save(tracker))


def test_a_conversation_goes_a_day_after_its_last_message_and_not_before(tmp_path: Path) -> None:
    for store in _stores(tmp_path):
        now = time.time()
        _say(store, "gisteren", now - retention_seconds() - 60)
        _say(store, "vandaag", now - 3600)
        assert erase_idle(store, now - retention_seconds()) == 1
        assert not _knows(store, "gisteren")
        assert _knows(store, "vandaag")


def test_the_server_goes_on_erasing_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(RETENTION_VARIABLE, str(0.4 / 3600))
    store = InMemoryTrackerStore(Domain.empty())
    _say(store, "stil", time.time())

    async def a_while() -> None:
        task = asyncio.ensure_future(keep_erasing(lambda: store))
        for _ in range(100):
            await asyncio.sleep(0.05)
            if "stil" not in store.store:
                break
        task.cancel()

    asyncio.run(a_while())
    assert "stil" not in store.store


@pytest.mark.parametrize("hours", ["48", "-1", "0", "veel"])
def test_no_setting_keeps_a_conversation_longer_than_people_are_told(
    monkeypatch: pytest.MonkeyPatch, hours: str
) -> None:
    monkeypatch.setenv(RETENTION_VARIABLE, hours)
    assert retention_seconds() == 24 * 3600


def test_a_workers_talk_in_teams_goes_after_its_own_time(tmp_path: Path) -> None:
    for store in _stores(tmp_path):
        now, week = time.time(), 7 * 24 * 3600
        for sender, age in (("webchat-1", 0.5), ("webchat-2", 2), ("teams-1", 2), ("teams-2", 8)):
            _say(store, sender, now - age * 24 * 3600)
        assert erase_idle(store, now - retention_seconds(), {TEAMS: now - week}) == 2
        kept = ("webchat-1", "webchat-2", "teams-1", "teams-2")
        assert [each for each in kept if _knows(store, each)] == ["webchat-1", "teams-1"]


def test_a_workers_talk_may_go_sooner_than_others(tmp_path: Path) -> None:
    for store in _stores(tmp_path):
        now = time.time()
        _say(store, "teams-1", now - 2 * 3600)
        _say(store, "webchat-1", now - 2 * 3600)
        assert erase_idle(store, now - retention_seconds(), {TEAMS: now - 3600}) == 1
        assert _knows(store, "webchat-1")


@pytest.mark.parametrize(
    ("hours", "kept"), [("48", 48), ("720", 720), ("9000", 720), ("-1", 24), ("veel", 24)]
)
def test_the_time_of_talks_in_teams_is_a_setting_of_thirty_days_at_most(
    monkeypatch: pytest.MonkeyPatch, hours: str, kept: int
) -> None:
    monkeypatch.setenv(TEAMS_VARIABLE, hours)
    assert teams_seconds() == kept * 3600

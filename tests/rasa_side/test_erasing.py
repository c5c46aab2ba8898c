"""Erasing a conversation: afterwards nothing of it is in the store."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.channel.erasing import erase
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

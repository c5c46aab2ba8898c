"""The tracker store: what is kept comes back, once, and what is erased does not."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from rasa.core.agent import Agent
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from sqlalchemy import create_engine, text

from assistant.channel.erasing import erase, erase_idle
from assistant.stores import faults
from assistant.stores.locks import ConversationLocks
from assistant.stores.seal import Seal, Unreadable
from assistant.stores.shelf import Conflict
from assistant.stores.trackers import ConversationTrackers

DOMAIN = Domain.load("domain.yml")
SENDER = "webchat-1"
SECRET = "een heel bijzonder geheim"


def store_at(url: str, key: str) -> ConversationTrackers:
    return ConversationTrackers(DOMAIN, url=url, keys=key)


def turn(words: str) -> list[Event]:
    return [
        UserUttered(words, {"name": "antwoord"}, input_channel="keukentafel", message_id=words),
        ActionExecuted("action_antwoord"),
        SlotSet("gesprek", {"open": words}),
        BotUttered(f"U zei {words}.", {"custom": {"type": "question", "id": "leeftijd"}}),
        ActionExecuted("action_listen"),
    ]


async def say(store: ConversationTrackers, words: str, sender: str = SENDER) -> None:
    tracker = await store.get_or_create_tracker(sender)
    for event in turn(words):
        tracker.update(event, DOMAIN)
    await store.save(tracker)


async def said(store: ConversationTrackers, sender: str = SENDER) -> list[str]:
    tracker = await store.retrieve(sender)
    return [] if tracker is None else [e.text for e in tracker.events if isinstance(e, UserUttered)]


def whole(tracker: DialogueStateTracker | None) -> Any:
    return None if tracker is None else tracker.current_state(EventVerbosity.ALL)


def test_a_conversation_comes_back_as_rasas_own_store_gives_it(url: str, key: str) -> None:
    async def go() -> None:
        store, plain = store_at(url, key), InMemoryTrackerStore(DOMAIN)
        for words in ("een", "twee", "drie"):
            await say(store, words)
            tracker = await store.retrieve(SENDER)
            assert tracker is not None
            await plain.save(tracker)
            assert whole(await store.retrieve(SENDER)) == whole(await plain.retrieve(SENDER))
        assert await said(store) == ["een", "twee", "drie"]
        assert await said(store, "webchat-2") == []
        assert list(await store.keys()) == [SENDER]

    asyncio.run(go())


def test_what_is_done_with_a_tracker_counts_only_when_it_is_saved(url: str, key: str) -> None:
    async def go() -> None:
        store = store_at(url, key)
        await say(store, "een")
        tracker = await store.retrieve(SENDER)
        assert tracker is not None
        tracker.update(UserUttered("vergeten"))
        tracker.update(SlotSet("leeftijd", 12.0))
        again = await store.retrieve(SENDER)
        assert again is not None
        assert await said(store) == ["een"]
        assert again.get_slot("leeftijd") is None

    asyncio.run(go())


def test_of_two_that_add_to_the_same_turn_one_is_refused(url: str, key: str) -> None:
    async def go() -> None:
        store = store_at(url, key)
        await say(store, "een")
        first, second = await store.retrieve(SENDER), await store.retrieve(SENDER)
        assert first is not None
        assert second is not None
        for tracker, words in ((first, "twee"), (second, "dubbel")):
            for event in turn(words):
                tracker.update(event, DOMAIN)
        await store.save(first)
        with pytest.raises(Conflict):
            await store.save(second)
        assert await said(store) == ["een", "twee"]

    asyncio.run(go())


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_two_processes_take_turns_in_one_conversation(url: str, key: str) -> None:
    async def go() -> None:
        one, other = store_at(url, key), store_at(url, key)
        for number in range(6):
            await say((one, other)[number % 2], str(number))
        assert await said(one) == await said(other) == [str(n) for n in range(6)]
        assert whole(await one.retrieve(SENDER)) == whole(await other.retrieve(SENDER))
        assert whole(await store_at(url, key).retrieve(SENDER)) == whole(await one.retrieve(SENDER))

    asyncio.run(go())


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_what_another_process_erased_is_not_remembered_even_if_it_began_anew(
    url: str, key: str
) -> None:
    async def go() -> None:
        one, other = store_at(url, key), store_at(url, key)
        await say(one, "oud")
        assert await said(other) == ["oud"]
        erase(one, SENDER)
        assert await said(other) == []
        await say(other, "weer oud")
        assert await said(one) == ["weer oud"]
        erase(other, SENDER)
        await say(other, "nieuw")
        assert await said(one) == ["nieuw"]

    asyncio.run(go())


def test_while_a_conversation_is_held_it_is_read_from_the_database_once(
    tmp_path: Path, key: str
) -> None:
    async def go() -> None:
        store, locks = store_at(f"sqlite:///{tmp_path / 't.db'}", key), ConversationLocks(url="")
        await say(store, "een")
        assert store._shelf is not None
        reads: list[str] = []
        read = store._shelf.read

        def counted(conversation: str, known: int = 0) -> Any:
            reads.append(conversation)
            return read(conversation, known)

        store._shelf.read = counted  # type: ignore[method-assign]
        async with locks.lock(SENDER):
            for _ in range(3):
                assert await said(store) == ["een"]
            await say(store, "twee")
            assert await said(store) == ["een", "twee"]
        assert len(reads) == 1
        assert await said(store) == ["een", "twee"]
        assert len(reads) == 2

    asyncio.run(go())


def test_a_tracker_that_was_made_elsewhere_is_added_to_or_takes_the_place(
    url: str, key: str
) -> None:
    async def go() -> None:
        store = store_at(url, key)
        await say(store, "een")
        known = await store.retrieve(SENDER)
        assert known is not None
        longer = DialogueStateTracker.from_events(
            SENDER, [*known.events, *turn("twee")], DOMAIN.slots
        )
        await store.save(longer)
        assert await said(store) == ["een", "twee"]
        await store.save(DialogueStateTracker.from_events(SENDER, turn("anders"), DOMAIN.slots))
        assert await said(store) == ["anders"]

    asyncio.run(go())


def test_what_is_erased_is_gone_and_the_rest_stays(url: str, key: str) -> None:
    async def go() -> None:
        store = store_at(url, key)
        await say(store, "weg")
        await say(store, "blijft", "webchat-2")
        erase(store, SENDER)
        assert await said(store) == []
        assert await said(store, "webchat-2") == ["blijft"]

    asyncio.run(go())


def test_a_conversation_goes_when_nothing_was_said_for_long(url: str, key: str) -> None:
    async def go() -> None:
        store = store_at(url, key)
        await say(store, "oud")
        assert erase_idle(store, time.time() - 60) == 0
        assert erase_idle(store, time.time() + 60) == 1
        assert await said(store) == []

    asyncio.run(go())


# -- sealed -------------------------------------------------------------------------------------


def test_no_word_lies_in_the_files_of_the_database_and_none_of_it_after_erasing(
    tmp_path: Path, key: str
) -> None:
    store = store_at(f"sqlite:///{tmp_path / 't.db'}", key)
    asyncio.run(say(store, SECRET))
    assert store._shelf is not None
    sealed = store._shelf.read(SENDER)[-1].sealed
    assert sealed is not None

    def lies(what: bytes) -> bool:
        return any(what in file.read_bytes() for file in tmp_path.iterdir())

    assert not lies(SECRET.encode())
    assert lies(sealed[:40])
    erase(store, SENDER)
    assert not lies(sealed[:40])
    assert not lies(SENDER.encode())


def test_no_word_lies_in_the_rows_of_postgresql(postgres_url: str, key: str) -> None:
    asyncio.run(say(store_at(postgres_url, key), SECRET))
    engine = create_engine(postgres_url, future=True)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT row_to_json(p)::text FROM tracker_parts p")).all()
        raw = b"".join(
            bytes(r[0]) for r in connection.execute(text("SELECT sealed FROM tracker_parts"))
        )
    engine.dispose()
    assert rows
    assert SECRET.encode() not in raw
    assert all(SECRET not in row[0] for row in rows)


def test_a_database_without_a_key_is_refused(tmp_path: Path) -> None:
    for keys in ("", " , ", "geen sleutel"):
        with pytest.raises(ValueError, match="KT_STORE_KEY"):
            ConversationTrackers(DOMAIN, url=f"sqlite:///{tmp_path / 't.db'}", keys=keys)


def test_a_key_can_be_replaced_while_conversations_go_on(tmp_path: Path, key: str) -> None:
    url, new = f"sqlite:///{tmp_path / 't.db'}", Fernet.generate_key().decode()

    async def go() -> None:
        await say(store_at(url, key), "een")
        both = store_at(url, f"{new},{key}")
        await say(both, "twee")
        assert await said(both) == ["een", "twee"]
        with pytest.raises(Unreadable):
            await said(store_at(url, new))

    asyncio.run(go())


def test_a_part_counts_only_where_it_was_put(key: str) -> None:
    seal = Seal(key)
    closed = seal.close("webchat-1/1", ["iets"])
    assert seal.open("webchat-1/1", closed) == ["iets"]
    for place, content in (("webchat-2/1", closed), ("webchat-1/1", closed[:-4] + b"AAA=")):
        with pytest.raises(Unreadable):
            seal.open(place, content)


# -- faults -------------------------------------------------------------------------------------


def test_rasa_does_not_talk_on_with_an_empty_memory_when_the_database_fails(
    tmp_path: Path, key: str
) -> None:
    store = store_at(f"sqlite:///{tmp_path / 't.db'}", key)
    assert faults.own_store(store, DOMAIN) is store
    plain = InMemoryTrackerStore(DOMAIN)
    assert faults.own_store(plain, DOMAIN) is not plain
    assert type(Agent._create_tracker_store(plain, DOMAIN)) is type(faults.own_store(plain, DOMAIN))
    asyncio.run(say(store, "een"))
    assert store._shelf is not None
    with store._shelf._engine.begin() as connection:
        connection.execute(text("DROP TABLE tracker_parts"))
    with pytest.raises(Exception, match="tracker_parts"):
        asyncio.run(said(store))

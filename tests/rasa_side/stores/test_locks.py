"""The locks: one at a time per conversation, in one process and over several."""

from __future__ import annotations

import asyncio
import time

import pytest

from assistant.stores import locks as module
from assistant.stores.locks import ConversationLocks, hold_of
from scripts.kt.services import Services

NOBODY = "unix:///nergens/redis.sock"


class Busy:
    """Notes who is at work on what, and whether two ever were at the same."""

    def __init__(self) -> None:
        self.now: dict[str, int] = {}
        self.most = 0
        self.order: list[int] = []

    async def work(self, locks: ConversationLocks, conversation: str, number: int) -> None:
        async with locks.lock(conversation):
            self.now[conversation] = self.now.get(conversation, 0) + 1
            self.most = max(self.most, self.now[conversation])
            await asyncio.sleep(0.01)
            self.order.append(number)
            self.now[conversation] -= 1


def test_one_conversation_is_handled_in_order_and_others_beside_it() -> None:
    async def go() -> None:
        locks, busy = ConversationLocks(url=""), Busy()
        began = time.perf_counter()
        await asyncio.gather(
            *(busy.work(locks, "a", n) for n in range(5)),
            *(busy.work(locks, f"b{n}", 100) for n in range(50)),
        )
        assert busy.most == 1
        assert [n for n in busy.order if n < 100] == [0, 1, 2, 3, 4]
        assert time.perf_counter() - began < 0.5
        assert len(locks._here) == 0

    asyncio.run(go())


def test_whoever_holds_a_conversation_may_ask_for_it_again() -> None:
    async def go() -> None:
        locks = ConversationLocks(url="")
        assert hold_of("a") is None
        async with locks.lock("a"):
            hold = hold_of("a")
            assert hold is not None
            assert hold_of("b") is None
            async with locks.lock("a"):
                assert hold_of("a") is hold
        assert hold_of("a") is None

    asyncio.run(asyncio.wait_for(go(), 2))


def test_a_fault_gives_the_conversation_free() -> None:
    async def go() -> None:
        locks = ConversationLocks(url="")
        with pytest.raises(KeyError):
            async with locks.lock("a"):
                raise KeyError
        async with locks.lock("a"):
            pass

    asyncio.run(asyncio.wait_for(go(), 2))


def test_two_processes_never_handle_one_conversation_at_once(services: Services) -> None:
    async def go() -> None:
        url = services.variables["KT_LOCKS_URL"]
        one, other, busy = ConversationLocks(url=url), ConversationLocks(url=url), Busy()
        work = [busy.work((one, other)[n % 2], "gedeeld", n) for n in range(10)]
        await asyncio.gather(*work)
        assert busy.most == 1
        assert sorted(busy.order) == list(range(10))

    asyncio.run(go())


def test_a_lock_outlives_its_time_while_it_is_used_and_not_its_process(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HELD_SECONDS", 2.0)
    url = services.variables["KT_LOCKS_URL"]

    async def go() -> None:
        one, other = ConversationLocks(url=url), ConversationLocks(url=url)
        free: list[float] = []

        async def wait() -> None:
            async with other.lock("lang"):
                free.append(time.monotonic())

        async with one.lock("lang"):
            waiting = asyncio.create_task(wait())
            await asyncio.sleep(4)
            assert not free
        await asyncio.wait_for(waiting, 5)
        # One that is taken and left, as by a process that was killed.
        assert await one._taken("dood") is not None
        began = time.monotonic()
        async with other.lock("dood"):
            assert 1.0 < time.monotonic() - began < 6.0

    asyncio.run(go())


def test_without_redis_conversations_go_on_and_it_is_left_alone_for_a_while() -> None:
    async def go() -> None:
        locks, busy = ConversationLocks(url=NOBODY), Busy()
        await asyncio.gather(*(busy.work(locks, "a", n) for n in range(5)))
        assert busy.order == [0, 1, 2, 3, 4]
        assert locks._away_until > time.monotonic()

    asyncio.run(asyncio.wait_for(go(), 5))

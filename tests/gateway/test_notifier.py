"""Waking streams: in one process at once, over Redis in others, and without Redis by looking."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest

from gateway.notifier import LOOK_SECONDS, SHARED_LOOK_SECONDS, Notifier
from scripts.kt.layout import Layout
from scripts.kt.services import Services, running_services


@pytest.fixture(scope="module")
def services() -> Iterator[Services]:
    """Give a real Redis."""
    with running_services(Layout.here(), keep=False, log_prefix="notifier-") as found:
        yield found


async def woken_after(notifier: Notifier, conversation: str, seconds: float) -> float:
    began = time.monotonic()
    await notifier.wait(conversation, seconds)
    return time.monotonic() - began


def test_who_waits_in_this_process_is_woken_at_once_and_others_are_not() -> None:
    async def go() -> None:
        notifier = Notifier()
        waits = [asyncio.create_task(woken_after(notifier, c, 0.5)) for c in ("a", "a", "b")]
        await asyncio.sleep(0.05)
        notifier.changed("a")
        one, other, third = await asyncio.gather(*waits)
        assert one < 0.4
        assert other < 0.4
        assert third >= 0.5
        assert notifier.look_seconds == LOOK_SECONDS
        assert not notifier._waiting

    asyncio.run(go())


async def hearing(notifier: Notifier) -> None:
    notifier.start()
    until = time.monotonic() + 10
    while notifier.look_seconds != SHARED_LOOK_SECONDS:
        assert time.monotonic() < until
        await asyncio.sleep(0.02)


def test_a_change_in_one_process_wakes_streams_of_another(services: Services) -> None:
    async def go() -> None:
        url = services.variables["KT_GATEWAY_NOTIFY_URL"]
        one, other = Notifier(url), Notifier(url)
        await hearing(one)
        await hearing(other)
        waiting = asyncio.create_task(woken_after(other, "a", 20))
        await asyncio.sleep(0.05)
        one.changed("a")
        assert await waiting < 10
        await one.stop()
        await other.stop()

    asyncio.run(go())


def test_without_redis_streams_look_often_and_nothing_fails() -> None:
    async def go() -> None:
        notifier = Notifier("unix:///nergens/redis.sock")
        notifier.start()
        await asyncio.sleep(0.1)
        notifier.changed("a")
        assert notifier.look_seconds == LOOK_SECONDS
        await notifier.stop()

    asyncio.run(go())


def test_a_change_while_somebody_reads_is_heard_at_the_next_wait() -> None:
    async def go() -> None:
        notifier = Notifier()
        with notifier.listening("a") as ear:
            notifier.changed("a")
            assert await ear.wait(0.2)
            assert not await ear.wait(0.05)
        assert not notifier._waiting

    asyncio.run(go())


def test_what_a_process_changed_itself_does_not_come_back_to_it(services: Services) -> None:
    async def go() -> None:
        url = services.variables["KT_GATEWAY_NOTIFY_URL"]
        one, other = Notifier(url), Notifier(url)
        await hearing(one)
        await hearing(other)
        with one.listening("a") as here, other.listening("a") as there:
            one.changed("a")
            assert await here.wait(5)
            assert await there.wait(5)
            assert not await here.wait(0.3)
        for each in (one, other):
            await each.stop()

    asyncio.run(go())

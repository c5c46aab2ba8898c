"""One message at a time per conversation, in this process and over all replicas.

Rasa's own locks look once a second whether it is their turn. Here a task waits for the one
before it, and processes wait for each other at Redis (KT_LOCKS_URL). The lock there keeps order
and saves work; that nothing is written twice is for the tracker store to see to. So while Redis
is away, conversations go on.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockStore
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError, RedisError

logger = logging.getLogger(__name__)

URL = "KT_LOCKS_URL"
PREFIX = "kt:lock:"
HELD_SECONDS = 10.0
"""A process that is gone loses its lock after so long; one that lives renews it."""
SECONDS_BETWEEN_TRIES = 0.02
SECONDS_TO_CONNECT = 0.5
SECONDS_WITHOUT = 5.0
"""So long Redis is left alone after it could not be reached."""


@dataclass
class Hold:
    """A conversation that one task alone may change; `read` once it was read since."""

    conversation: str
    task: asyncio.Task[Any] | None
    read: bool = False


_holding: ContextVar[Hold | None] = ContextVar("holding", default=None)


def hold_of(conversation: str) -> Hold | None:
    """Give the running task's hold of a conversation, None where it has none."""
    hold = _holding.get()
    # A task that the holder started has the variable, and not the conversation.
    if hold is None or hold.conversation != conversation or hold.task is not _task():
        return None
    return hold


def _task() -> asyncio.Task[Any] | None:
    try:
        return asyncio.current_task()
    except RuntimeError:
        # Not on an event loop: a thread that erases, say.
        return None


class Locks:
    """One lock per conversation, kept for as long as somebody uses it."""

    def __init__(self) -> None:
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def of(self, conversation: str) -> AsyncIterator[None]:
        """Hold the lock of a conversation while the block runs."""
        lock, users = self._locks.get(conversation, (asyncio.Lock(), 0))
        self._locks[conversation] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._locks.pop(conversation)
            if users > 1:
                self._locks[conversation] = (lock, users - 1)

    def __len__(self) -> int:
        return len(self._locks)


class ConversationLocks(LockStore):
    """Rasa's lock store, as rasa/endpoints.yml names it; its address comes from the environment."""

    def __init__(self, url: str | None = None, **_more: Any) -> None:
        super().__init__()
        self._here = Locks()
        address = url if url is not None else os.environ.get(URL, "")
        self._redis = (
            Redis.from_url(
                address,
                socket_connect_timeout=SECONDS_TO_CONNECT,
                socket_timeout=HELD_SECONDS / 2,
            )
            if address
            else None
        )
        self._away_until = 0.0

    @asynccontextmanager
    async def lock(self, conversation_id: str, *_more: Any, **_named: Any) -> AsyncIterator[Any]:
        """Hold a conversation while the block runs; within it, it may be asked for again."""
        if hold_of(conversation_id) is not None:
            yield None
            return
        async with self._here.of(conversation_id), self._everywhere(conversation_id):
            token = _holding.set(Hold(conversation_id, _task()))
            try:
                yield None
            finally:
                _holding.reset(token)

    @asynccontextmanager
    async def _everywhere(self, conversation: str) -> AsyncIterator[None]:
        lock = await self._taken(conversation)
        renewing = asyncio.create_task(_keep(lock)) if lock else None
        try:
            yield
        finally:
            if lock is not None and renewing is not None:
                renewing.cancel()
                await asyncio.wait({renewing})
                try:
                    await lock.release()
                except (LockError, RedisError, OSError) as fault:
                    logger.warning("A lock could not be given back: %s", type(fault).__name__)

    async def _taken(self, conversation: str) -> Lock | None:
        if self._redis is None or time.monotonic() < self._away_until:
            return None
        lock = self._redis.lock(
            f"{PREFIX}{conversation}", timeout=HELD_SECONDS, sleep=SECONDS_BETWEEN_TRIES
        )
        try:
            await lock.acquire()
        except (RedisError, OSError) as fault:
            self._away_until = time.monotonic() + SECONDS_WITHOUT
            logger.warning("Redis cannot be reached, going on: %s", type(fault).__name__)
            return None
        return lock

    # Rasa's other methods serve its own way of locking.

    def get_lock(self, conversation_id: str) -> TicketLock | None:  # noqa: ARG002
        """Give no ticket: there are none here."""
        return None

    def save_lock(self, lock: TicketLock) -> None:
        """Keep no ticket."""

    def delete_lock(self, conversation_id: str) -> None:
        """Remove nothing: a lock is gone as soon as nobody holds it."""


async def _keep(lock: Lock) -> None:
    """Renew a lock for as long as it is needed."""
    while True:
        await asyncio.sleep(HELD_SECONDS / 3)
        try:
            await lock.reacquire()
        except (LockError, RedisError, OSError) as fault:
            logger.warning("A lock could not be renewed: %s", type(fault).__name__)
            return

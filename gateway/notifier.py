"""Wakes the streams of a changed conversation: in this process, and over Redis in others."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from redis.asyncio import Redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

CHANNEL = "kt:said"
LOOK_SECONDS = 0.4
"""How often a stream looks by itself, since another process may have changed the conversation."""
SHARED_LOOK_SECONDS = 5.0
"""The same while other processes tell of their changes."""
SECONDS_BETWEEN_TRIES = 2.0


class Ear:
    """Hears of the changes of one conversation from when it was made, so that none is missed."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()

    def tell(self) -> None:
        """Note a change."""
        self._changed.set()

    async def wait(self, seconds: float) -> bool:
        """Return at a change since the last wait (True), or after some time (False)."""
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return False
        self._changed.clear()
        return True


class Notifier:
    """Wakes whoever waits for a conversation; tells other processes where a Redis is given."""

    def __init__(self, url: str | None = None) -> None:
        self._waiting: dict[str, set[Ear]] = defaultdict(set)
        self._own = secrets.token_hex(8)
        self._redis: Redis | None = Redis.from_url(url) if url else None
        self._telling: set[asyncio.Task[None]] = set()
        self._listener: asyncio.Task[None] | None = None
        self._hears = False

    @property
    def look_seconds(self) -> float:
        """How long a stream may wait to be woken before it looks by itself."""
        return SHARED_LOOK_SECONDS if self._hears else LOOK_SECONDS

    def start(self) -> None:
        """Begin to hear of what other processes change."""
        if self._redis is not None:
            self._listener = asyncio.create_task(self._listen(self._redis))

    async def stop(self) -> None:
        """End that."""
        tasks = [each for each in (self._listener, *self._telling) if each]
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._redis is not None:
            await self._redis.aclose()

    def changed(self, conversation: str) -> None:
        """Wake the streams of a conversation, here and elsewhere."""
        self._wake(conversation)
        if self._redis is not None and self._hears:
            task = asyncio.create_task(self._tell(self._redis, conversation))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)

    @contextmanager
    def listening(self, conversation: str) -> Iterator[Ear]:
        """Give an ear for a conversation while the block runs."""
        ear = Ear()
        self._waiting[conversation].add(ear)
        try:
            yield ear
        finally:
            self._waiting[conversation].discard(ear)
            if not self._waiting[conversation]:
                del self._waiting[conversation]

    async def wait(self, conversation: str, seconds: float) -> None:
        """Return when the conversation changed, or after some time."""
        with self.listening(conversation) as ear:
            await ear.wait(seconds)

    def _wake(self, conversation: str) -> None:
        for each in self._waiting.get(conversation, ()):
            each.tell()

    async def _tell(self, redis: Redis, conversation: str) -> None:
        try:
            await redis.publish(CHANNEL, f"{self._own} {conversation}")
        except (RedisError, OSError) as fault:
            logger.warning("notifier", extra={"kind": type(fault).__name__})

    async def _listen(self, redis: Redis) -> None:
        """Hear of changes for as long as the process lives; without Redis streams look often."""
        while True:
            try:
                async with redis.pubsub(ignore_subscribe_messages=True) as heard:
                    await heard.subscribe(CHANNEL)
                    self._hears = True
                    async for message in heard.listen():
                        by, _, conversation = message["data"].decode().partition(" ")
                        if by != self._own:
                            # Who changed it has woken those here already.
                            self._wake(conversation)
            except (RedisError, OSError) as fault:
                logger.warning("notifier", extra={"kind": type(fault).__name__})
            finally:
                self._hears = False
            await asyncio.sleep(SECONDS_BETWEEN_TRIES)

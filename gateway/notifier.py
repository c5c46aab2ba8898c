"""Wakes the streams of a changed conversation: in this process, and over Redis in others."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict

from redis.asyncio import Redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

CHANNEL = "kt:changed"
LOOK_SECONDS = 0.4
"""How often a stream looks by itself, since another process may have changed the conversation."""
SHARED_LOOK_SECONDS = 5.0
"""The same while other processes tell of their changes."""
SECONDS_BETWEEN_TRIES = 2.0


class Notifier:
    """Wakes whoever waits for a conversation; tells other processes where a Redis is given."""

    def __init__(self, url: str | None = None) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)
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

    async def wait(self, conversation: str, seconds: float) -> None:
        """Return when the conversation changed, or after some time."""
        woken = asyncio.Event()
        self._waiting[conversation].add(woken)
        try:
            await asyncio.wait_for(woken.wait(), seconds)
        except TimeoutError:
            pass
        finally:
            self._waiting[conversation].discard(woken)
            if not self._waiting[conversation]:
                del self._waiting[conversation]

    def _wake(self, conversation: str) -> None:
        for each in self._waiting.get(conversation, ()):
            each.set()

    async def _tell(self, redis: Redis, conversation: str) -> None:
        try:
            await redis.publish(CHANNEL, conversation)
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
                        self._wake(message["data"].decode())
            except (RedisError, OSError) as fault:
                logger.warning("notifier", extra={"kind": type(fault).__name__})
            finally:
                self._hears = False
            await asyncio.sleep(SECONDS_BETWEEN_TRIES)

"""Tells the streams of this process of changes; what others changed they see by looking."""

from __future__ import annotations

import asyncio
from collections import defaultdict


class Notifier:
    """Wakes whoever waits for a conversation."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)

    def changed(self, conversation: str) -> None:
        """Wake the streams of a conversation."""
        for each in self._waiting.get(conversation, ()):
            each.set()

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

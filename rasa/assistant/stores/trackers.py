"""Rasa's tracker store: in this process, or in a database that replicas share.

Without KT_TRACKERS_URL conversations stay in memory. With it every turn adds one sealed part to
the conversation; a process keeps what it has read, and asks the database whether that is all.
Two processes that add to the same conversation cannot both succeed.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.speed.trackers import fork
from assistant.stores.locks import hold_of
from assistant.stores.seal import VARIABLE, Seal
from assistant.stores.shelf import CONNECTIONS, Conflict, Shelf

URL = "KT_TRACKERS_URL"
KEPT = 2_000
"""So many conversations are remembered in a process that has a database."""
KEPT_SECONDS = 1_800.0

Found = TypeVar("Found")


@dataclass
class Kept:
    """What a process knows of a conversation: its tracker after the part of that number."""

    number: int
    mark: bytes
    tracker: DialogueStateTracker
    at: float

    @property
    def events(self) -> int:
        """How many events are in the store."""
        return len(self.tracker.events)


class ConversationTrackers(TrackerStore):
    """The store that rasa/endpoints.yml names; its settings come from the environment.

    Raises ValueError when a database is named and no key. A fault of the database is raised, not
    hidden: whoever asked may ask again, and nobody talks on with an assistant that forgot.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        url: str | None = None,
        keys: str | None = None,
        **_more: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        place = url if url is not None else os.environ.get(URL, "")
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._shelf: Shelf | None = None
        if place:
            self._seal = Seal(keys if keys is not None else os.environ.get(VARIABLE, ""))
            self._shelf = Shelf(place)
            self._threads = ThreadPoolExecutor(CONNECTIONS, "trackers")

    # -- what Rasa asks for --------------------------------------------------------------------

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Give the tracker of a conversation with all its events, None when there is none."""
        kept = await self._current(sender_id)
        if kept is None:
            return None
        tracker = fork(kept.tracker)
        tracker.kt_base = (kept.number, kept.mark, kept.events)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Add what is new in a tracker. Raises Conflict when another process was first."""
        await self.stream_events(tracker)
        sender = tracker.sender_id
        number, events = await self._base(tracker)
        new = list(tracker.events)[events:]
        if not new:
            return
        try:
            mark = await self._add(sender, number + 1, new)
        except Conflict:
            if self._shelf is not None:
                self._forget(sender)
            raise
        kept = Kept(number + 1, mark, fork(tracker), time.monotonic())
        self._keep(sender, kept)
        tracker.kt_base = (kept.number, kept.mark, kept.events)

    async def keys(self) -> Iterable[str]:
        """Give the ids of all conversations."""
        if self._shelf is None:
            return list(self._kept)
        return await self._apart(self._shelf.conversations)

    # -- erasing ---------------------------------------------------------------------------------

    def erase(self, sender: str) -> None:
        """Remove every event of a conversation; blocks."""
        self._kept.pop(sender, None)
        if self._shelf is not None:
            self._shelf.erase(sender)
        hold = hold_of(sender)
        if hold is not None:
            hold.read = False

    def idle(self, before: float) -> list[tuple[str, float]]:
        """Give the conversations that are older than a time (seconds since 1970); blocks.

        Each comes with when its last event was.
        """
        if self._shelf is not None:
            return self._shelf.idle(before)
        latest = {
            sender: max((e.timestamp or 0.0 for e in kept.tracker.events), default=0.0)
            for sender, kept in self._kept.items()
        }
        return [(sender, last) for sender, last in latest.items() if last < before]

    # -- inside ----------------------------------------------------------------------------------

    async def _current(self, sender: str) -> Kept | None:
        """Give what the conversation is now, read anew as far as it is not known."""
        kept = self._kept.get(sender)
        if self._shelf is None:
            return kept
        hold = hold_of(sender)
        if hold is not None and hold.read and kept is not None:
            # Nobody else may add anything while this task holds the conversation.
            return kept
        known = kept.number if kept else 0
        found = await self._apart(self._shelf.read, sender, known)
        if kept is not None and (not found or found[0].mark != kept.mark):
            # Erased, and perhaps begun anew, elsewhere.
            self._forget(sender)
            kept, found = None, await self._apart(self._shelf.read, sender, 0)
        if found and found[-1].sealed is not None:
            tracker = fork(kept.tracker) if kept else self.init_tracker(sender)
            for part in found:
                if part.sealed is not None:
                    content = self._seal.open(_place(sender, part.number), part.sealed)
                    for event in deserialise_events(content):
                        tracker.update(event)
            kept = Kept(found[-1].number, found[-1].mark, tracker, time.monotonic())
        if kept is not None:
            self._keep(sender, kept)
            if hold is not None:
                hold.read = True
        return kept

    async def _base(self, tracker: DialogueStateTracker) -> tuple[int, int]:
        """Give after which part and how many events a tracker goes on.

        One that was made from something else than this store's is compared with what is there;
        where it does not begin with that, it takes its place.
        """
        base = getattr(tracker, "kt_base", None)
        if base is not None:
            return base[0], base[2]
        kept = await self._current(tracker.sender_id)
        if kept is None:
            return 0, 0
        before, now = list(kept.tracker.events), list(tracker.events)
        if now[: len(before)] == before:
            return kept.number, kept.events
        if self._shelf is not None:
            await self._apart(self._shelf.erase, tracker.sender_id)
        self._forget(tracker.sender_id)
        return 0, 0

    async def _add(self, sender: str, number: int, events: list[Event]) -> bytes:
        if self._shelf is None:
            kept = self._kept.get(sender)
            if (kept.number if kept else 0) != number - 1:
                raise Conflict
            return b""
        sealed = self._seal.close(_place(sender, number), [e.as_dict() for e in events])
        return await self._apart(self._shelf.add, sender, number, sealed)

    def _keep(self, sender: str, kept: Kept) -> None:
        kept.at = time.monotonic()
        self._kept[sender] = kept
        self._kept.move_to_end(sender)
        if self._shelf is None:
            return
        while self._kept:
            oldest = next(iter(self._kept.values()))
            if len(self._kept) <= KEPT and kept.at - oldest.at < KEPT_SECONDS:
                return
            self._kept.popitem(last=False)

    def _forget(self, sender: str) -> None:
        self._kept.pop(sender, None)
        hold = hold_of(sender)
        if hold is not None:
            hold.read = False

    async def _apart(self, call: Callable[..., Found], *arguments: Any) -> Found:
        """Run a blocking call beside the event loop."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, call, *arguments)


def _place(sender: str, number: int) -> str:
    return f"{sender}/{number}"

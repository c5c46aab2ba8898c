"""Taking conversations out of the tracker store, which has no way of its own for it.

One conversation goes when somebody asks for it; every conversation goes a day after its last
message, because that is what the assistant says at the start.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import time
from collections.abc import Callable, Iterable

from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from sanic import Sanic
from sqlalchemy import func

from assistant.stores.trackers import ConversationTrackers

logger = logging.getLogger(__name__)

RETENTION_VARIABLE = "KT_RETENTION_HOURS"
DEFAULT_RETENTION_HOURS = 24.0
SECONDS_BETWEEN_ROUNDS = 600.0


def erase(store: TrackerStore, sender: str) -> None:
    """Remove every event of one conversation.

    Raises TypeError for a kind of store that this does not know, so that nobody is told that
    something is erased which is not.
    """
    inner = getattr(store, "_tracker_store", store)
    if isinstance(inner, ConversationTrackers):
        inner.erase(sender)
    elif isinstance(inner, InMemoryTrackerStore):
        inner.store.pop(sender, None)
    elif isinstance(inner, SQLTrackerStore):
        with inner.session_scope() as session:
            session.query(inner.SQLEvent).filter(inner.SQLEvent.sender_id == sender).delete()
            session.commit()
    else:
        raise TypeError(f"cannot erase from {type(inner).__name__}")


def erase_idle(store: TrackerStore, before: float) -> int:
    """Remove the conversations whose last event is older than `before` (seconds since 1970).

    Gives how many. Raises TypeError as `erase` does.
    """
    idle = list(_idle(getattr(store, "_tracker_store", store), before))
    for sender in idle:
        erase(store, sender)
    return len(idle)


def _idle(store: TrackerStore, before: float) -> Iterable[str]:
    if isinstance(store, ConversationTrackers):
        yield from store.idle(before)
    elif isinstance(store, InMemoryTrackerStore):
        for sender, serialised in list(store.store.items()):
            events = json.loads(serialised).get("events", [])
            if max((event.get("timestamp") or 0.0 for event in events), default=0.0) < before:
                yield sender
    elif isinstance(store, SQLTrackerStore):
        with store.session_scope() as session:
            last = func.max(store.SQLEvent.timestamp)
            rows = session.query(store.SQLEvent.sender_id).group_by(store.SQLEvent.sender_id)
            yield from [row.sender_id for row in rows.having(last < before)]
    else:
        raise TypeError(f"cannot erase from {type(store).__name__}")


def retention_seconds() -> float:
    """Give how long a conversation is kept after its last message.

    KT_RETENTION_HOURS may only make it shorter than the day that people are told.
    """
    try:
        hours = float(os.environ.get(RETENTION_VARIABLE, DEFAULT_RETENTION_HOURS))
    except ValueError:
        hours = DEFAULT_RETENTION_HOURS
    return 3600.0 * (hours if 0 < hours < DEFAULT_RETENTION_HOURS else DEFAULT_RETENTION_HOURS)


def start_erasing_once(app: Sanic) -> None:
    """Let a server remove idle conversations; several channels may ask for it."""
    if getattr(app.ctx, "erases_idle_conversations", False):
        return
    app.ctx.erases_idle_conversations = True
    app.add_task(keep_erasing(lambda: app.ctx.agent.tracker_store))


async def keep_erasing(store: Callable[[], TrackerStore]) -> None:
    """Remove idle conversations for as long as the server runs; a fault is tried again later.

    A round comes well within the last minutes of the time that is promised.
    """
    pause = min(SECONDS_BETWEEN_ROUNDS, retention_seconds() / 4)
    while True:
        await asyncio.sleep(pause)
        try:
            erase_idle(store(), time.time() - retention_seconds() + pause)
        except Exception as fault:
            logger.error("Idle conversations could not be erased: %s", type(fault).__name__)

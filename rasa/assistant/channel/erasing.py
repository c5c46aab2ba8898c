"""Taking conversations out of the tracker store, which has no way of its own for it.

One conversation goes when somebody asks for it; every conversation goes a day after its last
message, because that is what the assistant says at the start. Those of workers in Teams go after
the time that their organisation set, 30 days at most.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import time
from collections.abc import Callable, Iterable, Mapping

from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from sanic import Sanic
from sqlalchemy import func

from assistant.stores.trackers import ConversationTrackers

logger = logging.getLogger(__name__)

RETENTION_VARIABLE = "KT_RETENTION_HOURS"
DEFAULT_RETENTION_HOURS = 24.0
SECONDS_BETWEEN_ROUNDS = 600.0
# The channel whose conversations may be kept longer, by how their ids begin.
TEAMS = "teams-"
TEAMS_VARIABLE = "KT_TEAMS_IDLE_HOURS"
MAX_TEAMS_HOURS = 720.0


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


def erase_idle(
    store: TrackerStore, before: float, others: Mapping[str, float] | None = None
) -> int:
    """Remove the conversations whose last event is older than `before` (seconds since 1970).

    `others` gives another moment for ids that begin in a certain way. Gives how many were removed.
    Raises TypeError as `erase` does.
    """

    def moment(sender: str) -> float:
        found = (each for start, each in (others or {}).items() if sender.startswith(start))
        return next(found, before)

    latest = max([before, *(others or {}).values()])
    idle = [
        sender
        for sender, last in _idle(getattr(store, "_tracker_store", store), latest)
        if last < moment(sender)
    ]
    for sender in idle:
        erase(store, sender)
    return len(idle)


def _idle(store: TrackerStore, before: float) -> Iterable[tuple[str, float]]:
    """Give the conversations whose last event is older, each with when that was."""
    if isinstance(store, ConversationTrackers):
        yield from store.idle(before)
    elif isinstance(store, InMemoryTrackerStore):
        for sender, serialised in list(store.store.items()):
            events = json.loads(serialised).get("events", [])
            last = max((event.get("timestamp") or 0.0 for event in events), default=0.0)
            if last < before:
                yield sender, last
    elif isinstance(store, SQLTrackerStore):
        with store.session_scope() as session:
            latest = func.max(store.SQLEvent.timestamp)
            rows = session.query(store.SQLEvent.sender_id, latest.label("last"))
            grouped = rows.group_by(store.SQLEvent.sender_id).having(latest < before)
            yield from [(row.sender_id, float(row.last)) for row in grouped]
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


def teams_seconds() -> float:
    """Give how long a conversation in Teams is kept after its last message.

    KT_TEAMS_IDLE_HOURS sets it, as for the gateway: a day when it is not there or no number, 30
    days at most.
    """
    try:
        hours = float(os.environ.get(TEAMS_VARIABLE, DEFAULT_RETENTION_HOURS))
    except ValueError:
        hours = DEFAULT_RETENTION_HOURS
    return 3600.0 * (min(hours, MAX_TEAMS_HOURS) if hours > 0 else DEFAULT_RETENTION_HOURS)


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
    pause = min(SECONDS_BETWEEN_ROUNDS, retention_seconds() / 4, teams_seconds() / 4)
    while True:
        await asyncio.sleep(pause)
        try:
            soon = time.time() + pause
            others = {TEAMS: soon - teams_seconds()}
            erase_idle(store(), soon - retention_seconds(), others)
        except Exception as fault:
            logger.error("Idle conversations could not be erased: %s", type(fault).__name__)

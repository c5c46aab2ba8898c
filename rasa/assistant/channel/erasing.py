"""Taking a whole conversation out of the tracker store, which has no way of its own for it."""

from __future__ import annotations

from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore


def erase(store: TrackerStore, sender: str) -> None:
    """Remove every event of one conversation.

    Raises TypeError for a kind of store that this does not know, so that nobody is told that
    something is erased which is not.
    """
    inner = getattr(store, "_tracker_store", store)
    if isinstance(inner, InMemoryTrackerStore):
        inner.store.pop(sender, None)
    elif isinstance(inner, SQLTrackerStore):
        with inner.session_scope() as session:
            session.query(inner.SQLEvent).filter(inner.SQLEvent.sender_id == sender).delete()
            session.commit()
    else:
        raise TypeError(f"cannot erase from {type(inner).__name__}")

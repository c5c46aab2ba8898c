"""What Rasa does when its tracker store fails: nothing but say so.

Rasa goes on with an empty store in memory. The person would then be asked everything again, and
what they say would be lost.
"""

from __future__ import annotations

from rasa.core.agent import Agent
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain

from assistant.stores.trackers import ConversationTrackers

_PLAIN = Agent._create_tracker_store


def own_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
    """Take the place of `Agent._create_tracker_store`: our store is used as it is."""
    if isinstance(store, ConversationTrackers):
        store.domain = domain
        return store
    made: TrackerStore = _PLAIN(store, domain)
    return made


def install() -> None:
    """Put this in the place of Rasa's own."""
    Agent._create_tracker_store = staticmethod(own_store)

"""The class of an event, found by its name.

Rasa walks through all classes of events for every event that it reads.
"""

from __future__ import annotations

from rasa.shared.core.events import Event
from rasa.shared.utils.common import all_subclasses

_PLAIN = Event.resolve_by_type
_known: dict[str, type[Event]] = {}


def resolve(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    """Take the place of `Event.resolve_by_type`; ValueError for an unknown name."""
    if not _known:
        # The first class of a name counts, as in Rasa.
        _known.update({e.type_name: e for e in reversed(list(all_subclasses(Event)))})
    found = _known.get(type_name)
    return found if found is not None else _PLAIN(type_name, default)


def install() -> None:
    """Put this in the place of Rasa's own."""
    Event.resolve_by_type = staticmethod(resolve)

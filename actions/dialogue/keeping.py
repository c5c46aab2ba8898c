"""How long a conversation is kept, in words; the channel says it, each has a setting of its own."""

from __future__ import annotations

from typing import Final

from actions.dialogue.state import State

HOURS: Final = "bewaard_uren"
"""Under which the metadata, and then `State.extra`, hold the whole hours after a last message."""
DAY: Final = 24


def kept_for(state: State) -> str | None:
    """Give "24 uur" or "3 dagen", None where the channel does not say."""
    hours = state.extra.get(HOURS)
    if not isinstance(hours, str) or not hours.isdecimal():
        return None
    count = int(hours)
    return f"{count // DAY} dagen" if count > DAY and count % DAY == 0 else f"{count} uur"

"""Which entry becomes which card; what has no card of its own is shown as text."""

from __future__ import annotations

from gateway.model import Entry, Message
from gateway.teams.cards.contract import CardContext, Rendered


def render(entry: Entry, context: CardContext) -> Rendered:  # noqa: ARG001
    """Give an entry as Teams shows it."""
    return Rendered(entry.text)


def summary_of(entry: Entry, submitted: Message) -> Rendered:  # noqa: ARG001
    """Give what stands in the place of a card whose button was used: to read, nothing to press.

    `submitted` is the message that it led to.
    """
    return Rendered(entry.text)

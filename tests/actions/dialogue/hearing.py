"""Messages with what a trained model would have heard in them."""

from __future__ import annotations

from actions.dialogue.output import Message
from actions.dialogue.talk import Talk
from actions.reading.story import Candidate
from tests.actions.reading.hearing import told

type Heard = tuple[str, str, str, float]
"""Words of a message, the kenmerk and value heard in them, and the confidence."""


def candidates(text: str, *heard: Heard) -> tuple[Candidate, ...]:
    """Give candidates of a text."""
    return tuple(told(text, words, name, value, share) for words, name, value, share in heard)


def say(talk: Talk, text: str, *heard: Heard) -> list[Message]:
    """Give what follows a message in which this is heard; each message is a turn of its own."""
    talk.heard, talk.fresh = candidates(text, *heard), False
    return talk.answer(text)

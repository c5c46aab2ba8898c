"""A conversation without Rasa."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.dialogue.library import Library
from actions.dialogue.output import Ask, Message
from actions.dialogue.state import State
from actions.dialogue.talk import Talk
from catalog.loader import shipped
from catalog.model import Publiek


@pytest.fixture(scope="session")
def library() -> Library:
    """Give the shipped catalogue as the dialogue uses it."""
    return Library(shipped())


@pytest.fixture
def talk(library: Library) -> Talk:
    """Give a conversation that has not begun."""
    return Talk(State(), library)


@pytest.fixture
def worker(library: Library) -> Callable[..., Talk]:
    """Give a maker of conversations whose stelsel, domain and speaker were set from outside."""

    def make(stelsel: str, domein: str, spreker: Publiek = Publiek.WIJKTEAM) -> Talk:
        state = State(stelsel=stelsel, domein=domein, spreker=spreker, welcomed=True)
        state.extra["stelsel_gezet"] = True
        return Talk(state, library)

    return make


def texts(said: list[Message]) -> str:
    """Give all that was said as one text."""
    return "\n".join(m.text for m in said)


def question(said: list[Message]) -> Ask:
    """Give the one question of a turn; AssertionError when there is not exactly one."""
    asked = [m for m in said if isinstance(m, Ask)]
    assert len(asked) == 1, [m.text for m in said]
    return asked[0]

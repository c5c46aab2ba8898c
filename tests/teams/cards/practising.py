"""Entries of practising, made by practising itself on the cases of its tests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from practice.desk import Desk
from practice.forms.turn import Ask, Input, Message
from practice.progress import ProgressStore
from practice.session import Practice, new
from tests.practice.building import context

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
TRAINEE = "teams-0123456789abcdef"
ROLE_PLAY = (
    *("rollenspel", "alle", "niveau 2", "Wat gebeurt er als het misgaat?"),
    *("Hoe gaat zij met anderen om?", "Hoe oud is zij?", "klaar", "Begeleiding Plus"),
    *("vanwege het gedrag", "mijn voortgang", "download mijn resultaten", "groepscode", "nee"),
    *("casus", "alle", "maakt niet uit"),
)
OTHERS = (
    *("oefenen", "casus", "alle", "maakt niet uit", "oefenen", "contrast", "alle", "niveau 1"),
    *("oefenen", "kennis", "alle", "niveau 1", "deel mijn voortgang", "mijn voortgang"),
)


@cache
def said() -> tuple[Message, ...]:
    """Give everything that is said to a trainee who tries every form."""
    with tempfile.TemporaryDirectory() as folder:
        store = ProgressStore(f"sqlite:///{Path(folder) / 'practice.db'}", lambda: NOW)
        try:
            return tuple(_said(store))
        finally:
            store.close()


def _said(store: ProgressStore) -> Iterable[Message]:
    state = new()
    desk = Desk(TRAINEE, NOW, 3, store, lambda _wanted: [])
    first = Practice(state, desk, context()).begin()
    yield from first.said
    state = first.state
    for text in (*ROLE_PLAY, *OTHERS):
        stand = Practice(state, desk, context()).take(Input(text))
        yield from stand.said
        state = stand.state


def questions() -> list[Ask]:
    """Give the questions among it."""
    return [each for each in said() if isinstance(each, Ask)]

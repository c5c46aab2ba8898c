"""What the store keeps for Teams: where to answer, how far, and which buttons were used.

As in `gateway.store.store`: every method is one transaction, short and synchronous, safe between
processes. Rows that belong to a conversation go when it goes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from gateway.store.tables import ConversationRow, TeamsRow, TeamsSeenRow, TeamsUsedRow

DAY = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation is shown: Teams' reference, the last entry, the cards by entry."""

    conversation: str
    reference: dict[str, Any]
    sent_seq: int
    cards: dict[str, str]


class TeamsStore:
    """The tables of Teams in a store's database."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._clock = clock

    def remember(self, conversation: str, chat: str, reference: Mapping[str, Any]) -> None:
        """Note where a conversation is answered; what was known of it is replaced."""
        with self._write() as session:
            # The conversation's row is the lock: two processes may meet a new talk at once.
            if session.get(ConversationRow, conversation, with_for_update=True) is None:
                return
            row = session.get(TeamsRow, conversation)
            if row is None:
                row = TeamsRow(conversation=conversation, chat=chat, data={"cards": {}})
                session.add(row)
            row.data = {**row.data, "reference": dict(reference)}

    def place(self, conversation: str) -> Place | None:
        """Give where a conversation is shown, None when it is gone."""
        with self._read() as session:
            row = session.get(TeamsRow, conversation)
            return _place(row) if row is not None else None

    def of_chat(self, chat: str) -> list[str]:
        """Give the conversations of one chat."""
        with self._read() as session:
            return list(session.scalars(select(TeamsRow.conversation).where(TeamsRow.chat == chat)))

    # -- sending ---------------------------------------------------------------------------------

    def claim(self, conversation: str, worker: str, seconds: float) -> Place | None:
        """Take a conversation to send to, for some time; None when another worker has it."""
        with self._write() as session:
            row = session.get(TeamsRow, conversation, with_for_update=True)
            now = self._clock()
            if row is None:
                return None
            if row.sending_by not in (None, worker) and row.sending_until > now:
                return None
            row.sending_by, row.sending_until = worker, now + seconds
            return _place(row)

    def sent(
        self, conversation: str, seq: int, entry: str, activity: str | None, *, asks: bool = False
    ) -> str | None:
        """Note an entry as seen to; `activity` is the card that shows it, if one does.

        `asks`: the card waits for an answer. Gives the entry whose card waited before it, if any.
        """
        with self._write() as session:
            row = session.get(TeamsRow, conversation, with_for_update=True)
            if row is None:
                return None
            row.sent_seq = max(row.sent_seq, seq)
            if activity is None:
                return None
            waited = row.data.get("waits")
            cards = {**row.data.get("cards", {}), entry: activity}
            row.data = {**row.data, "cards": cards, "waits": entry if asks else waited}
            return waited if asks and waited != entry else None

    def answered(self, conversation: str, entry: str) -> None:
        """Note that the card of an entry waits for an answer no longer."""
        with self._write() as session:
            row = session.get(TeamsRow, conversation, with_for_update=True)
            if row is not None and row.data.get("waits") == entry:
                row.data = {**row.data, "waits": None}

    def release(self, conversation: str, worker: str) -> None:
        """Let other workers send to a conversation."""
        with self._write() as session:
            row = session.get(TeamsRow, conversation, with_for_update=True)
            if row is not None and row.sending_by == worker:
                row.sending_by, row.sending_until = None, 0.0

    def behind(self) -> list[str]:
        """Give the conversations with entries to send that no worker has."""
        with self._read() as session:
            return list(
                session.scalars(
                    select(TeamsRow.conversation)
                    .join(ConversationRow, ConversationRow.id == TeamsRow.conversation)
                    .where(
                        ConversationRow.last_seq > TeamsRow.sent_seq,
                        ConversationRow.ends_at > self._clock(),
                        TeamsRow.sending_by.is_(None) | (TeamsRow.sending_until <= self._clock()),
                    )
                )
            )

    # -- once ------------------------------------------------------------------------------------

    def use(self, conversation: str, once: str, message: str) -> bool:
        """Use a button up; False when another message did so before."""
        with self._write() as session:
            if session.get(ConversationRow, conversation, with_for_update=True) is None:
                return False
            row = session.get(TeamsUsedRow, (conversation, once))
            if row is None:
                session.add(TeamsUsedRow(conversation=conversation, once=once, message=message))
                return True
            return row.message == message

    def give_back(self, conversation: str, once: str, message: str) -> None:
        """Let a button be used again: its message was not taken."""
        with self._write() as session:
            session.execute(
                delete(TeamsUsedRow).where(
                    TeamsUsedRow.conversation == conversation,
                    TeamsUsedRow.once == once,
                    TeamsUsedRow.message == message,
                )
            )

    def first(self, key: str) -> bool:
        """Tell whether this is seen for the first time in a day, over all processes."""
        try:
            with self._write() as session:
                session.execute(delete(TeamsSeenRow).where(TeamsSeenRow.at < self._clock() - DAY))
                if session.get(TeamsSeenRow, key) is not None:
                    return False
                session.add(TeamsSeenRow(key=key, at=self._clock()))
        except IntegrityError:
            return False
        return True

    # -- inside ----------------------------------------------------------------------------------

    @contextmanager
    def _read(self) -> Iterator[Session]:
        with Session(self._engine) as session, session.begin():
            yield session

    @contextmanager
    def _write(self) -> Iterator[Session]:
        engine = self._engine.execution_options(kt_write=True)
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session


def _place(row: TeamsRow) -> Place:
    data = row.data
    return Place(
        row.conversation, dict(data.get("reference", {})), row.sent_seq, dict(data.get("cards", {}))
    )

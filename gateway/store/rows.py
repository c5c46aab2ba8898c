"""Rows of the tables as every message passes them, by the tables themselves.

Objects that know what of them changed (SQLAlchemy's ORM) cost more than the database does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, func, or_, select, update
from sqlalchemy.engine import Row

from gateway.model import Entry
from gateway.store.tables import Base

QUESTION = "question"
FORM, FILL = "form", "fill"
CONVERSATIONS: Final = Base.metadata.tables["conversations"]
ENTRIES: Final = Base.metadata.tables["entries"]
MESSAGES: Final = Base.metadata.tables["messages"]
SEALED_LONG: Final = ("advice", "melding")
"""Columns of a conversation that are long, and opened only where they are shown."""


def moment(seconds: float) -> str:
    """Give a time as the API writes it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def entry_of(row: Row[Any]) -> Entry:
    """Give the entry of a row."""
    return Entry(
        seq=row.seq,
        id=row.id,
        sender=row.sender,
        at=moment(row.at),
        kind=row.kind,
        text=row.text,
        data=dict(row.data),
    )


def locked_row(
    connection: Connection, conversation: str, without: Sequence[str] = SEALED_LONG
) -> Row[Any] | None:
    """Give the row of a conversation, without what takes long to open; others wait for it."""
    c = CONVERSATIONS.c
    columns = [each for each in c if each.name not in without]
    asked = select(*columns).where(c.id == conversation).with_for_update()
    return connection.execute(asked).one_or_none()


def change(connection: Connection, conversation: str, **values: Any) -> None:
    """Write values into the row of a conversation."""
    this = CONVERSATIONS.c.id == conversation
    connection.execute(update(CONVERSATIONS).where(this).values(**values))


def messages_of(
    connection: Connection, conversation: str, message: str, column: ColumnElement[Any]
) -> tuple[Row[Any] | None, int]:
    """Give a message of a conversation with one more of its columns, and how many wait."""
    c = MESSAGES.c
    columns = [c.id, c.seq, c.waiting, column]
    this = or_(c.waiting, c.id == message)
    rows = connection.execute(select(*columns).where(c.conversation == conversation, this)).all()
    found = next((each for each in rows if each.id == message), None)
    return found, sum(each.waiting for each in rows)


def shown(
    connection: Connection, conversation: str, after: int | None, *, opened: bool
) -> list[Entry]:
    """Give the entries after a number; where `opened`, the last question and form beside them."""
    c = ENTRIES.c
    wanted = [] if after is None else [c.seq > after]
    if opened:
        for kinds in ((QUESTION,), (FORM, FILL)):
            last = select(func.max(c.seq)).where(c.conversation == conversation, c.kind.in_(kinds))
            wanted.append(c.seq == last.scalar_subquery())
    if not wanted:
        return []
    asked = select(ENTRIES).where(c.conversation == conversation, or_(*wanted)).order_by(c.seq)
    return [entry_of(each) for each in connection.execute(asked)]


def question_of(entries: Sequence[Entry], state: Mapping[str, Any]) -> Entry | None:
    """Give the question that is open, of entries with the last one among them."""
    if state.get("open") is None:
        return None
    return next((each for each in reversed(entries) if each.kind == QUESTION), None)


def form_of(entries: Sequence[Entry]) -> Entry | None:
    """Give the last form of entries with the last one among them, None once it was filled in."""
    found = next((each for each in reversed(entries) if each.kind in (FORM, FILL)), None)
    return found if found is not None and found.kind == FORM else None

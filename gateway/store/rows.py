"""Rows of the tables as every message passes them, by the tables themselves.

Objects that know what of them changed (SQLAlchemy's ORM) cost more than the database does, and so
does making the same statement anew: each is made once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    Update,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)
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

THE_CONVERSATION: Final = select(CONVERSATIONS).where(CONVERSATIONS.c.id == bindparam("this"))
OF_TOKEN: Final = select(CONVERSATIONS.c.id).where(
    CONVERSATIONS.c.token_hash == bindparam("hash"), CONVERSATIONS.c.ends_at > bindparam("now")
)
TAKEN: Final = select(MESSAGES.c.seq, MESSAGES.c.fingerprint).where(
    MESSAGES.c.conversation == bindparam("this"), MESSAGES.c.id == bindparam("message")
)
HANDLED: Final = (
    update(MESSAGES)
    .where(MESSAGES.c.conversation == bindparam("this"), MESSAGES.c.id == bindparam("message"))
    .values(waiting=False, work=None)
)
NEW_ENTRIES: Final = insert(ENTRIES)
NEW_MESSAGE: Final = insert(MESSAGES)


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
    return connection.execute(_locking(tuple(without)), {"this": conversation}).one_or_none()


@cache
def _locking(without: tuple[str, ...]) -> Select[Any]:
    c = CONVERSATIONS.c
    columns = [each for each in c if each.name not in without]
    return select(*columns).where(c.id == bindparam("this")).with_for_update()


def change(connection: Connection, conversation: str, **values: Any) -> None:
    """Write values into the row of a conversation."""
    connection.execute(_changing(tuple(sorted(values))), {"this": conversation, **values})


@cache
def _changing(names: tuple[str, ...]) -> Update:
    # The names as they are: SQLAlchemy binds each to its own column.
    values = {name: bindparam(name, type_=CONVERSATIONS.c[name].type) for name in names}
    return update(CONVERSATIONS).where(CONVERSATIONS.c.id == bindparam("this")).values(values)


def messages_of(
    connection: Connection, conversation: str, message: str, column: str
) -> tuple[Row[Any] | None, int]:
    """Give a message of a conversation with one more of its columns, and how many wait."""
    this = {"this": conversation, "message": message}
    rows = connection.execute(_asking_messages(column), this).all()
    found = next((each for each in rows if each.id == message), None)
    return found, sum(each.waiting for each in rows)


@cache
def _asking_messages(column: str) -> Select[Any]:
    c = MESSAGES.c
    columns = [c.id, c.seq, c.waiting, c[column]]
    wanted = or_(c.waiting, c.id == bindparam("message"))
    return select(*columns).where(c.conversation == bindparam("this"), wanted)


def shown(
    connection: Connection, conversation: str, after: int | None, *, opened: bool
) -> list[Entry]:
    """Give the entries after a number; where `opened`, the last question and form beside them."""
    if after is None and not opened:
        return []
    asked = _asking_entries(opened=opened, latest=after is not None)
    given = {"this": conversation} | ({} if after is None else {"after": after})
    return [entry_of(each) for each in connection.execute(asked, given)]


@cache
def _asking_entries(*, opened: bool, latest: bool) -> Select[Any]:
    c = ENTRIES.c
    this: BindParameter[str] = bindparam("this")
    wanted = [c.seq > bindparam("after")] if latest else []
    if opened:
        for kinds in ((QUESTION,), (FORM, FILL)):
            last = select(func.max(c.seq)).where(c.conversation == this, c.kind.in_(kinds))
            wanted.append(c.seq == last.scalar_subquery())
    return select(ENTRIES).where(c.conversation == this, or_(*wanted)).order_by(c.seq)


def question_of(entries: Sequence[Entry], state: Mapping[str, Any]) -> Entry | None:
    """Give the question that is open, of entries with the last one among them."""
    if state.get("open") is None:
        return None
    return next((each for each in reversed(entries) if each.kind == QUESTION), None)


def form_of(entries: Sequence[Entry]) -> Entry | None:
    """Give the last form of entries with the last one among them, None once it was filled in."""
    found = next((each for each in reversed(entries) if each.kind in (FORM, FILL)), None)
    return found if found is not None and found.kind == FORM else None

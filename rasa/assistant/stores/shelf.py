"""The table of conversations: parts that are added and never changed, one for each turn."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    case,
    create_engine,
    delete,
    event,
    func,
    insert,
    null,
    select,
    text,
)
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import DisconnectionError, IntegrityError
from sqlalchemy.pool import QueuePool

CONNECTIONS = 4
SECONDS_FOR_A_LOCK = 15
SECONDS_TRUSTED = 1.0
"""For so long after its last use a connection is taken to be open still."""
MARK_BYTES = 8
MAKING = 4_172_024
"""The number of PostgreSQL's lock under which the table is made: several processes may start."""

tables = MetaData()
parts = Table(
    "tracker_parts",
    tables,
    # The id of a conversation leads to nobody.
    Column("conversation", String(128), primary_key=True),
    Column("number", Integer, primary_key=True),
    # Tells a conversation from an erased one that had the same id.
    Column("mark", LargeBinary(MARK_BYTES), nullable=False),
    Column("at", Float, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
)


class Conflict(Exception):
    """Somebody else added a part to this conversation in the meantime."""


@dataclass(frozen=True)
class Part:
    """One part; `sealed` is None where it was not asked for."""

    number: int
    mark: bytes
    sealed: bytes | None


class Shelf:
    """The table in a database (PostgreSQL or SQLite, by URL). Its methods block."""

    def __init__(self, url: str) -> None:
        """Connect, and make the table where it is not there."""
        self._engine = _engine(url)
        # What is one statement needs no transaction around it; SQLite begins its own.
        alone = {} if self._engine.dialect.name == "sqlite" else {"isolation_level": "AUTOCOMMIT"}
        self._alone = self._engine.execution_options(**alone)
        with self._engine.begin() as connection:
            if self._engine.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({MAKING})"))
            tables.create_all(connection)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def read(self, conversation: str, known: int = 0) -> list[Part]:
        """Give the parts from number `known` on, in order; what is in `known` itself is left out.

        That one is given nevertheless: it shows that what is known is still there.
        """
        sealed = case((parts.c.number > known, parts.c.sealed), else_=null())
        asked = (
            select(parts.c.number, parts.c.mark, sealed)
            .where(parts.c.conversation == conversation, parts.c.number >= known)
            .order_by(parts.c.number)
        )
        with self._alone.connect() as connection:
            rows = connection.execute(asked).all()
        return [Part(number, bytes(mark), found) for number, mark, found in rows]

    def add(self, conversation: str, number: int, sealed: bytes) -> bytes:
        """Add the part with a number; gives its mark. Raises Conflict when it is there."""
        mark = os.urandom(MARK_BYTES)
        row = {
            "conversation": conversation,
            "number": number,
            "mark": mark,
            "at": time.time(),
            "sealed": sealed,
        }
        try:
            with self._alone.begin() as connection:
                connection.execute(insert(parts), row)
        except IntegrityError:
            raise Conflict from None
        return mark

    def erase(self, conversation: str) -> None:
        """Remove every part of a conversation, from SQLite's log too."""
        with self._engine.begin() as connection:
            connection.execute(delete(parts).where(parts.c.conversation == conversation))
        if self._engine.dialect.name == "sqlite":
            raw = self._engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
            finally:
                raw.close()

    def idle(self, before: float) -> list[tuple[str, float]]:
        """Give the conversations to which nothing was added since a time (seconds since 1970).

        Each comes with when something was added to it last.
        """
        latest = func.max(parts.c.at)
        asked = select(parts.c.conversation, latest).group_by(parts.c.conversation)
        with self._engine.connect() as connection:
            rows = connection.execute(asked.having(latest < before)).all()
        return [(conversation, float(last)) for conversation, last in rows]

    def conversations(self) -> Iterable[str]:
        """Give the id of every conversation."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(parts.c.conversation).distinct()).all()
        return [conversation for (conversation,) in rows]


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        # The driver that is in Rasa's environment.
        parsed = parsed.set(drivername="postgresql+psycopg2")
        try:
            engine = create_engine(parsed, pool_size=CONNECTIONS, future=True)
        except ImportError as fault:
            # Rasa takes an ImportError here as a wish for its store in memory.
            raise ValueError(f"the database's driver is missing: {fault}") from fault
        _look_when_quiet(engine)
        return engine
    if parsed.database:
        Path(parsed.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    waiting = {"timeout": SECONDS_FOR_A_LOCK, "check_same_thread": False}
    engine = create_engine(parsed, connect_args=waiting, poolclass=QueuePool, future=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        for pragma in ("journal_mode=WAL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _look_when_quiet(engine: Engine) -> None:
    """Ask a connection that was not used for a while whether it is still open, before it is used.

    SQLAlchemy's own way asks every time.
    """

    @event.listens_for(engine, "checkin")
    def note(_connection: Any, record: Any) -> None:
        record.info["used"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def look(connection: Any, record: Any, _proxy: object) -> None:
        used = record.info.get("used")
        if used is None or time.monotonic() - used < SECONDS_TRUSTED:
            return
        try:
            engine.dialect.do_ping(connection)
        except Exception as gone:
            # The pool opens another one.
            raise DisconnectionError from gone

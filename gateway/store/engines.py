"""The engine of the store's database, as the store works with it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError

SECONDS_TRUSTED = 1.0
"""For so long after its last use a connection is taken to be open still."""


def engine_for(url: str) -> Engine:
    """Give the engine for a SQLAlchemy URL, as this store works with it."""
    parsed = make_url(url)
    if parsed.drivername == "postgresql":
        # The driver that is installed; SQLAlchemy's own default is an older one.
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        engine = create_engine(parsed)
        _look_when_quiet(engine)
        return engine
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": 15, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # SQLAlchemy begins transactions itself, below.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "secure_delete=ON", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Who will write takes the lock at once: taking it halfway fails when another did.
        write = connection.get_execution_options().get("kt_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _look_when_quiet(engine: Engine) -> None:
    """Ask a connection that was not used for a while whether it is still open, before it is used.

    SQLAlchemy's own way (`pool_pre_ping`) asks every time.
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

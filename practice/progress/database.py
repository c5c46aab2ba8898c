"""Connecting to the database of practising, apart from every other one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Engine, event
from sqlalchemy.orm import Session

from catalog.store import StoreError
from catalog.store import open_engine as open_any
from practice.progress.sealing import keys_of, use_keys

VARIABLE: Final = "KT_PRACTICE_DATABASE_URL"
MIGRATIONS: Final = Path(__file__).parent / "migrations"
VERSION_TABLE: Final = "practice_version"
"""A name of its own: another part may keep its tables in the same PostgreSQL database."""
_LOCK: Final = 0x6F656665
"""Key of the PostgreSQL advisory lock that lets one migration run at a time."""


def default_url() -> str:
    """Give KT_PRACTICE_DATABASE_URL, or SQLite's `.run/practice.db` under the repository."""
    if url := os.environ.get(VARIABLE, "").strip():
        return url
    return f"sqlite:///{Path(__file__).parents[2] / '.run' / 'practice.db'}"


def sqlite_file(url: URL) -> Path | None:
    """Give the file of a SQLite URL, None for another database or one in memory."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def open_engine(url: str | None = None) -> Engine:
    """Give an engine with all tables, for a SQLAlchemy URL (by default `default_url()`).

    On SQLite what is deleted is overwritten. Raises StoreError for what is no usable URL, and
    without the keys that words are sealed with (practice.progress.sealing).
    """
    try:
        engine = open_any(url or default_url())
    except StoreError as error:
        raise StoreError(str(error).replace("DATABASE_URL", VARIABLE)) from error
    on_server = engine.dialect.name != "sqlite"
    use_keys(engine, keys_of(sqlite_file(engine.url), on_server=on_server))
    if not on_server:

        @event.listens_for(engine, "connect")
        def _prepare(connection: Any, _record: object) -> None:
            for pragma in ("journal_mode=WAL", "secure_delete=ON"):
                connection.execute(f"PRAGMA {pragma}")

    migrate(engine)
    return engine


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest revision; does nothing when they are there already."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Give a session to read with."""
    with Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Give a session of one transaction; on SQLite no other writer is in between."""
    bound = engine.execution_options(writes=True)
    with Session(bound, expire_on_commit=False) as session, session.begin():
        yield session


def truncate_log(engine: Engine) -> None:
    """Empty SQLite's log, which still holds what the tables do not hold any more."""
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        finally:
            raw.close()

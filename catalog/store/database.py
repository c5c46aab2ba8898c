"""Connecting, migrating and locking, for SQLite and PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

MIGRATIONS: Final = Path(__file__).parent.parent / "migrations"
_LOCK: Final = 0x6B657566
"""Key of the PostgreSQL advisory lock that lets one load run at a time."""
_WAIT_SECONDS: Final = 300
"""How long SQLite waits for another writer; a load of a large catalogue takes minutes."""


class StoreError(Exception):
    """The database cannot be used; the message is one line and holds no password."""


def default_url() -> str:
    """Give `DATABASE_URL`, or SQLite's `.run/catalogue.db` under the repository.

    Outside a repository the current folder takes its place.
    """
    if url := os.environ.get("DATABASE_URL", "").strip():
        return url
    return f"sqlite:///{default_file()}"


def default_file() -> Path:
    """Give the SQLite file that serves when no `DATABASE_URL` is set."""
    root = Path(__file__).parent.parent.parent
    base = root if (root / "pyproject.toml").is_file() else Path.cwd()
    return base / ".run" / "catalogue.db"


def open_engine(url: str | None = None) -> Engine:
    """Give an engine for a SQLAlchemy URL, by default `default_url()`.

    A `postgres:` or `postgresql:` URL is spoken through psycopg. SQLite's folder is made when it
    is absent. Raises StoreError for another kind of database or a text that is no URL.
    """
    try:
        parsed = make_url(url or default_url())
        if parsed.drivername in ("postgres", "postgresql"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        backend = parsed.get_backend_name()
        if backend == "sqlite":
            return _open_sqlite(parsed)
        if backend == "postgresql":
            return create_engine(parsed, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(
            "DATABASE_URL is no URL; give sqlite:///... or postgresql://..."
        ) from error
    raise StoreError(f"no database of kind {backend}; allowed: sqlite, postgresql")


def _open_sqlite(url: Any) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": _WAIT_SECONDS})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # SQLAlchemy begins transactions itself (below), so that DDL takes part in them.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection in one transaction that no other writer shares; others wait."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        yield connection


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest revision; does nothing when they are there already."""
    if engine.dialect.name == "sqlite":
        # Readers go on with the catalogue that holds while a new one is loaded.
        # The mode cannot change inside a transaction, hence below SQLAlchemy.
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode=WAL")
        finally:
            raw.close()
    with writing(engine) as connection:
        command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection | None = None) -> Config:
    """Give alembic's configuration, which needs no file; commands run on `connection`."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def is_current(connection: Connection) -> bool:
    """Tell whether the tables are of the newest revision."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def one_line(error: SQLAlchemyError) -> str:
    """Give the database's own message, shortened to one line."""
    cause = getattr(error, "orig", None) or error
    return " ".join(str(cause).split())[:300]

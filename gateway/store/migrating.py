"""The tables of the gateway's database, made and changed step by step (alembic).

A new table or column gets a step of its own in `migrations/versions`; a test compares what all
steps make with what the code expects. `python -m gateway migrate` brings a database up to date.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from gateway.store.tables import Base

MIGRATIONS: Final = Path(__file__).parent / "migrations"
LOCK: Final = 0x6B746777
"""The number of PostgreSQL's lock under which one process at a time migrates."""


class NotMigrated(ValueError):
    """The tables are not those of this version; the message says what to do."""

    def __init__(self) -> None:
        super().__init__("the database is not up to date: run `python -m gateway migrate`")


def prepare(engine: Engine) -> None:
    """Make a database fit for use: SQLite is migrated. Raises NotMigrated for one on a server.

    Several processes of several versions may use that one: an administrator says when it changes.
    """
    if engine.dialect.name == "sqlite":
        migrate(engine)
        return
    with engine.connect() as connection:
        if not is_current(connection):
            raise NotMigrated


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest step; does nothing when they are there already."""
    with _alone(engine) as connection:
        if is_current(connection):
            return
        if engine.dialect.name == "sqlite":
            _drop_older(connection)
        command.upgrade(_config(connection), "head")


def is_current(connection: Connection) -> bool:
    """Tell whether the tables are those of the newest step."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def write_step(engine: Engine, message: str) -> None:
    """Write a new step with what the code expects and the (up to date) database does not have."""
    with _alone(engine) as connection:
        command.revision(_config(connection), message=message, autogenerate=True)


def _drop_older(connection: Connection) -> None:
    """Remove tables from before there were steps: they held one day's conversations, unsealed."""
    there = set(inspect(connection).get_table_names())
    if "alembic_version" not in there:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name in there:
                connection.execute(text(f'DROP TABLE "{table.name}"'))


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """Give a connection in one transaction that no other migration shares; others wait."""
    with (
        engine.connect().execution_options(kt_write=True) as connection,
        connection.begin(),
    ):
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        yield connection


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config

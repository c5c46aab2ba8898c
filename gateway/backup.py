"""A copy of the conversations' database, and putting it back without what was erased since.

For PostgreSQL, by its own pg_dump and pg_restore. What lies sealed stays sealed: the key is kept
apart. An embedded database holds a day of one machine and is not copied.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.engine import URL, make_url

from gateway.journal import Journal
from gateway.store.engines import engine_for
from gateway.store.store import Store


class BackupFailed(ValueError):
    """A copy could not be made or put back; the message is one line without any password."""


def backup(url: str, file: Path) -> None:
    """Write a copy of a PostgreSQL database into a file that is not there yet."""
    options, variables = _connection(url)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as output:
        _run(["pg_dump", "--format=custom", "--no-owner", *options], variables, output.fileno())


def restore(url: str, file: Path) -> None:
    """Put a copy into an empty PostgreSQL database, all of it or nothing."""
    options, variables = _connection(url)
    engine = engine_for(url)
    try:
        if inspect(engine).get_table_names():
            raise BackupFailed("the database is not empty: make a new one to restore into")
    finally:
        engine.dispose()
    command = ["pg_restore", "--no-owner", "--exit-on-error", "--single-transaction"]
    _run([*command, *options, str(file)], variables, None)


def erase_again(store: Store, journal: Journal | None) -> int:
    """Erase what was erased since a copy was made, and what has ended; gives how many.

    The store asks the assistant to erase its part of each as well.
    """
    ended = store.erase_ended()
    asked = journal.conversations() if journal is not None else []
    for each in asked:
        store.erase(each)
    return len(ended) + len(asked)


def _connection(url: str) -> tuple[list[str], dict[str, str]]:
    """Give the options and variables of PostgreSQL's programs; a password is no option."""
    parsed: URL = make_url(url)
    if parsed.get_backend_name() != "postgresql":
        raise BackupFailed("only a database on PostgreSQL is copied and put back")
    host = parsed.host or parsed.query.get("host")
    options = {"--host": host, "--port": parsed.port, "--username": parsed.username}
    flags = [f"{name}={value}" for name, value in options.items() if value]
    variables = {**os.environ}
    if parsed.password:
        variables["PGPASSWORD"] = str(parsed.password)
    return [*flags, f"--dbname={parsed.database}"], variables


def _run(command: list[str], variables: dict[str, str], output: int | None) -> None:
    try:
        done = subprocess.run(
            command, env=variables, stdout=output, stderr=subprocess.PIPE, check=False
        )
    except FileNotFoundError:
        raise BackupFailed(f"{command[0]} is missing (Debian: postgresql-client)") from None
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise BackupFailed(f"{command[0]}: {said[-1] if said else 'failed'}")

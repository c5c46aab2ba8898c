"""Columns that lie encrypted in the database, with keys that are kept outside it.

`Sealer` encrypts and authenticates (Fernet: AES-128-CBC with HMAC-SHA256). Its first key seals,
every key opens, so that keys can be changed while all runs. The column types find the sealer at
the engine that they are used with (`use_sealer`); without one they refuse to work.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import (
    ColumnElement,
    Dialect,
    Engine,
    Table,
    TableClause,
    Text,
    TypeDecorator,
    and_,
    select,
    update,
)
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import DeclarativeBase

ATTRIBUTE = "keukentafel_sealer"
KEYS_NEEDED = (
    "store_keys or store_key_file is needed for a database on a server; "
    "`python -m gateway key` makes a key"
)


class Unreadable(Exception):
    """A value was not sealed with any of the keys, or was altered."""


class Sealer:
    """Seals texts with the first of its keys and opens them with any."""

    def __init__(self, keys: Iterable[str]) -> None:
        given = [each.strip() for each in keys if each.strip()]
        if not given:
            raise ValueError("store_keys: a key is needed")
        try:
            self._first = Fernet(given[0])
            self._all = MultiFernet([Fernet(each) for each in given])
        except ValueError:
            # Never the key itself.
            raise ValueError("store_keys: a key is 32 bytes in URL-safe base64") from None

    @classmethod
    def of_file(cls, file: Path) -> Sealer:
        """Read keys, one a line, the current one first. Raises ValueError."""
        try:
            return cls(file.read_text(encoding="ascii").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(f"store_key_file: {type(error).__name__}") from None

    def seal(self, text: str) -> str:
        """Give the text as it may lie in a database."""
        return self._first.encrypt(text.encode()).decode("ascii")

    def open(self, sealed: str) -> str:
        """Give the text of a sealed one. Raises Unreadable."""
        try:
            return self._all.decrypt(sealed.encode("ascii")).decode()
        except (InvalidToken, UnicodeEncodeError):
            raise Unreadable from None

    def renew(self, sealed: str) -> str | None:
        """Give the same sealed with the first key, None when it is already. Raises Unreadable."""
        try:
            self._first.decrypt(sealed.encode("ascii"))
        except (InvalidToken, UnicodeEncodeError):
            return self.seal(self.open(sealed))
        return None


def new_key() -> str:
    """Give a new key."""
    return Fernet.generate_key().decode("ascii")


def sealer_of(url: str, keys: str | None = None, file: Path | None = None) -> Sealer:
    """Give the sealer for a database: of the keys (parted by commas), of the file, or its own.

    A database in a SQLite file has a key file of its own beside it, made at its first use and
    readable by its owner only; one in memory has a key that is never written. Raises ValueError
    for a database on a server without a key.
    """
    if keys:
        return Sealer(keys.split(","))
    if file is not None:
        return Sealer.of_file(file)
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise ValueError(KEYS_NEEDED)
    beside = key_file_of(parsed)
    if beside is None:
        return Sealer([new_key()])
    if not beside.exists():
        _write_new_key(beside)
    return Sealer.of_file(beside)


def key_file_of(url: URL) -> Path | None:
    """Give where the key of a SQLite file lies, None for a database in memory."""
    if not url.database or url.database == ":memory:":
        return None
    return Path(url.database).with_suffix(".key")


def _write_new_key(file: Path) -> None:
    """Write a key file, whole or not at all; one that another process made first stays."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(f"{new_key()}\n")
        out.flush()
        os.fsync(out.fileno())
    with suppress(FileExistsError):
        os.link(part, file)
    part.unlink()


def use_sealer(engine: Engine, sealer: Sealer) -> None:
    """Let the sealed columns of an engine use a sealer."""
    setattr(engine.dialect, ATTRIBUTE, sealer)


def _of(dialect: Dialect) -> Sealer:
    found = getattr(dialect, ATTRIBUTE, None)
    if not isinstance(found, Sealer):
        raise TypeError("the engine has no sealer: nothing is written unsealed")
    return found


class SealedText(TypeDecorator[str]):
    """A text that lies sealed in the database. It can be compared in Python only."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal what is written."""
        return None if value is None else _of(dialect).seal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Open what is read. Raises Unreadable."""
        return None if value is None else _of(dialect).open(value)


class SealedJSON(TypeDecorator[Any]):
    """A JSON value that lies sealed in the database; None is null."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Seal what is written."""
        if value is None:
            return None
        return _of(dialect).seal(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Open what is read. Raises Unreadable."""
        return None if value is None else json.loads(_of(dialect).open(value))


def sealed_columns(base: type[DeclarativeBase]) -> dict[Table, list[str]]:
    """Give per table the names of its sealed columns."""
    sealed = (SealedText, SealedJSON)
    found = {
        table: [each.name for each in table.columns if isinstance(each.type, sealed)]
        for table in base.metadata.sorted_tables
    }
    return {table: names for table, names in found.items() if names}


def renew_all(engine: Engine, base: type[DeclarativeBase], sealer: Sealer) -> int:
    """Seal every value with the first key; gives how many rows changed. Raises Unreadable.

    It may run while the gateway does: a row that changed in between is left, since it was
    written with the first key.
    """
    changed = 0
    for table, names in sealed_columns(base).items():
        raw = _as_it_lies(table, names)
        keys = [raw.c[each.name] for each in table.primary_key.columns]
        with engine.connect() as connection:
            rows = connection.execute(select(*keys)).all()
        for row in rows:
            this = and_(*(column == value for column, value in zip(keys, row, strict=True)))
            changed += _renew_row(engine, raw, names, this, sealer)
    return changed


def _renew_row(
    engine: Engine,
    raw: TableClause,
    names: list[str],
    this: ColumnElement[bool],
    sealer: Sealer,
) -> int:
    with engine.begin() as connection:
        found = connection.execute(select(*(raw.c[name] for name in names)).where(this)).first()
        if found is None:
            return 0
        values = {name: value for name, value in found._mapping.items() if value is not None}
        renewed = {
            name: again
            for name, value in values.items()
            if (again := sealer.renew(value)) is not None
        }
        if not renewed:
            return 0
        unchanged = and_(*(raw.c[name] == value for name, value in values.items()))
        return connection.execute(update(raw).where(this, unchanged).values(**renewed)).rowcount


def _as_it_lies(table: Table, sealed: list[str]) -> TableClause:
    """Give a table whose sealed columns are read and written as they lie in the database."""
    return sql_table(
        table.name,
        *(sql_column(c.name, Text() if c.name in sealed else c.type) for c in table.columns),
    )

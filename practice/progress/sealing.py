"""Words that lie encrypted in the database of practising, with keys that are kept outside it.

As the gateway does with conversations (Fernet: AES-128-CBC with HMAC-SHA256): the first key seals,
every key opens, so that keys can be changed. On SQLite a key file lies beside the database.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Dialect, Engine, Text
from sqlalchemy.types import TypeDecorator

from catalog.store import StoreError

VARIABLE: Final = "KT_PRACTICE_STORE_KEYS"
ATTRIBUTE: Final = "keukentafel_practice_keys"


def keys_of(file: Path | None, *, on_server: bool) -> MultiFernet:
    """Give the keys: of KT_PRACTICE_STORE_KEYS (parted by commas), or of SQLite's own file.

    `file` is the SQLite database, None for one in memory, whose key is never written. Raises
    StoreError for what is no key, and for a database on a server without one.
    """
    given = os.environ.get(VARIABLE, "").strip()
    if not given and on_server:
        raise StoreError(f"{VARIABLE} is needed for a database on a server")
    if not given:
        given = _of_file(file.with_suffix(".key")) if file else Fernet.generate_key().decode()
    try:
        return MultiFernet([Fernet(each.strip()) for each in given.split(",") if each.strip()])
    except ValueError:
        # Never the key itself.
        raise StoreError(f"{VARIABLE}: a key is 32 bytes in URL-safe base64") from None


def _of_file(file: Path) -> str:
    """Read a key file; it is made, whole or not at all, for its owner alone."""
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = file.with_name(f".{file.name}.{os.getpid()}.part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(Fernet.generate_key().decode())
        # One that another process made first stays.
        with suppress(FileExistsError):
            os.link(part, file)
        part.unlink()
    return file.read_text(encoding="ascii")


def use_keys(engine: Engine, keys: MultiFernet) -> None:
    """Let the sealed columns of an engine use some keys."""
    setattr(engine.dialect, ATTRIBUTE, keys)


class SealedText(TypeDecorator[str]):
    """A text that lies sealed in the database. It can be compared in Python only."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal what is written."""
        return None if value is None else _keys(dialect).encrypt(value.encode()).decode("ascii")

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Open what is read. Raises StoreError for what none of the keys sealed."""
        if value is None:
            return None
        try:
            return _keys(dialect).decrypt(value.encode()).decode()
        except InvalidToken:
            raise StoreError(f"{VARIABLE}: something was sealed with another key") from None


def _keys(dialect: Dialect) -> MultiFernet:
    found = getattr(dialect, ATTRIBUTE, None)
    if not isinstance(found, MultiFernet):
        raise TypeError("the engine has no keys: nothing is written unsealed")
    return found

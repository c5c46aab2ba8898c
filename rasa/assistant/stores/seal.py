"""What lies in a database is sealed; the key lies elsewhere (KT_STORE_KEY)."""

from __future__ import annotations

import json
import zlib
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

VARIABLE = "KT_STORE_KEY"
QUICKLY = 1
"""How hard is compressed: conversations repeat their own words, and speed counts here."""


class Unreadable(Exception):
    """A part of a conversation was not sealed with one of the keys, or was altered or moved."""


class Seal:
    """Seals data with the first of the keys and opens it with any: a key can be replaced.

    Fernet encrypts and authenticates. Where a part belongs is sealed with it, so that whoever
    can write in the database cannot put one conversation in the place of another.
    """

    def __init__(self, keys: str) -> None:
        """Take keys, parted by commas. Raises ValueError when one of them is none."""
        try:
            made = [Fernet(each.strip()) for each in keys.split(",") if each.strip()]
        except ValueError:
            raise ValueError(f"{VARIABLE}: a key is 32 bytes in URL-safe base64") from None
        if not made:
            raise ValueError(f"{VARIABLE}: a key is needed for conversations in a database")
        self._keys = MultiFernet(made)

    def close(self, place: str, content: Any) -> bytes:
        """Give data, as it may lie at a place in the database."""
        plain = json.dumps([place, content], separators=(",", ":")).encode()
        sealed: bytes = self._keys.encrypt(zlib.compress(plain, QUICKLY))
        return sealed

    def open(self, place: str, sealed: bytes) -> Any:
        """Give the data of what lies at a place. Raises Unreadable."""
        try:
            found, content = json.loads(zlib.decompress(self._keys.decrypt(bytes(sealed))))
        except (InvalidToken, ValueError, zlib.error):
            raise Unreadable from None
        if found != place:
            raise Unreadable
        return content

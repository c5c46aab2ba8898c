"""Who practises: an opaque id in the place of a practice code or of an account.

The assistant makes the same id of the codes that it handed out (`practice.progress.identity`);
nothing of the code goes further than this.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

ALPHABET: Final = frozenset("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
LENGTH: Final = 16
MISREAD: Final = str.maketrans("OIL", "011")
WITH_CODE: Final = "code"
SEPARATOR: Final = "\x1f"
BYTES: Final = 20


def of_code(secret: bytes, typed: str) -> str | None:
    """Give the id that goes with a practice code as it was typed, None when it is no code."""
    plain = "".join(each for each in typed.upper() if each.isalnum()).translate(MISREAD)
    if len(plain) != LENGTH or not ALPHABET.issuperset(plain):
        return None
    return _pseudonym(secret, WITH_CODE, plain)


def of_account(secret: bytes, channel: str, *parts: str) -> str:
    """Give the id of somebody who signed in to a channel (Teams: tenant and user).

    Raises ValueError for the name that ids of codes begin with: those are looked up, these not.
    """
    if channel == WITH_CODE:
        raise ValueError("code: ids of codes are made by of_code")
    return _pseudonym(secret, channel, *parts)


def _pseudonym(secret: bytes, kind: str, *parts: str) -> str:
    content = SEPARATOR.join((kind, *parts)).encode()
    return f"{kind}-{hmac.digest(secret, content, hashlib.sha256)[:BYTES].hex()}"

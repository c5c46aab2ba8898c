"""Who a trainee is to us: an opaque id, and the practice codes that lead to one.

The gateway makes the id of a code by the same rule (it may not import this part;
tests/practice/progress/test_identity.py holds the two together). An id is the HMAC of the code
under KT_PRACTICE_SECRET: from what is kept here nobody finds the code.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from typing import Final

SECRET: Final = "KT_PRACTICE_SECRET"  # noqa: S105 (the name of a setting)
SHORTEST_SECRET: Final = 16

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O and U, that are misread or make words."""
LENGTH: Final = 16
"""Of 32 characters each: 80 bits, more than anybody can try."""
_GROUP: Final = 4
_MISREAD: Final = str.maketrans("OIL", "011")

MARK: Final = re.compile(r"\bgroep-([a-p]{64})\b")
"""What stands in a message for a code: its hash, in letters that nothing masks."""
_DIGITS: Final = str.maketrans("abcdefghijklmnop", "0123456789abcdef")

WITH_CODE: Final = "code"
_BYTES: Final = 20


class SecretMissing(Exception):
    """KT_PRACTICE_SECRET is not set or too short; the message says so in one line."""


def secret_from_environment() -> bytes:
    """Give the secret that gateway and command share. Raises SecretMissing."""
    found = os.environ.get(SECRET, "")
    if len(found) < SHORTEST_SECRET:
        raise SecretMissing(f"{SECRET}: at least {SHORTEST_SECRET} characters are needed")
    return found.encode()


def new_code() -> str:
    """Give a code that nobody can guess, as it is handed out: XXXX-XXXX-XXXX-XXXX."""
    plain = "".join(secrets.choice(ALPHABET) for _each in range(LENGTH))
    return "-".join(plain[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))


def plain_code(typed: str) -> str | None:
    """Give a typed code without spaces, dashes and misread letters; None when it is no code."""
    plain = "".join(each for each in typed.upper() if each.isalnum()).translate(_MISREAD)
    return plain if len(plain) == LENGTH and set(plain) <= set(ALPHABET) else None


def trainee_of_code(secret: bytes, typed: str) -> str | None:
    """Give the id of whoever has this code, None when it is no code."""
    plain = plain_code(typed)
    return None if plain is None else pseudonym(secret, WITH_CODE, plain)


def pseudonym(secret: bytes, kind: str, *parts: str) -> str:
    """Give what stands for somebody: the kind and the HMAC-SHA-256 of what identifies her."""
    content = "\x1f".join((kind, *parts)).encode()
    digest = hmac.digest(secret, content, hashlib.sha256)
    return f"{kind}-{digest[:_BYTES].hex()}"


def needs_code(trainee: str) -> bool:
    """Tell whether somebody came in with a code; who signed in elsewhere (Teams) needs none."""
    return trainee.startswith(f"{WITH_CODE}-")


def code_hash(trainee: str) -> str:
    """Give what is kept of a code that was handed out: not the id itself.

    So nothing of a trainee remains where the code may be used again after erasing.
    """
    return hashlib.sha256(trainee.encode()).hexdigest()


def typed_group(text: str) -> str | None:
    """Give the hash of the code that a message told, None when it told none.

    The gateway puts a mark in the place of a code (`gateway.practice.codes`), so that the code
    itself comes no further.
    """
    found = MARK.search(text)
    return None if found is None else found[1].translate(_DIGITS)


def alias(trainee: str) -> str:
    """Give the name under which results leave the house: as opaque, and another one."""
    return hashlib.sha256(f"export|{trainee}".encode()).hexdigest()[:24]

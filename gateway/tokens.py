"""Tokens of sessions: 256 bits, known to the person's page alone; the house keeps the hash."""

from __future__ import annotations

import hashlib
import secrets

BYTES = 32


def new_token() -> str:
    """Give a token that nobody can guess."""
    return secrets.token_urlsafe(BYTES)


def token_hash(token: str) -> str:
    """Give what is kept of a token; it needs no salt, being random itself."""
    return hashlib.sha256(token.encode()).hexdigest()

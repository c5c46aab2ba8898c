"""Signs what a card's buttons carry, so that only what this server offered can come back.

What lies in a card can be read and sent again by whoever can send to the bot. Each action's data
therefore carries an HMAC over the talk, the card, the entry that it shows, the action and when it
expires. That it is used once is seen to by the store (`gateway.store.teams`).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

FIELD = "kt"
MAX_LENGTH = 16_384


class Unsigned(Exception):
    """What came back from a card is not what was offered; `code` says how it is told."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Pressed:
    """A verified button: the entry that its card shows, what it asks for, and its own id."""

    entry: str
    action: dict[str, Any]
    button: str


class Signer:
    """Signs and checks with one key. `clock` gives seconds since 1970."""

    def __init__(
        self, key: bytes, *, seconds: float, clock: Callable[[], float] = time.time
    ) -> None:
        self._key = hmac.digest(key, b"cards", hashlib.sha256)
        self._seconds = seconds
        self._clock = clock

    def card(self, conversation: str, entry: str) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
        """Give what signs the actions of a new card that shows an entry."""
        card = secrets.token_urlsafe(9)

        def sign(action: Mapping[str, Any]) -> dict[str, Any]:
            body = {
                "t": conversation,
                "e": entry,
                "a": dict(action),
                "b": f"{card}.{secrets.token_urlsafe(6)}",
                "x": int(self._clock() + self._seconds),
            }
            # The talk is known to whoever checks; its id does not leave the house.
            shown = {name: value for name, value in body.items() if name != "t"}
            return {FIELD: f"{_packed(shown)}.{self._mac(body)}"}

        return sign

    def check(self, conversation: str, data: Mapping[str, Any]) -> Pressed:
        """Give what a button of this talk asks for. Raises Unsigned."""
        token = data.get(FIELD)
        if not isinstance(token, str) or len(token) > MAX_LENGTH:
            raise Unsigned("kaart_onbekend")
        packed, _dot, mac = token.rpartition(".")
        body = _unpacked(packed)
        check_signature(self._mac({"t": conversation, **body}), mac)
        check_expiry(body["x"], self._clock())
        return Pressed(body["e"], body["a"], body["b"])

    def _mac(self, body: Mapping[str, Any]) -> str:
        text = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
        return _letters(hmac.digest(self._key, text, hashlib.sha256))


def check_signature(expected: str, given: str) -> None:
    """Refuse another signature: forged, changed, or of another talk. Raises Unsigned."""
    if not hmac.compare_digest(expected.encode(), given.encode()):
        raise Unsigned("kaart_onbekend")


def check_expiry(until: float, now: float) -> None:
    """Refuse a button whose time is over. Raises Unsigned."""
    if now > until:
        raise Unsigned("kaart_verlopen")


def _letters(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _packed(body: Mapping[str, Any]) -> str:
    return _letters(json.dumps(body, sort_keys=True, separators=(",", ":")).encode())


def _unpacked(packed: str) -> dict[str, Any]:
    """Give the content, of the right form. Raises Unsigned."""
    try:
        padded = packed.encode("ascii") + b"=" * (-len(packed) % 4)
        body = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, RecursionError):
        raise Unsigned("kaart_onbekend") from None
    kinds = {"e": str, "a": dict, "b": str, "x": int}
    if not isinstance(body, dict) or body.keys() != kinds.keys():
        raise Unsigned("kaart_onbekend")
    if not all(isinstance(body[name], kind) for name, kind in kinds.items()):
        raise Unsigned("kaart_onbekend")
    return body

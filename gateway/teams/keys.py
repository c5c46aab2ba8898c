"""The public keys by which Microsoft signs: fetched once, and anew when one is unknown."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from jwt import PyJWK, PyJWTError

from gateway.teams.hosts import HostRule

logger = logging.getLogger(__name__)

# Microsoft asks to look for new keys daily.
SECONDS_FRESH = 24 * 3600.0
# However many unknown keys are named, the server is asked no more often than this.
SECONDS_BETWEEN = 60.0
# While there is no key at all nobody can be let in: then it tries sooner.
SECONDS_WITHOUT = 5.0
MAX_BYTES = 512 * 1024


class NoKeys(Exception):
    """The keys could not be fetched, and none are known yet."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One key, and the channels for which Microsoft endorses it."""

    key: PyJWK
    endorsements: frozenset[str]


class Keys:
    """Microsoft's keys by id, from its OpenID document. `allowed` judges both addresses."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        openid_url: str,
        allowed: HostRule,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._openid_url = openid_url
        self._allowed = allowed
        self._clock = clock
        self._keys: dict[str, SigningKey] = {}
        self._fetched: float | None = None
        self._tried: float | None = None
        self._lock = asyncio.Lock()

    async def get(self, kid: str) -> SigningKey | None:
        """Give a key, None for one that Microsoft does not list. Raises NoKeys."""
        if self._stale() or kid not in self._keys:
            async with self._lock:
                if (self._stale() or kid not in self._keys) and self._may_try():
                    await self._refresh()
        if self._fetched is None:
            raise NoKeys
        return self._keys.get(kid)

    def _stale(self) -> bool:
        return self._fetched is None or self._clock() - self._fetched > SECONDS_FRESH

    def _may_try(self) -> bool:
        pause = SECONDS_WITHOUT if self._fetched is None else SECONDS_BETWEEN
        return self._tried is None or self._clock() - self._tried >= pause

    async def _refresh(self) -> None:
        self._tried = self._clock()
        try:
            document = await self._json(self._openid_url)
            address = document.get("jwks_uri")
            if not isinstance(address, str):
                raise ValueError("no jwks_uri")
            keys = _read(await self._json(address))
        except (httpx.HTTPError, ValueError, RecursionError) as fault:
            # What was known stays good until the server answers again.
            logger.warning("teams_keys", extra={"kind": type(fault).__name__})
            return
        if keys:
            self._keys, self._fetched = keys, self._clock()

    async def _json(self, url: str) -> Mapping[str, Any]:
        if not self._allowed(url):
            raise ValueError("the address is not on the list")
        answer = await self._client.get(url, follow_redirects=False)
        if answer.status_code != httpx.codes.OK or len(answer.content) > MAX_BYTES:
            raise ValueError("no document")
        found = answer.json()
        if not isinstance(found, dict):
            raise ValueError("no object")
        return found


def _read(document: Mapping[str, Any]) -> dict[str, SigningKey]:
    """Give the usable keys: those that sign by RS256 and have an id."""
    found: dict[str, SigningKey] = {}
    listed = document.get("keys")
    for each in listed if isinstance(listed, list) else ():
        if not isinstance(each, dict) or each.get("kty") != "RSA":
            continue
        kid, endorsements = each.get("kid"), each.get("endorsements")
        if not isinstance(kid, str) or each.get("use", "sig") != "sig":
            continue
        try:
            key = PyJWK(each, algorithm="RS256")
        except PyJWTError:
            continue
        names = endorsements if isinstance(endorsements, list) else []
        found[kid] = SigningKey(key, frozenset(each for each in names if isinstance(each, str)))
    return found

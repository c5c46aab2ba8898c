"""Sends to Teams: to listed addresses alone, with patience when Teams asks for it."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from gateway.teams.counts import RETRIED, SENT, UNDELIVERED
from gateway.teams.hosts import HostRule
from gateway.teams.identity import CONVERSATION_ID
from gateway.teams.tokens import NoToken, TokenSource

logger = logging.getLogger(__name__)

AGAIN = frozenset({412, 429, 502, 503, 504})
FIRST_PAUSE = 0.5
# Everybody who was told the same pause would come back at the same moment.
JITTER = 0.25
MAX_ACTIVITY_ID = 1024


class Undelivered(Exception):
    """Teams did not take a message. `again`: it may be tried later."""

    def __init__(self, kind: str, *, again: bool) -> None:
        super().__init__(kind)
        self.again = again


class Connector:
    """The one way out to Teams. `tokens` is None in a local trial: then none is sent."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        tokens: TokenSource | None,
        allowed: HostRule,
        *,
        attempts: int,
        longest_pause: float,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._client = client
        self._tokens = tokens
        self._allowed = allowed
        self._attempts = attempts
        self._longest = longest_pause
        self._sleep = sleep

    async def send(self, reference: Mapping[str, Any], activity: Mapping[str, Any]) -> str | None:
        """Send an activity; gives its id, if Teams tells one. Raises Undelivered."""
        answer = await self._patiently("POST", self.address(reference), activity)
        SENT.inc()
        return _id_in(answer)

    async def replace(
        self, reference: Mapping[str, Any], sent: str, activity: Mapping[str, Any]
    ) -> None:
        """Put another activity in the place of one that was sent. Raises Undelivered."""
        await self._patiently("PUT", self.address(reference, sent), {**activity, "id": sent})

    async def typing(self, reference: Mapping[str, Any], activity: Mapping[str, Any]) -> None:
        """Show that an answer comes; whether that succeeds does not matter."""
        try:
            await self._once("POST", self.address(reference), activity)
        except (Undelivered, NoToken, httpx.HTTPError) as fault:
            logger.info("teams_typing", extra={"kind": type(fault).__name__})

    def address(self, reference: Mapping[str, Any], activity: str | None = None) -> str:
        """Give where the activities of a talk go. Raises Undelivered for what is not allowed."""
        service = str(reference.get("serviceUrl", ""))
        talk = str(reference.get("conversation", {}).get("id", ""))
        check_destination(service, self._allowed)
        if not CONVERSATION_ID.fullmatch(talk):
            raise Undelivered("conversation", again=False)
        path = f"{service.rstrip('/')}/v3/conversations/{quote(talk, safe='')}/activities"
        if activity is None:
            return path
        if not 0 < len(activity) <= MAX_ACTIVITY_ID or activity in (".", ".."):
            raise Undelivered("activity", again=False)
        return f"{path}/{quote(activity, safe='')}"

    async def _patiently(
        self, method: str, url: str, activity: Mapping[str, Any]
    ) -> httpx.Response:
        kind, pause, renewed = "unknown", FIRST_PAUSE, False
        for attempt in range(self._attempts):
            after = 0.0
            try:
                answer = await self._once(method, url, activity)
            except (httpx.HTTPError, NoToken) as fault:
                kind = type(fault).__name__
            else:
                if answer.is_success:
                    return answer
                kind = str(answer.status_code)
                if answer.status_code == HTTPStatus.UNAUTHORIZED and self._tokens and not renewed:
                    renewed = True
                    await self._tokens.forget()
                    continue
                if answer.status_code not in AGAIN:
                    _give_up(kind)
                    raise Undelivered(kind, again=False)
                after = retry_after(answer.headers.get("retry-after"))
            if attempt + 1 < self._attempts:
                RETRIED.labels(kind).inc()
                wanted = min(self._longest, max(after, pause))
                await self._sleep(wanted * random.uniform(1.0, 1.0 + JITTER))  # noqa: S311
                pause *= 2
        _give_up(kind)
        raise Undelivered(kind, again=True)

    async def _once(self, method: str, url: str, activity: Mapping[str, Any]) -> httpx.Response:
        headers = {}
        if self._tokens is not None:
            headers["Authorization"] = f"Bearer {await self._tokens.token()}"
        return await self._client.request(
            method, url, json=dict(activity), headers=headers, follow_redirects=False
        )


def check_destination(service: str, allowed: HostRule) -> None:
    """Refuse to send anything, a token least of all, to another host. Raises Undelivered."""
    if not allowed(service):
        raise Undelivered("host", again=False)


def retry_after(value: str | None) -> float:
    """Give the seconds that a Retry-After header asks for; 0 for none and for nonsense."""
    if not value:
        return 0.0
    if value.strip().isdecimal():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _give_up(kind: str) -> None:
    UNDELIVERED.labels(kind).inc()
    logger.error("teams_undelivered", extra={"kind": kind})


def _id_in(answer: httpx.Response) -> str | None:
    try:
        body = answer.json()
    except ValueError:
        return None
    found = body.get("id") if isinstance(body, dict) else None
    return found if isinstance(found, str) and found else None

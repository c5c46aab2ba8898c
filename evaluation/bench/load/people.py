"""Simulated people: through the gateway as the web chat does, or over Rasa's own REST channel."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp

from evaluation.bench.load.talks import LONGEST, Talk

SECONDS_TO_ANSWER = 60.0


class NoAnswer(Exception):
    """A message got no answer, or another one than the assistant gives."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One message: when it went (seconds, monotonic), and how long its answer took."""

    at: float
    seconds: float


class Way(Protocol):
    """A way to talk with an assistant."""

    def hold(self, talk: Talk) -> AsyncIterator[Sent]:
        """Hold one conversation; gives each message when it was answered."""


class Web:
    """The web API: a session with its token, messages with ids, answers as server-sent events."""

    def __init__(self, client: aiohttp.ClientSession, url: str) -> None:
        self._client = client
        self._url = url

    async def hold(self, talk: Talk) -> AsyncIterator[Sent]:
        """Hold one conversation; raises NoAnswer."""
        start = {"channel": "webchat", "start": dict(talk.start)}
        async with self._client.post(f"{self._url}/api/sessions", json=start) as reply:
            if reply.status != 201:
                raise NoAnswer(f"status {reply.status}")
            token = (await reply.json())["token"]
        auth = {"Authorization": f"Bearer {token}"}
        async with self._client.get(f"{self._url}/api/events?after=0", headers=auth) as stream:
            standing = await _standing(stream, after=0)
            for number in range(LONGEST):
                open_ = standing["open"]
                question = open_["data"].get("question") if open_ else None
                if number and open_ is None:
                    return
                text = talk.answer(question) if number else talk.story
                began = time.perf_counter()
                seq = await self._send(text, auth)
                standing = await _standing(stream, after=seq)
                yield Sent(began, time.perf_counter() - began)

    async def _send(self, text: str, auth: Mapping[str, str]) -> int:
        body = {"id": uuid.uuid4().hex, "text": text}
        async with self._client.post(f"{self._url}/api/messages", json=body, headers=auth) as reply:
            if reply.status != 202:
                raise NoAnswer(f"status {reply.status}")
            return int((await reply.json())["seq"])


async def _standing(stream: aiohttp.ClientResponse, after: int) -> dict[str, Any]:
    """Read events until the assistant has answered what came up to `after`; gives the state."""
    name = ""
    async for line in stream.content:
        if line.startswith(b"event: "):
            name = line[7:].strip().decode()
        elif line.startswith(b"data: "):
            data: dict[str, Any] = json.loads(line[6:])
            if name == "state" and not data["busy"] and data["last"] > after:
                return data
            if name == "end" or (name == "entry" and data["kind"] == "error"):
                raise NoAnswer(str(data.get("data") or data))
    raise NoAnswer("the stream ended")


class Rest:
    """Rasa's own REST channel: one request for each message, and its answer is the answer."""

    def __init__(self, client: aiohttp.ClientSession, url: str) -> None:
        self._client = client
        self._url = f"{url}/webhooks/rest/webhook"

    async def hold(self, talk: Talk) -> AsyncIterator[Sent]:
        """Hold one conversation; raises NoAnswer."""
        sender = uuid.uuid4().hex
        text = talk.story
        for _number in range(LONGEST):
            body = {"sender": sender, "message": text, "metadata": dict(talk.start)}
            began = time.perf_counter()
            async with self._client.post(self._url, json=body) as reply:
                if reply.status != 200:
                    raise NoAnswer(f"status {reply.status}")
                messages = await reply.json()
            if not messages:
                raise NoAnswer("nothing was said")
            yield Sent(began, time.perf_counter() - began)
            asked = [each["custom"] for each in messages if _asks(each)]
            if not asked:
                return
            text = talk.answer(asked[-1]["id"])


def _asks(message: Mapping[str, Any]) -> bool:
    custom = message.get("custom")
    return isinstance(custom, Mapping) and custom.get("type") == "question"


def client() -> aiohttp.ClientSession:
    """Give what speaks with the servers: as many connections as there are people."""
    timeout = aiohttp.ClientTimeout(total=None, sock_read=SECONDS_TO_ANSWER)
    return aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=0))


@dataclass(frozen=True, slots=True)
class Crowd:
    """What came of many people talking: what was answered in time, and how much was not at all."""

    sent: list[Sent]
    unanswered: int


async def crowd(way: Way, talks: Iterator[Talk], people: int, seconds: float) -> Crowd:
    """Let so many people talk at once for some seconds; gives what was answered within them.

    Whoever gets no answer begins another conversation, and is counted.
    """
    sent: list[Sent] = []
    unanswered = 0
    until = time.perf_counter() + seconds

    async def person() -> None:
        nonlocal unanswered
        while time.perf_counter() < until:
            try:
                async for each in way.hold(next(talks)):
                    sent.append(each)
                    if time.perf_counter() >= until:
                        return
            except (NoAnswer, aiohttp.ClientError, TimeoutError):
                unanswered += 1

    await asyncio.gather(*(person() for _ in range(people)))
    return Crowd([each for each in sent if each.at + each.seconds <= until], unanswered)

"""Several assistants behind one gateway: a conversation keeps to one, until that is gone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import httpx
import pytest
from pydantic import SecretStr

from gateway.assistant import RasaAssistant, Said, Unreachable

URLS = ("http://een.test", "http://twee.test", "http://drie.test")
ANSWER = {"messages": [], "state": {"open": None}}

type Handler = Callable[[httpx.Request], httpx.Response]


def before(handler: Handler) -> RasaAssistant:
    return RasaAssistant(
        " , ".join(URLS), SecretStr("s" * 16), transport=httpx.MockTransport(handler)
    )


def asked(assistant: RasaAssistant, conversations: int) -> None:
    async def go() -> None:
        for number in range(conversations):
            await assistant.send(f"webchat-{number}", "message", Said("hallo"))

    asyncio.run(go())


def test_a_conversation_keeps_to_one_and_all_get_their_share() -> None:
    hosts: dict[str, set[str]] = {}

    def answer(request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        hosts.setdefault(body["conversation"], set()).add(request.url.host)
        return httpx.Response(200, json=ANSWER)

    asked(before(answer), 60)
    asked(before(answer), 60)
    assert all(len(each) == 1 for each in hosts.values())
    shares = [sum(each == {host} for each in hosts.values()) for host in ("een.test", "twee.test")]
    assert min(shares) > 5


def test_when_nothing_listens_another_is_asked_and_the_lost_one_is_left_alone() -> None:
    tried: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        tried.append(request.url.host)
        if request.url.host == "een.test":
            raise httpx.ConnectError("nobody")
        return httpx.Response(200, json=ANSWER)

    assistant = before(answer)
    asked(assistant, 60)
    assert tried.count("een.test") == 1
    assert len(tried) == 61


def test_what_may_have_been_begun_is_not_sent_to_another_at_once() -> None:
    tried: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        tried.append(request.url.host)
        if len(tried) == 1:
            raise httpx.ReadTimeout("slow")
        return httpx.Response(200, json=ANSWER)

    assistant = before(answer)
    with pytest.raises(Unreachable):
        asked(assistant, 1)
    asked(assistant, 1)
    assert len(tried) == 2
    assert tried[0] != tried[1]


def test_it_is_ready_when_one_of_them_is() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200 if request.url.host == "drie.test" else 503)

    assert asyncio.run(before(answer).ready())
    assert not asyncio.run(before(lambda _r: httpx.Response(503)).ready())


def test_no_address_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="assistant_url"):
        RasaAssistant(" , ", SecretStr("s" * 16))

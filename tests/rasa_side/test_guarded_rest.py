"""The channel: what it lets in, in which form, and what it keeps out."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from functools import cache
from typing import Any

import httpx
import pytest
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from assistant.channel.guarded_rest import GuardedRest, WholeMessages, allowed_metadata, harmless
from safety.text import MAX_CHARS

WEBHOOK = "/webhooks/rest/webhook"


class Listener:
    """Stands in for Rasa: keeps what reaches it and answers."""

    def __init__(self, answer: Callable[[UserMessage], Awaitable[None]] | None = None) -> None:
        self.heard: list[UserMessage] = []
        self._answer = answer

    async def __call__(self, message: UserMessage) -> None:
        self.heard.append(message)
        if self._answer:
            await self._answer(message)


class Server:
    """The channel in one real Sanic application, asked without a socket."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.listener = Listener()
        self.app = Sanic("guarded_rest_under_test")
        channel = GuardedRest()
        routes = channel.blueprint(lambda message: self.listener(message))
        self.app.blueprint(routes, url_prefix=f"/webhooks/{channel.name()}")
        self.loop.run_until_complete(self.app._startup())

    async def _post(self, content: bytes) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.post(WEBHOOK, content=content)

    def post(self, content: bytes) -> httpx.Response:
        return self.loop.run_until_complete(self._post(content))


@cache
def server() -> Server:
    """Give the one application: Sanic can be started once in a process."""
    return Server()


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    yield
    server().loop.close()


def post(body: Any, listener: Listener) -> httpx.Response:
    """Send one request to the channel, with `listener` in the place of Rasa."""
    server().listener = listener
    return server().post(body if isinstance(body, bytes) else json.dumps(body).encode())


def heard(message: object, **more: object) -> UserMessage:
    listener = Listener()
    answer = post({"sender": "someone", "message": message, **more}, listener)
    assert answer.status_code == 200
    (only,) = listener.heard
    return only


def test_an_ordinary_message_comes_in_as_it_is() -> None:
    message = heard("mijn moeder is 81")
    assert message.text == "mijn moeder is 81"
    assert (message.sender_id, message.input_channel) == ("someone", "rest")


@pytest.mark.parametrize(
    "typed",
    [
        '/inform{"gedrag": "ernstig"}',
        "/restart",
        "/session_start",
        "  /restart",
        "//restart",
        "\u200b/restart",
        "／restart",
        "/ /restart",
        "\ufeff\n/session_start",
    ],
)
def test_a_typed_command_comes_in_as_words(typed: str) -> None:
    assert not (heard(typed).text or "").lstrip().startswith(("/", "／"))


def test_what_identifies_a_person_is_masked_before_rasa_sees_it() -> None:
    text = heard("mijn bsn is 111222333 en bel me op 06-12345678").text or ""
    assert "111222333" not in text
    assert "12345678" not in text
    assert "[bsn]" in text
    assert "[telefoon]" in text


def test_masking_makes_no_command_of_a_message() -> None:
    assert harmless("111222333/restart") == harmless(harmless("111222333/restart"))
    assert not harmless("06-12345678 /restart").startswith("/")


def test_a_long_message_is_cut() -> None:
    assert len(heard("a b " * MAX_CHARS).text or "") <= MAX_CHARS


@pytest.mark.parametrize("nothing", ["", "   ", "/", "\u200b", "\n\n"])
def test_a_message_without_anything_is_dropped(nothing: str) -> None:
    listener = Listener()
    answer = post({"sender": "someone", "message": nothing}, listener)
    assert (answer.status_code, answer.json(), listener.heard) == (200, [], [])


@pytest.mark.parametrize(
    "sender", [None, "", " ", "a b", "../x", "x" * 129, 7, ["a"], "a\nb", "-x", "é"]
)
def test_a_sender_without_a_sane_form_is_refused(sender: object) -> None:
    listener = Listener()
    answer = post({"sender": sender, "message": "hallo"}, listener)
    assert (answer.status_code, listener.heard) == (400, [])
    assert "sender" in answer.json()["error"]


@pytest.mark.parametrize("sender", ["a", "x" * 128, "chat-3f2a:1", "e2e.dialogue_12"])
def test_a_sender_with_a_sane_form_is_let_in(sender: str) -> None:
    listener = Listener()
    assert post({"sender": sender, "message": "hallo"}, listener).status_code == 200
    assert listener.heard[0].sender_id == sender


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"[" * 60000], ids=len
)
def test_a_body_that_is_no_json_object_is_refused(body: bytes) -> None:
    listener = Listener()
    assert (post(body, listener).status_code, listener.heard) == (400, [])


@pytest.mark.parametrize("message", [None, 5, {"a": 1}, ["hallo"], True])
def test_a_message_that_is_no_text_is_refused(message: object) -> None:
    listener = Listener()
    answer = post({"sender": "someone", "message": message}, listener)
    assert (answer.status_code, listener.heard) == (400, [])


def test_a_body_that_is_too_big_is_refused() -> None:
    listener = Listener()
    assert post({"sender": "a", "message": "x" * 70_000}, listener).status_code == 413
    assert listener.heard == []


def test_known_metadata_is_passed_on() -> None:
    given = {"stelsel": "zeeuws-vlaanderen", "domein": "begeleiding", "spreker": "naaste"}
    assert heard("hallo", metadata=given).metadata == given


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        "spreker",
        ["spreker"],
        {"rol": "beheerder", "is_admin": True},
        {"spreker": {"a": 1}},
        {"spreker": "x" * 65},
        {"spreker": "naaste\n"},
        {"stelsel": '/inform{"a": 1}'},
        {"domein": ""},
    ],
)
def test_other_metadata_is_dropped(metadata: object) -> None:
    assert allowed_metadata(metadata) == {}


def test_the_caller_cannot_name_another_channel() -> None:
    assert heard("hallo", input_channel="socketio").input_channel == "rest"


def test_answers_come_back_whole_with_their_buttons() -> None:
    async def answer(message: UserMessage) -> None:
        out = message.output_channel
        assert out is not None
        await out.send_text_message(message.sender_id, "Eerste regel.\n\nTweede regel.")
        buttons = [{"title": "Ja", "payload": "ja"}]
        await out.send_text_with_buttons(message.sender_id, "Klopt dit?", buttons)

    answers = post({"sender": "someone", "message": "hallo"}, Listener(answer)).json()
    assert answers == [
        {"recipient_id": "someone", "text": "Eerste regel.\n\nTweede regel."},
        {
            "recipient_id": "someone",
            "text": "Klopt dit?",
            "buttons": [{"title": "Ja", "payload": "ja"}],
        },
    ]


def test_a_fault_is_logged_without_the_text_of_the_message(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(message: UserMessage) -> None:
        raise RuntimeError(f"cannot handle {message.text}")

    with caplog.at_level(logging.DEBUG):
        answer = post({"sender": "someone", "message": "mijn geheim"}, Listener(fail))
    assert (answer.status_code, answer.json()) == (200, [])
    assert "RuntimeError" in caplog.text
    assert "geheim" not in caplog.text


def test_the_collector_keeps_a_blank_line() -> None:
    answers = WholeMessages()
    asyncio.run(answers.send_text_message("someone", "a\n\nb"))
    assert answers.messages == [{"recipient_id": "someone", "text": "a\n\nb"}]

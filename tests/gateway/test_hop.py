"""The hop to the assistant: what goes over it and what comes back, over HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from gateway.assistant import RasaAssistant, Refused, Reply, Said, Unreachable
from tests.gateway.building import SECRET

type Handler = Callable[[httpx.Request], httpx.Response]
GOOD = {"messages": [{"kind": "text", "text": "Dag.", "data": {}}], "state": {"open": None}}


def ask[T](handler: Handler, call: Callable[[RasaAssistant], Any]) -> Any:
    """Ask something of an assistant whose server is a function."""

    async def go() -> Any:
        assistant = RasaAssistant(
            "http://rasa.test", SecretStr(SECRET), transport=httpx.MockTransport(handler)
        )
        try:
            return await call(assistant)
        finally:
            await assistant.close()

    return asyncio.run(go())


def send(handler: Handler, said: Said | None = None) -> Reply:
    """Send one message."""
    found: Reply = ask(handler, lambda a: a.send("webchat-1", "message-1", said or Said("hallo")))
    return found


def test_a_message_goes_with_the_secret_its_id_and_nothing_that_is_empty() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=GOOD)

    reply = send(answer)
    assert seen[0].url == "http://rasa.test/webhooks/keukentafel/messages"
    assert seen[0].headers["authorization"] == f"Bearer {SECRET}"
    assert json.loads(seen[0].content) == {
        "conversation": "webchat-1",
        "message_id": "message-1",
        "text": "hallo",
    }
    assert [each.text for each in reply.messages] == ["Dag."]
    assert reply.known


def test_choices_commands_and_changes_go_apart_from_the_text() -> None:
    bodies: list[dict[str, Any]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        bodies.append(json.loads(request.content))
        return httpx.Response(200, json=GOOD)

    send(answer, Said("Ja", choices=("a.0", "a.1")))
    send(answer, Said("Vorige vraag", command="back", start={"spreker": "naaste"}))
    send(answer, Said("Veranderen", change="leeftijd"))
    assert bodies[0]["choices"] == ["a.0", "a.1"]
    assert (bodies[1]["command"], bodies[1]["start"]) == ("back", {"spreker": "naaste"})
    assert bodies[2]["change"] == "leeftijd"


def test_a_form_goes_whole_with_its_blank_fields() -> None:
    bodies: list[dict[str, Any]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        bodies.append(json.loads(request.content))
        return httpx.Response(200, json=GOOD)

    fill = {"question": "f1", "fields": {"risico": ["f1.0.0"], "leeftijd": "", "gedrag": []}}
    send(answer, Said("Formulier ingevuld", fill=fill))
    assert bodies[0]["fill"] == fill


def test_receipts_come_back_and_one_without_a_good_id_counts_as_no_answer() -> None:
    receipt = {
        "id": "0123456789abcdef01234567",
        "domein": "wonen",
        "facts": {},
        "rules": [],
        "outcome": "product",
        "products": ["ktb"],
        "catalogue": {},
        "engine": "1.0.0",
    }
    reply = send(lambda _r: httpx.Response(200, json={**GOOD, "receipts": [receipt]}))
    assert [each.id for each in reply.receipts] == [receipt["id"]]
    wrong = {**GOOD, "receipts": [{**receipt, "id": "teams-1"}]}
    with pytest.raises(Unreachable):
        send(lambda _r: httpx.Response(200, json=wrong))


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(500),
        httpx.Response(401, json={"code": "unauthorized"}),
        httpx.Response(200, text="geheim, geen JSON"),
        httpx.Response(200, json={"messages": "geheim"}),
        httpx.Response(200, json={"messages": [{"kind": "<b>", "text": ""}]}),
        httpx.Response(302, headers={"Location": "http://elsewhere.example/"}),
    ],
)
def test_an_answer_that_is_not_as_agreed_counts_as_none(answer: httpx.Response) -> None:
    with pytest.raises(Unreachable) as told:
        send(lambda _request: answer)
    assert "geheim" not in str(told.value)


def test_a_server_that_is_not_there_counts_as_no_answer() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(Unreachable):
        send(refuse)
    assert ask(refuse, lambda a: a.ready()) is False


def test_what_the_assistant_does_not_take_comes_back_with_its_code() -> None:
    with pytest.raises(Refused) as told:
        send(lambda _request: httpx.Response(409, json={"code": "choice_gone"}))
    assert told.value.code == "choice_gone"
    with pytest.raises(Refused):
        send(lambda _request: httpx.Response(409, text="?"))


def test_erasing_asks_for_the_conversation_and_believes_a_204_only() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(204 if len(seen) == 1 else 200)

    ask(answer, lambda a: a.erase("webchat-1"))
    assert (seen[0].method, seen[0].url.path) == (
        "DELETE",
        "/webhooks/keukentafel/conversations/webchat-1",
    )
    with pytest.raises(Unreachable):
        ask(answer, lambda a: a.erase("webchat-1"))


@pytest.mark.parametrize(("status", "well"), [(200, True), (503, False), (401, False)])
def test_it_is_ready_when_it_says_so(status: int, well: bool) -> None:
    assert ask(lambda _r: httpx.Response(status, json={}), lambda a: a.ready()) is well

"""The call of an action: the same answers count as right, and only what is needed goes over."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from assistant.speed import actions

ACTION = RemoteAction("action_antwoord", EndpointConfig("http://127.0.0.1:1/webhook"))
SLOT = {"event": "slot", "name": "leeftijd", "value": 34}

RIGHT: list[Any] = [
    {},
    {"events": [], "responses": []},
    {"events": [SLOT, {**SLOT, "timestamp": None}], "responses": [{"text": "Hallo"}]},
    {"events": [{**SLOT, "timestamp": 12.5, "value": {"diep": [1]}}]},
    {"events": [{"event": "action", "name": "action_listen"}, {"event": "session_started"}]},
    {"events": [{"event": "bot", "text": "Hallo", "metadata": {}}], "more": 1},
]
WRONG: list[Any] = [
    {"events": {}},
    {"events": ["slot"]},
    {"events": [{"event": "slot", "name": "leeftijd"}]},
    {"events": [{"event": "slot", "name": 3, "value": 1}]},
    {"events": [{**SLOT, "timestamp": "nu"}]},
    {"events": [{**SLOT, "metadata": []}]},
    {"events": [{"event": "verzonnen"}]},
    {"events": [{"event": 3}]},
    {"events": [{"name": "leeftijd", "value": 1}]},
    {"responses": [1]},
    {"responses": {}},
    [],
    None,
]


@pytest.mark.parametrize("answer", [*RIGHT, *WRONG])
def test_the_same_answers_are_right_as_with_rasas_own_check(answer: Any) -> None:
    def verdict(check: Any) -> bool:
        try:
            return bool(check(ACTION, answer))
        except ValidationError:
            return False

    assert verdict(actions.check) == verdict(actions._PLAIN_CHECK) == (answer in RIGHT)


@pytest.mark.parametrize("answer", RIGHT)
def test_a_right_answer_needs_no_help_of_rasas_own_check(answer: Any) -> None:
    assert actions.is_right(answer)


def _tracker() -> DialogueStateTracker:
    tracker = DialogueStateTracker("webchat-1", [])
    for event in (
        SlotSet("leeftijd", 34),
        UserUttered("hallo", {"name": "groet"}, input_channel="keukentafel"),
        ActionExecuted("action_antwoord"),
        BotUttered("Hoe oud is uw zoon?"),
        UserUttered("34", {"name": "antwoord"}, input_channel="keukentafel"),
    ):
        tracker.update(event)
    return tracker


def test_of_the_conversation_only_the_last_message_goes_over_and_by_which_channel() -> None:
    tracker = _tracker()
    body = actions.call_format(ACTION, tracker, Domain.empty())
    plain = RemoteAction._action_call_format(ACTION, tracker, Domain.empty())
    assert body["tracker"]["events"] == [{"event": "user", "input_channel": "keukentafel"}]
    for name in ("slots", "latest_message", "sender_id", "latest_action_name"):
        assert body["tracker"][name] == plain["tracker"][name]
    assert {*body} == {*plain}


def test_a_new_session_gets_the_slots_of_the_one_before() -> None:
    begin = RemoteAction(actions.SESSION_START, None)
    body = actions.call_format(begin, _tracker(), Domain.empty())
    assert [(e["event"], e["name"]) for e in body["tracker"]["events"]] == [("slot", "leeftijd")]


async def _ask(endpoint: EndpointConfig, times: int) -> list[Any]:
    found = []
    for _ in range(times):
        session = actions.session(endpoint)
        async with session, session.request("post", endpoint.url) as answer:
            found.append(await answer.json())
    return found


def test_one_connection_serves_many_calls_and_a_closed_one_is_replaced() -> None:
    peers: list[Any] = []

    async def handle(request: web.Request) -> web.Response:
        peers.append(request.transport.get_extra_info("peername") if request.transport else None)
        return web.json_response({"n": len(peers)})

    async def serve(port: int) -> tuple[web.AppRunner, int]:
        app = web.Application()
        app.router.add_post("/webhook", handle)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port, reuse_address=True)
        await site.start()
        return runner, runner.addresses[0][1]

    async def go() -> None:
        runner, port = await serve(0)
        endpoint = EndpointConfig(f"http://127.0.0.1:{port}/webhook")
        assert [each["n"] for each in await _ask(endpoint, 3)] == [1, 2, 3]
        assert len(set(peers)) == 1
        await runner.cleanup()
        runner, _port = await serve(port)
        assert [each["n"] for each in await _ask(endpoint, 1)] == [4]
        await runner.cleanup()
        with pytest.raises(aiohttp.ClientError):
            await _ask(endpoint, 1)
        await actions._sessions[asyncio.get_running_loop()][id(endpoint)].close()

    asyncio.run(go())

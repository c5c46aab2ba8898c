"""The channel of the gateway: the only way in for messages from outside this machine.

Routes below `/webhooks/keukentafel/`, all with `Authorization: Bearer <KT_CHANNEL_SECRET>`:

- POST `messages`: `{conversation, message_id, text | choices | command | change | fill, start?,
  judged?}` ->
  `{messages, state, advice, receipts, known, erased}`;
- GET and DELETE `conversations/<id>`: what is known of a conversation; erase it;
- GET `ready`: can messages be handled?

A message is handled once, however often it comes, and one at a time per conversation. What comes
from outside as text stays text: choices, commands and what a page sets are metadata, made here.
docs/gateway.md tells more. Logs hold no message text.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import os
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import wraps
from typing import Any

import aiohttp
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.core.events import Event
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channel import filling, view
from assistant.channel.erasing import erase, start_erasing_once
from assistant.channel.guarded_rest import (
    MAX_BODY_BYTES,
    METADATA_VALUE,
    SENDER,
    Refused,
    handle_quietly,
    harmless,
)
from assistant.channel.tracing import trace_of
from assistant.stores.locks import ConversationLocks, Locks
from safety import judged

logger = logging.getLogger(__name__)

VARIABLE = "KT_CHANNEL_SECRET"
SHORTEST_SECRET = 16
COMMANDS = frozenset(
    {"begin", "back", "restart", "erase", "help", "why", "unknown", "human", "summary"}
    | {"stop", "resume", "practice", "progress"}
    | {"form", "report", "compare", "overview", "overrule", "why_not", "what_if", "edit"}
)
FORM_CHANNELS = frozenset({"teams"})
"""Channels that show forms; the id of a conversation begins with its channel's name."""
START_KEYS = ("stelsel", "domein", "spreker", "oefenaar", "bewaard_uren")
PUBLIEKEN = "publieken"
KNOWN_PUBLIEKEN = ("inwoner", "naaste", "wijkteam", "trainee")
SECONDS_FOR_HEALTH = 2.0
SEPARATOR = "; "

Json = dict[str, Any]


class Gone(Exception):
    """The message belongs to something that is not there any more; `code` says what."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Incoming:
    """The body of one message, checked for its form."""

    conversation: str
    message_id: str
    text: str
    choices: tuple[str, ...]
    command: str | None
    change: str | None
    start: Json
    fill: Json | None = None
    judged: Json | None = None
    """What the gateway found of danger in the text."""


class Nowhere(OutputChannel):
    """Takes the answers and drops them: they are read from the tracker, where they stay."""

    @classmethod
    def name(cls) -> str:
        """Give the name of the channel."""
        return "keukentafel"

    async def send_response(self, recipient_id: str, message: Json) -> None:
        """Drop one answer."""


class KeukentafelInput(InputChannel):
    """The channel. Refuses to start without a secret of some length."""

    def __init__(self, secret: str | None = None) -> None:
        found = secret if secret is not None else os.environ.get(VARIABLE, "")
        if len(found) < SHORTEST_SECRET:
            raise ValueError(f"{VARIABLE}: at least {SHORTEST_SECRET} characters are needed")
        self._expected = f"Bearer {found}".encode()
        self._locks = Locks()

    @classmethod
    def name(cls) -> str:
        """Give the name that the address holds."""
        return "keukentafel"

    @classmethod
    def from_credentials(cls, _credentials: Json | None) -> KeukentafelInput:
        """Give the channel; its secret comes from the environment, never from a file."""
        return cls()

    def admitted(self, request: Request) -> bool:
        """Tell whether a request carries the secret; takes as long for every wrong one."""
        given = request.headers.get("authorization", "").encode()
        return hmac.compare_digest(given, self._expected)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Give the routes."""
        routes = Blueprint("keukentafel", __name__)

        @routes.listener("after_server_start")
        async def start_erasing(app: Sanic, _loop: object) -> None:
            start_erasing_once(app)

        def guarded(
            handler: Callable[..., Awaitable[HTTPResponse]],
        ) -> Callable[..., Awaitable[HTTPResponse]]:
            @wraps(handler)
            async def checked(request: Request, **more: str) -> HTTPResponse:
                if not self.admitted(request):
                    return response.json({"code": "unauthorized"}, status=401)
                try:
                    return await handler(request, **more)
                except Refused as refused:
                    return response.json(
                        {"code": "malformed", "error": str(refused)}, status=refused.status
                    )
                except Gone as gone:
                    return response.json({"code": gone.code}, status=409)

            return checked

        @routes.post("/messages")
        @guarded
        async def receive(request: Request) -> HTTPResponse:
            message = incoming(request.body)
            message.start.update(trace_of(request.headers))
            async with self._holding(request.app, message.conversation):
                return response.json(await self._receive(request.app, on_new_message, message))

        @routes.get("/conversations/<conversation>")
        @guarded
        async def show(request: Request, conversation: str) -> HTTPResponse:
            events, slots = await _tracker(request.app, _sender(conversation))
            if not events:
                return response.json({"code": "unknown"}, status=404)
            return response.json({"said": view.transcript(events), "slots": slots})

        @routes.delete("/conversations/<conversation>")
        @guarded
        async def remove(request: Request, conversation: str) -> HTTPResponse:
            # After what is being handled: that would write the conversation again.
            async with self._holding(request.app, _sender(conversation)):
                await _erase(request.app, conversation)
            return response.empty()

        @routes.get("/ready")
        @guarded
        async def ready(request: Request) -> HTTPResponse:
            well = request.app.ctx.agent.is_ready() and await _actions_answer(request.app)
            return response.json({"ready": well}, status=200 if well else 503)

        return routes

    def _holding(self, app: Sanic, conversation: str) -> AbstractAsyncContextManager[Any]:
        """Give what holds a conversation: over all replicas where Rasa's locks are ours."""
        locks = app.ctx.agent.lock_store
        if isinstance(locks, ConversationLocks):
            held: AbstractAsyncContextManager[Any] = locks.lock(conversation)
            return held
        return self._locks.of(conversation)

    async def _receive(
        self,
        app: Sanic,
        on_new_message: Callable[[UserMessage], Awaitable[Any]],
        message: Incoming,
    ) -> Json:
        events, _slots = await _tracker(app, message.conversation)
        turn = view.turn_of(message.conversation, events, message.message_id)
        known = view.knows(events, before=message.message_id)
        if turn is None:
            text, metadata = understood(message, events, known)
            if text:
                await handle_quietly(
                    on_new_message,
                    UserMessage(
                        text,
                        Nowhere(),
                        message.conversation,
                        input_channel=self.name(),
                        message_id=message.message_id,
                        metadata=metadata,
                    ),
                )
            events, _slots = await _tracker(app, message.conversation)
            turn = view.turn_of(message.conversation, events, message.message_id) or view.Turn()
        messages, erased = turn.messages, False
        if turn.erase is not None:
            try:
                await _erase(app, message.conversation)
                erased = True
            except Exception as fault:
                logger.error("A conversation could not be erased: %s", type(fault).__name__)
                failed = str(turn.erase.get("mislukt", ""))
                messages = [{"kind": "text", "text": failed, "data": {}}]
        return {
            "messages": messages,
            "state": turn.state,
            "advice": turn.advice,
            "receipts": turn.receipts,
            "known": known,
            "erased": erased,
        }


def incoming(body: bytes) -> Incoming:
    """Give the message of a request's body. Raises Refused for what has not the right form."""
    if len(body) > MAX_BODY_BYTES:
        raise Refused("the message is too big", 413)
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused("the body is no JSON") from None
    if not isinstance(content, dict):
        raise Refused("the body is no JSON object")
    text, choices = content.get("text", ""), content.get("choices", [])
    command, change = content.get("command"), content.get("change")
    if not isinstance(text, str):
        raise Refused("text: a text is needed")
    if not isinstance(choices, list) or not all(isinstance(each, str) for each in choices):
        raise Refused("choices: a list of ids is needed")
    if command is not None and command not in COMMANDS:
        raise Refused("command: it is not known")
    if change is not None and not (isinstance(change, str) and METADATA_VALUE.fullmatch(change)):
        raise Refused("change: the name of a kenmerk is needed")
    fill = filling.filled_in(content.get("fill"))
    ways = [bool(choices), command is not None, change is not None, fill is not None]
    if sum(ways) > 1:
        raise Refused("one of choices, command, change and fill is allowed")
    if not (text.strip() or choices):
        raise Refused("text or choices are needed")
    return Incoming(
        conversation=_sender(content.get("conversation")),
        message_id=_sender(content.get("message_id"), "message_id"),
        text=text,
        choices=tuple(choices),
        command=command,
        change=change,
        start=allowed_start(content.get("start")),
        fill=fill,
        judged=_judged(content.get("judged")),
    )


def _judged(given: object) -> Json | None:
    """Give what was found of danger, None where nobody looked. Raises Refused for another form."""
    try:
        return None if given is None else judged.Judged.read(given).packed()
    except ValueError as wrong:
        raise Refused(f"judged: {wrong}") from None


def allowed_start(start: object) -> Json:
    """Give what a page may set: short identifiers, and which audiences are possible."""
    if not isinstance(start, dict):
        return {}
    found: Json = {
        key: value
        for key in START_KEYS
        if isinstance(value := start.get(key), str) and METADATA_VALUE.fullmatch(value)
    }
    audiences = str(start.get(PUBLIEKEN) or "").split(",")
    possible = [each for each in KNOWN_PUBLIEKEN if each in audiences]
    if possible:
        found[PUBLIEKEN] = possible
    return found


def understood(message: Incoming, events: Sequence[Event], known: bool) -> tuple[str, Json]:
    """Give the words and the metadata under which Rasa gets a message.

    Raises Gone for a choice that the open question does not offer, and for a choice, command or
    change in a conversation that is not there (but for the one that begins it).
    """
    metadata = dict(message.start)
    if message.conversation.split("-")[0] in FORM_CHANNELS:
        metadata["formulieren"] = True
    if message.command != "begin" and not known and (message.choices or message.command):
        raise Gone("forgotten")
    if not known and (message.change is not None or message.fill is not None):
        raise Gone("forgotten")
    if message.choices:
        question, values, labels = _picked(message, events)
        metadata["gekozen"] = {"vraag": question, "waarden": values}
        return harmless(SEPARATOR.join(labels)), metadata
    if message.fill is not None:
        filled = filling.values_of(message.fill, view.shown_form(message.conversation, events))
        if filled is None:
            raise Gone("choice_gone")
        metadata["ingevuld"] = filled
        return harmless(filling.words_of(message.fill, message.text)), metadata
    if message.command is not None:
        metadata["opdracht"] = message.command
    if message.change is not None:
        metadata["wijzig"] = message.change
    text = harmless(message.text)
    if message.judged is not None and text == message.text.strip():
        # It holds for these very words alone; others are judged here.
        metadata[judged.FIELD] = message.judged
    return text, metadata


def _picked(message: Incoming, events: Sequence[Event]) -> tuple[str, list[str], list[str]]:
    open_ = view.offered(message.conversation, events)
    chosen = list(dict.fromkeys(message.choices))
    if open_ is None or any(each not in open_.choices for each in chosen):
        raise Gone("choice_gone")
    if len(chosen) > 1 and not open_.multi:
        raise Gone("choice_gone")
    # In the order in which they were offered.
    picked = [pair for id_, pair in open_.choices.items() if id_ in chosen]
    return open_.question, [value for value, _l in picked], [label for _v, label in picked]


def _sender(given: object, name: str = "conversation") -> str:
    if not isinstance(given, str) or not SENDER.fullmatch(given):
        raise Refused(f"{name}: 1 to 128 letters, digits or _.:- are allowed")
    return given


async def _tracker(app: Sanic, conversation: str) -> tuple[list[Event], Json]:
    """Give all events of a conversation and its slots that are filled."""
    found = await app.ctx.agent.tracker_store.retrieve_full_tracker(conversation)
    if found is None:
        return [], {}
    slots = {name: value for name, value in found.current_slot_values().items() if value}
    return list(found.events), slots


async def _erase(app: Sanic, conversation: str) -> None:
    """Remove a conversation from the tracker store and the lock store."""
    await asyncio.to_thread(erase, app.ctx.agent.tracker_store, conversation)
    app.ctx.agent.lock_store.delete_lock(conversation)


async def _actions_answer(app: Sanic) -> bool:
    endpoint = app.ctx.agent.action_endpoint
    if endpoint is None:
        return False
    address = endpoint.url.rsplit("/", 1)[0] + "/health"
    timeout = aiohttp.ClientTimeout(total=SECONDS_FOR_HEALTH)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(address) as reply:
            return bool(reply.status == 200)
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return False

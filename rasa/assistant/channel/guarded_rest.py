"""The REST channel with a guard at the door.

The same address and answers as Rasa's own (`/webhooks/rest/webhook`), but nothing reaches the
tracker as it came in: typed commands become words, what identifies a person is masked, and what
is empty, too big or malformed stays outside. Logs hold no message text.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from rasa.core.tracker_store import TrackerStore
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channel.erasing import erase, start_erasing_once
from safety.mask import mask
from safety.text import plain

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 64 * 1024
METADATA_KEYS = ("stelsel", "domein", "spreker")
SENDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}")
METADATA_VALUE = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


class Refused(ValueError):
    """A request that is not let in; the text says why and may be shown to the caller."""

    def __init__(self, reason: str, status: int = 400) -> None:
        super().__init__(reason)
        self.status = status


def harmless(text: str) -> str:
    """Give the message as it may be kept: no command, nobody's particulars, of a sane length.

    Empty when nothing remains.
    """
    return plain(mask(plain(text)))


def allowed_metadata(metadata: object) -> dict[str, str]:
    """Give the metadata that the assistant knows, as short identifiers; the rest is dropped."""
    if not isinstance(metadata, Mapping):
        return {}
    return {
        key: value
        for key in METADATA_KEYS
        if isinstance(value := metadata.get(key), str) and METADATA_VALUE.fullmatch(value)
    }


class WholeMessages(CollectingOutputChannel):
    """Collects the answers as the actions sent them: one message stays one message.

    Rasa's collector cuts a text at its blank lines and puts the buttons with the last piece.
    """

    async def send_text_message(self, recipient_id: str, text: str, **_options: Any) -> None:
        """Collect one text."""
        await self._persist_message(self._message(recipient_id, text=text))


class GuardedRest(RestInput):
    """The way in for tests, measuring and the terminal: from this machine only, no secret.

    In (POST, JSON): `sender` (letters, digits and `_.:-`, 128 at most), `message` (text) and,
    optional, `metadata` with `stelsel`, `domein` and `spreker`. Out: the list of answers. What
    is malformed gets status 400, too big 413, each with `{"error": reason}`; a message without
    words gets the empty list.
    """

    @classmethod
    def name(cls) -> str:
        """Give the name that the address holds."""
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Give the two routes: whether the channel is up, and the messages."""
        routes = Blueprint("guarded_rest", __name__)

        @routes.listener("after_server_start")
        async def start_erasing(app: Sanic, _loop: object) -> None:
            start_erasing_once(app)

        @routes.route("/", methods=["GET"])
        async def health(_request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if not from_this_machine(request.ip):
                return response.json({"error": "for this machine only"}, status=403)
            answers = WholeMessages()
            try:
                message = self.user_message(request.body, answers)
            except Refused as refused:
                return response.json({"error": str(refused)}, status=refused.status)
            if message.text:
                await handle_quietly(on_new_message, message)
            return response.json(
                erased_if_asked(
                    answers.messages,
                    lambda: request.app.ctx.agent.tracker_store,
                    message.sender_id,
                )
            )

        return routes

    def user_message(self, body: bytes, answers: CollectingOutputChannel) -> UserMessage:
        """Give the message of a request's body as Rasa may have it; its text may be empty.

        Raises Refused for a body that is too big, no JSON object, or without a usable sender
        or text.
        """
        if len(body) > MAX_BODY_BYTES:
            raise Refused("the message is too big", 413)
        try:
            content = json.loads(body)
        except (ValueError, RecursionError):
            raise Refused("the body is no JSON") from None
        if not isinstance(content, dict):
            raise Refused("the body is no JSON object")
        sender, text = content.get("sender"), content.get("message")
        if not isinstance(sender, str) or not SENDER.fullmatch(sender):
            raise Refused("sender: 1 to 128 letters, digits or _.:- are allowed")
        if not isinstance(text, str):
            raise Refused("message: a text is needed")
        return UserMessage(
            # A message that Rasa sees as None or blank raises in its classifiers.
            harmless(text),
            answers,
            sender,
            input_channel=self.name(),
            metadata=allowed_metadata(content.get("metadata")),
        )


def from_this_machine(address: str | None) -> bool:
    """Tell whether a request came over loopback (or, in tests, over no network at all)."""
    try:
        return not address or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def erased_if_asked(
    messages: list[dict[str, Any]], store: Callable[[], TrackerStore], sender: str
) -> list[dict[str, Any]]:
    """Erase the conversation when an action asked for it; give the messages to send.

    What says that it is erased goes out only once it is; otherwise the action's own words for
    that case do.
    """
    asked = [m["custom"] for m in messages if m.get("custom", {}).get("type") == "erase"]
    if not asked:
        return messages
    try:
        erase(store(), sender)
    except Exception as fault:
        logger.error("A conversation could not be erased: %s", type(fault).__name__)
        return [{"recipient_id": sender, "text": str(asked[-1].get("mislukt", ""))}]
    return messages


async def handle_quietly(
    on_new_message: Callable[[UserMessage], Awaitable[Any]], message: UserMessage
) -> None:
    """Let Rasa handle the message; a fault is logged by its kind alone.

    Rasa's own channel logs the text, and an exception's text may quote it.
    """
    try:
        await on_new_message(message)
    except Exception as fault:
        place = fault.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "?"
        logger.error("A message could not be handled: %s at %s", type(fault).__name__, where)

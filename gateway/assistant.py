"""The hop to the assistant: the Rasa channel `keukentafel`, over HTTP, with the shared secret.

In: a conversation's id, a message's id and what was said (`Said`). Out: what the assistant said
and how the conversation stands. The same message twice is handled once over there, so that a
lost answer may be asked for again. docs/gateway.md describes the other side.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

import httpx
from pydantic import BaseModel, Field, SecretStr, ValidationError

from gateway import tracing

PATH = "/webhooks/keukentafel"
SECONDS_AWAY = 5.0
"""So long an assistant that did not answer is asked last."""


class Unreachable(Exception):
    """The assistant did not answer, or not as agreed: it may be tried again."""


class NotThere(Unreachable):
    """Nothing listens at an address."""


class Refused(Exception):
    """The assistant does not take this message; `code` says why. Trying again is no use."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Said:
    """What goes to the assistant: words, choices, or a command with the words that stand for it.

    `fill` is a form that was filled in: `{"question": its id, "fields": {name: ids or text}}`.
    `judged` is what was found of danger in the words (`safety.judged`), where they were judged.
    """

    text: str = ""
    choices: tuple[str, ...] = ()
    command: str | None = None
    change: str | None = None
    fill: Mapping[str, Any] | None = None
    start: Mapping[str, str] | None = None
    judged: Mapping[str, Any] | None = None


class ReplyMessage(BaseModel):
    """One message of the assistant."""

    kind: str = Field(pattern=r"^[a-z][a-z_]{0,63}$")
    text: str
    data: dict[str, Any] = Field(default_factory=dict)


class Receipt(BaseModel):
    """What an advice was derived from, coded; `overruled_with` and `reason` where a worker chose.

    The id was made by chance and leads to nobody.
    """

    id: str = Field(pattern=r"^[0-9a-f]{16,64}$")
    domein: str
    facts: dict[str, Any]
    rules: list[str]
    outcome: str
    products: list[str]
    catalogue: dict[str, Any]
    engine: str
    overruled_with: str | None = None
    reason: str | None = None


class Reply(BaseModel):
    """What the assistant answers. `state` is null when no action ran: something is broken.

    `known` is false when the assistant had never heard of the conversation. `erased` tells that
    it erased the conversation on the person's request.
    """

    messages: list[ReplyMessage]
    state: dict[str, Any] | None = None
    advice: dict[str, Any] | None = None
    receipts: list[Receipt] = Field(default_factory=list)
    known: bool = True
    erased: bool = False


class Assistant(Protocol):
    """What the gateway asks of an assistant; tests give another one."""

    async def send(self, conversation: str, message: str, said: Said) -> Reply:
        """Say something in a conversation. Raises Unreachable or Refused."""

    async def erase(self, conversation: str) -> None:
        """Erase a conversation. Raises Unreachable."""

    async def ready(self) -> bool:
        """Tell whether it can answer."""


class RasaAssistant:
    """The assistant behind the Rasa channel, or several of them, their addresses parted by commas.

    A conversation keeps to one, which remembers it, for as long as that one answers; one that
    did not is left alone for a while. All of them share their store, so any can go on.
    """

    def __init__(
        self,
        url: str,
        secret: SecretStr,
        *,
        seconds: float = 20.0,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._addresses = [each.strip().rstrip("/") for each in url.split(",") if each.strip()]
        if not self._addresses:
            raise ValueError("assistant_url: an address is needed")
        self._away_until: dict[str, float] = {}
        self._client = httpx.AsyncClient(
            headers={"Authorization": f"Bearer {secret.get_secret_value()}"},
            timeout=httpx.Timeout(seconds, connect=2.0),
            transport=transport,
            # A proxy that the environment names must never see this hop.
            trust_env=False,
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def send(self, conversation: str, message: str, said: Said) -> Reply:
        """Say something in a conversation. Raises Unreachable or Refused."""
        body: dict[str, Any] = {"conversation": conversation, "message_id": message}
        body |= {
            name: value
            for name, value in (
                ("text", said.text),
                ("choices", list(said.choices)),
                ("command", said.command),
                ("change", said.change),
                ("fill", said.fill),
                ("start", dict(said.start) if said.start else None),
                ("judged", said.judged),
            )
            if value
        }
        answer = await self._call("POST", f"{PATH}/messages", conversation, json=body)
        if answer.status_code == HTTPStatus.CONFLICT:
            raise Refused(_code(answer))
        if answer.status_code != HTTPStatus.OK:
            raise Unreachable(f"status {answer.status_code}")
        try:
            return Reply.model_validate_json(answer.content)
        except ValidationError:
            raise Unreachable("an answer that is not as agreed") from None

    async def erase(self, conversation: str) -> None:
        """Erase a conversation. Raises Unreachable."""
        path = f"{PATH}/conversations/{conversation}"
        answer = await self._call("DELETE", path, conversation)
        if answer.status_code != HTTPStatus.NO_CONTENT:
            raise Unreachable(f"status {answer.status_code}")

    async def ready(self) -> bool:
        """Tell whether one can answer: a model is loaded and the actions are there."""
        for address in self._addresses:
            with contextlib.suppress(Unreachable):
                answer = await self._ask(address, "GET", f"{PATH}/ready", timeout=3.0)
                if answer.status_code == HTTPStatus.OK:
                    return True
        return False

    def _in_turn(self, conversation: str) -> list[str]:
        """Give the addresses, first the one that a conversation keeps to; those away come last."""
        now = time.monotonic()

        def order(address: str) -> tuple[bool, bytes]:
            away = self._away_until.get(address, 0.0) > now
            return away, hashlib.sha256(f"{address} {conversation}".encode()).digest()

        return sorted(self._addresses, key=order)

    async def _call(self, method: str, path: str, conversation: str, **more: Any) -> httpx.Response:
        *others, last = self._in_turn(conversation)
        for address in others:
            # Whoever cannot be reached at all has not begun with it either.
            with contextlib.suppress(NotThere):
                return await self._ask(address, method, path, **more)
        return await self._ask(last, method, path, **more)

    async def _ask(self, address: str, method: str, path: str, **more: Any) -> httpx.Response:
        try:
            with tracing.span(f"assistant {method}"):
                headers = tracing.headers()
                answer = await self._client.request(
                    method, f"{address}{path}", headers=headers, **more
                )
        except httpx.HTTPError as error:
            self._away_until[address] = time.monotonic() + SECONDS_AWAY
            kind = type(error).__name__
            if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
                raise NotThere(kind) from None
            raise Unreachable(kind) from None
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self._away_until[address] = time.monotonic() + SECONDS_AWAY
        return answer


def _code(answer: httpx.Response) -> str:
    try:
        body = answer.json()
    except ValueError:
        return "refused"
    return str(body.get("code", "refused")) if isinstance(body, dict) else "refused"

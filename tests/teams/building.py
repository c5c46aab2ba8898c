"""A worker in Teams for tests: activities as Teams makes them, sent with good tokens."""

from __future__ import annotations

import itertools
import time
from typing import Any

import httpx

from tests.teams.fake.microsoft import APP, TENANT, Call, Microsoft

BOT = f"28:{APP}"
PERSONAL = "personal"
PATH = "/api/teams/messages"
NUMBERS = itertools.count(1)

type Json = dict[str, Any]


class Worker:
    """One worker in one chat. `client` reaches the gateway."""

    def __init__(
        self,
        client: httpx.Client,
        microsoft: Microsoft,
        *,
        user: str = "29:1worker",
        chat: str = "a:1personal-chat_of-a-worker",
        kind: str = PERSONAL,
        tenant: str = TENANT,
    ) -> None:
        self.client = client
        self.microsoft = microsoft
        self.user = user
        self.chat = chat
        self.kind = kind
        self.tenant = tenant

    def activity(self, type_: str = "message", **more: Any) -> Json:
        """Give an activity; None leaves a field out."""
        activity = {
            "type": type_,
            "id": f"activity-{next(NUMBERS):06}",
            "timestamp": "2026-11-26T20:04:11.123Z",
            "channelId": "msteams",
            "serviceUrl": self.microsoft.service_url,
            "from": {"id": self.user, "name": "Anna Verzonnen", "aadObjectId": "1-2-3"},
            "recipient": {"id": BOT, "name": "Keukentafel"},
            "conversation": {
                "id": self.chat,
                "conversationType": self.kind,
                "tenantId": self.tenant,
                **({} if self.kind == PERSONAL else {"isGroup": True}),
            },
            "channelData": {"tenant": {"id": self.tenant}},
            "locale": "nl-NL",
            **more,
        }
        return {name: value for name, value in activity.items() if value is not None}

    def post(self, activity: Json, token: str | None = None) -> httpx.Response:
        """Send an activity; with a good token when none is given."""
        good = token if token is not None else self.microsoft.signed()
        return self.client.post(PATH, json=activity, headers={"Authorization": f"Bearer {good}"})

    def types(self, text: str, **more: Any) -> httpx.Response:
        """Type a message."""
        return self.post(self.activity(text=text, **more))

    def says(self, text: str, **more: Any) -> list[Call]:
        """Type a message and give what Teams was sent, once all of it was."""
        before = len(self.microsoft.messages())
        answer = self.types(text, **more)
        assert answer.status_code == 202, answer.text
        return self.settled()[before:]

    def settled(self, seconds: float = 20.0) -> list[Call]:
        """Wait until nothing is being handled or sent; give all messages that Teams was sent."""
        until = time.monotonic() + seconds
        while not self._idle():
            assert time.monotonic() < until, "it stays busy"
            time.sleep(0.02)
        return self.microsoft.messages()

    def _idle(self) -> bool:
        state = self.client.app.state  # type: ignore[attr-defined]
        with state.gateway.store.engine.connect() as connection:
            busy = connection.exec_driver_sql(
                "SELECT count(*) FROM conversations LEFT JOIN teams_conversations"
                " ON id = conversation"
                " WHERE busy_since IS NOT NULL OR last_seq > coalesce(sent_seq, 0)"
            ).scalar_one()
        return not busy and bool(state.teams.channel.courier.idle)

    def installs(self) -> httpx.Response:
        """Add the bot, as Teams tells it: twice, in two ways."""
        first = self.post(
            self.activity("conversationUpdate", membersAdded=[{"id": BOT}, {"id": self.user}])
        )
        assert first.status_code == 202, first.text
        return self.post(self.activity("installationUpdate", action="add"))

    def removes(self) -> httpx.Response:
        """Take the bot away."""
        return self.post(self.activity("installationUpdate", action="remove"))

    def presses(self, data: Json, **more: Any) -> httpx.Response:
        """Press a button of a card: its data, with what was filled in beside it."""
        return self.post(self.activity(value=data, **more))


def buttons(call: Call) -> list[Json]:
    """Give the data of every button on a card that was sent, in order."""
    found: list[Json] = []

    def look(element: Any) -> None:
        if isinstance(element, list):
            for each in element:
                look(each)
        elif isinstance(element, dict):
            if str(element.get("type", "")).startswith("Action.") and "data" in element:
                found.append(element["data"])
            for each in element.values():
                look(each)

    look(call.card)
    return found

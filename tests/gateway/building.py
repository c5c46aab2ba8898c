"""A gateway for tests: the real app and store, before an assistant that a test writes."""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from pydantic import SecretStr

from gateway.app import create_app
from gateway.assistant import Refused, Reply, ReplyMessage, Said, Unreachable
from gateway.settings import Settings

SECRET = "a-secret-for-the-tests"
FACT = {
    "kenmerk": "leeftijd",
    "question": "Hoe oud bent u?",
    "label": "Uw leeftijd",
    "value": "54",
    "sentence": "U bent 54 jaar.",
    "unknown": False,
}
BLOCK = {
    "domein": "wonen",
    "heading": "Wonen",
    "uitkomst": "product",
    "warning": None,
    "outcome": "Op basis van uw antwoorden lijkt dit te passen: Kleinschalig Thuis Basis.",
    "products": [
        {"id": "ktb", "naam": "Kleinschalig Thuis Basis", "code": None, "samenvatting": "Een huis."}
    ],
    "why": {"intro": "Waarom past dit?", "lines": ["U heeft elke dag hulp nodig."]},
    "against": {"intro": "Wat minder past:", "lines": []},
    "why_not": [{"naam": "Iets Zwaarders", "reden": "Zo licht als kan."}],
    "missing": {"intro": "Dit weet ik nog niet:", "lines": []},
    "changes": {"intro": "Dit kan het anders maken:", "lines": ["Als u alleen woont."]},
    "signals": [],
    "sources": [{"document": "Pakketbeschrijvingen", "kop": "3. Kleinschalig Thuis"}],
    "catalogus": {
        "stelsel": "meierij",
        "geldig_vanaf": "2024-01-01",
        "status": "contract",
        "hash": "abcdef0123456789",
    },
    "engine": "1.0.0",
}
ADVICE = {
    "publiek": "inwoner",
    "wie": None,
    "gemeente": "Voorbeeld",
    "title": "Welke hulp past misschien bij u?",
    "blocks": [BLOCK],
    "facts": [FACT],
    "next_steps": {"intro": "Dit kunt u nu doen:", "steps": ["Doe een melding."]},
    "disclaimer": "Dit is geen besluit. De gemeente beslist. U mag altijd een melding doen.",
    "contact": {"organisatie": "het Wmo-loket", "telefoon": "0123 456 789", "website": None},
    "support": None,
}


def state(**more: Any) -> dict[str, Any]:
    """Give how a conversation stands, as the assistant tells it."""
    return {
        "open": None,
        "spreker": None,
        "facts": [],
        "can": {"back": False, "change": False},
        "advised": False,
        **more,
    }


def question(number: int, *labels: str, multi: bool = False) -> ReplyMessage:
    """Give a question with choices, whose ids are its number, a point and their place."""
    choices = [{"id": f"q{number}.{place}", "label": each} for place, each in enumerate(labels)]
    data = {"question": f"vraag{number}", "input": "choice", "choices": choices, "multi": multi}
    return ReplyMessage(kind="question", text=f"Vraag {number}?", data=data)


def asks(number: int = 1, *labels: str, multi: bool = False, **more: Any) -> Reply:
    """Give the answer of an assistant that asks something."""
    asked = question(number, *(labels or ("Ja", "Nee")), multi=multi)
    return Reply(messages=[asked], state=state(open=f"vraag{number}", **more))


def advises() -> Reply:
    """Give the answer of an assistant that has an advice."""
    told = ReplyMessage(kind="advice", text=str(BLOCK["outcome"]), data=BLOCK)
    return Reply(messages=[told], state=state(facts=[FACT], advised=True), advice=ADVICE)


type Answering = Callable[[Said], Reply]


class FakeAssistant:
    """Answers as a test says; knows what it was sent, how often, and how many at a time."""

    def __init__(self, answer: Answering | None = None) -> None:
        counter = itertools.count(1)
        self.answer = answer or (lambda _said: asks(next(counter)))
        self.sent: list[tuple[str, str, Said]] = []
        self.erased: list[str] = []
        self.down = False
        self.refuses: str | None = None
        self.seconds = 0.0
        # Cleared, it answers nothing until it is set again: tests wait for no clock.
        self.free = threading.Event()
        self.free.set()
        self.now = 0
        self.most = 0
        self._told: dict[tuple[str, str], Reply] = {}

    @property
    def handled(self) -> list[Said]:
        """Give what was said, each message once, without the beginning."""
        unique = {(conversation, id_): said for conversation, id_, said in self.sent}
        return [said for said in unique.values() if said.command != "begin"]

    async def send(self, conversation: str, message: str, said: Said) -> Reply:
        """Answer one message; the same one gets the same answer."""
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await asyncio.sleep(self.seconds)
            while not self.free.is_set():
                await asyncio.sleep(0.005)
            if self.down:
                raise Unreachable("down")
            if self.refuses and said.command != "begin":
                raise Refused(self.refuses)
            self.sent.append((conversation, message, said))
            key = conversation, message
            if key not in self._told:
                self._told[key] = self.answer(said)
            return self._told[key]
        finally:
            self.now -= 1

    async def erase(self, conversation: str) -> None:
        """Note that a conversation was erased."""
        if self.down:
            raise Unreachable("down")
        self.erased.append(conversation)

    async def ready(self) -> bool:
        """Tell whether it is up."""
        return not self.down


def settings_in(folder: Path, **more: Any) -> Settings:
    """Give settings with a store in a folder, and limits that no test reaches by accident."""
    return Settings(
        **{
            "channel_secret": SecretStr(SECRET),
            "database_url": f"sqlite:///{folder}/conversations.db",
            "assistant_patience": 1.0,
            "danger_patience": 0.2,
            "message_rate": "1000/minute",
            "address_rate": "10000/minute",
            "session_rate": "1000/minute",
            "stream_seconds": 1.5,
            **more,
        }
    )


class Page:
    """One person's page: a session and what it asks."""

    def __init__(self, client: TestClient, start: dict[str, str] | None = None) -> None:
        self.client = client
        self._ids = (f"message-{number:04}" for number in itertools.count())
        made = client.post("/api/sessions", json={"channel": "webchat", "start": start or {}})
        assert made.status_code == 201, made.text
        self.token = str(made.json()["token"])

    @classmethod
    def of(cls, client: TestClient, token: str) -> Page:
        """Give the page of a session that was made in another way."""
        page = cls.__new__(cls)
        page.client, page.token = client, token
        page._ids = (f"message-{number:04}" for number in itertools.count())
        return page

    @property
    def headers(self) -> dict[str, str]:
        """Give the header that carries the token."""
        return {"Authorization": f"Bearer {self.token}"}

    def get(self, path: str, **more: Any) -> Response:
        """Ask for something of this conversation."""
        return self.client.get(path, headers=self.headers, **more)

    def post(self, path: str, body: Any) -> Response:
        """Send something in this conversation."""
        return self.client.post(path, json=body, headers=self.headers)

    def send(self, body: dict[str, Any]) -> Response:
        """Send a message; it gets an id when it has none."""
        return self.post("/api/messages", {"id": next(self._ids), **body})

    def says(self, **body: Any) -> dict[str, Any]:
        """Send a message, wait until it was handled, give how things stand then."""
        sent = self.send(body)
        assert sent.status_code == 202, sent.text
        return self.settled()

    def standing(self, after: int = 0) -> dict[str, Any]:
        """Give how things stand."""
        answer = self.get("/api/conversation", params={"after": after})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def settled(self) -> dict[str, Any]:
        """Wait until nothing is being handled; give how things stand then."""
        until = time.monotonic() + 10
        while (found := self.standing())["busy"]:
            assert time.monotonic() < until, "it stays busy"
            time.sleep(0.02)
        return found

    def lines(self) -> list[tuple[str, str, str]]:
        """Give who said what, and of which kind."""
        return [(each["from"], each["kind"], each["text"]) for each in self.standing()["entries"]]


def app_before(assistant: FakeAssistant, settings: Settings, **more: Any) -> FastAPI:
    """Give the app before an assistant of a test."""
    return create_app(settings, assistant, **more)

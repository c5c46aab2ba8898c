"""The store fails, fills up or waits: nothing half, a plain word, and help in danger."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from gateway import turns
from gateway.assistant import Reply, Said
from gateway.context import Gateway
from gateway.store.store import Store
from gateway.turns import Turns
from tests.gateway.building import FakeAssistant, Page, app_before, asks, settings_in

MUCH = "x" * 3900


@contextmanager
def away(store: Store) -> Iterator[None]:
    """Let no statement reach the database while the block runs."""

    def fail(*_arguments: object) -> None:
        raise OperationalError("statement", {}, Exception("the server closed the connection"))

    event.listen(store.engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(store.engine, "before_cursor_execute", fail)


@pytest.fixture
def gateway(client: TestClient) -> Gateway:
    found: Gateway = client.app.state.gateway  # type: ignore[attr-defined]
    return found


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "SWEEP_SECONDS", 0.1)


def test_a_message_that_cannot_be_kept_is_not_taken_and_counts_when_it_comes_again(
    page: Page, gateway: Gateway, assistant: FakeAssistant
) -> None:
    body = {"id": "the-same-id", "text": "ik woon alleen"}
    with away(gateway.store):
        answer = page.post("/api/messages", body)
    assert (answer.status_code, answer.json()["code"]) == (503, "store_down")
    assert "niet aangekomen" in answer.json()["detail"]
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert assistant.handled == []
    assert page.post("/api/messages", body).status_code == 202
    page.settled()
    assert len(assistant.handled) == 1


def test_danger_gets_help_while_the_store_is_away(page: Page, gateway: Gateway) -> None:
    with away(gateway.store):
        answer = page.send({"text": "ik wil dood"})
    assert answer.status_code == 503
    assert answer.json()["detail"].index("113") < answer.json()["detail"].index("Er is een storing")


@pytest.mark.parametrize("body", [b"{", b"[" * 9000, b'"text"', b'{"text": 5}', b""])
def test_what_is_no_message_is_answered_just_so_while_the_store_is_away(
    page: Page, gateway: Gateway, body: bytes
) -> None:
    with away(gateway.store):
        answer = page.client.post("/api/messages", content=body, headers=page.headers)
    assert answer.status_code in (400, 503)
    assert answer.json()["detail"]


def test_an_answer_that_could_not_be_kept_is_asked_again_and_said_once(
    page: Page, gateway: Gateway, assistant: FakeAssistant
) -> None:
    answer, gone, back = assistant.answer, threading.Event(), threading.Event()

    def answers(said: Said) -> Reply:
        gone.set()
        # The database goes while the assistant thinks.
        assert back.wait(5)
        return answer(said)

    assistant.answer = answers
    sent = page.send({"text": "ik woon alleen"})
    assert sent.status_code == 202
    assert gone.wait(5)
    with away(gateway.store):
        back.set()
        time.sleep(0.5)
    page.settled()
    assert [(who, kind) for who, kind, _t in page.lines()] == [
        ("assistant", "question"),
        ("person", "text"),
        ("assistant", "question"),
    ]


def test_a_full_disk_takes_nothing_half_and_the_talk_goes_on_when_there_is_room(
    page: Page, gateway: Gateway, assistant: FakeAssistant
) -> None:
    store = gateway.store
    page.says(text="ik woon alleen")
    before = page.lines()

    def full(connection: Any, _record: object, _proxy: object = None) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    def room(connection: Any, _record: object, _proxy: object = None) -> None:
        connection.execute("PRAGMA max_page_count = 1000000")

    event.listen(store.engine, "checkout", full)
    statuses = []
    for number in range(12):
        statuses.append(page.send({"id": f"too-much-{number}", "text": MUCH}).status_code)
        if statuses[-1] == 503:
            break
        page.settled()
    event.remove(store.engine, "checkout", full)
    event.listen(store.engine, "checkout", room)
    assert statuses[-1] == 503
    taken = statuses[:-1]
    assert page.lines()[: len(before)] == before
    page.says(id="there-is-room", text="ik ben er nog")
    said = [t for who, _k, t in page.lines() if who == "person"]
    assert len(said) == 2 + len(taken)
    assert [kind for _w, kind, _t in page.lines()].count("question") == len(said) + 1


def test_a_disk_that_fills_while_the_assistant_thinks_loses_no_answer(
    page: Page, gateway: Gateway, assistant: FakeAssistant
) -> None:
    failing = 3

    def fail(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        nonlocal failing
        if statement.startswith("INSERT INTO entries") and failing:
            failing -= 1
            raise OperationalError(statement, {}, Exception("database or disk is full"))

    sent = page.send({"text": "ik woon alleen"})
    assert sent.status_code == 202
    page.settled()
    event.listen(gateway.store.engine, "before_cursor_execute", fail)
    refused = page.send({"id": "once-more", "text": "en ik ben oud"})
    assert refused.status_code == 503
    failing = 0
    assert page.send({"id": "once-more", "text": "en ik ben oud"}).status_code == 202
    page.settled()
    assert [s.text for s in assistant.handled] == ["ik woon alleen", "en ik ben oud"]


def test_a_slow_database_delays_a_message_and_no_more(page: Page, gateway: Gateway) -> None:
    def slow(*_arguments: object) -> None:
        time.sleep(0.1)

    event.listen(gateway.store.engine, "before_cursor_execute", slow)
    page.says(text="ik woon alleen")
    event.remove(gateway.store.engine, "before_cursor_execute", slow)
    assert [kind for _w, kind, _t in page.lines()] == ["question", "text", "question"]


def test_a_writer_that_holds_the_database_keeps_nobody_from_reading(
    page: Page, gateway: Gateway
) -> None:
    with gateway.store.engine.connect() as connection:
        connection.execution_options(kt_write=True)
        connection.execute(text("SELECT 1"))
        began = time.monotonic()
        assert page.client.get("/healthz").status_code == 200
        assert page.standing()["entries"]
        assert time.monotonic() - began < 2


def test_a_claim_is_kept_while_the_assistant_thinks_longer_than_it_lasts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "CLAIM_SECONDS", 0.3)
    assistant = FakeAssistant(lambda _said: asks())
    with (
        TestClient(app_before(assistant, settings_in(tmp_path, assistant_patience=5.0))) as one,
        TestClient(app_before(assistant, settings_in(tmp_path))),
    ):
        page = Page(one)
        page.settled()
        assistant.seconds, assistant.most = 1.0, 0
        page.says(text="ik woon alleen")
        # The other process looks every tenth of a second and keeps off.
        assert assistant.most == 1


def test_what_a_killed_process_held_is_taken_up_within_a_claim(
    page: Page, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def falls(self: Turns, conversation: str, _work: object = None) -> None:
        self.store.release(conversation, self.worker)
        self.store.claim(conversation, "a process that is gone", 0.5)

    with monkeypatch.context() as patch:
        patch.setattr(Turns, "_work", falls)
        page.send({"text": "ik woon alleen"})
    gateway.turns._tasks.clear()
    page.settled()
    assert page.lines()[-1] == ("assistant", "question", "Vraag 2?")

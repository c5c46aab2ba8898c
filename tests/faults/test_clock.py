"""The clock jumps: nobody's talk ends too early by it, none lasts longer than promised."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.gateway.building import FakeAssistant, Page, app_before, settings_in

HOUR = 3600.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(tmp_path: Path, assistant: FakeAssistant, clock: Clock) -> Iterator[TestClient]:
    app = app_before(assistant, settings_in(tmp_path), clock=clock)
    with TestClient(app) as running:
        yield running


@pytest.mark.parametrize("jump", [-48 * HOUR, -HOUR, -1.0, 1.0, 23 * HOUR])
def test_a_talk_goes_on_in_order_across_a_jump(
    client: TestClient, clock: Clock, assistant: FakeAssistant, jump: float
) -> None:
    page = Page(client)
    page.settled()
    page.says(text="een")
    clock.now += jump
    page.says(text="twee")
    page.says(text="drie")
    assert [each.text for each in assistant.handled] == ["een", "twee", "drie"]
    assert [t for who, _k, t in page.lines() if who == "person"] == ["een", "twee", "drie"]


def test_messages_that_wait_across_a_jump_back_are_handled_in_the_order_of_arrival(
    client: TestClient, clock: Clock, assistant: FakeAssistant
) -> None:
    page = Page(client)
    page.settled()
    assistant.seconds = 0.4
    page.send({"text": "een"})
    page.send({"text": "twee"})
    clock.now -= 60.0
    page.send({"text": "drie"})
    page.settled()
    assert [each.text for each in assistant.handled] == ["een", "twee", "drie"]


def test_a_jump_past_the_end_of_a_talk_ends_it_plainly(client: TestClient, clock: Clock) -> None:
    page = Page(client)
    page.settled()
    clock.now += 25 * HOUR
    answer = page.send({"text": "hallo"})
    assert (answer.status_code, answer.json()["code"]) == (401, "session_unknown")
    assert answer.json()["detail"]


def test_a_jump_back_makes_no_talk_last_longer_than_a_day_after_its_last_message(
    client: TestClient, clock: Clock
) -> None:
    page = Page(client)
    page.settled()
    clock.now -= 48 * HOUR
    page.says(text="nog iets")
    clock.now += 24 * HOUR + 1
    assert page.get("/api/conversation").status_code == 401

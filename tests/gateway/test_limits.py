"""Limits: size, rate and number, each with a clear Dutch answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from gateway.limits import network
from tests.gateway.building import FakeAssistant, Page, app_before, settings_in

type Make = Callable[..., TestClient]


@pytest.fixture
def with_settings(tmp_path: Path, assistant: FakeAssistant) -> Iterator[Make]:
    """Give a maker of running gateways with other settings."""
    with ExitStack() as stack:

        def make(**more: Any) -> TestClient:
            app = app_before(assistant, settings_in(tmp_path, **more))
            return stack.enter_context(TestClient(app, base_url="http://gateway.test"))

        yield make


def test_a_body_that_is_too_big_is_refused(page: Page, assistant: FakeAssistant) -> None:
    answer = page.send({"text": "x" * 17_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_big")
    assert "te lang" in answer.json()["detail"]
    assert assistant.handled == []


def test_a_body_that_hides_its_size_is_refused_too(page: Page) -> None:
    chunks = (b"x" * 1000 for _each in range(40))
    answer = page.client.post("/api/messages", content=chunks, headers=page.headers)
    assert answer.status_code == 413


def test_too_many_messages_of_one_conversation_must_wait(with_settings: Make) -> None:
    client = with_settings(message_rate="3/minute")
    page, other = Page(client), Page(client)
    for number in range(3):
        page.says(text=f"bericht {number}")
    answer = page.send({"text": "nog een"})
    assert (answer.status_code, answer.json()["code"]) == (429, "too_fast")
    assert answer.json()["detail"].startswith("U stuurt veel berichten")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.json()["retry_after"] == int(answer.headers["Retry-After"])
    assert other.send({"text": "ik mag nog"}).status_code == 202


def test_a_repeated_message_does_not_count(with_settings: Make) -> None:
    page = Page(with_settings(message_rate="1/minute"))
    body = {"id": "the-same-id", "text": "hallo"}
    statuses = [page.post("/api/messages", body).status_code for _each in range(4)]
    assert statuses == [202, 200, 200, 200]


def test_too_many_requests_of_one_address_must_wait(with_settings: Make) -> None:
    client = with_settings(address_rate="5/minute")
    statuses = [client.get("/api/config").status_code for _each in range(7)]
    assert statuses == [200] * 5 + [429] * 2
    # Whoever watches the gateway may always look.
    assert client.get("/healthz").status_code == 200


def test_too_many_new_conversations_of_one_address_must_wait(with_settings: Make) -> None:
    client = with_settings(session_rate="2/hour")
    Page(client)
    Page(client)
    answer = client.post("/api/sessions", json={})
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_sessions")
    assert "112" in answer.json()["detail"]


def test_the_number_of_open_conversations_is_limited(with_settings: Make) -> None:
    client = with_settings(max_sessions=2)
    first = Page(client)
    first.settled()
    Page(client)
    assert client.post("/api/sessions", json={}).status_code == 429
    client.delete("/api/session", headers=first.headers)
    assert client.post("/api/sessions", json={}).status_code == 201


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("?", "?"),
    ],
)
def test_an_ipv6_network_counts_as_one_address(address: str, counted_as: str) -> None:
    assert network(address) == counted_as

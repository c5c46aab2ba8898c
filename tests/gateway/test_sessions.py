"""Sessions: made by the server, never guessable, of one conversation, ended in time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gateway.settings import HOUR
from gateway.tokens import token_hash
from tests.gateway.building import FakeAssistant, Page, app_before, settings_in


class Clock:
    """A clock that a test sets forward."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timed(clock: Clock, assistant: FakeAssistant, tmp_path: Path) -> Iterator[TestClient]:
    app = app_before(assistant, settings_in(tmp_path), clock=clock)
    with TestClient(app) as running:
        yield running


def test_a_token_has_256_bits_and_is_another_one_each_time(client: TestClient) -> None:
    tokens = {Page(client).token for _each in range(20)}
    assert len(tokens) == 20
    # 43 characters of 6 bits each.
    assert {len(each) for each in tokens} == {43}


def test_the_assistant_begins_by_itself(page: Page, assistant: FakeAssistant) -> None:
    assert [said.command for _c, _m, said in assistant.sent] == ["begin"]
    assert page.lines() == [("assistant", "question", "Vraag 1?")]
    assert page.standing()["open"]["data"]["question"] == "vraag1"


def test_what_is_known_at_the_start_goes_along(
    client: TestClient, assistant: FakeAssistant
) -> None:
    Page(client, {"spreker": "naaste"}).settled()
    assert assistant.sent[0][2].start == {
        "spreker": "naaste",
        "publieken": "inwoner,naaste",
        "bewaard_uren": "24",
    }


def test_a_worker_does_not_get_in_by_the_web_chat(client: TestClient) -> None:
    body = {"channel": "webchat", "start": {"spreker": "wijkteam"}}
    assert client.post("/api/sessions", json=body).status_code == 422


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Bearer " + "x" * 5000},
        {"Authorization": "Basic eDp5"},
        {"Authorization": "\x00"},
    ],
)
def test_without_a_good_token_nothing_is_told(client: TestClient, headers: dict[str, str]) -> None:
    for path in ("conversation", "facts", "advice", "advice.pdf", "transcript", "melding"):
        answer = client.get(f"/api/{path}", headers=headers)
        assert answer.status_code == 401
        assert answer.json()["code"] == "session_unknown"
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert client.get("/api/events", headers=headers).status_code == 401
    assert client.delete("/api/session", headers=headers).status_code == 401


def test_a_token_counts_in_the_header_only(client: TestClient, page: Page) -> None:
    path = f"/api/conversation?token={page.token}&access_token={page.token}"
    client.cookies.set("token", page.token)
    assert client.get(path).status_code == 401


def test_no_answer_sets_a_cookie(client: TestClient, page: Page) -> None:
    for answer in (page.get("/api/conversation"), client.get("/api/config")):
        assert "set-cookie" not in answer.headers


def test_the_store_knows_the_hash_of_a_token_only(page: Page, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "conversations.db")) as database:
        rows = str(list(database.execute("SELECT * FROM conversations")))
    assert page.token not in rows
    assert token_hash(page.token) in rows


def test_each_session_sees_its_own_conversation_only(client: TestClient) -> None:
    first, second = Page(client), Page(client)
    first.settled()
    second.settled()
    first.says(text="dit is van de eerste")
    assert "dit is van de eerste" not in str(second.standing())


def test_the_id_of_a_conversation_never_leaves_the_house(
    page: Page, assistant: FakeAssistant
) -> None:
    conversation = assistant.sent[0][0]
    assert conversation.startswith("webchat-")
    for path in ("/api/conversation", "/api/facts", "/api/transcript?format=json"):
        assert conversation not in page.get(path).text


def test_a_conversation_ends_a_day_after_the_last_message(timed: TestClient, clock: Clock) -> None:
    page = Page(timed)
    page.settled()
    clock.now += 23 * HOUR
    assert page.standing()["ends_at"]
    page.says(text="ik ben er nog")
    clock.now += 23 * HOUR
    assert len(page.lines()) == 3
    clock.now += 1.1 * HOUR
    assert page.get("/api/conversation").status_code == 401


def test_reading_does_not_make_a_conversation_last_longer(timed: TestClient, clock: Clock) -> None:
    page = Page(timed)
    page.settled()
    ends = page.standing()["ends_at"]
    clock.now += 12 * HOUR
    assert page.standing()["ends_at"] == ends


def test_a_conversation_ends_after_a_week_however_much_is_said(
    timed: TestClient, clock: Clock
) -> None:
    page = Page(timed)
    page.settled()
    for _day in range(8):
        clock.now += 20 * HOUR
        page.says(text="hallo")
    clock.now += 9 * HOUR
    assert page.get("/api/conversation").status_code == 401


def test_what_has_ended_is_erased_by_itself(
    timed: TestClient, clock: Clock, assistant: FakeAssistant
) -> None:
    page = Page(timed)
    page.settled()
    clock.now += 25 * HOUR
    store = timed.app.state.gateway.store  # type: ignore[attr-defined]
    gone = store.erase_ended()[0].id
    assert store.count_open() == 0
    assert store.to_erase() == [gone] == [assistant.sent[0][0]]

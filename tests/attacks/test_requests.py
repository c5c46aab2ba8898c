"""Attacks by requests: other people's talks, forged origins, headers, exhaustion."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from gateway.tokens import new_token, token_hash
from tests.gateway.building import FakeAssistant, Page, advises, app_before, settings_in

EVIL = "https://evil.example"
READING = (
    "/api/conversation",
    "/api/events",
    "/api/facts",
    "/api/transcript",
    "/api/advice",
    "/api/advice.pdf",
    "/api/melding",
)


@pytest.fixture
def with_settings(tmp_path: Path, assistant: FakeAssistant) -> Iterator[Callable[..., TestClient]]:
    with ExitStack() as stack:

        def make(**more: Any) -> TestClient:
            app = app_before(assistant, settings_in(tmp_path, **more))
            return stack.enter_context(TestClient(app, base_url="http://gateway.test"))

        yield make


# -- sessions ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", READING)
def test_a_guessed_token_opens_nothing_and_all_guesses_are_answered_alike(
    client: TestClient, page: Page, path: str
) -> None:
    guesses = [
        new_token(),
        page.token[:-1] + ("A" if page.token[-1] != "A" else "B"),
        page.token + "A",
        page.token.swapcase(),
        token_hash(page.token) if isinstance(token_hash(page.token), str) else "x",
        base64.b64encode(b"admin").decode(),
        "' OR 1=1 --",
        "../" + page.token,
        "x" * 5000,
    ]
    answers = {
        (a.status_code, a.text)
        for a in (client.get(path, headers={"Authorization": f"Bearer {g}"}) for g in guesses)
    }
    assert len(answers) == 1
    assert next(iter(answers))[0] == 401


def test_a_token_is_made_by_the_server_and_by_nobody_else(client: TestClient) -> None:
    # Fixation: a token that an attacker chose beforehand never becomes anybody's.
    chosen = secrets.token_urlsafe(32)
    headers = {"Authorization": f"Bearer {chosen}", "Cookie": f"session={chosen}"}
    made = client.post("/api/sessions", json={}, headers=headers)
    assert made.json()["token"] != chosen
    assert client.get("/api/facts", headers=headers).status_code == 401
    refused = client.post("/api/sessions", json={"token": chosen})
    assert refused.status_code == 422


def test_a_token_that_was_erased_cannot_be_played_again(client: TestClient, page: Page) -> None:
    assert client.delete("/api/session", headers=page.headers).status_code == 204
    for path in READING:
        assert page.get(path).status_code == 401
    assert page.send({"text": "hallo"}).status_code == 401


def test_a_message_that_is_played_again_does_nothing(page: Page, assistant: FakeAssistant) -> None:
    body = {"id": "message-heard", "text": "ik woon alleen"}
    page.says(**body)
    before = page.lines()
    for _each in range(5):
        assert page.post("/api/messages", body).json()["repeated"]
    assert page.lines() == before
    assert len(assistant.handled) == 1


def test_a_message_of_one_talk_played_in_another_shows_nothing_of_the_first(
    client: TestClient, page: Page
) -> None:
    page.says(id="message-heard", text="een geheim van de een")
    other = Page(client)
    other.settled()
    answer = other.post("/api/messages", {"id": "message-heard", "text": "iets anders"})
    assert answer.status_code == 202
    other.settled()
    assert "geheim" not in str(other.standing())
    assert page.lines()[1][2] == "een geheim van de een"


def test_no_parameter_leads_to_another_talk(client: TestClient, assistant: FakeAssistant) -> None:
    assistant.answer = lambda _said: advises()
    victim, attacker = Page(client), Page(client)
    victim.settled()
    victim.says(text="mijn geheim")
    (first, *_rest) = [conversation for conversation, _id, _said in assistant.sent]
    for path in READING[:1] + READING[2:]:
        for name in ("conversation", "id", "session", "token", "sender_id"):
            for value in (first, victim.token):
                found = attacker.get(path, params={name: value})
                assert "geheim" not in found.text
                headers = {"X-Conversation": first, "X-Session-Token": victim.token}
                more = client.get(path, headers={**attacker.headers, **headers})
                assert "geheim" not in more.text


# -- origins -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/api/sessions", "/api/messages", "/api/melding"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain"])
def test_a_form_of_another_site_does_nothing(
    client: TestClient, page: Page, assistant: FakeAssistant, path: str, kind: str
) -> None:
    body = b'{"id": "message-csrf", "text": "hallo"}'
    for headers in ({"Origin": EVIL}, {"Origin": "null"}):
        all_ = {**headers, **page.headers, "Content-Type": kind}
        answer = client.post(path, content=body, headers=all_)
        assert answer.json()["code"] == "origin_not_allowed"
    # And without the token, which no browser sends by itself, not even a same-origin form does.
    if path != "/api/sessions":
        assert client.post(path, content=body, headers={"Content-Type": kind}).status_code == 401
    assert assistant.handled == []


def test_nothing_is_done_by_reading(client: TestClient, page: Page) -> None:
    before = page.standing()
    for path in READING:
        page.get(path, params={"after": 0} if path == "/api/conversation" else None)
    after = page.standing()
    assert after == before
    for path in ("/api/messages", "/api/sessions", "/api/session"):
        assert client.get(path, headers=page.headers).status_code in (404, 405)


def test_every_state_change_needs_the_method_that_it_says(client: TestClient, page: Page) -> None:
    for name in ("X-HTTP-Method-Override", "X-Method-Override", "_method"):
        headers = {**page.headers, name: "DELETE"}
        assert client.get("/api/session", headers=headers).status_code in (404, 405)
        assert client.post("/api/session", headers=headers).status_code in (404, 405)
    assert page.get("/api/conversation").status_code == 200


# -- where it could lead -----------------------------------------------------------------------

LEADING = (
    "//evil.example",
    "//evil.example/%2f..",
    "/\\evil.example",
    "/%5cevil.example",
    "/.evil.example/..",
    "/api/sessions/",
    "/theme//evil.example/",
    "/?next=https://evil.example",
    "/%0d%0aLocation:%20https://evil.example",
)


@pytest.mark.parametrize("path", LEADING)
def test_nothing_leads_to_another_site(client: TestClient, path: str) -> None:
    answer = client.get(f"http://gateway.test{path}", follow_redirects=False)
    assert urlsplit(answer.headers.get("location", "")).netloc in ("", "gateway.test")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/../gateway/settings.py",
        "/%2e%2e/pyproject.toml",
        "/..%2fpyproject.toml",
        "/theme/..%2f..%2f..%2fsettings.py",
        "/....//pyproject.toml",
        "/%00",
        "/chat.js%00.html",
        "/conversations.db",
        "/.env",
    ],
)
def test_no_path_leads_out_of_the_folder_of_the_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert "channel_secret" not in answer.text


# -- headers -----------------------------------------------------------------------------------


def test_a_host_that_is_not_ours_changes_no_link_and_no_site(client: TestClient) -> None:
    normal = client.get("/api/config").json()
    for headers in (
        {"Host": "evil.example"},
        {"X-Forwarded-Host": "evil.example"},
        {"Forwarded": "host=evil.example"},
        {"X-Original-URL": "/api/facts"},
        {"X-Rewrite-URL": "/api/facts"},
    ):
        answer = client.get("/api/config", headers=headers)
        assert answer.json() == normal
        assert "evil" not in str(answer.headers)


def test_a_forged_address_does_not_get_past_the_limits(
    with_settings: Callable[..., TestClient],
) -> None:
    # Only a trusted proxy's X-Forwarded-For is believed, by the server before this app.
    client = with_settings(session_rate="2/hour")
    statuses = [
        client.post(
            "/api/sessions", json={}, headers={"X-Forwarded-For": f"10.0.0.{n}", "X-Real-IP": "1"}
        ).status_code
        for n in range(4)
    ]
    assert statuses == [201, 201, 429, 429]


@pytest.mark.parametrize("value", ["bearer", "Bearer", "Basic YTpi", "Bearer a b", "Bearer \xe9"])
def test_a_broken_authorization_is_unknown_and_no_fault(client: TestClient, value: str) -> None:
    headers = [(b"authorization", value.encode("latin-1"))]
    assert client.get("/api/facts", headers=headers).status_code == 401


def test_two_authorizations_do_not_open_two_talks(client: TestClient, page: Page) -> None:
    other = Page(client)
    other.settled()
    other.says(text="van de ander")
    headers = [
        (b"authorization", page.headers["Authorization"].encode()),
        (b"authorization", other.headers["Authorization"].encode()),
    ]
    found = client.get("/api/conversation", headers=headers)
    assert found.status_code == 401 or "van de ander" not in found.text


# -- exhaustion --------------------------------------------------------------------------------


def test_one_address_cannot_use_up_all_conversations(
    with_settings: Callable[..., TestClient],
) -> None:
    client = with_settings(session_rate="5/hour", max_sessions=100)
    statuses = [client.post("/api/sessions", json={}).status_code for _each in range(30)]
    assert statuses == [201] * 5 + [429] * 25


def test_guessing_tokens_runs_into_the_limit_of_the_address(
    with_settings: Callable[..., TestClient],
) -> None:
    client = with_settings(address_rate="20/minute")
    statuses = [
        client.get("/api/facts", headers={"Authorization": f"Bearer {new_token()}"}).status_code
        for _each in range(25)
    ]
    assert statuses == [401] * 20 + [429] * 5


def test_a_talk_cannot_fill_the_queue_or_the_store(
    with_settings: Callable[..., TestClient], assistant: FakeAssistant
) -> None:
    page = Page(with_settings(max_queue=3, message_rate="10/minute", assistant_patience=60.0))
    page.settled()
    assistant.seconds = 30.0
    codes = [page.send({"text": "x" * 4000}) for _each in range(20)]
    assert [each.status_code for each in codes].count(202) == 3
    assert {each.json()["code"] for each in codes[3:]} <= {"queue_full", "too_fast"}

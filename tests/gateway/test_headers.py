"""Strict headers on every answer, and CORS by a list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.gateway.building import FakeAssistant, Page, app_before, settings_in

ALLOWED = "https://www.gemeente.example"
FOREIGN = "https://elsewhere.example"


@pytest.fixture
def client(tmp_path: Path, assistant: FakeAssistant) -> Iterator[TestClient]:
    """A gateway that one other origin may use, with a page."""
    static = tmp_path / "dist"
    static.mkdir()
    (static / "index.html").write_text("<!doctype html><title>Chat</title>", encoding="utf-8")
    (static / "chat.js").write_text("'use strict'", encoding="utf-8")
    settings = settings_in(tmp_path, allowed_origins=(ALLOWED,), static_folder=static)
    with TestClient(app_before(assistant, settings), base_url="http://gateway.test") as running:
        yield running


@pytest.mark.parametrize(
    "path", ["/", "/chat.js", "/healthz", "/openapi.json", "/nothing", "/api/facts", "/api/config"]
)
def test_every_answer_carries_the_strict_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "server" not in headers


def test_what_is_refused_carries_them_too(client: TestClient) -> None:
    for answer in (
        client.post("/api/sessions", content=b"x" * 20_000),
        client.get("/api/config", headers={"Origin": FOREIGN}),
    ):
        assert answer.status_code in (403, 413)
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_nothing_of_a_conversation_is_cached(client: TestClient) -> None:
    page = Page(client)
    assert page.get("/api/conversation").headers["cache-control"] == "no-store"


def test_the_page_and_its_files_are_served(client: TestClient) -> None:
    assert "<title>Chat</title>" in client.get("/").text
    assert client.get("/chat.js").headers["cache-control"] == "no-cache"
    assert client.get("/../gateway/settings.py").status_code == 404
    assert client.get("/nothing").json()["code"] == "not_found"


def test_the_files_are_compressed_and_what_is_said_is_not(
    client: TestClient, tmp_path: Path
) -> None:
    script = "'use strict';\n" * 1000
    (tmp_path / "dist" / "chat.js").write_text(script, encoding="utf-8")
    answer = client.get("/chat.js")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == script
    page = Page(client)
    for number in range(20):
        page.says(text=f"een lang verhaal nummer {number} " * 20)
    assert "content-encoding" not in page.get("/api/conversation").headers


def test_an_origin_on_the_list_may_use_the_api(client: TestClient) -> None:
    answer = client.post("/api/sessions", json={}, headers={"Origin": ALLOWED})
    assert answer.status_code == 201
    assert answer.headers["access-control-allow-origin"] == ALLOWED
    assert "access-control-allow-credentials" not in answer.headers
    asked = client.options(
        "/api/messages",
        headers={
            "Origin": ALLOWED,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type",
        },
    )
    assert asked.status_code == 200


@pytest.mark.parametrize("origin", [FOREIGN, "null", f"{ALLOWED}.evil.example", "https://x"])
def test_any_other_origin_is_refused(
    client: TestClient, assistant: FakeAssistant, origin: str
) -> None:
    answer = client.post("/api/sessions", json={}, headers={"Origin": origin})
    assert (answer.status_code, answer.json()["code"]) == (403, "origin_not_allowed")
    assert "access-control-allow-origin" not in answer.headers
    assert assistant.sent == []


def test_its_own_page_is_no_other_origin(client: TestClient) -> None:
    answer = client.post("/api/sessions", json={}, headers={"Origin": "http://gateway.test"})
    assert answer.status_code == 201


def test_over_https_a_browser_is_told_to_stay_there(client: TestClient) -> None:
    assert "strict-transport-security" not in client.get("/healthz").headers
    headers = client.get("https://gateway.test/healthz").headers
    assert "max-age=31536000" in headers["strict-transport-security"]

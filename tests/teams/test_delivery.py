"""Bringing answers to Teams: patience, tokens to listed hosts alone, and what is not delivered."""

from __future__ import annotations

import asyncio
import json
import logging
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import load_pem_x509_certificate
from fastapi.testclient import TestClient
from prometheus_client import CollectorRegistry

from gateway.app import create_app
from gateway.logs import JsonLines
from gateway.settings import Settings
from gateway.teams import connector as connecting
from gateway.teams import counts, payload
from gateway.teams.cards import Rendered
from gateway.teams.connector import Connector, Undelivered, retry_after
from gateway.teams.hosts import listed
from gateway.teams.settings import TeamsSettings
from gateway.teams.tokens import MsalTokens, NoToken, managed_endpoint
from tests.gateway.building import FakeAssistant
from tests.teams.building import Worker
from tests.teams.fake.certificates import Certificates
from tests.teams.fake.microsoft import BOT_TOKEN, SECRET, Microsoft

LOCAL = TeamsSettings(enabled=True, anonymous=True)
REFERENCE = {
    "serviceUrl": "https://localhost/emea/",
    "channelId": "msteams",
    "conversation": {"id": "a:1"},
}


def undelivered(status: str) -> float:
    registry = CollectorRegistry()
    counts.serve_with(registry)
    found = registry.get_sample_value("kt_teams_undelivered_total", {"status": status})
    return found or 0.0


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504])
def test_what_teams_asks_to_repeat_is_repeated(
    status: int, worker: Worker, microsoft: Microsoft
) -> None:
    microsoft.answers = [(status, {"Retry-After": "1"}), (status, {})]
    assert "Vraag 1?" in worker.says("hallo")[0].said
    assert microsoft.answers == []


def test_a_message_that_teams_does_not_take_is_counted_and_the_next_is_sent(
    worker: Worker, microsoft: Microsoft
) -> None:
    before = undelivered("403")
    microsoft.answers = [(403, {})]
    assert worker.types("hallo").status_code == 202
    assert worker.settled() == []
    assert undelivered("403") == before + 1
    assert "Vraag 2?" in worker.says("nog eens")[0].said


def test_after_every_attempt_it_is_counted_and_sent_when_teams_is_back(
    worker: Worker, microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = undelivered("503")
    microsoft.answers = [(503, {})] * 5
    worker.types("hallo")
    # What was not delivered goes before what comes next.
    microsoft.wait_for(0)
    for _time in range(500):
        if undelivered("503") == before + 1:
            break
        asyncio.run(asyncio.sleep(0.02))
    assert undelivered("503") == before + 1
    worker.types("nog eens")
    said = [each.said for each in worker.settled()]
    assert ["Vraag 1?" in said[0], "Vraag 2?" in said[1]] == [True, True]


def test_a_token_that_was_refused_is_asked_anew_once(worker: Worker, microsoft: Microsoft) -> None:
    microsoft.answers = [(401, {})]
    assert "Vraag 1?" in worker.says("hallo")[0].said
    assert len(microsoft.tokens_asked) == 2


def test_without_a_token_nothing_is_sent_and_nothing_of_it_is_logged(
    worker: Worker, microsoft: Microsoft, caplog: pytest.LogCaptureFixture
) -> None:
    microsoft.token_error = "invalid_client"
    caplog.set_level(logging.DEBUG)
    worker.types("hallo over Anna Verzonnen")
    for _time in range(500):
        if any(each.message == "teams_undelivered" for each in caplog.records):
            break
        asyncio.run(asyncio.sleep(0.02))
    assert microsoft.calls == []
    lines = [JsonLines().format(each) for each in caplog.records]
    for secret in (SECRET, BOT_TOKEN, "Anna", worker.chat):
        assert not any(secret in each for each in lines)


def test_a_token_server_that_leads_elsewhere_is_not_followed(
    teams_settings: TeamsSettings, microsoft: Microsoft, certificates: Certificates
) -> None:
    microsoft.redirect_token = f"{microsoft.url}/other/oauth2/v2.0/token"
    verify = ssl.create_default_context(cafile=str(certificates.authority))
    tokens = MsalTokens(teams_settings, verify)
    with pytest.raises(NoToken):
        asyncio.run(tokens.token())
    tokens.close()
    assert [each["tenant"] for each in microsoft.tokens_asked] == [teams_settings.tenant_id]


def test_a_certificate_proves_the_bot_too(
    teams_settings: TeamsSettings,
    microsoft: Microsoft,
    certificates: Certificates,
    tmp_path: Path,
) -> None:
    key = serialization.load_pem_private_key(certificates.key.read_bytes(), None)
    certificate = load_pem_x509_certificate(certificates.certificate.read_bytes())
    file = tmp_path / "bot.pfx"
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"bot",
            key,  # type: ignore[arg-type]
            certificate,
            None,
            serialization.BestAvailableEncryption(b"open"),
        )
    )
    chosen = TeamsSettings(
        **{
            **teams_settings.model_dump(),
            "secret": None,
            "certificate_file": file,
            "certificate_password": "open",
        }
    )
    verify = ssl.create_default_context(cafile=str(certificates.authority))
    tokens = MsalTokens(chosen, verify)
    assert asyncio.run(tokens.token()) == BOT_TOKEN
    tokens.close()
    asked = microsoft.tokens_asked[0]
    assert "client_secret" not in asked
    assert asked["client_assertion_type"].endswith("jwt-bearer")


def test_a_managed_identity_asks_its_own_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IDENTITY_ENDPOINT", raising=False)
    assert managed_endpoint("http://169.254.169.254/metadata/identity/oauth2/token")
    assert not managed_endpoint("https://example.org/metadata/identity/oauth2/token")
    monkeypatch.setenv("IDENTITY_ENDPOINT", "http://127.0.0.1:41000/msi/token")
    assert managed_endpoint("http://127.0.0.1:41000/msi/token?resource=x")
    assert not managed_endpoint("http://169.254.169.254/metadata/identity/oauth2/token")


# -- the way out -----------------------------------------------------------------------------------


class Tokens:
    """Gives a token, and knows how often."""

    def __init__(self) -> None:
        self.given = 0

    async def token(self) -> str:
        self.given += 1
        return "secret"

    async def forget(self) -> None:
        return None


class Recorder:
    """A transport that answers as a test says and knows what was asked."""

    def __init__(self, *statuses: int, **headers: str) -> None:
        self.statuses = list(statuses)
        self.headers = headers
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        status = self.statuses.pop(0) if self.statuses else 201
        return httpx.Response(status, headers=self.headers, json={"id": "sent"})


def connector(recorder: Recorder, tokens: Tokens, pauses: list[float] | None = None) -> Connector:
    async def sleep(seconds: float) -> None:
        if pauses is not None:
            pauses.append(seconds)

    client = httpx.AsyncClient(transport=httpx.MockTransport(recorder))
    allowed = listed(("localhost",))
    return Connector(client, tokens, allowed, attempts=4, longest_pause=10.0, sleep=sleep)


OUTSIDE = [
    "https://example.org/",
    "http://localhost/",
    "https://localhost.example.org/",
    "https://localhost@example.org/",
    "https://example.org/?x=https://localhost/",
    "https://localhost/?x",
    "https://localhost#@example.org/",
    "https://localhost\\@example.org/",
    "",
]


@pytest.mark.parametrize("url", OUTSIDE)
def test_no_token_goes_to_an_address_that_is_not_on_the_list(url: str) -> None:
    recorder, tokens = Recorder(), Tokens()
    with pytest.raises(Undelivered):
        asyncio.run(connector(recorder, tokens).send({**REFERENCE, "serviceUrl": url}, {}))
    assert (recorder.asked, tokens.given) == ([], 0)


def test_without_the_check_of_the_host_a_token_would_go_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connecting, "check_destination", lambda *_arguments: None)
    recorder, tokens = Recorder(), Tokens()
    elsewhere = {**REFERENCE, "serviceUrl": "https://example.org/"}
    asyncio.run(connector(recorder, tokens).send(elsewhere, {}))
    assert recorder.asked[0].url.host == "example.org"


@pytest.mark.parametrize("talk", ["", "../x", "a/b", "a?b", "a#b", "a%2f", "x" * 2000])
def test_an_id_of_a_talk_cannot_lead_elsewhere(talk: str) -> None:
    recorder, tokens = Recorder(), Tokens()
    with pytest.raises(Undelivered):
        asyncio.run(
            connector(recorder, tokens).send({**REFERENCE, "conversation": {"id": talk}}, {})
        )
    assert tokens.given == 0


def test_ids_are_quoted() -> None:
    way = connector(Recorder(), Tokens())
    reference = {**REFERENCE, "conversation": {"id": "19:a@b.c;m=1"}}
    assert way.address(reference, "1/../x").endswith(
        "/emea/v3/conversations/19%3Aa%40b.c%3Bm%3D1/activities/1%2F..%2Fx"
    )


def test_pauses_follow_retry_after_capped_and_never_all_the_same() -> None:
    found = []
    for _time in range(5):
        pauses: list[float] = []
        recorder = Recorder(429, 429, 503, **{"Retry-After": "4"})
        asyncio.run(connector(recorder, Tokens(), pauses).send(REFERENCE, {}))
        found.append(pauses)
    assert all(4.0 <= each <= 5.0 for pauses in found for each in pauses)
    assert len({each for pauses in found for each in pauses}) == 15
    pauses = []
    recorder = Recorder(429, **{"Retry-After": "86400"})
    asyncio.run(connector(recorder, Tokens(), pauses).send(REFERENCE, {}))
    assert 10.0 <= pauses[0] <= 12.5


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("7", 7),
        ("-3", 0),
        ("morgen", 0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("²", 0),
    ],
)
def test_retry_after_may_be_anything(value: str | None, seconds: float) -> None:
    assert retry_after(value) == seconds


def test_an_attempt_that_breaks_off_is_repeated() -> None:
    asked = []

    def broken(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        if len(asked) < 3:
            raise httpx.ConnectError("down")
        return httpx.Response(201, json={})

    async def sleep(_seconds: float) -> None:
        return None

    client = httpx.AsyncClient(transport=httpx.MockTransport(broken))
    way = Connector(
        client, Tokens(), listed(("localhost",)), attempts=4, longest_pause=1.0, sleep=sleep
    )
    assert asyncio.run(way.send(REFERENCE, {})) is None
    assert len(asked) == 3


# -- size ------------------------------------------------------------------------------------------


def card(elements: int, length: int, **more: Any) -> dict[str, Any]:
    body = [{"type": "TextBlock", "text": f"{n} " + "é" * length} for n in range(elements)]
    return {"type": "AdaptiveCard", "version": "1.5", "lang": "nl", "body": body, **more}


def test_a_big_card_is_sent_in_parts_that_lose_nothing_with_the_buttons_last() -> None:
    actions = [{"type": "Action.Submit", "title": "x", "data": {}}]
    parts = payload.activities(Rendered("tekst", card(60, 900, actions=actions)), REFERENCE)
    assert len(parts) > 3
    assert all(payload.size(each) <= payload.MAX_BYTES for each in parts)
    contents = [each["attachments"][0]["content"] for each in parts]
    assert [each["text"].split()[0] for content in contents for each in content["body"]] == [
        str(number) for number in range(60)
    ]
    assert [content.get("actions", []) for content in contents[:-1]] == [[]] * (len(parts) - 1)
    assert contents[-1]["actions"] == actions
    assert all(content["lang"] == "nl" for content in contents)


@pytest.mark.parametrize(
    "big",
    [
        card(1, 40_000),
        {**card(60, 900), "body": [*card(60, 900)["body"], {"type": "Input.Text", "id": "x"}]},
    ],
)
def test_a_card_that_cannot_be_cut_is_sent_as_its_text(big: dict[str, Any]) -> None:
    (part,) = payload.activities(Rendered("de hele tekst", big), REFERENCE)
    assert part["text"] == "de hele tekst"
    assert "attachments" not in part


def test_a_long_text_is_cut_between_paragraphs_and_whole() -> None:
    text = "\n\n".join(f"{number} " + "woord " * 200 for number in range(30))
    parts = payload.activities(Rendered(text), REFERENCE)
    assert len(parts) > 3
    assert all(payload.size(each) <= payload.MAX_BYTES for each in parts)
    assert " ".join(each["text"] for each in parts).split() == text.split()
    assert all(each["text"][0].isdigit() for each in parts)
    unbroken = payload.split("x" * 20_000)
    assert "".join(unbroken) == "x" * 20_000


def test_an_activity_says_who_to_whom_and_nothing_more() -> None:
    reference = {**REFERENCE, "user": {"id": "29:1"}, "bot": {"id": "28:2"}}
    (told,) = payload.activities(Rendered("hallo"), reference)
    assert json.loads(json.dumps(told)) == {
        "type": "message",
        "channelId": "msteams",
        "serviceUrl": "https://localhost/emea/",
        "from": {"id": "28:2"},
        "recipient": {"id": "29:1"},
        "conversation": {"id": "a:1"},
        "text": "hallo",
        "textFormat": "plain",
        "locale": "nl-NL",
    }


# -- local trials ----------------------------------------------------------------------------------


@pytest.fixture
def local(settings: Settings, assistant: FakeAssistant) -> Iterator[TestClient]:
    """A gateway without Microsoft."""
    app = create_app(
        settings, assistant, teams_settings=TeamsSettings(enabled=True, anonymous=True)
    )
    with TestClient(app) as running:
        yield running


def test_anonymous_mode_needs_no_token_and_answers_this_machine_alone(
    local: TestClient, microsoft: Microsoft, assistant: FakeAssistant
) -> None:
    worker = Worker(local, microsoft)
    activity = worker.activity(text="hallo", serviceUrl="https://example.org/")
    assert local.post("/api/teams/messages", json=activity).status_code == 403
    activity = worker.activity(text="hallo", serviceUrl="http://127.0.0.1:1/")
    assert local.post("/api/teams/messages", json=activity).status_code == 202
    assert microsoft.tokens_asked == []


def test_anonymous_mode_is_off_by_default_and_refuses_other_addresses(settings: Settings) -> None:
    assert not TeamsSettings().anonymous
    assert not TeamsSettings().enabled
    open_ = settings.model_copy(update={"host": "0.0.0.0"})
    with pytest.raises(ValueError, match="loopback"):
        create_app(
            open_, FakeAssistant(), teams_settings=TeamsSettings(enabled=True, anonymous=True)
        )

"""The melding: shown exactly, sent once, only with consent, by one of three adapters."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email.message import Message as Mail
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MailHandler
from fastapi.testclient import TestClient

from gateway.melding.adapters import DAY, Folder, HandOverFailed, Mailbox, Melding, Webhook
from scripts.kt.ports import free_port
from tests.gateway.building import FACT, FakeAssistant, Page, advises, app_before, asks, settings_in

type MakePage = Callable[..., Page]
CONTACT = {"naam": "A. de Boer", "telefoon": "06-98765432", "email": ""}
MELDING = Melding("KT-ABC", "2026-11-26T20:00:00.000Z", "voorbeeld", "Melding Wmo\n\nTekst.", "d")


@pytest.fixture
def told(tmp_path: Path, assistant: FakeAssistant) -> Iterator[Page]:
    """A person with an advice, before a gateway that puts meldingen into a folder."""
    assistant.answer = lambda _said: advises()
    settings = settings_in(tmp_path, melding_folder=tmp_path / "meldingen")
    with TestClient(app_before(assistant, settings)) as client:
        page = Page(client)
        page.settled()
        yield page


def sent_files(folder: Path) -> list[dict[str, Any]]:
    """Give what lies in the folder."""
    return [json.loads(each.read_text()) for each in sorted((folder / "meldingen").glob("*"))]


def test_what_is_shown_is_exactly_what_is_sent(told: Page, tmp_path: Path) -> None:
    shown = told.post("/api/melding/preview", {"contact": CONTACT}).json()
    for part in ("A. de Boer", "06-98765432", "U bent 54 jaar.", "Kleinschalig Thuis Basis"):
        assert part in shown["text"]
    assert shown["to"] == "het Wmo-loket"
    body = {"consent": True, "digest": shown["digest"], "contact": CONTACT}
    answer = told.post("/api/melding", body)
    assert answer.status_code == 201
    (file,) = sent_files(tmp_path)
    assert file["text"] == shown["text"]
    assert file["reference"] == answer.json()["reference"]
    assert file["sent_at"] == answer.json()["sent_at"]


def test_the_person_hears_when_it_was_sent_and_what_follows(told: Page) -> None:
    shown = told.get("/api/melding").json()
    assert "6 weken" in " ".join(shown["terms"])
    answer = told.post("/api/melding", {"consent": True, "digest": shown["digest"]}).json()
    assert answer["terms"] == shown["terms"]
    standing = told.standing()
    assert standing["melding"] == {k: answer[k] for k in ("sent_at", "reference")}
    assert standing["can"]["melding"] is False


@pytest.mark.parametrize("consent", [False, None, "ja", 1])
def test_without_consent_nothing_is_sent(told: Page, tmp_path: Path, consent: object) -> None:
    digest = told.get("/api/melding").json()["digest"]
    answer = told.post("/api/melding", {"consent": consent, "digest": digest})
    assert answer.status_code == 422
    assert sent_files(tmp_path) == []


def test_what_was_not_shown_is_not_sent(told: Page, tmp_path: Path) -> None:
    digest = told.get("/api/melding").json()["digest"]
    body = {"consent": True, "digest": digest, "contact": CONTACT}
    answer = told.post("/api/melding", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "melding_changed")
    assert sent_files(tmp_path) == []


def test_a_melding_that_is_sent_twice_is_handed_over_once(told: Page, tmp_path: Path) -> None:
    body = {"consent": True, "digest": told.get("/api/melding").json()["digest"]}
    answers = [told.post("/api/melding", body) for _each in range(3)]
    assert [each.status_code for each in answers] == [201, 200, 200]
    assert len({each.json()["reference"] for each in answers}) == 1
    assert len(sent_files(tmp_path)) == 1


def test_a_melding_that_fails_is_told_and_can_be_sent_again(told: Page, tmp_path: Path) -> None:
    (tmp_path / "meldingen").write_text("a file where the folder should be")
    body = {"consent": True, "digest": told.get("/api/melding").json()["digest"]}
    answer = told.post("/api/melding", body)
    assert (answer.status_code, answer.json()["code"]) == (502, "melding_failed")
    assert told.standing()["melding"] is None
    (tmp_path / "meldingen").unlink()
    assert told.post("/api/melding", body).status_code == 201
    assert len(sent_files(tmp_path)) == 1


def test_the_contact_is_kept_nowhere_here(told: Page, tmp_path: Path) -> None:
    shown = told.post("/api/melding/preview", {"contact": CONTACT}).json()
    told.post("/api/melding", {"consent": True, "digest": shown["digest"], "contact": CONTACT})
    stored = b"".join(each.read_bytes() for each in tmp_path.glob("conversations.db*"))
    assert b"de Boer" not in stored
    assert b"98765432" not in stored


def test_erasing_the_conversation_leaves_no_way_from_the_melding_to_it(
    told: Page, tmp_path: Path, assistant: FakeAssistant
) -> None:
    body = {"consent": True, "digest": told.get("/api/melding").json()["digest"]}
    reference = told.post("/api/melding", body).json()["reference"]
    told.client.delete("/api/session", headers=told.headers)
    stored = b"".join(each.read_bytes() for each in tmp_path.glob("conversations.db*"))
    assert reference.encode() not in stored
    assert assistant.sent[0][0] not in str(sent_files(tmp_path))


def test_without_an_adapter_there_is_no_melding(page: Page, assistant: FakeAssistant) -> None:
    assistant.answer = lambda _said: asks(2, facts=[FACT])
    page.says(text="ik ben 54")
    assert page.standing()["can"]["melding"] is False
    assert page.get("/api/melding").json()["code"] == "no_melding"


def test_who_told_nothing_yet_has_no_melding(told: Page, assistant: FakeAssistant) -> None:
    assistant.answer = lambda _said: asks(2)
    told.says(text="hallo")
    assert told.standing()["can"]["melding"] is False
    assert told.get("/api/melding").status_code == 404


# -- the adapters ------------------------------------------------------------------------------


def test_a_file_is_there_whole_or_not_at_all_and_for_this_user_only(tmp_path: Path) -> None:
    asyncio.run(Folder(tmp_path / "m", 30).hand_over(MELDING))
    (file,) = (tmp_path / "m").iterdir()
    assert file.name == "KT-ABC.json"
    assert file.stat().st_mode & 0o077 == 0
    assert json.loads(file.read_text())["text"] == MELDING.text


def test_old_meldingen_are_removed_after_thirty_days(tmp_path: Path) -> None:
    folder = Folder(tmp_path, 30)
    asyncio.run(folder.hand_over(MELDING))
    assert folder.remove_old() == 0
    old = time.time() - 31 * DAY
    os.utime(tmp_path / "KT-ABC.json", (old, old))
    assert folder.remove_old() == 1
    assert list(tmp_path.iterdir()) == []


def test_they_are_removed_while_the_gateway_runs_though_nobody_sends_one(
    tmp_path: Path, assistant: FakeAssistant
) -> None:
    folder = tmp_path / "meldingen"
    asyncio.run(Folder(folder, 30).hand_over(MELDING))
    old = time.time() - 31 * DAY
    os.utime(folder / "KT-ABC.json", (old, old))
    with TestClient(app_before(assistant, settings_in(tmp_path, melding_folder=folder))):
        until = time.monotonic() + 5
        while list(folder.iterdir()):
            assert time.monotonic() < until
            time.sleep(0.02)


class Inbox(MailHandler):
    """A mail server's memory."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Mail] = []

    def handle_message(self, message: Mail) -> None:
        """Keep a mail."""
        self.mails.append(message)


def test_a_mail_holds_the_melding_and_names_nobody_in_its_subject() -> None:
    inbox = Inbox()
    with ExitStack() as stack:
        port = free_port()
        server = Controller(inbox, hostname="127.0.0.1", port=port)
        server.start()
        stack.callback(server.stop)
        box = Mailbox(f"smtp://127.0.0.1:{port}", "chat@example.org", "wmo@example.org")
        asyncio.run(box.hand_over(MELDING))
    (mail,) = inbox.mails
    assert mail["Subject"] == "Melding Wmo KT-ABC"
    assert mail["To"] == "wmo@example.org"
    payload = mail.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode().replace("\r\n", "\n").strip() == MELDING.text


def test_a_mailbox_that_is_not_there_is_a_failure() -> None:
    with pytest.raises(HandOverFailed):
        asyncio.run(Mailbox("smtp://127.0.0.1:9", "a@b.nl", "c@d.nl").hand_over(MELDING))


@pytest.mark.parametrize("url", ["smtp://mail.example.org", "http://mail.example.org", "mail"])
def test_a_mail_without_tls_does_not_leave_this_machine(url: str) -> None:
    with pytest.raises(ValueError, match="melding_smtp"):
        Mailbox(url, "a@b.nl", "c@d.nl")


def test_a_webhook_gets_json_with_a_signature_and_a_key_against_doubles() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    hook = Webhook("https://zaken.example/melding", "geheim", httpx.MockTransport(answer))
    asyncio.run(hook.hand_over(MELDING))
    (request,) = seen
    expected = hmac.new(b"geheim", request.content, hashlib.sha256).hexdigest()
    assert request.headers["x-signature"] == f"sha256={expected}"
    assert request.headers["idempotency-key"] == "KT-ABC"
    assert json.loads(request.content)["text"] == MELDING.text


@pytest.mark.parametrize("status", [302, 400, 500])
def test_a_webhook_that_does_not_take_it_is_a_failure(status: int) -> None:
    transport = httpx.MockTransport(lambda _request: httpx.Response(status))
    with pytest.raises(HandOverFailed):
        asyncio.run(Webhook("https://x.example/", "geheim", transport).hand_over(MELDING))


def test_a_webhook_over_plain_http_is_refused() -> None:
    with pytest.raises(ValueError, match="https"):
        Webhook("http://zaken.example/melding", "geheim")

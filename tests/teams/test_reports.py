"""The report by a link: once, for a short while, and for nobody who has no link."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from docx import Document
from fastapi import FastAPI
from fastapi.testclient import TestClient

from gateway.model import NewEntry
from gateway.store.store import Outcome, Store
from gateway.store.teams import TeamsStore
from gateway.teams.reports import PATH, SECONDS, Reports
from tests.teams.cards import entries

PUBLIC = "https://keukentafel.example.test"
KEY = b"k" * 32


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1_795_770_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    made = Store(
        f"sqlite:///{tmp_path}/conversations.db",
        idle_seconds=86400,
        absolute_seconds=86400,
        clock=clock,
    )
    yield made
    made.close()


@pytest.fixture
def reports(store: Store, clock: Clock) -> Reports:
    return Reports(store, TeamsStore(store.engine, clock), KEY, PUBLIC, clock)


@pytest.fixture
def client(reports: Reports) -> TestClient:
    app = FastAPI()
    app.include_router(reports.router())
    return TestClient(app)


@pytest.fixture
def entry(store: Store) -> tuple[str, str]:
    """Give a conversation with a report in it: its id, and that of the entry."""
    conversation = store.create("teams", "hash", {})
    store.accept(conversation, "message-1", "print", None, {}, max_queue=5)
    work = store.claim(conversation, "worker", 60)
    assert work is not None
    shown = entries.a_report()
    said = [
        NewEntry("assistant", "report", shown.text, shown.data),
        NewEntry("assistant", "text", "x"),
        NewEntry("assistant", "practice_export", "Hier.", {"content": "at,grade\r\n"}),
    ]
    store.finish(work, Outcome(said))
    snapshot = store.snapshot(conversation, 0)
    assert snapshot is not None
    return conversation, snapshot.entries[0].id


def path(url: str | None) -> str:
    assert url is not None
    assert url.startswith(f"{PUBLIC}{PATH}/")
    return url.removeprefix(PUBLIC)


def test_a_link_gives_the_word_document_to_be_saved(
    client: TestClient, reports: Reports, entry: tuple[str, str]
) -> None:
    answer = client.get(path(reports.url(*entry, "docx")))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == 'attachment; filename="verslag.docx"'
    told = "\n".join(p.text for p in Document(io.BytesIO(answer.content)).paragraphs)
    assert "Stap 5" in told


def test_a_link_gives_markdown(
    client: TestClient, reports: Reports, entry: tuple[str, str]
) -> None:
    answer = client.get(path(reports.url(*entry, "md")))
    assert answer.text.startswith("# Onderzoeksverslag")


def test_a_link_gives_a_trainee_her_own_results(
    client: TestClient, reports: Reports, entry: tuple[str, str], store: Store
) -> None:
    snapshot = store.snapshot(entry[0], 0)
    assert snapshot is not None
    answer = client.get(path(reports.url(entry[0], snapshot.entries[2].id, "csv")))
    assert answer.content == b"at,grade\r\n"
    assert answer.headers["content-disposition"] == 'attachment; filename="voortgang.csv"'
    assert client.get(path(reports.url(*entry, "csv"))).status_code == 404


def test_a_link_is_good_once(client: TestClient, reports: Reports, entry: tuple[str, str]) -> None:
    link = path(reports.url(*entry, "docx"))
    assert client.get(link).status_code == 200
    again = client.get(link)
    assert again.status_code == 404
    assert "Vraag het bestand in Teams opnieuw op." in again.text
    assert again.headers["cache-control"] == "no-store"
    assert client.get(path(reports.url(*entry, "docx"))).status_code == 200


def test_a_link_is_over_after_a_quarter_of_an_hour(
    client: TestClient, reports: Reports, entry: tuple[str, str], clock: Clock
) -> None:
    link, later = (path(reports.url(*entry, "md")) for _each in range(2))
    clock.now += SECONDS - 1
    assert client.get(link).status_code == 200
    clock.now += 3
    assert client.get(later).status_code == 404


def test_a_link_leads_to_nothing_once_the_conversation_is_erased(
    client: TestClient, reports: Reports, entry: tuple[str, str], store: Store
) -> None:
    link = path(reports.url(*entry, "docx"))
    store.erase(entry[0])
    assert client.get(link).status_code == 404


def test_only_a_report_is_given(
    client: TestClient, reports: Reports, entry: tuple[str, str], store: Store
) -> None:
    snapshot = store.snapshot(entry[0], 0)
    assert snapshot is not None
    other = snapshot.entries[1].id
    assert client.get(path(reports.url(entry[0], other, "md"))).status_code == 404


@pytest.mark.parametrize("token", ["x", "gAAAAA" + "A" * 90, "é" * 20, "A" * 2000, "..", "%00"])
def test_a_forged_link_gives_nothing(client: TestClient, token: str) -> None:
    assert client.get(f"{PATH}/{token}").status_code == 404


def test_a_link_of_another_key_gives_nothing(
    client: TestClient, entry: tuple[str, str], store: Store, clock: Clock
) -> None:
    places = TeamsStore(store.engine, clock)
    other = Reports(store, places, b"o" * 32, PUBLIC, clock)
    assert client.get(path(other.url(*entry, "md"))).status_code == 404
    assert (
        client.get(f"{PATH}/{Fernet(Fernet.generate_key()).encrypt(b'[]').decode()}").status_code
        == 404
    )


def test_a_link_does_not_show_the_id_of_the_conversation(
    reports: Reports, entry: tuple[str, str]
) -> None:
    assert entry[0] not in str(reports.url(*entry, "md"))


def test_without_an_address_there_are_no_links(store: Store, entry: tuple[str, str]) -> None:
    reports = Reports(store, TeamsStore(store.engine), KEY, "")
    assert reports.url(*entry, "docx") is None


def test_there_are_two_formats(reports: Reports, entry: tuple[str, str]) -> None:
    formats: list[Any] = [reports.url(*entry, f) is not None for f in ("docx", "md", "pdf")]
    assert formats == [True, True, False]

"""Erasing: everywhere, at once, and shown in the raw tables and files."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from gateway.assistant import Reply, ReplyMessage
from gateway.tokens import token_hash
from tests.gateway.building import ADVICE, FACT, FakeAssistant, Page, app_before, settings_in, state

WORD = "kwetsbaarheidsgeheim"


@pytest.fixture
def told(client: TestClient, assistant: FakeAssistant) -> Page:
    """A person who told something that stands in every column that holds words."""
    fact = {**FACT, "sentence": f"U zei: {WORD}."}
    block = {**ADVICE["blocks"][0], "outcome": WORD}  # type: ignore[index]
    said = ReplyMessage(kind="summary", text=f"U zei {WORD}.", data={"items": [fact]})
    assistant.answer = lambda _said: Reply(
        messages=[said],
        state=state(facts=[fact], advised=True),
        advice={**ADVICE, "blocks": [block]},
    )
    page = Page(client)
    page.settled()
    page.says(text=f"mijn {WORD} is dat ik niet slaap")
    return page


def raw_tables(folder: Path) -> str:
    """Give every row of every table, as text."""
    with closing(sqlite3.connect(folder / "conversations.db")) as database:
        names = [
            n for (n,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        assert {"conversations", "entries", "messages", "erasures"} <= set(names)
        return "".join(str(database.execute(f"SELECT * FROM {n}").fetchall()) for n in names)


def raw_files(folder: Path) -> bytes:
    """Give the database's files byte for byte, its log among them."""
    return b"".join(each.read_bytes() for each in sorted(folder.glob("conversations.db*")))


def test_before_it_is_erased_a_conversation_is_in_tables_and_files(
    told: Page, assistant: FakeAssistant, tmp_path: Path
) -> None:
    # Else the tests below would prove nothing. What was said lies sealed, its rows do not hide.
    conversation = assistant.sent[0][0]
    assert raw_tables(tmp_path).count(conversation) >= 5
    assert conversation.encode() in raw_files(tmp_path)
    assert token_hash(told.token) in raw_tables(tmp_path)
    assert WORD in str(told.standing())
    assert WORD.encode() not in raw_files(tmp_path)


def test_what_is_erased_is_in_no_table_no_file_and_not_with_the_assistant(
    told: Page, assistant: FakeAssistant, tmp_path: Path
) -> None:
    conversation = assistant.sent[0][0]
    assert told.client.delete("/api/session", headers=told.headers).status_code == 204
    for trace in (WORD, conversation, token_hash(told.token)):
        assert trace not in raw_tables(tmp_path)
        assert trace.encode() not in raw_files(tmp_path)
    assert assistant.erased == [conversation]


def test_the_token_is_useless_afterwards(told: Page) -> None:
    told.client.delete("/api/session", headers=told.headers)
    for path in ("conversation", "facts", "advice", "advice.pdf", "transcript", "melding"):
        assert told.get(f"/api/{path}").status_code == 401
    assert told.get("/api/events").status_code == 401
    assert told.send({"text": "ben ik er nog?"}).status_code == 401
    assert told.client.delete("/api/session", headers=told.headers).status_code == 401


def test_nothing_of_it_is_left_in_the_memory_of_the_process(told: Page) -> None:
    gateway = told.client.app.state.gateway  # type: ignore[attr-defined]
    told.client.delete("/api/session", headers=told.headers)
    assert gateway.turns._tasks == {}
    assert gateway.turns._again == set()
    assert gateway.notifier._waiting == {}


def test_other_conversations_stay(told: Page, client: TestClient) -> None:
    other = Page(client)
    other.says(text="ik blijf")
    told.client.delete("/api/session", headers=told.headers)
    assert "ik blijf" in str(other.standing())


def test_what_the_assistant_cannot_erase_now_is_erased_when_it_is_back(
    told: Page, assistant: FakeAssistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = assistant.sent[0][0]
    assistant.down = True
    answer = told.client.delete("/api/session", headers=told.headers)
    assert (answer.status_code, answer.json()["code"]) == (503, "erase_failed")
    # Here everything is gone at once; what is kept is an id that leads to nobody.
    assert WORD not in raw_tables(tmp_path)
    assert raw_tables(tmp_path).count(conversation) == 1
    assert told.get("/api/conversation").status_code == 401
    assistant.down = False
    until = time.monotonic() + 8
    while conversation in raw_tables(tmp_path):
        assert time.monotonic() < until, "it was never erased"
        time.sleep(0.05)
    assert assistant.erased == [conversation]


def test_erasing_in_the_conversation_erases_here_as_well(
    told: Page, assistant: FakeAssistant, tmp_path: Path
) -> None:
    gone = ReplyMessage(kind="erase", text="Alles is gewist.")
    assistant.answer = lambda _said: Reply(messages=[gone], erased=True)
    assert told.send({"text": "ja, wis alles"}).status_code == 202
    until = time.monotonic() + 5
    while told.get("/api/conversation").status_code != 401:
        assert time.monotonic() < until
        time.sleep(0.02)
    for trace in (WORD, assistant.sent[0][0]):
        assert trace not in raw_tables(tmp_path)


def test_what_is_being_handled_does_not_come_back_after_erasing(
    told: Page, assistant: FakeAssistant, tmp_path: Path
) -> None:
    assistant.seconds = 0.4
    told.send({"text": f"nog iets over {WORD}"})
    time.sleep(0.1)
    assert told.client.delete("/api/session", headers=told.headers).status_code == 204
    time.sleep(0.6)
    for trace in (WORD, assistant.sent[0][0]):
        assert trace not in raw_tables(tmp_path)


def test_another_process_sees_that_it_is_gone(told: Page, tmp_path: Path) -> None:
    with TestClient(app_before(FakeAssistant(), settings_in(tmp_path))) as other:
        assert other.get("/api/conversation", headers=told.headers).status_code == 200
        told.client.delete("/api/session", headers=told.headers)
        assert other.get("/api/conversation", headers=told.headers).status_code == 401


def test_the_transcript_holds_the_whole_conversation(told: Page) -> None:
    text = told.get("/api/transcript")
    assert text.headers["content-type"].startswith("text/plain")
    assert "attachment" in text.headers["content-disposition"]
    assert f"mijn {WORD} is dat ik niet slaap" in text.text
    whole: dict[str, Any] = told.get("/api/transcript?format=json").json()
    assert whole["entries"] == told.standing()["entries"]
    assert whole["facts"][0]["kenmerk"] == "leeftijd"
    assert whole["advice"]["disclaimer"]

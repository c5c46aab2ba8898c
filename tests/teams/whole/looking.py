"""Looking at a talk in Teams with the real assistant behind: what was sent, kept and offered."""

from __future__ import annotations

import base64
import json
import sqlite3
import time
from typing import Any

from tests.teams.building import Worker, buttons
from tests.teams.fake.microsoft import Call
from tests.teams.whole.conftest import Whole

SECONDS = 60.0


def answered(worker: Worker, act: Any, whole: Whole) -> list[Call]:
    """Do something, wait until all that follows was sent, and give it."""
    before = len(worker.microsoft.messages())
    answer = act()
    assert answer.status_code == 202, answer.text
    until = time.monotonic() + SECONDS
    worker.microsoft.wait_for(before + 1, SECONDS)
    while rows(whole, "SELECT 1 FROM conversations WHERE busy_since IS NOT NULL") or rows(
        whole,
        "SELECT 1 FROM conversations LEFT JOIN teams_conversations ON id = conversation"
        " WHERE last_seq > coalesce(sent_seq, 0)",
    ):
        assert time.monotonic() < until, "it stays busy"
        time.sleep(0.05)
    return worker.microsoft.messages()[before:]


def told(worker: Worker, words: str) -> bool:
    """Wait until Teams was sent some words: what is said of a talk that is gone comes after it."""
    until = time.monotonic() + SECONDS
    while not any(words in each.said for each in worker.microsoft.messages()):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def slots_of(whole: Whole, conversation: str) -> dict[str, Any]:
    """Give what the assistant keeps of a conversation."""
    found = whole.client.get(
        f"{whole.assistant.url}/webhooks/keukentafel/conversations/{conversation}",
        headers={"Authorization": f"Bearer {whole.assistant.channel_secret}"},
    )
    return dict(found.json()["slots"])


def rows(whole: Whole, query: str) -> list[Any]:
    """Give what the gateway's database holds."""
    connection = sqlite3.connect(f"file:{whole.database}?mode=ro", uri=True, timeout=10)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def newest(whole: Whole) -> str:
    """Give the conversation that was made last."""
    ((id_,),) = rows(whole, "SELECT id FROM conversations ORDER BY created_at DESC LIMIT 1")
    return str(id_)


def left_of(whole: Whole, conversation: str) -> list[Any]:
    """Give every row that is left of a conversation."""
    tables = {"conversations": "id", "teams_conversations": "conversation"}
    tables |= dict.fromkeys(("entries", "messages", "teams_used"), "conversation")
    return [
        row
        for table, column in tables.items()
        for row in rows(whole, f"SELECT * FROM {table} WHERE {column} = '{conversation}'")
    ]


def action_of(data: dict[str, Any]) -> dict[str, Any]:
    """Give what a signed button says that it does."""
    packed = data["kt"].split(".")[0]
    body = json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    found: dict[str, Any] = body["a"]
    return found


def of_kind(calls: list[Call], do: str) -> tuple[Call, dict[str, Any]] | None:
    """Give the last card with a button of a kind, and that button."""
    for call in reversed(calls):
        for data in buttons(call) if call.card else []:
            if action_of(data)["do"] == do:
                return call, data
    return None

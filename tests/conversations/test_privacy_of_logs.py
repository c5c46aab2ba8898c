"""What a person types stays out of the logs, also when something goes wrong."""

from __future__ import annotations

import secrets

from scripts.kt.chat import send
from scripts.kt.layout import Layout
from scripts.kt.servers import Assistant


def test_no_log_holds_what_a_person_typed(assistant: Assistant) -> None:
    sender, secret = secrets.token_hex(8), "kwetsbaarheidsgeheim"
    for text in (
        "hallo",
        f"mijn {secret} is dat ik niet slaap",
        f"/{secret}",
        f'/inform{{"gedrag": "{secret}"',
        f'/inform{{"{secret}": [1]}}',
        f"{secret} " * 300,
        f"ik ben {secret} en ik wil niet meer leven",
    ):
        assert send(assistant.messages_url, sender, text)
    logs = list((Layout.here().run / "logs").glob("test-*.log"))
    assert {each.name for each in logs} >= {"test-rasa.log", "test-actions.log"}
    holding = [each.name for each in logs if secret in each.read_text(encoding="utf-8")]
    assert holding == []
    assert [each.name for each in logs if sender in each.read_text(encoding="utf-8")] == []

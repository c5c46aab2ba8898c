"""A worker talks: what is typed reaches the assistant, what it says comes to Teams, in order."""

from __future__ import annotations

from tests.gateway.building import FakeAssistant
from tests.teams.building import Worker
from tests.teams.fake.microsoft import Microsoft


def test_what_is_typed_is_answered_in_the_same_chat(
    worker: Worker, assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    sent = worker.says("cliënt, 54, woont alleen")
    assert [each.text for each in assistant.handled] == ["cliënt, 54, woont alleen"]
    assert [each.conversation for each in sent] == [worker.chat]
    assert "Vraag 1?" in sent[0].said
    assert sent[0].authorization == "Bearer a-token-for-the-bot"

"""Every conversation file, run against the trained assistant and the action server."""

from __future__ import annotations

import pytest

from scripts.kt.servers import Assistant
from tests.conversations.script import Script, all_scripts, faults
from tests.conversations.talking import Conversation
from tests.conversations.transcript import EXAMPLE, EXAMPLE_DOCUMENT, transcript

SCRIPTS = all_scripts()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda s: f"{s.path.parent.name}/{s.path.stem}")
def test_the_conversation_goes_as_written(script: Script, assistant: Assistant) -> None:
    talk = Conversation(assistant, dict(script.metadata))
    for number, turn in enumerate(script.turns, start=1):
        answer = talk.say(turn.says)
        found = faults(turn, answer, talk.tracker())
        assert not found, f"turn {number} ({turn.says}): {found}\n{answer.text}\n{answer.question}"


def test_every_phenomenon_has_conversations() -> None:
    folders = {script.path.parent.name for script in SCRIPTS}
    assert folders >= {
        "happy_path",
        "corrections",
        "digressions",
        "unknowns",
        "boundaries",
        "danger",
        "injection",
    }


def test_the_example_conversation_in_the_docs_is_what_the_assistant_says(
    assistant: Assistant,
) -> None:
    assert EXAMPLE_DOCUMENT.read_text(encoding="utf-8") == transcript(assistant, EXAMPLE)

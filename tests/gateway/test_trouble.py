"""When something is out of order: help in danger all the same, and a plain word to the person."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gateway.assistant import Reply, ReplyMessage, Said
from gateway.danger import help_entry, sign_in
from tests.gateway.building import FakeAssistant, Page, app_before, asks, settings_in, state

DANGER = "ik wil dood"


def until_said(page: Page, kind: str, seconds: float = 5.0) -> str:
    """Give the text of the first line of a kind, waiting for it."""
    until = time.monotonic() + seconds
    while True:
        found = [text for _from, each, text in page.lines() if each == kind]
        if found:
            return found[0]
        assert time.monotonic() < until, page.lines()
        time.sleep(0.02)


def own_help(_said: Said) -> Reply:
    """Answer with the help for a wish to die, as the assistant does."""
    sign = sign_in(DANGER, None)
    assert sign is not None
    entry = help_entry(sign, None)
    told = ReplyMessage(kind=entry.kind, text=entry.text, data=dict(entry.data))
    return Reply(messages=[told], state=state())


def test_an_assistant_that_is_down_is_told_plainly(page: Page, assistant: FakeAssistant) -> None:
    assistant.down = True
    page.says(text="ik woon alleen")
    who, kind, text = page.lines()[-1]
    assert (who, kind) == ("system", "error")
    assert "storing" in text
    assert "112" in text
    assert page.standing()["entries"][-1]["data"] == {"code": "assistant_down"}


def test_the_talk_goes_on_when_the_assistant_is_back(page: Page, assistant: FakeAssistant) -> None:
    assistant.down = True
    page.says(text="een")
    assistant.down = False
    page.says(text="twee")
    assert page.lines()[-1] == ("assistant", "question", "Vraag 2?")


def test_a_short_break_is_not_noticed(client: TestClient, assistant: FakeAssistant) -> None:
    page = Page(client)
    page.settled()
    assistant.down = True
    page.send({"text": "ik woon alleen"})
    time.sleep(0.3)
    assistant.down = False
    page.settled()
    assert [kind for _w, kind, _t in page.lines()] == ["question", "text", "question"]


def test_danger_gets_help_at_once_when_the_assistant_is_down(
    page: Page, assistant: FakeAssistant
) -> None:
    assistant.down = True
    began = time.monotonic()
    page.send({"text": DANGER})
    text = until_said(page, "danger")
    assert time.monotonic() - began < 0.8
    assert "113" in text
    entry = next(e for e in page.standing()["entries"] if e["kind"] == "danger")
    assert entry["from"] == "system"
    assert entry["data"]["soort"] == "crisis_suicide"
    assert entry["data"]["contacten"][0]["nummer"] == "113"


def test_danger_does_not_wait_for_earlier_messages(page: Page, assistant: FakeAssistant) -> None:
    assistant.seconds = 0.9
    page.send({"text": "iets gewoons"})
    page.send({"text": DANGER})
    began = time.monotonic()
    until_said(page, "danger")
    assert time.monotonic() - began < 0.8


def test_help_that_was_given_already_is_not_said_twice(
    page: Page, assistant: FakeAssistant
) -> None:
    assistant.answer = own_help
    assistant.seconds = 0.6
    page.says(text=DANGER)
    assert [w for w, kind, _t in page.lines() if kind == "danger"] == ["system"]


def test_the_gateway_keeps_silent_when_the_assistant_helps_in_time(
    page: Page, assistant: FakeAssistant
) -> None:
    assistant.answer = own_help
    page.says(text=DANGER)
    time.sleep(0.4)
    assert [w for w, kind, _t in page.lines() if kind == "danger"] == ["assistant"]


def test_other_help_than_the_gateway_gave_is_still_said(
    page: Page, assistant: FakeAssistant
) -> None:
    other = ReplyMessage(kind="danger", text="Bel 112.", data={"soort": "crisis_gevaar"})
    assistant.answer = lambda _said: Reply(messages=[other], state=state())
    assistant.seconds = 0.6
    page.says(text=DANGER)
    assert [w for w, kind, _t in page.lines() if kind == "danger"] == ["system", "assistant"]


def test_softer_signs_get_their_help_too(page: Page, assistant: FakeAssistant) -> None:
    assistant.down = True
    page.send({"text": "ik heb vannacht geen slaapplek"})
    assert "loket" in until_said(page, "danger")


def test_the_help_is_in_the_words_of_who_speaks(
    client: TestClient, assistant: FakeAssistant
) -> None:
    page = Page(client, {"spreker": "naaste"})
    page.settled()
    assistant.down = True
    page.send({"text": "mijn zoon heeft een mes en wil zichzelf doodmaken"})
    assert "Laat de persoon niet alleen" in until_said(page, "danger")


def test_an_assistant_that_forgot_the_conversation_begins_again_and_says_so(
    page: Page, assistant: FakeAssistant
) -> None:
    assistant.refuses = "forgotten"
    page.says(choices=["q1.0"])
    assert [(w, kind) for w, kind, _t in page.lines()] == [
        ("assistant", "question"),
        ("person", "choice"),
        ("assistant", "question"),
    ]
    assert assistant.sent[-1][2].command == "begin"


def test_a_conversation_that_the_assistant_does_not_know_any_more_is_not_passed_over(
    page: Page, assistant: FakeAssistant
) -> None:
    assistant.answer = lambda _said: asks(9).model_copy(update={"known": False})
    page.says(text="ik woon alleen")
    assert [(w, kind) for w, kind, _t in page.lines()][2:] == [
        ("system", "error"),
        ("assistant", "question"),
    ]
    assert page.standing()["entries"][2]["data"] == {"code": "forgotten"}


def test_what_the_assistant_does_not_take_is_told_and_the_question_stays(
    page: Page, assistant: FakeAssistant
) -> None:
    assistant.refuses = "choice_gone"
    standing = page.says(choices=["q1.0"])
    assert page.lines()[-1][:2] == ("system", "error")
    assert standing["open"]["text"] == "Vraag 1?"


def test_an_answer_without_an_action_is_a_fault_and_not_silence(
    page: Page, assistant: FakeAssistant
) -> None:
    assistant.answer = lambda _said: Reply(messages=[])
    page.says(text="ik woon alleen")
    assert page.lines()[-1][:2] == ("system", "error")


def test_the_words_of_a_failing_action_are_passed_on(page: Page, assistant: FakeAssistant) -> None:
    sorry = ReplyMessage(kind="text", text="Sorry, er ging iets mis.")
    assistant.answer = lambda _said: Reply(messages=[sorry])
    standing = page.says(text="ik woon alleen")
    assert page.lines()[-1] == ("assistant", "text", "Sorry, er ging iets mis.")
    assert standing["open"]["text"] == "Vraag 1?"


@pytest.mark.parametrize("fault", [KeyError("geheim"), RuntimeError("geheim")])
def test_a_fault_of_ours_does_not_block_the_conversation_for_good(
    tmp_path: Path, assistant: FakeAssistant, fault: Exception
) -> None:
    with TestClient(app_before(assistant, settings_in(tmp_path))) as client:
        page = Page(client)
        page.settled()
        answer = assistant.answer

        def broken(_said: Said) -> Reply:
            assistant.answer = answer
            raise fault

        assistant.answer = broken
        page.says(text="ik woon alleen")
        assert page.lines()[-1] == ("assistant", "question", "Vraag 2?")

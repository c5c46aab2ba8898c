"""Buttons of cards: signed, for one talk, good once over all processes, and for some time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from gateway.app import create_app
from gateway.model import ChoiceMessage, Entry, Message
from gateway.settings import Settings
from gateway.store.teams import TeamsStore
from gateway.teams import courier, signing
from gateway.teams.cards import CardContext, Rendered
from gateway.teams.settings import TeamsSettings
from tests.gateway.building import FakeAssistant, asks
from tests.teams.building import Worker, buttons
from tests.teams.fake.microsoft import Microsoft

FRAME = {"type": "AdaptiveCard", "version": "1.5", "lang": "nl"}


def render(entry: Entry, context: CardContext) -> Rendered:
    """Give a question as a card with a button per choice and one for a command."""
    if entry.kind != "question":
        return Rendered(entry.text)
    ids = [each["id"] for each in entry.data["choices"]]
    actions = [{"do": "choose", "choices": [each]} for each in ids]
    actions += [{"do": "choose", "input": "answer"}, {"do": "command", "command": "help"}]
    card = {
        **FRAME,
        "body": [{"type": "TextBlock", "text": entry.text}],
        "actions": [
            {"type": "Action.Submit", "title": "x", "data": context.sign(each)} for each in actions
        ],
    }
    return Rendered(entry.text, card, whole=entry.data["question"] == "vraag1")


def summary_of(entry: Entry, submitted: Message) -> Rendered:
    """Give what was chosen, to read."""
    chosen = submitted.choices if isinstance(submitted, ChoiceMessage) else []
    text = f"Gekozen: {', '.join(chosen)}"
    return Rendered(text, {**FRAME, "body": [{"type": "TextBlock", "text": text}]})


@pytest.fixture(autouse=True)
def own_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show questions as the cards above."""
    for module in (courier, __import__("gateway.teams.channel", fromlist=["channel"])):
        for each in (render, summary_of):
            if hasattr(module, each.__name__):
                monkeypatch.setattr(module, each.__name__, each)


@pytest.fixture
def asked(worker: Worker) -> list[dict[str, Any]]:
    """The buttons of the first question: yes, no, several, and help."""
    return buttons(worker.says("hallo")[0])


def replaced(worker: Worker) -> list[Any]:
    """Give what was put in the place of other activities."""
    return [each for each in worker.settled() if each.method == "PUT"]


def test_a_button_chooses_and_its_card_becomes_one_to_read(
    worker: Worker, asked: list[Any], assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    assert worker.presses(asked[1]).status_code == 202
    (closed,) = replaced(worker)
    assert [each.choices for each in assistant.handled[1:]] == [("q1.1",)]
    assert "Gekozen: q1.1" in closed.said
    assert buttons(closed) == []
    first = next(each for each in microsoft.messages() if "Vraag 1" in each.said)
    assert first.method == "POST"
    assert closed.activity == f"1:{microsoft.calls.index(first) + 1}/x"
    assert "Vraag 2?" in microsoft.messages()[-1].said + microsoft.messages()[-2].said


def test_several_choices_arrive_whole(
    worker: Worker, assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    assistant.answer = lambda _said: asks(1, "A", "B", "C", multi=True)
    data = buttons(worker.says("hallo")[0])[3]
    worker.presses({**data, "answer": "q1.2,q1.0"})
    worker.settled()
    assert assistant.handled[1].choices == ("q1.2", "q1.0")


def test_nothing_chosen_is_told_and_the_card_stays_good(
    worker: Worker, asked: list[Any], assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    worker.presses({**asked[2], "answer": ""})
    assert "U heeft niets gekozen" in worker.settled()[-1].said
    worker.presses({**asked[2], "answer": "q1.0"})
    worker.settled()
    assert assistant.handled[1].choices == ("q1.0",)


def test_one_button_uses_up_a_whole_card(
    worker: Worker, asked: list[Any], assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    worker.presses(asked[0])
    worker.settled()
    worker.presses(asked[3])
    assert "al gebruikt" in worker.settled()[-1].said
    assert len(assistant.handled) == 2


def test_other_cards_keep_their_other_buttons_and_get_the_used_one_anew(
    worker: Worker, asked: list[Any], assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    worker.presses(asked[0])
    second = next(each for each in worker.settled() if "Vraag 2?" in each.said)
    help_ = buttons(second)[3]
    for _time in range(2):
        worker.presses(help_)
    again = worker.settled()
    assert [each.command for each in assistant.handled].count("help") == 1
    assert any("al gebruikt" in each.said for each in again), [each.said for each in again]
    renewed = [each for each in again if each.method == "PUT"][-1]
    worker.presses(buttons(renewed)[3])
    worker.settled()
    assert [each.command for each in assistant.handled].count("help") == 2


def test_a_question_that_is_answered_in_words_loses_its_buttons(
    worker: Worker, asked: list[Any], assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    assistant.answer = lambda _said: asks(1)
    sent = worker.says("getypt")
    (closed,) = [each for each in sent if each.method == "PUT"]
    assert buttons(closed) == []
    assert "verderop in het gesprek behandeld" in closed.said
    (again,) = [each for each in sent if each.method == "POST"]
    assert buttons(again)


def test_a_card_that_was_filled_in_is_not_said_to_be_passed(
    worker: Worker, asked: list[Any], assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    assistant.answer = lambda _said: asks(1)
    worker.presses(asked[0])
    (closed,) = replaced(worker)
    assert "Gekozen: q1.0" in closed.said


def test_a_card_action_is_answered_at_once_with_the_card_to_read(
    worker: Worker, asked: list[Any], assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    value = {"action": {"type": "Action.Execute", "data": asked[0]}, "trigger": "manual"}
    answer = worker.post(worker.activity("invoke", name="adaptiveCard/action", value=value))
    assert answer.status_code == 200
    body = answer.json()
    assert body["statusCode"] == 200
    assert body["type"] == "application/vnd.microsoft.card.adaptive"
    assert "Gekozen: q1.0" in json.dumps(body["value"])
    worker.settled()
    assert assistant.handled[1].choices == ("q1.0",)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("adaptiveCard/action", {"action": {"data": {"kt": "x"}}}, "hoort niet bij dit gesprek"),
        ("adaptiveCard/action", "zomaar", "hoort niet bij dit gesprek"),
        ("task/fetch", {}, "Vensters gebruik ik niet"),
        ("task/submit", {}, "Vensters gebruik ik niet"),
    ],
)
def test_other_invokes_are_answered_in_dutch(
    name: str, value: Any, told: str, worker: Worker
) -> None:
    answer = worker.post(worker.activity("invoke", name=name, value=value))
    assert answer.status_code == 200
    assert told in answer.text


def changed(data: dict[str, Any], place: int) -> dict[str, Any]:
    token = data["kt"]
    other = "A" if token[place] != "A" else "B"
    end = token[place + 1 :] if place != -1 else ""
    return {"kt": token[:place] + other + end}


FORGED = {
    "another signature": lambda data: changed(data, -3),
    "another content": lambda data: changed(data, 12),
    "no signature": lambda data: {"kt": data["kt"].split(".")[0]},
    "nothing": lambda _data: {"kt": ""},
    "a number": lambda _data: {"kt": 7},
    "an intent": lambda _data: {"kt": '/inform{"gedrag": "ernstig"}'},
    "too long": lambda _data: {"kt": "a" * 20_000},
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_button_is_told_and_reaches_nobody(
    name: str, worker: Worker, asked: list[Any], assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    assert worker.presses(FORGED[name](asked[0])).status_code == 202
    assert "hoort niet bij dit gesprek" in worker.settled()[-1].said
    assert len(assistant.handled) == 1


def test_a_button_of_another_talk_is_told_and_reaches_nobody(
    worker: Worker, asked: list[Any], assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    other = Worker(worker.client, microsoft, user="29:another", chat="a:another")
    other.says("hallo")
    other.presses(asked[0])
    assert "hoort niet bij dit gesprek" in worker.settled()[-1].said
    assert len(assistant.handled) == 2


def test_a_button_whose_time_is_over_is_told(
    worker: Worker,
    asked: list[Any],
    assistant: FakeAssistant,
    microsoft: Microsoft,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    check = signing.check_expiry
    monkeypatch.setattr(signing, "check_expiry", lambda until, now: check(until, now + 25 * 3600))
    worker.presses(asked[0])
    assert "verlopen" in worker.settled()[-1].said
    assert len(assistant.handled) == 1


def test_a_replayed_button_is_told_and_handled_once(
    worker: Worker, asked: list[Any], assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    for _time in range(3):
        worker.presses(asked[0])
    assert sum("al gebruikt" in each.said for each in worker.settled()) == 2
    assert len(assistant.handled) == 2


def test_a_press_that_teams_tells_twice_is_no_replay(
    worker: Worker, asked: list[Any], assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    pressed = worker.activity(value=asked[0])
    for _time in range(3):
        worker.post(pressed)
    assert not any("al gebruikt" in each.said for each in worker.settled())
    assert len(assistant.handled) == 2


def test_a_button_of_an_earlier_question_is_told(
    worker: Worker, asked: list[Any], assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    worker.says("getypt")
    worker.presses(asked[0])
    assert "hoort bij een eerdere vraag" in worker.settled()[-1].said
    assert len(assistant.handled) == 2


def test_a_button_is_good_again_when_its_message_was_not_taken(
    worker: Worker, asked: list[Any], assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    assistant.seconds = 0.5
    worker.types("getypt")
    # The queue holds a message: the choice is refused now, and allowed when it is open again.
    worker.presses(asked[0])
    assistant.seconds = 0.0
    assistant.answer = lambda _said: asks(1)
    worker.settled()
    assert len(assistant.handled) == 2


# -- proof that each check is what refuses ---------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "patched"),
    [("another signature", "check_signature"), ("another content", "check_signature")],
)
def test_without_the_signature_check_a_forged_button_works(
    name: str,
    patched: str,
    worker: Worker,
    asked: list[Any],
    assistant: FakeAssistant,
    microsoft: Microsoft,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(signing, patched, lambda *_arguments: None)
    worker.presses(FORGED["another signature"](asked[0]))
    worker.settled()
    assert len(assistant.handled) == 2


def test_without_the_check_of_its_time_an_old_button_works(
    worker: Worker,
    asked: list[Any],
    assistant: FakeAssistant,
    microsoft: Microsoft,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(signing, "check_expiry", lambda *_arguments: None)
    monkeypatch.setattr(signing.Signer, "check", later(signing.Signer.check))
    worker.presses(asked[0])
    worker.settled()
    assert len(assistant.handled) == 2


def later(check: Any) -> Any:
    """Give the same check, a day and an hour later."""

    def checked(signer: Any, conversation: str, data: Any) -> Any:
        now = signer._clock
        signer._clock = lambda: now() + 25 * 3600
        try:
            return check(signer, conversation, data)
        finally:
            signer._clock = now

    return checked


def test_without_the_check_of_once_a_replayed_button_works(
    worker: Worker,
    asked: list[Any],
    assistant: FakeAssistant,
    microsoft: Microsoft,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(TeamsStore, "use", lambda *_arguments: True)
    for _time in range(2):
        worker.presses(asked[3])
    worker.settled()
    assert [each.command for each in assistant.handled].count("help") == 2


# -- two processes ---------------------------------------------------------------------------------


@pytest.fixture
def second(
    client: TestClient, assistant: FakeAssistant, settings: Settings, teams_settings: TeamsSettings
) -> Iterator[TestClient]:
    """Another process of the same gateway, on the same database."""
    app = create_app(settings, assistant, teams_settings=teams_settings)
    with TestClient(app, base_url="https://gateway.test") as running:
        yield running


def test_two_processes_take_an_activity_once_and_a_button_once(
    worker: Worker, second: TestClient, assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    other = Worker(second, microsoft)
    activity = worker.activity(text="hallo")
    worker.post(activity)
    other.post(activity)
    sent = microsoft.wait_for(1)
    assert len(worker.settled()) == 1
    data = buttons(sent[0])[0]
    worker.presses(data)
    other.presses(data)
    assert any("al gebruikt" in each.said for each in worker.settled())
    assert len(assistant.handled) == 2


def test_without_dedupe_an_activity_is_handled_twice(
    worker: Worker,
    assistant: FakeAssistant,
    microsoft: Microsoft,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from gateway.teams.identity import Names

    numbers = iter(range(100))
    monkeypatch.setattr(Names, "message", lambda *_arguments: f"message-{next(numbers):06}")
    activity = worker.activity(text="hallo")
    for _time in range(2):
        worker.post(activity)
    worker.settled()
    assert len(assistant.handled) == 2

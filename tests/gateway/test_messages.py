"""Messages: taken once, handled once, one at a time, and only what may be sent is sent."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from gateway.assistant import Reply, ReplyMessage, Said
from tests.gateway.building import (
    FACT,
    FakeAssistant,
    Page,
    app_before,
    asks,
    settings_in,
    state,
)


def test_what_is_typed_reaches_the_assistant_and_is_answered(
    page: Page, assistant: FakeAssistant
) -> None:
    standing = page.says(text="ik woon alleen")
    assert [said.text for said in assistant.handled] == ["ik woon alleen"]
    assert page.lines()[1:] == [
        ("person", "text", "ik woon alleen"),
        ("assistant", "question", "Vraag 2?"),
    ]
    assert standing["open"]["text"] == "Vraag 2?"


def test_a_message_that_is_sent_twice_is_handled_once(page: Page, assistant: FakeAssistant) -> None:
    body = {"id": "the-same-id", "text": "ik woon alleen"}
    first = page.post("/api/messages", body)
    page.settled()
    second = page.post("/api/messages", body)
    assert (first.status_code, second.status_code) == (202, 200)
    assert first.json()["seq"] == second.json()["seq"]
    assert (first.json()["repeated"], second.json()["repeated"]) == (False, True)
    page.settled()
    assert len(assistant.handled) == 1
    assert len(page.lines()) == 3


def test_the_same_choice_sent_twice_is_handled_once(page: Page, assistant: FakeAssistant) -> None:
    body = {"id": "the-same-id", "choices": ["q1.0"]}
    assert page.post("/api/messages", body).status_code == 202
    page.settled()
    assert page.post("/api/messages", body).status_code == 200
    assert len(assistant.handled) == 1


def test_an_id_cannot_be_used_for_another_message(page: Page) -> None:
    assert page.post("/api/messages", {"id": "the-same-id", "text": "een"}).status_code == 202
    answer = page.post("/api/messages", {"id": "the-same-id", "text": "twee"})
    assert (answer.status_code, answer.json()["code"]) == (409, "id_reused")


def test_the_id_of_the_beginning_cannot_be_used(page: Page) -> None:
    assert page.post("/api/messages", {"id": "begin", "text": "hallo"}).status_code == 422


def test_two_processes_handle_a_message_once(tmp_path: Path, assistant: FakeAssistant) -> None:
    assistant.seconds = 0.1
    with ExitStack() as stack:
        clients = [
            stack.enter_context(TestClient(app_before(assistant, settings_in(tmp_path))))
            for _each in range(2)
        ]
        page = Page(clients[0])
        page.settled()
        body = {"id": "the-same-id", "text": "ik woon alleen"}
        answers: list[Any] = []

        def send(client: TestClient) -> None:
            answers.append(client.post("/api/messages", json=body, headers=page.headers))

        threads = [threading.Thread(target=send, args=(each,)) for each in clients * 3]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        page.settled()
        assert sorted(each.status_code for each in answers) == [200] * 5 + [202]
        assert len({each.json()["seq"] for each in answers}) == 1
        assert [m for _c, m, _s in assistant.sent] == ["begin", "the-same-id"]
        assert len(page.lines()) == 3


def test_messages_of_one_conversation_are_handled_one_at_a_time_and_in_order(
    tmp_path: Path, assistant: FakeAssistant
) -> None:
    assistant.seconds = 0.05
    with ExitStack() as stack:
        clients = [
            stack.enter_context(TestClient(app_before(assistant, settings_in(tmp_path))))
            for _each in range(2)
        ]
        page = Page(clients[0])
        page.settled()
        for number in range(5):
            page.client = clients[number % 2]
            assert page.send({"text": f"bericht {number}"}).status_code == 202
        page.settled()
        assert [said.text for said in assistant.handled] == [f"bericht {n}" for n in range(5)]
        assert assistant.most == 1


def test_what_a_process_left_lying_is_taken_up_by_another(
    tmp_path: Path, assistant: FakeAssistant
) -> None:
    assistant.seconds = 30.0
    with TestClient(app_before(assistant, settings_in(tmp_path, assistant_patience=60))) as client:
        page = Page(client)
    assert assistant.sent == []
    assistant.seconds = 0.0
    with TestClient(app_before(assistant, settings_in(tmp_path))) as client:
        store = client.app.state.gateway.store  # type: ignore[attr-defined]
        # As when the time of the process that was at it is over.
        with store.engine.execution_options(kt_write=True).begin() as connection:
            connection.exec_driver_sql("UPDATE conversations SET claimed_until = 0")
        page.client = client
        page.settled()
        assert len(page.lines()) == 1


def test_a_choice_goes_on_by_its_id_and_shows_its_label(
    page: Page, assistant: FakeAssistant
) -> None:
    page.says(choices=["q1.1"])
    (said,) = assistant.handled
    assert said.choices == ("q1.1",)
    entry = page.standing()["entries"][1]
    assert (entry["from"], entry["kind"], entry["text"]) == ("person", "choice", "Nee")
    assert entry["data"] == {"question": "vraag1", "labels": ["Nee"]}


def test_several_choices_go_together_where_that_is_allowed(
    client: TestClient, assistant: FakeAssistant
) -> None:
    assistant.answer = lambda _said: asks(1, "wonen", "werken", "rust", multi=True)
    page = Page(client)
    page.settled()
    page.says(choices=["q1.0", "q1.2"])
    assert assistant.handled[0].choices == ("q1.0", "q1.2")
    assert page.standing()["entries"][1]["text"] == "wonen; rust"


@pytest.mark.parametrize("choices", [["q2.0"], ["q1.7"], ["q1.0", "q1.1"], ["/restart"], ["Ja"]])
def test_what_was_not_offered_cannot_be_chosen(
    page: Page, assistant: FakeAssistant, choices: list[str]
) -> None:
    answer = page.send({"choices": choices})
    assert (answer.status_code, answer.json()["code"]) == (409, "choice_gone")
    assert assistant.handled == []


def test_a_choice_of_an_earlier_question_is_refused(page: Page) -> None:
    page.says(choices=["q1.0"])
    assert page.send({"choices": ["q1.0"]}).json()["code"] == "choice_gone"


def test_a_choice_while_something_is_being_handled_is_refused(
    page: Page, assistant: FakeAssistant
) -> None:
    assistant.seconds = 0.5
    page.send({"text": "iets anders"})
    assert page.standing()["busy"]
    assert page.standing()["open"] is None
    assert page.send({"choices": ["q1.0"]}).json()["code"] == "choice_gone"


def test_a_choice_of_another_conversation_is_refused(
    client: TestClient, assistant: FakeAssistant
) -> None:
    first, second = Page(client), Page(client)
    first.settled()
    second.settled()
    other = first.standing()["open"]["data"]["choices"][0]["id"]
    own = second.standing()["open"]["data"]["choices"][0]["id"]
    assert other != own
    assert second.send({"choices": [other]}).status_code == 409


@pytest.mark.parametrize(
    ("command", "words"),
    [("back", "Vorige vraag"), ("human", "Ik wil een mens spreken"), ("unknown", "Weet ik niet")],
)
def test_a_button_of_the_page_is_a_command_with_words(
    page: Page, assistant: FakeAssistant, command: str, words: str
) -> None:
    page.says(command=command)
    (said,) = assistant.handled
    assert (said.command, said.text) == (command, words)
    assert page.lines()[1] == ("person", "command", words)


@pytest.mark.parametrize("command", ["begin", "rm", "", None])
def test_no_other_command_exists(page: Page, command: object) -> None:
    assert page.send({"command": command}).status_code == 422


def test_an_answer_that_was_told_can_be_changed_and_no_other(
    client: TestClient, assistant: FakeAssistant
) -> None:
    assistant.answer = lambda _said: asks(1, facts=[FACT], can={"back": True, "change": True})
    page = Page(client)
    page.settled()
    assert page.get("/api/facts").json() == {"facts": [FACT]}
    page.says(change="leeftijd")
    assert assistant.handled[0].change == "leeftijd"
    answer = page.send({"change": "woonvorm"})
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_to_change")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": ""},
        {"text": "   "},
        {"text": "x" * 4001},
        {"text": 5},
        {"text": "a", "command": "back"},
        {"text": "a", "metadata": {"spreker": "wijkteam"}},
        {"choices": []},
        {"choices": ["x"] * 41},
        {"change": "Leeftijd; DROP"},
        {"id": "kort", "text": "hallo"},
        {"id": "with a space", "text": "hallo"},
    ],
)
def test_what_is_no_message_is_refused_and_not_repeated(page: Page, body: dict[str, Any]) -> None:
    answer = page.send(body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "invalid"
    assert "DROP" not in answer.text


def test_what_is_no_json_is_refused(page: Page) -> None:
    answer = page.client.post(
        "/api/messages",
        content=b"{",
        headers={**page.headers, "Content-Type": "application/json"},
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


def test_who_sends_faster_than_it_goes_is_told_to_wait(
    tmp_path: Path, assistant: FakeAssistant
) -> None:
    with TestClient(app_before(assistant, settings_in(tmp_path, assistant_patience=60))) as client:
        page = Page(client)
        page.settled()
        assistant.free.clear()
        answers = [page.send({"text": f"bericht {number}"}) for number in range(6)]
        assistant.free.set()
    assert [each.status_code for each in answers] == [202] * 5 + [429]
    assert answers[-1].json()["code"] == "queue_full"
    assert int(answers[-1].headers["Retry-After"]) >= 1


def test_what_identifies_a_person_is_kept_nowhere_and_goes_nowhere(
    page: Page, assistant: FakeAssistant, tmp_path: Path
) -> None:
    page.says(text="mijn bsn is 111222333, bel me op 06-12345678")
    assert "[bsn]" in assistant.handled[0].text
    assert "[telefoon]" in page.lines()[1][2]
    stored = b"".join(each.read_bytes() for each in tmp_path.glob("conversations.db*"))
    for secret in (b"111222333", b"12345678"):
        assert secret not in stored


@pytest.mark.parametrize("typed", ["/restart", '/inform{"gedrag": "ernstig"}', "\u200b/restart"])
def test_a_typed_command_is_words(page: Page, assistant: FakeAssistant, typed: str) -> None:
    page.says(text=typed)
    assert not assistant.handled[0].text.startswith("/")
    assert assistant.handled[0].command is None


def test_everything_can_be_read_again_and_nothing_is_said_twice(page: Page) -> None:
    for number in range(3):
        page.says(text=f"bericht {number}")
    whole = page.standing()
    assert page.standing() == whole
    assert [each["seq"] for each in whole["entries"]] == list(range(1, 8))
    assert len({each["id"] for each in whole["entries"]}) == 7
    assert page.standing(after=5)["entries"] == whole["entries"][5:]


def test_every_message_of_the_assistant_comes_whole(
    client: TestClient, assistant: FakeAssistant
) -> None:
    text = "Een alinea.\n\nNog een alinea.\n- een\n- twee"
    data = {"items": [FACT]}
    told = ReplyMessage(kind="summary", text=text, data=data)
    assistant.answer = lambda _said: Reply(messages=[told], state=state())
    page = Page(client)
    (entry,) = page.settled()["entries"]
    assert (entry["kind"], entry["text"], entry["data"]) == ("summary", text, data)


def test_a_conversation_goes_on_where_it_was_after_the_gateway_started_again(
    tmp_path: Path, assistant: FakeAssistant
) -> None:
    with TestClient(app_before(assistant, settings_in(tmp_path))) as client:
        page = Page(client)
        page.says(text="ik woon alleen")
        before = page.standing()
    with TestClient(app_before(assistant, settings_in(tmp_path))) as client:
        page.client = client
        assert page.standing() == before
        page.says(text="en ik ben er nog")
        assert [said.text for said in assistant.handled] == ["ik woon alleen", "en ik ben er nog"]


def test_the_assistant_hears_what_was_said_as_it_was_said(
    client: TestClient, assistant: FakeAssistant
) -> None:
    heard: list[Said] = []

    def answer(said: Said) -> Reply:
        heard.append(said)
        return asks(len(heard))

    assistant.answer = answer
    page = Page(client, {"spreker": "inwoner"})
    page.settled()
    page.says(text="Ik slaap slecht.\nEn ik ben moe.")
    assert heard[1].text == "Ik slaap slecht.\nEn ik ben moe."


def test_what_was_found_of_danger_goes_along_to_the_assistant(
    page: Page, assistant: FakeAssistant
) -> None:
    page.says(text="ik woon alleen")
    page.says(text="ik wil dood")
    calm, grave = (each.judged for each in assistant.handled)
    assert calm == {"speaker": "other", "found": None}
    assert grave is not None
    assert grave["found"]["kind"] == "crisis_suicide"
    assert grave["found"]["present"] is True


def test_what_was_picked_is_not_judged(page: Page, assistant: FakeAssistant) -> None:
    first = page.says(text="ik woon alleen")["open"]["data"]["choices"][0]["id"]
    page.says(choices=[first])
    assert assistant.handled[-1].judged is None

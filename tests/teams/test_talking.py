"""A worker talks: what is typed reaches the assistant, what it says comes to Teams, in order."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from gateway.assistant import Reply, Said
from gateway.context import Gateway
from gateway.off import NAME
from gateway.store.switches import Switches
from gateway.store.tables import Base
from gateway.store.teams import TeamsStore
from tests.gateway.building import FakeAssistant, asks, state
from tests.teams.building import BOT, Worker
from tests.teams.fake.microsoft import APP, SECRET, TENANT, Microsoft


def gateway_of(worker: Worker) -> Gateway:
    found: Gateway = worker.client.app.state.gateway  # type: ignore[attr-defined]
    return found


def test_what_is_typed_is_answered_in_the_same_chat(
    worker: Worker, assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    sent = worker.says("cliënt, 54, woont alleen")
    assert [each.text for each in assistant.handled] == ["cliënt, 54, woont alleen"]
    assert [each.conversation for each in sent] == [worker.chat]
    assert "Vraag 1?" in sent[0].said
    assert sent[0].body["locale"] == "nl-NL"
    assert sent[0].body["recipient"]["id"] == worker.user


def test_the_assistant_is_told_that_a_worker_speaks(
    worker: Worker, assistant: FakeAssistant
) -> None:
    worker.says("hallo")
    start = {"publieken": "wijkteam", "spreker": "wijkteam", "bewaard_uren": "24"}
    assert assistant.handled[0].start == start


def test_the_bots_own_token_is_asked_once_and_sent_with_every_message(
    worker: Worker, microsoft: Microsoft
) -> None:
    worker.says("een")
    worker.says("twee")
    assert {each.authorization for each in microsoft.calls} == {"Bearer a-token-for-the-bot"}
    assert len(microsoft.tokens_asked) == 1
    asked = microsoft.tokens_asked[0]
    assert (asked["tenant"], asked["client_id"], asked["client_secret"]) == (TENANT, APP, SECRET)
    assert asked["scope"] == "https%3A%2F%2Fapi.botframework.com%2F.default"


def test_messages_are_handled_in_order_and_answered_in_order(
    worker: Worker, assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    assistant.seconds = 0.05
    for number in range(4):
        assert worker.types(f"bericht {number}").status_code == 202
    worker.settled()
    assert [each.text for each in assistant.handled] == [f"bericht {n}" for n in range(4)]
    said = [each.said for each in worker.settled()]
    places = [next(n for n, text in enumerate(said) if f"Vraag {k}?" in text) for k in range(1, 5)]
    assert places == sorted(places)
    assert assistant.most == 1


def test_an_answer_is_not_waited_for(worker: Worker, assistant: FakeAssistant) -> None:
    assistant.seconds = 0.8
    answer = worker.types("hallo")
    assert answer.status_code == 202
    assert answer.content == b""
    assert assistant.sent == []


def test_the_same_activity_again_is_handled_once(
    worker: Worker, assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    activity = worker.activity(text="hallo")
    for _time in range(3):
        assert worker.post(activity).status_code == 202
    microsoft.wait_for(1)
    assert len(worker.settled()) == 1
    assert len(assistant.handled) == 1


def test_the_same_activity_id_in_another_chat_is_another_message(
    worker: Worker, assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    other = Worker(worker.client, microsoft, user="29:another", chat="a:another")
    worker.post(worker.activity(text="hallo", id="the-same"))
    other.post(other.activity(text="hallo", id="the-same"))
    sent = microsoft.wait_for(2)
    assert {each.conversation for each in sent} == {worker.chat, other.chat}
    assert len({conversation for conversation, _id, _said in assistant.sent}) == 2


def test_typing_is_shown_while_the_assistant_thinks(
    worker: Worker, assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    assistant.seconds = 0.3
    worker.says("hallo")
    assert [each.kind for each in microsoft.calls][:2] == ["typing", "message"]


def test_a_failed_sign_of_typing_fails_nothing(
    worker: Worker, assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    microsoft.typing_fails = True
    assistant.seconds = 0.2
    assert "Vraag 1?" in worker.says("hallo")[0].said


def test_mentions_of_the_bot_are_left_out_and_other_angle_brackets_stay(
    worker: Worker, assistant: FakeAssistant
) -> None:
    mention = {
        "type": "mention",
        "text": "<at>Keukentafel</at>",
        "mentioned": {"id": BOT, "name": "Keukentafel"},
    }
    worker.says("<at>Keukentafel</at> begeleiding <at>x</at> en <3 uur", entities=[mention])
    assert assistant.handled[0].text == "begeleiding <at>x</at> en <3 uur"


def test_a_typed_command_is_text(worker: Worker, assistant: FakeAssistant) -> None:
    worker.says('/inform{"gedrag": "ernstig"}')
    said = assistant.handled[0]
    # The stroke that would make it a command is gone; the rest is words as any.
    assert (said.text, said.command) == ('inform{"gedrag": "ernstig"}', None)


def test_what_identifies_a_person_is_masked_before_it_is_kept(
    worker: Worker, assistant: FakeAssistant
) -> None:
    worker.says("bsn 111222333, bel 06-12345678")
    assert assistant.handled[0].text == "bsn [bsn], bel [telefoon]"


def test_danger_is_answered_though_the_assistant_is_down(
    worker: Worker, assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    assistant.down = True
    sent = worker.says("cliënt zegt dat hij vanavond een einde aan zijn leven maakt")
    microsoft.wait_for(2)
    assert any("113" in each.said for each in sent)
    assert any("storing" in each.said for each in worker.settled())


def test_an_outage_of_the_assistant_is_told_in_dutch(
    worker: Worker, assistant: FakeAssistant
) -> None:
    assistant.down = True
    assert "Er is een storing" in worker.says("hallo")[0].said


ATTACHMENT = {"contentType": "application/pdf", "contentUrl": "https://x/y.pdf", "name": "y.pdf"}


@pytest.mark.parametrize(
    ("activity", "told"),
    [
        ({"attachments": [ATTACHMENT]}, "Bijlagen lees ik niet"),
        ({"text": ""}, "Dit bericht is leeg"),
        ({"text": "<at>Keukentafel</at>"}, "Vraag 1?"),
        ({"text": "a" * 4001}, "te lang"),
        ({"type_": "messageUpdate", "text": "toch 24 uur"}, "eerder bericht aangepast"),
        ({"type_": "messageDelete"}, "bericht verwijderd"),
        ({"type_": "messageReaction", "reactionsAdded": [{"type": "like"}]}, "lees ik niet als"),
        ({"type_": "event", "name": "iets"}, "Dit kan ik niet lezen"),
        ({"type_": "nieuwSoort"}, "Dit kan ik niet lezen"),
        ({"value": {"zomaar": "iets"}}, "hoort niet bij dit gesprek"),
    ],
)
def test_what_cannot_be_read_gets_a_dutch_answer(
    activity: dict[str, object], told: str, worker: Worker, microsoft: Microsoft
) -> None:
    kind = str(activity.pop("type_", "message"))
    assert worker.post(worker.activity(kind, **activity)).status_code == 202
    assert told in microsoft.wait_for(1)[0].said
    assert len(worker.settled()) == 1


@pytest.mark.parametrize(
    "activity",
    [
        {"type_": "typing"},
        {"type_": "messageReaction", "reactionsRemoved": [{"type": "like"}]},
        {"type_": "conversationUpdate", "membersAdded": [{"id": "29:somebody"}]},
        {"type_": "trace"},
    ],
)
def test_what_asks_for_no_answer_gets_none(
    activity: dict[str, object], worker: Worker, microsoft: Microsoft, assistant: FakeAssistant
) -> None:
    kind = str(activity.pop("type_"))
    assert worker.post(worker.activity(kind, **activity)).status_code == 202
    assert worker.settled() == []
    assert assistant.sent == []


def test_danger_in_an_edited_message_is_seen(worker: Worker, microsoft: Microsoft) -> None:
    worker.post(worker.activity("messageUpdate", text="hij heeft een mes en bedreigt haar nu"))
    assert "112" in microsoft.wait_for(1)[0].said


def test_words_beside_an_attachment_are_taken_and_the_attachment_is_told_of(
    worker: Worker, assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    worker.says("zie bijlage, woont alleen", attachments=[ATTACHMENT])
    assert assistant.handled[0].text == "zie bijlage, woont alleen"
    assert any("bijlage heb ik niet geopend" in each.said for each in worker.settled())


def test_the_bot_says_hello_once_when_it_is_added(
    worker: Worker, assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    assert worker.installs().status_code == 202
    microsoft.wait_for(1)
    assert len(worker.settled()) == 1
    assert [said.command for _c, _m, said in assistant.sent] == ["begin"]


def test_taking_the_bot_away_erases_everything(
    worker: Worker, assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    worker.says("hallo")
    conversation = assistant.sent[0][0]
    assert worker.removes().status_code == 202
    assert assistant.erased == [conversation]
    assert gateway_of(worker).store.count_open() == 0
    assert len(worker.settled()) == 1


def test_erasing_in_the_conversation_is_confirmed_and_begins_anew(
    assistant: FakeAssistant, worker: Worker, microsoft: Microsoft
) -> None:
    def answer(said: Said) -> Reply:
        if said.text == "wis":
            return Reply(messages=[], state=state(), erased=True)
        return asks(1)

    assistant.answer = answer
    worker.says("hallo")
    sent = worker.says("wis")
    assert "Dit gesprek is gewist" in sent[0].said
    assert gateway_of(worker).store.count_open() == 0
    worker.says("nieuw")
    assert len({conversation for conversation, _id, _said in assistant.sent}) == 2


@pytest.mark.parametrize("kind", ["groupChat", "channel"])
def test_a_group_gets_a_warning_and_nothing_reaches_the_assistant(
    kind: str, worker: Worker, assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    group = Worker(worker.client, microsoft, chat="19:group@thread.v2", kind=kind)
    activity = group.activity(text="cliënt, 54, woont alleen")
    for _time in range(2):
        assert group.post(activity).status_code == 202
    sent = microsoft.wait_for(1)
    assert "In een groepschat of kanaal bespreek ik geen casus" in sent[0].said
    assert len(worker.settled()) == 1
    assert assistant.sent == []
    assert gateway_of(worker).store.count_open() == 0


def test_danger_in_a_group_gets_help_beside_the_warning(
    worker: Worker, microsoft: Microsoft
) -> None:
    group = Worker(worker.client, microsoft, chat="19:group@thread.v2", kind="groupChat")
    group.types("hij heeft een mes en bedreigt haar nu")
    assert "112" in microsoft.wait_for(1)[0].said


def test_the_same_chat_id_as_a_group_never_leads_to_the_personal_talk(
    worker: Worker, assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    worker.says("hallo")
    group = Worker(worker.client, microsoft, chat=worker.chat, kind="groupChat")
    group.removes()
    group.types("hallo")
    assert assistant.erased == []
    assert len(assistant.handled) == 1


def test_nothing_that_is_kept_names_the_worker(worker: Worker) -> None:
    worker.says("hallo")
    # Read through the tables, so that what lies sealed is looked into.
    with gateway_of(worker).store.engine.connect() as connection:
        rows = [
            str(row)
            for table in Base.metadata.sorted_tables
            for row in connection.execute(select(table))
        ]
    kept = " ".join(rows)
    assert worker.chat in kept
    assert "Anna" not in kept
    assert "1-2-3" not in kept


def test_a_connector_that_answers_is_told_nothing_of_redirects(
    worker: Worker, microsoft: Microsoft
) -> None:
    microsoft.answers = [(307, {"Location": f"{microsoft.url}/elsewhere"})]
    assert worker.types("hallo").status_code == 202
    assert worker.settled() == []


def test_an_invoke_that_is_not_known_is_answered_so_and_told(worker: Worker) -> None:
    answer: httpx.Response = worker.post(worker.activity("invoke", name="signin/verifyState"))
    assert answer.status_code == 501
    assert "Dit kan ik niet lezen" in worker.settled()[0].said


@pytest.mark.parametrize(("text", "told"), [("hallo", "storing"), ("hij heeft een mes", "112")])
def test_an_outage_of_the_store_is_told_in_dutch_and_danger_answered(
    text: str,
    told: str,
    worker: Worker,
    assistant: FakeAssistant,
    microsoft: Microsoft,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_arguments: object) -> None:
        raise OperationalError("statement", {}, Exception("disk"))

    monkeypatch.setattr(TeamsStore, "remember", broken)
    assert worker.types(text).status_code == 202
    assert told in microsoft.wait_for(1)[0].said
    assert "Er is een storing" in microsoft.messages()[0].said
    value = {"action": {"type": "Action.Execute", "data": {}}}
    answer = worker.post(worker.activity("invoke", name="adaptiveCard/action", value=value))
    assert (answer.status_code, "storing" in answer.text) == (200, True)
    assert assistant.sent == []


def switch_off(worker: Worker) -> None:
    gateway = gateway_of(worker)
    Switches(gateway.store.engine).turn(NAME, on=True)
    assert gateway.off.look()


def test_while_it_is_switched_off_nothing_begins_and_nothing_is_kept(
    worker: Worker, assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    switch_off(worker)
    assert worker.types("cliënt, 54, woont alleen").status_code == 202
    microsoft.wait_for(1)
    (told,) = [each.said for each in microsoft.messages()]
    assert "De chat staat" in told
    assert assistant.handled == []
    with gateway_of(worker).store.engine.connect() as connection:
        for table in ("conversations", "teams_conversations"):
            rows = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            assert rows == 0


def test_a_talk_that_had_begun_is_told_that_it_is_switched_off_and_is_still_erased(
    worker: Worker, assistant: FakeAssistant
) -> None:
    worker.says("hallo")
    switch_off(worker)
    (told,) = worker.says("cliënt, 54, woont alleen")
    assert "De chat staat" in told.said
    assert [each.text for each in assistant.handled] == ["hallo"]
    worker.removes()
    with gateway_of(worker).store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM entries").scalar_one() == 0


@pytest.mark.parametrize("begun", [True, False])
def test_danger_gets_help_though_it_is_switched_off(
    begun: bool, worker: Worker, microsoft: Microsoft
) -> None:
    if begun:
        worker.says("hallo")
    switch_off(worker)
    before = len(microsoft.messages())
    assert worker.types("ik wil niet meer leven").status_code == 202
    microsoft.wait_for(before + 1)
    told = microsoft.messages()[-1].said
    assert "113" in told
    assert told.index("113") < told.index("De chat staat")

"""A worker's talk in Teams with the real assistant behind: from a case to a proposal, and gone."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from gateway.teams.payload import MAX_BYTES, size
from tests.teams.building import PATH, Worker, buttons
from tests.teams.cases import ALL, UNAUTHORISED
from tests.teams.fake.microsoft import Call, Microsoft
from tests.teams.whole.conftest import Whole
from tests.teams.whole.looking import (
    SECONDS,
    action_of,
    answered,
    left_of,
    newest,
    of_kind,
    rows,
    slots_of,
    told,
)

CASE = (
    "Man, 34 jr, woont in Den Bosch bij moeder (mantelzorg, raakt op). Psychiatrie bekend, "
    "problemen op meerdere leefgebieden. Vraag: beschermd wonen. Zegt zelf: ‘ik wil niet meer "
    "bij mijn moeder in huis’."
)
# What the worker fills in where a form asks for it: a part of a label, or what she types.
ANSWERS = {
    "gemeente": "Den Bosch",
    "hulpvraag": "wonen met ondersteuning",
    "achtergrond": "psychiatrie",
    "leefgebieden": "meerdere leefgebieden",
    "woonvorm": "geclusterd, dicht bij anderen",
    "impulsgestuurd": "nee",
}
CHATS = itertools.count(1)


@pytest.fixture
def worker(whole: Whole, microsoft: Microsoft) -> Worker:
    """A worker in a chat of her own."""
    number = next(CHATS)
    return Worker(whole.client, microsoft, user=f"29:worker-{number}", chat=f"a:chat-{number}")


def proposed(calls: list[Call]) -> tuple[Call, dict[str, Any]] | None:
    """Give the card of a proposal, and its button for the report."""
    for call in calls:
        for data in buttons(call) if call.card else []:
            if action_of(data).get("command") == "report":
                return call, data
    return None


def filled(call: Call, data: dict[str, Any]) -> dict[str, Any]:
    """Give the button of a form with what the worker fills in."""
    inputs: dict[str, Any] = {}

    def look(element: Any) -> None:
        if isinstance(element, list):
            for each in element:
                look(each)
        elif isinstance(element, dict):
            if str(element.get("type")).startswith("Input."):
                inputs[element["id"]] = element
            look(list(element.values()))

    look(call.card)
    given = {}
    for name, how in action_of(data)["fields"].items():
        shown, answer = inputs[name], ANSWERS.get(how["field"])
        given[name] = str(shown.get("value", ""))
        if answer is not None:
            chosen = [c["value"] for c in shown.get("choices", []) if answer in c["title"].lower()]
            given[name] = ",".join(chosen[:1]) if "choices" in shown else answer
    return {**data, **given}


def sound(calls: list[Call]) -> None:
    """Check what holds for everything that is sent."""
    for call in calls:
        assert size(call.body) <= MAX_BYTES
        if call.card is not None:
            assert (call.card["version"], call.card["lang"]) == ("1.5", "nl")


def test_adding_the_bot_is_answered_with_a_welcome(worker: Worker, whole: Whole) -> None:
    sent = answered(worker, lambda: worker.installs(), whole)
    sound(sent)
    assert any("geautomatiseerde assistent" in each.said for each in sent)


def test_a_case_leads_to_a_proposal_that_can_be_asked_about_and_is_gone_after_wis(
    worker: Worker, whole: Whole, microsoft: Microsoft
) -> None:
    calls = answered(worker, lambda: worker.types(CASE), whole)
    sound(calls)
    for _round in range(12):
        if proposed(calls):
            break
        form = of_kind(calls, "fill")
        assert form is not None, [each.said for each in calls]
        act = lambda form=form: worker.presses(filled(*form))  # noqa: E731
        calls = answered(worker, act, whole)
        sound(calls)
    card, report = proposed(calls) or pytest.fail("\n".join(each.said for each in calls))
    assert "meierij" in card.said.lower()
    shown = answered(worker, lambda: worker.presses(report), whole)
    sound(shown)
    assert any("Onderzoeksverslag" in each.said for each in shown)
    (conversation,) = {
        row[0]
        for row in rows(
            whole, "SELECT id FROM conversations WHERE turns > 0 ORDER BY created_at DESC LIMIT 1"
        )
    }
    gone = answered(worker, lambda: worker.types("wis mijn gegevens"), whole)
    yes = of_kind(gone, "choose")
    if yes is not None:
        wanted = [d for d in buttons(yes[0]) if "choices" in action_of(d)]
        data = wanted[0] if wanted else yes[1]
        gone = answered(worker, lambda: worker.presses(data), whole)
    elif not any("gewist" in each.said for each in gone):
        gone = answered(worker, lambda: worker.types("ja"), whole)
    assert told(worker, "Dit gesprek is gewist"), [each.said for each in microsoft.messages()]
    assert left_of(whole, conversation) == []
    kept = whole.client.get(
        f"{whole.assistant.url}/webhooks/keukentafel/conversations/{conversation}",
        headers={"Authorization": f"Bearer {whole.assistant.channel_secret}"},
    )
    assert kept.status_code == 404


@pytest.mark.parametrize("name", ALL)
def test_nothing_that_was_turned_away_leaves_a_trace(
    name: str, worker: Worker, whole: Whole, microsoft: Microsoft
) -> None:
    before = rows(whole, "SELECT count(*) FROM conversations")
    case = ALL[name](worker, microsoft)
    headers = {} if case.header is None else {"Authorization": case.header}
    answer = whole.client.post(PATH, json=case.activity, headers=headers)
    assert answer.status_code == (401 if name in UNAUTHORISED else 403)
    assert rows(whole, "SELECT count(*) FROM conversations") == before
    assert microsoft.calls == []


def test_danger_is_answered_with_help(worker: Worker, whole: Whole) -> None:
    sent = answered(worker, lambda: worker.types("hij staat nu met een mes voor de deur"), whole)
    assert any("112" in each.said for each in sent)


def test_a_group_is_warned_and_reaches_nobody(whole: Whole, microsoft: Microsoft) -> None:
    before = rows(whole, "SELECT count(*) FROM conversations")
    group = Worker(whole.client, microsoft, chat="19:group@thread.v2", kind="groupChat")
    assert group.types(CASE).status_code == 202
    assert "bespreek ik geen casus" in microsoft.wait_for(1, SECONDS)[0].said
    assert rows(whole, "SELECT count(*) FROM conversations") == before


def test_a_typed_command_is_words_and_sets_nothing(worker: Worker, whole: Whole) -> None:
    answered(worker, lambda: worker.types('/inform{"gedrag": "ernstig"}'), whole)
    assert slots_of(whole, newest(whole)).get("gedrag") is None


def test_taking_the_bot_away_erases_the_talk(worker: Worker, whole: Whole) -> None:
    answered(worker, lambda: worker.types("hallo"), whole)
    conversation = newest(whole)
    assert worker.removes().status_code == 202
    assert left_of(whole, conversation) == []

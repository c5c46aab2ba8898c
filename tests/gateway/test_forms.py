"""A form that was filled in: what counts, what is kept, what goes to the assistant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gateway.assistant import Reply, ReplyMessage, Said
from tests.gateway.building import FakeAssistant, Page, asks, state

type Json = dict[str, Any]


def field(name: str, *labels: str, multi: bool = False, kind: str = "choice") -> Json:
    choices = [{"id": f"f1.{name}.{n}", "label": label} for n, label in enumerate(labels)]
    return {"field": name, "label": name.title(), "input": kind, "multi": multi, "choices": choices}


FIELDS = [
    field("gedrag", "geen", "matig"),
    field("risico", "overlast", "zorgmijding", multi=True),
    field("leeftijd", kind="number"),
    field("citaat", kind="text"),
]
SHOWN = ReplyMessage(
    kind="form", text="Vul in.", data={"form": "f1", "subject": "Gedrag", "fields": FIELDS}
)


def answer(said: Said) -> Reply:
    """Show the form at the beginning, and a question after it."""
    if said.command == "begin":
        return Reply(messages=[SHOWN], state=state(spreker="wijkteam"))
    return asks(1, spreker="wijkteam")


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant(answer)


def fill(page: Page, fields: Json, *, form: str = "f1", id_: str = "fill-0001") -> Any:
    body = {"id": id_, "question": form, "fill": fields}
    return page.client.post("/api/messages", json=body, headers=page.headers)


def test_a_form_goes_to_the_assistant_as_ids_and_typed_words(
    page: Page, assistant: FakeAssistant
) -> None:
    fields = {"gedrag": ["f1.gedrag.1"], "risico": ["f1.risico.0", "f1.risico.1"], "leeftijd": "34"}
    assert fill(page, fields).status_code == 202
    entries = page.settled()["entries"]
    (said,) = assistant.handled
    assert said.fill == {"question": "f1", "fields": fields}
    # The labels are ours, and no words to look for danger in.
    assert said.text == "Formulier ingevuld\n34"
    (mine,) = [each for each in entries if each["kind"] == "fill"]
    assert mine["text"].split("\n")[1:] == [
        "Gedrag: matig",
        "Risico: overlast; zorgmijding",
        "Leeftijd: 34",
    ]
    assert mine["data"]["subject"] == "Gedrag"


def test_a_blank_field_goes_along_and_is_not_shown(page: Page, assistant: FakeAssistant) -> None:
    assert fill(page, {"gedrag": [], "leeftijd": ""}).status_code == 202
    entries = page.settled()["entries"]
    assert assistant.handled[0].fill == {
        "question": "f1",
        "fields": {"gedrag": [], "leeftijd": ""},
    }
    (mine,) = [each for each in entries if each["kind"] == "fill"]
    assert mine["text"] == "Formulier ingevuld"


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ("f2", {"gedrag": ["f1.gedrag.1"]}),
        ("f1", {"gedrag": ["f1.gedrag.9"]}),
        ("f1", {"gedrag": ["f1.gedrag.0", "f1.gedrag.1"]}),
        ("f1", {"gedrag": "matig"}),
        ("f1", {"leeftijd": ["f1.gedrag.0"]}),
        ("f1", {"bestaat_niet": "x"}),
    ],
)
def test_what_this_form_does_not_offer_is_not_taken(
    page: Page, assistant: FakeAssistant, form: str, fields: Json
) -> None:
    refused = fill(page, fields, form=form)
    assert (refused.status_code, refused.json()["code"]) == (409, "choice_gone")
    assert assistant.handled == []


def test_a_form_is_filled_in_once(page: Page, assistant: FakeAssistant) -> None:
    assert fill(page, {"gedrag": []}).status_code == 202
    page.settled()
    assert fill(page, {"gedrag": []}).status_code == 200
    assert fill(page, {"gedrag": []}, id_="fill-0002").status_code == 409
    assert len(assistant.handled) == 1


def test_something_typed_meanwhile_leaves_the_form_open(
    page: Page, assistant: FakeAssistant
) -> None:
    page.says(text="hij is 34")
    assert fill(page, {"gedrag": ["f1.gedrag.0"]}).status_code == 202
    page.settled()
    assert len(assistant.handled) == 2


@pytest.mark.parametrize(
    "body",
    [
        {"question": "f1", "fill": {"gedrag": "x" * 401}},
        {"question": "f1", "fill": {"gedrag": ["x"] * 41}},
        {"question": "f 1", "fill": {}},
        {"question": "f1", "fill": {"Gedrag!": "x"}},
        {"question": "f1", "fill": {f"veld_{n}": "" for n in range(61)}},
        {"fill": {}},
        {"question": "f1", "fill": {}, "text": "ook"},
    ],
)
def test_a_form_of_the_wrong_form_is_refused(page: Page, body: Json) -> None:
    answer_ = page.client.post(
        "/api/messages", json={"id": "fill-0001", **body}, headers=page.headers
    )
    assert (answer_.status_code, answer_.json()["code"]) == (422, "invalid")


def test_what_is_typed_on_a_form_is_masked_before_anything_is_kept(
    page: Page, assistant: FakeAssistant, tmp_path: Path
) -> None:
    fields = {"citaat": "bel mij op 06-12345678, zegt meneer de Vries"}
    assert fill(page, fields).status_code == 202
    entries = page.settled()["entries"]
    said = assistant.handled[0]
    for kept in (said.text, str(said.fill), str(entries)):
        assert "12345678" not in kept
        assert "Vries" not in kept
    for each in tmp_path.glob("*.db*"):
        assert b"12345678" not in each.read_bytes()


def test_danger_in_what_is_typed_on_a_form_gets_help(page: Page, assistant: FakeAssistant) -> None:
    assistant.seconds = 0.6
    assert (
        fill(page, {"citaat": "Ik wil niet meer leven, ik maak er een eind aan"}).status_code == 202
    )
    entries = page.settled()["entries"]
    assert [e["data"]["soort"] for e in entries if e["kind"] == "danger"] == ["crisis_suicide"]


def test_the_choices_of_a_form_are_no_danger(page: Page, assistant: FakeAssistant) -> None:
    shown = field("risico", "gevaar voor zichzelf of anderen, wil dood", multi=True)
    assistant.answer = lambda _said: asks()
    assert shown["choices"]
    assert fill(page, {"risico": ["f1.risico.0"]}).status_code == 202
    assert not [e for e in page.settled()["entries"] if e["kind"] == "danger"]

"""Forms over the gateway's channel: ids instead of values, and what counts as filled in."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from rasa.shared.core.events import BotUttered

from assistant.channel.filling import filled_in
from assistant.channel.guarded_rest import Refused
from tests.rasa_side.test_keukentafel_channel import (
    CONVERSATION,
    Rasa,
    Server,
    asks,
    body_of,
    stands,
    the_server,
    utters,
)

FIELDS = [
    {
        "field": "gedrag",
        "input": "choice",
        "multi": False,
        "choices": [{"value": "geen", "label": "Geen"}, {"value": "matig", "label": "Matig"}],
        "chosen": ["matig"],
    },
    {
        "field": "risico",
        "input": "choice",
        "multi": True,
        "choices": [{"value": v, "label": v.title()} for v in ("overlast", "zorgmijding", "geen")],
        "chosen": [],
    },
    {"field": "leeftijd", "input": "number", "multi": False, "choices": [], "value": "34"},
]


def shows_form(id_: str = "gedrag") -> BotUttered:
    return utters("Vul in.", {"type": "form", "id": id_, "subject": "Gedrag", "fields": FIELDS})


@pytest.fixture
def server() -> Server:
    the_server().begin()
    return the_server()


@pytest.fixture
def rasa(server: Server) -> Rasa:
    server.rasa.says = lambda _m: [shows_form(), stands()]
    return server.rasa


def form_in(answer: httpx.Response) -> Any:
    (form,) = [m["data"] for m in answer.json()["messages"] if m["kind"] == "form"]
    return form


def ids(form: Any, field: str) -> dict[str, str]:
    """Give label -> id of the choices of one field."""
    (found,) = [f for f in form["fields"] if f["field"] == field]
    return {c["label"]: c["id"] for c in found["choices"]}


def fill(server: Server, form: Any, fields: Any, id_: str = "message-2") -> httpx.Response:
    body = {"question": form["form"], "fields": fields}
    return server.send(text="Formulier ingevuld", fill=body, message_id=id_)


def test_a_form_shows_ids_in_the_place_of_values_and_what_is_chosen(
    server: Server, rasa: Rasa
) -> None:
    answer = server.send(text="hallo")
    form = form_in(answer)
    assert form["about"] == "gedrag"
    assert form["fields"][0]["chosen"] == [ids(form, "gedrag")["Matig"]]
    assert form["fields"][2]["value"] == "34"
    assert "zorgmijding" not in answer.text
    assert rasa.heard


def test_what_was_filled_in_goes_on_as_values_and_typed_words(server: Server, rasa: Rasa) -> None:
    form = form_in(server.send(text="hallo"))
    risks = ids(form, "risico")
    fields = {
        "gedrag": [ids(form, "gedrag")["Geen"]],
        "risico": [risks["Zorgmijding"], risks["Overlast"]],
        "leeftijd": " 35 ",
    }
    assert fill(server, form, fields).status_code == 200
    message = rasa.heard[-1]
    # What was typed stands in the words too, so that it is read for danger.
    assert message.text == "Formulier ingevuld\n35"
    assert message.metadata == {
        "ingevuld": {
            "formulier": "gedrag",
            "velden": {"gedrag": ["geen"], "risico": ["overlast", "zorgmijding"], "leeftijd": "35"},
        }
    }


def test_what_is_typed_in_a_field_is_masked(server: Server, rasa: Rasa) -> None:
    form = form_in(server.send(text="hallo"))
    fill(server, form, {"leeftijd": "bel 06-12345678"})
    assert "12345678" not in str(rasa.heard[-1].metadata)


@pytest.mark.parametrize(
    "fields",
    [
        {"gedrag": ["elders.0.0"]},
        {"gedrag": "matig"},
        {"leeftijd": []},
        {"onbekend": "x"},
    ],
)
def test_what_the_form_does_not_offer_is_not_taken(server: Server, rasa: Rasa, fields: Any) -> None:
    form = form_in(server.send(text="hallo"))
    answer = fill(server, form, fields)
    assert (answer.status_code, answer.json()) == (409, {"code": "choice_gone"})
    assert len(rasa.heard) == 1


def test_two_values_where_one_is_asked_are_not_taken(server: Server, rasa: Rasa) -> None:
    form = form_in(server.send(text="hallo"))
    both = list(ids(form, "gedrag").values())
    assert fill(server, form, {"gedrag": both}).status_code == 409
    assert rasa.heard


def test_a_form_counts_once_and_only_while_it_is_the_last(server: Server, rasa: Rasa) -> None:
    first = form_in(server.send(text="hallo"))
    second = form_in(server.send(text="nog een", message_id="message-2"))
    assert first["form"] != second["form"]
    assert fill(server, first, {}, "message-3").status_code == 409
    rasa.says = lambda _m: [asks(), stands()]
    assert fill(server, second, {}, "message-4").status_code == 200
    assert fill(server, second, {}, "message-5").status_code == 409


def test_a_question_after_it_leaves_a_form_open(server: Server, rasa: Rasa) -> None:
    form = form_in(server.send(text="hallo"))
    rasa.says = lambda _m: [asks(), stands()]
    server.send(text="ik weet het niet", message_id="message-2")
    assert fill(server, form, {}, "message-3").status_code == 200


def test_a_form_of_a_conversation_that_is_not_there_is_not_taken(
    server: Server, rasa: Rasa
) -> None:
    answer = fill(server, {"form": "0123456789ab"}, {})
    assert answer.json() == {"code": "forgotten"}
    assert rasa.heard == []


@pytest.mark.parametrize(
    "more", [{"choices": ["x.0"]}, {"command": "back"}, {"change": "leeftijd"}]
)
def test_a_form_goes_with_nothing_else(server: Server, rasa: Rasa, more: Any) -> None:
    form = form_in(server.send(text="hallo"))
    body = {"question": form["form"], "fields": {}}
    answer = server.send(text="x", fill=body, message_id="message-2", **more)
    assert answer.status_code == 400
    assert len(rasa.heard) == 1


@pytest.mark.parametrize(
    "fill_",
    [
        "x",
        {},
        {"question": "x"},
        {"question": 1, "fields": {}},
        {"question": "x", "fields": []},
        {"question": "x", "fields": {"a": 1}},
        {"question": "x", "fields": {"a": [1]}},
        {"question": "x", "fields": {"A!": "x"}},
        {"question": "x", "fields": {"a": "x" * 401}},
        {"question": "x", "fields": {f"a{n}": "" for n in range(61)}},
    ],
)
def test_a_form_of_the_wrong_form_is_refused(fill_: Any) -> None:
    with pytest.raises(Refused):
        filled_in(fill_)


@pytest.mark.parametrize(
    ("conversation", "forms"), [("teams-1", True), (CONVERSATION, None), ("teamsx-1", None)]
)
def test_only_a_channel_that_shows_forms_asks_for_them(
    server: Server, rasa: Rasa, conversation: str, forms: object
) -> None:
    body = {**body_of(text="hallo"), "conversation": conversation}
    assert server.ask("POST", "/messages", json=body).status_code == 200
    assert rasa.heard[-1].metadata.get("formulieren") is forms


def test_receipts_come_along_with_how_the_conversation_stands(server: Server, rasa: Rasa) -> None:
    receipt = {"id": "0123456789abcdef", "domein": "wonen"}
    state = {"type": "state", "state": {}, "advice": None, "receipts": [receipt]}
    rasa.says = lambda _m: [asks(), utters(None, state)]
    assert server.send(text="hallo").json()["receipts"] == [receipt]

"""A conversation as the gateway sees it, read from the events of Rasa's tracker.

The tracker is the only memory: what was offered, what a message led to and whether a message was
handled before are all found in its events, so nothing is lost when the process starts again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

QUESTION = "question"
FORM = "form"
STATE = "state"
ERASE = "erase"
FILLED = "ingevuld"
# Answers that the gateway asks for by name, not by the words of a choice.
DONT_KNOW = "weet_niet"

Json = dict[str, Any]


@dataclass(frozen=True)
class Offered:
    """The choices of one question: id -> (value, label), as the person may pick them."""

    question: str
    choices: Mapping[str, tuple[str, str]]
    multi: bool


@dataclass(frozen=True)
class FormField:
    """One field of a form: id -> value of its choices, None where something is typed."""

    choices: Mapping[str, str] | None
    multi: bool


@dataclass(frozen=True)
class ShownForm:
    """The form that may be filled in: its id of this once, its subject, its fields by name."""

    id: str
    subject: str
    fields: Mapping[str, FormField]


@dataclass(frozen=True)
class Turn:
    """What a message led to: messages to show, how the conversation stands now, the advice."""

    messages: list[Json] = field(default_factory=list)
    state: Json | None = None
    advice: Json | None = None
    erase: Json | None = None
    receipts: list[Json] = field(default_factory=list)


def custom(event: BotUttered) -> Json:
    """Give what an action sent beside the text, an empty object for nothing."""
    found = (event.data or {}).get("custom")
    return found if isinstance(found, dict) else {}


def choice_token(conversation: str, number: int, event: BotUttered) -> str:
    """Give what the choices of one question have in their ids and of no other question.

    `number` counts the questions of the conversation. The id of a conversation is a secret, so
    nobody can make a token.
    """
    about = f"{conversation}|{number}|{event.timestamp!r}|{custom(event).get('id')}"
    return hashlib.sha256(about.encode()).hexdigest()[:12]


def choice_id(token: str, number: int, value: str) -> str:
    """Give the id of one choice."""
    return f"{token}.u" if value == DONT_KNOW else f"{token}.{number}"


def offered(conversation: str, events: Sequence[Event]) -> Offered | None:
    """Give the choices of the last question of a conversation, None when none was asked."""
    found: Offered | None = None
    for number, event in enumerate(_questions(events)):
        about = custom(event)
        token = choice_token(conversation, number, event)
        choices = {
            choice_id(token, place, str(each["value"])): (str(each["value"]), str(each["label"]))
            for place, each in enumerate(about.get("choices", []))
        }
        found = Offered(str(about.get("id")), choices, bool(about.get("multi")))
    return found


def shown_form(conversation: str, events: Sequence[Event]) -> ShownForm | None:
    """Give the last form of a conversation, None when there is none or it was filled in."""
    found: ShownForm | None = None
    number = 0
    for event in events:
        if isinstance(event, UserUttered) and (event.metadata or {}).get(FILLED):
            found = None
        if not (isinstance(event, BotUttered) and custom(event).get("type") == FORM):
            continue
        about, token = custom(event), choice_token(conversation, number, event)
        number += 1
        fields = {
            str(each["field"]): FormField(
                {
                    field_id(token, place, at): str(choice["value"])
                    for at, choice in enumerate(each.get("choices") or [])
                }
                if each.get("input") == "choice"
                else None,
                bool(each.get("multi")),
            )
            for place, each in enumerate(about.get("fields", []))
        }
        found = ShownForm(token, str(about.get("id")), fields)
    return found


def field_id(token: str, place: int, at: int) -> str:
    """Give the id of one choice of one field of a form."""
    return f"{token}.{place}.{at}"


def knows(events: Sequence[Event], before: str | None = None) -> bool:
    """Tell whether a person said anything, apart from the message with the id `before`."""
    return any(isinstance(e, UserUttered) and e.message_id != before for e in events)


def turn_of(conversation: str, events: Sequence[Event], message_id: str) -> Turn | None:
    """Give what a message led to, None when it was not handled yet.

    One that came in but led to nothing at all counts as not handled: the actions were down.
    """
    places = [
        place
        for place, event in enumerate(events)
        if isinstance(event, UserUttered) and event.message_id == message_id
    ]
    if not places:
        return None
    following: list[BotUttered] = []
    for event in events[places[-1] + 1 :]:
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            following.append(event)
    if not following:
        return None
    before = events[: places[-1]]
    asked = sum(1 for _each in _questions(before))
    shown = sum(isinstance(e, BotUttered) and custom(e).get("type") == FORM for e in before)
    return _turn(conversation, following, asked, shown)


def _turn(
    conversation: str, uttered: Sequence[BotUttered], asked_before: int, shown_before: int
) -> Turn:
    messages: list[Json] = []
    state: Json | None = None
    advice: Json | None = None
    erase: Json | None = None
    receipts: list[Json] = []
    number, forms = asked_before, shown_before
    for event in uttered:
        about = custom(event)
        kind = str(about.get("type") or "text")
        if kind == STATE:
            state, advice = about.get("state"), about.get("advice")
            receipts = about.get("receipts") or []
            continue
        if kind == ERASE:
            erase = about
        data = {name: value for name, value in about.items() if name != "type"}
        if kind == QUESTION:
            data = question_data(about, choice_token(conversation, number, event))
            number += 1
        if kind == FORM:
            data = form_data(about, choice_token(conversation, forms, event))
            forms += 1
        if event.text:
            messages.append({"kind": kind, "text": event.text, "data": data})
    return Turn(messages, state, advice, erase, receipts)


def form_data(about: Mapping[str, Any], token: str) -> Json:
    """Give the data of a form as channels know it: ids in the place of values."""
    fields: list[Json] = []
    for place, each in enumerate(about.get("fields", [])):
        shown = {name: value for name, value in each.items() if name not in ("choices", "chosen")}
        picked = each.get("chosen") or []
        choices = [
            (field_id(token, place, at), choice)
            for at, choice in enumerate(each.get("choices") or [])
        ]
        shown["choices"] = [{"id": id_, "label": choice["label"]} for id_, choice in choices]
        shown["chosen"] = [id_ for id_, choice in choices if choice["value"] in picked]
        fields.append(shown)
    rest = {name: v for name, v in about.items() if name not in ("type", "id", "fields")}
    return {"form": token, "about": about.get("id"), **rest, "fields": fields}


def question_data(about: Mapping[str, Any], token: str) -> Json:
    """Give the data of a question as channels know it: ids in the place of values."""
    choices = about.get("choices", [])
    ids = [choice_id(token, n, str(each["value"])) for n, each in enumerate(choices)]
    unknown = [i for i, each in zip(ids, choices, strict=True) if each["value"] == DONT_KNOW]
    progress = about.get("progress")
    return {
        "question": about.get("id"),
        "input": about.get("input") or ("choice" if choices else "text"),
        "choices": [
            {"id": i, "label": each["label"]} for i, each in zip(ids, choices, strict=True)
        ],
        "multi": bool(about.get("multi")),
        "unknown": unknown[0] if unknown else None,
        "suggestions": about.get("suggestions") or [],
        "min": about.get("min"),
        "max": about.get("max"),
        "progress": {"n": progress["vraag"], "of": progress["van"]} if progress else None,
        "help": about.get("help"),
        "example": about.get("voorbeeld"),
        "why": about.get("waarom"),
        "terms": about.get("terms") or [],
    }


def transcript(events: Sequence[Event]) -> list[Json]:
    """Give all that was said, by whom and when."""
    said: list[Json] = []
    for event in events:
        if isinstance(event, UserUttered) and event.text:
            said.append({"from": "person", "at": event.timestamp, "text": event.text})
        elif isinstance(event, BotUttered) and event.text:
            said.append({"from": "assistant", "at": event.timestamp, "text": event.text})
    return said


def _questions(events: Iterable[Event]) -> Iterable[BotUttered]:
    for event in events:
        if isinstance(event, BotUttered) and custom(event).get("type") == QUESTION:
            yield event

"""What is said, as messages of rasa-sdk: the text with its buttons and the data beside it, in one.

The terminal and the tests read text and buttons. The gateway's channel gets more: choices by value,
the facts of a summary, the advice in parts, and how the conversation stands (`state`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.dialogue import wording
from actions.dialogue.advice_page import block_of, page
from actions.dialogue.output import Ask, Message, Say
from actions.dialogue.overview import fact, facts, standing
from actions.dialogue.receipts import to_hand_over
from actions.dialogue.talk import Talk

GATEWAY = "keukentafel"
"""Rasa's name of the channel that shows more than text and buttons."""


def utter(
    dispatcher: CollectingDispatcher,
    talk: Talk,
    said: Sequence[Message],
    *,
    rich: bool = False,
    advised_before: object = None,
) -> None:
    """Send messages, for the gateway (`rich`) with all that it can show.

    `advised_before` is the advice that the person had before this turn; the page of an advice is
    sent only when it is another one.
    """
    for message in said:
        if isinstance(message, Ask):
            dispatcher.utter_message(
                text=message.text,
                buttons=[{"title": c.label, "payload": c.label} for c in message.choices],
                json_message=_question(talk, message, rich=rich),
            )
        elif message.kind == "text":
            dispatcher.utter_message(text=message.text)
        else:
            data = _data(talk, message) if rich else dict(message.data)
            dispatcher.utter_message(text=message.text, json_message={"type": message.kind, **data})
    if rich:
        advice = None
        if talk.state.told_what_now and advised_before != what_was_told(talk):
            advice = page(talk)
        receipts = to_hand_over(talk)
        state = {
            "type": "state",
            "state": standing(talk, said),
            "advice": advice,
            "receipts": receipts,
        }
        dispatcher.utter_message(json_message=state)


def what_was_told(talk: Talk) -> object:
    """Give the advice that a person has: the advice itself, true for the general route, or none."""
    return (talk.state.advies or True) if talk.state.told_what_now else None


def _question(talk: Talk, message: Ask, *, rich: bool) -> dict[str, Any]:
    data: dict[str, Any] = {
        "type": "question",
        "id": message.id,
        "multi": message.multi,
        "choices": [{"value": c.value, "label": c.label} for c in message.choices],
        "help": message.help,
        "voorbeeld": message.example,
        "waarom": message.why,
    }
    if message.progress:
        data["progress"] = {"vraag": message.progress[0], "van": message.progress[1]}
    if rich:
        data |= {
            "input": message.input,
            "suggestions": list(message.suggestions),
            "min": message.minimum,
            "max": message.maximum,
            "terms": wording.terms_in(message.text, talk.state.publiek, talk.wie),
        }
    return data


def _data(talk: Talk, message: Say) -> dict[str, Any]:
    """Give the data of a message in the form of docs/web-api.md."""
    data = dict(message.data)
    if message.kind == "summary":
        return {"items": facts(talk)}
    if message.kind == "facts":
        told = data.get("items")
        names = [str(each["kenmerk"]) for each in told] if isinstance(told, list) else []
        return {"items": [fact(talk, name) for name in names]}
    if message.kind == "advice":
        return block_of(talk, str(data["domein"])) or data
    return data

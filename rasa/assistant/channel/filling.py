"""A form that was filled in, as the gateway sends it: checked, and its ids turned into values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.channel.guarded_rest import METADATA_VALUE, Refused, harmless
from assistant.channel.view import ShownForm

FIELDS = 60
LONGEST_TYPED = 400

Json = dict[str, Any]


def filled_in(fill: object) -> Json | None:
    """Give a form that was filled in, checked for its form. Raises Refused."""
    if fill is None:
        return None
    body: Json = fill if isinstance(fill, dict) else {}
    question, fields = body.get("question"), body.get("fields")
    if not isinstance(fields, dict) or not isinstance(question, str):
        raise Refused("fill: a question and its fields are needed")
    if len(fields) > FIELDS:
        raise Refused("fill: there are too many fields")
    for name, value in fields.items():
        typed = isinstance(value, str) and len(value) <= LONGEST_TYPED
        listed = isinstance(value, list) and all(isinstance(each, str) for each in value)
        if not METADATA_VALUE.fullmatch(name) or not (typed or listed):
            raise Refused("fill: per field a list of ids or a text is needed")
    return {"question": question, "fields": fields}


def values_of(fill: Mapping[str, Any], shown: ShownForm | None) -> Json | None:
    """Give which form was filled in and per field its values, or what was typed, cleaned.

    None for a form that is not open, and for a field, a choice or a number of choices that it does
    not offer.
    """
    if shown is None or shown.id != fill["question"]:
        return None
    fields: Json = {}
    for name, given in fill["fields"].items():
        field = shown.fields.get(name)
        if field is None or isinstance(given, str) != (field.choices is None):
            return None
        if field.choices is None:
            fields[name] = harmless(given).strip() if given.strip() else ""
            continue
        if any(each not in field.choices for each in given):
            return None
        if len(set(given)) > 1 and not field.multi:
            return None
        fields[name] = [value for id_, value in field.choices.items() if id_ in given]
    return {"formulier": shown.subject, "velden": fields}


def words_of(fill: Mapping[str, Any], text: str) -> str:
    """Give the words of a message with what was typed on the form: read for danger like any."""
    typed = (each.strip() for each in fill["fields"].values() if isinstance(each, str))
    return "\n".join([text, *(each for each in typed if each not in text)])

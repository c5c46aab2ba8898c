"""From what was pressed and filled in on a card to a message of the common model.

The action that a card's maker signs is one of:

- `{"do": "choose", "choices": [ids]}` or `{"do": "choose", "input": name}`: a ChoiceMessage, with
  the ids of the button or those that the input of that name gives;
- `{"do": "command", "command": name}` and `{"do": "change", "change": kenmerk}`;
- `{"do": "say", "text": text}` or `{"do": "say", "input": name}`: a TextMessage;
- `{"do": "fill", "form": id, "fields": {input name: {"field": field, "choices": bool}}}`: a
  FillMessage with the ids (`choices`) or the typed value of each field, empty ones too.

Teams gives a choice of several as one text with commas between.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from gateway.model import Message

MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)
SEPARATOR = ","


class Unusable(Exception):
    """What was filled in cannot be taken; `code` says how it is told."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def message_of(id_: str, action: Mapping[str, Any], inputs: Mapping[str, Any]) -> Message:
    """Give the message that an action asks for, with what was filled in. Raises Unusable."""
    match action:
        case {"do": "choose", "choices": choices}:
            body: dict[str, Any] = {"choices": choices}
        case {"do": "choose", "input": str(name)}:
            body = {"choices": several(inputs.get(name))}
            if not body["choices"]:
                raise Unusable("niets_gekozen")
        case {"do": "command", "command": command}:
            body = {"command": command}
        case {"do": "change", "change": kenmerk}:
            body = {"change": kenmerk}
        case {"do": "say", "text": text}:
            body = {"text": text}
        case {"do": "say", "input": str(name)}:
            body = {"text": typed(inputs.get(name))}
            if not body["text"]:
                raise Unusable("niets_ingevuld")
        case {"do": "fill", "form": form, "fields": dict(fields)}:
            fill = {
                str(how["field"]): (several if how.get("choices") else typed)(inputs.get(name))
                for name, how in fields.items()
            }
            body = {"question": form, "fill": fill}
        case _:
            raise Unusable("kaart_onbekend")
    try:
        return MESSAGE.validate_python({"id": id_, **body})
    except ValidationError:
        raise Unusable("invoer_onleesbaar") from None


def several(value: object) -> list[str]:
    """Give the ids of a choice, in order, each once."""
    parts = value.split(SEPARATOR) if isinstance(value, str) else []
    return list(dict.fromkeys(each.strip() for each in parts if each.strip()))


def typed(value: object) -> str:
    """Give what was typed in an input; numbers come as numbers from some clients."""
    if isinstance(value, bool) or value is None:
        return ""
    return str(value).strip() if isinstance(value, (str, int, float)) else ""

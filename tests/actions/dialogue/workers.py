"""A worker's talk in a channel that shows forms, without Rasa."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.dialogue import commands, workflow
from actions.dialogue.library import Library
from actions.dialogue.output import Ask, Message, Say
from actions.dialogue.state import State
from actions.dialogue.talk import Talk
from catalog.model import Publiek

CASE: Mapping[str, Any] = {
    "gemeente": "Den Bosch",
    "leeftijd": "34",
    "hulpvraag": ["wonen"],
    "achtergrond": ["psychiatrie"],
    "leefgebieden": ["meerdere"],
    "citaat": "Ik wil niet meer alleen zitten",
}
"""What a form about the situation says of an invented client."""


def worker(library: Library, *, forms: bool = True) -> Talk:
    """Give a worker's talk that was greeted."""
    talk = Talk(State(spreker=Publiek.WIJKTEAM, welcomed=True), library)
    talk.forms = forms
    return talk


def fill(talk: Talk, subject: str, fields: Mapping[str, Any]) -> list[Message]:
    """Fill in a form; gives what is said."""
    talk.fresh = False
    return workflow.filled(talk, {"formulier": subject, "velden": dict(fields)})


def press(talk: Talk, command: str) -> list[Message]:
    """Press a button."""
    talk.fresh = talk.greeted = False
    return commands.do(talk, command)


def as_shown(form: Say, **changes: Any) -> dict[str, Any]:
    """Give the fields of a form as they were shown, but for some."""
    fields: Any = form.data["fields"]
    shown = {f["field"]: f["chosen"] if f["choices"] else f["value"] or "" for f in fields}
    return {**shown, **changes}


def advised(library: Library) -> Talk:
    """Give a talk in which a proposal was made: Kleinschalig Thuis."""
    talk = worker(library)
    fill(talk, "situatie", CASE)
    said = fill(talk, "wonen", {"woonvorm": ["dicht_bij_anderen"], "steun": ["mantelzorg"]})
    assert "advice" in kinds(said)
    return talk


def kinds(said: list[Message]) -> list[str]:
    """Give the kinds of what was said, in order."""
    return ["question" if isinstance(m, Ask) else m.kind for m in said]


def one(said: list[Message], kind: str) -> Say:
    """Give the one message of a kind; AssertionError when there is not exactly one."""
    (found,) = [m for m in said if isinstance(m, Say) and m.kind == kind]
    return found

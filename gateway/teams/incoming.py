"""What an activity of Teams asks for, without looking at any conversation."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from microsoft_agents.activity import Activity, ActivityTypes, Mention

from gateway.model import MAX_TEXT
from gateway.teams.signing import FIELD

ADAPTIVE_ACTION = "adaptiveCard/action"
TASK = "task/"
# What Teams itself adds to every message that is typed with formatting.
OWN_ATTACHMENTS = frozenset({"text/html"})
SPACES = re.compile(r"[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Typed:
    """Words of the worker; `attached`: something came along that is not read."""

    text: str
    attached: bool = False


@dataclass(frozen=True, slots=True)
class Submitted:
    """A button of a card: its signed data and what was filled in."""

    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Installed:
    """The bot was added."""


@dataclass(frozen=True, slots=True)
class Removed:
    """The bot was taken away."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that cannot be taken; `code` says how that is told, `text` is what was written."""

    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """An invoke, which waits for its answer: a card's action, a dialog, or something unknown."""

    name: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Nothing:
    """An activity that asks for no answer."""


type Incoming = Typed | Submitted | Installed | Removed | Unread | Asked | Nothing


def read(activity: Activity) -> Incoming:
    """Give what an activity asks for."""
    match activity.type:
        case ActivityTypes.message:
            return _message(activity)
        case ActivityTypes.invoke:
            return _invoke(activity)
        case ActivityTypes.installation_update:
            return _installation(activity)
        case ActivityTypes.conversation_update:
            return _members(activity)
        case ActivityTypes.message_update:
            return Unread("bericht_aangepast", text_of(activity))
        case ActivityTypes.message_delete:
            return Unread("bericht_verwijderd")
        case ActivityTypes.message_reaction:
            # A thumb up under a question is meant as an answer more often than not.
            return Unread("reactie") if activity.reactions_added else Nothing()
        case ActivityTypes.typing | ActivityTypes.trace | ActivityTypes.end_of_conversation:
            return Nothing()
        case _:
            return Unread("onbekend")


def _message(activity: Activity) -> Incoming:
    text = text_of(activity)
    if isinstance(activity.value, dict) and (FIELD in activity.value or not text):
        return Submitted(activity.value)
    attached = any(
        (each.content_type or "").lower() not in OWN_ATTACHMENTS
        for each in activity.attachments or ()
    )
    if not text:
        return Unread("bijlage" if attached else "leeg")
    if len(text) > MAX_TEXT:
        return Unread("te_lang", text)
    return Typed(text, attached)


def text_of(activity: Activity) -> str:
    """Give what was typed, without the mentions of the bot.

    Only the words that Teams itself marks as a mention of the bot are left out; a worker may
    write anything between angle brackets.
    """
    text = activity.text or ""
    own = activity.recipient.id if activity.recipient is not None else None
    for entity in activity.entities or ():
        if isinstance(entity, Mention) and entity.text and entity.mentioned is not None:
            named = entity.mentioned.id == own
            text = text.replace(entity.text, " " if named else _bare(entity), 1)
    if activity.text_format == "xml":
        text = html.unescape(text)
    return SPACES.sub(" ", text).strip()


def _bare(mention: Mention) -> str:
    """Give the name of somebody else who is mentioned: words as any, masked as any."""
    return mention.mentioned.name or " "


def _installation(activity: Activity) -> Incoming:
    action = str(activity.action or "")
    if action.startswith("add"):
        return Installed()
    return Removed() if action.startswith("remove") else Nothing()


def _members(activity: Activity) -> Incoming:
    own = activity.recipient.id if activity.recipient is not None else None
    if own is not None and any(each.id == own for each in activity.members_added or ()):
        return Installed()
    if own is not None and any(each.id == own for each in activity.members_removed or ()):
        return Removed()
    return Nothing()


def _invoke(activity: Activity) -> Incoming:
    name = str(activity.name or "")
    value = activity.value
    if name == ADAPTIVE_ACTION and isinstance(value, dict):
        action = value.get("action")
        data = action.get("data") if isinstance(action, dict) else None
        return Asked(name, data if isinstance(data, dict) else {})
    return Asked(name)

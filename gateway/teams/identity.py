"""Who talks where, as an HMAC: neither a name nor an id of Teams is the key of a conversation."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from microsoft_agents.activity import Activity, ConversationReference
from pydantic import ValidationError

from gateway.practice.identity import of_account

CHANNEL = "teams"
PERSONAL = "personal"
MAX_ID = 1024
SEPARATOR = "\x1f"
# What an id of Teams is made of; nothing that could lead an address elsewhere.
CONVERSATION_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9:@._;=|+\-]{0,1023}")


class Unidentified(Exception):
    """An activity that does not say who talks where."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One person in one chat. `person` and `chat` are HMACs; `reference` is how to answer.

    `personal` is false for group chats and channels, which never share a talk with a personal one.
    `trainee` is the opaque id under which this person practises, None where nobody does.
    """

    person: str
    chat: str
    personal: bool
    reference: dict[str, Any]
    trainee: str | None = None


class Names:
    """Gives the keys of talks and activities, from one secret.

    `practice_secret` is that of practising, None where nobody practises.
    """

    def __init__(self, key: bytes, practice_secret: bytes | None = None) -> None:
        self._key = hmac.digest(key, b"names", hashlib.sha256)
        self._practice_secret = practice_secret

    def talk(self, activity: Activity, tenant: str) -> Talk:
        """Give who talks where. Raises Unidentified."""
        chat, sender = activity.conversation, activity.from_property
        if chat is None or not chat.id or not CONVERSATION_ID.fullmatch(chat.id):
            raise Unidentified
        if sender is None or not sender.id or len(sender.id) > MAX_ID or not activity.service_url:
            raise Unidentified
        kind = chat.conversation_type or ""
        personal = kind == PERSONAL and not chat.is_group
        # The kind is part of the name: nothing of a personal chat is ever found from a group.
        place = (tenant, PERSONAL if personal else "shared", chat.id)
        return Talk(
            person=self._name("person", *place, sender.id),
            chat=self._name("chat", *place),
            personal=personal,
            reference=reference_of(activity),
            trainee=self._trainee(tenant, sender.id) if personal else None,
        )

    def message(self, talk: Talk, activity: Activity) -> str:
        """Give the id of a message: the same activity again gives the same."""
        if not activity.id or len(activity.id) > MAX_ID:
            raise Unidentified
        return self._name("message", talk.chat, str(activity.type), activity.id)

    def _trainee(self, tenant: str, user: str) -> str | None:
        # Of the person, whatever the chat: progress outlives a talk.
        secret = self._practice_secret
        return None if secret is None else of_account(secret, CHANNEL, tenant, user)

    def _name(self, *parts: str) -> str:
        return hmac.new(self._key, SEPARATOR.join(parts).encode(), hashlib.sha256).hexdigest()


def reference_of(activity: Activity) -> dict[str, Any]:
    """Give what is needed to answer later, without any name. Raises Unidentified."""
    try:
        whole = activity.get_conversation_reference()
    except (ValidationError, ValueError, TypeError, AttributeError):
        raise Unidentified from None
    dumped: Mapping[str, Any] = whole.model_dump(mode="json", by_alias=True, exclude_none=True)
    kept = {name: dumped[name] for name in ("channelId", "serviceUrl") if name in dumped}
    for who in ("user", "bot"):
        if who in dumped:
            kept[who] = {"id": dumped[who].get("id", "")}
    chat = dumped["conversation"]
    kept["conversation"] = {
        name: chat[name] for name in ("id", "conversationType", "tenantId") if name in chat
    }
    return kept


def to_reference(kept: Mapping[str, Any]) -> ConversationReference:
    """Give a kept reference as the SDK's own."""
    return ConversationReference.model_validate(kept)

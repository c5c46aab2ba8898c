"""What a melding says: exactly what the person told, what the computer found, and the contact."""

from __future__ import annotations

import hashlib
from typing import Any

from gateway.model import Contact
from gateway.store.store import Snapshot
from gateway.words import words


def melding_text(snapshot: Snapshot, contact: Contact) -> str:
    """Give the whole text of the melding of a conversation."""
    texts = words().section("melding")
    parts = [str(texts["kop"]), str(texts["uitleg"]), _contact(contact)]
    facts = snapshot.state.get("facts", [])
    parts.append(_list(texts["verteld"], [str(each["sentence"]) for each in facts]))
    if snapshot.advice is None:
        parts.append(f"{texts['uitkomst']}:\n{texts['geen_uitkomst']}")
    else:
        outcomes = [str(block["outcome"]) for block in snapshot.advice.get("blocks", [])]
        parts.append("\n".join([f"{texts['uitkomst']}:", *outcomes]))
        parts.append(str(snapshot.advice.get("disclaimer", "")))
    return "\n\n".join(each for each in parts if each)


def _contact(contact: Contact) -> str:
    texts = words().section("melding")
    given = [
        f"{texts[name]}: {' '.join(value.split())}"
        for name, value in contact.model_dump().items()
        if value.strip()
    ]
    return _list(texts["contact"], given) if given else str(texts["contact_geen"])


def _list(heading: str, lines: list[str]) -> str:
    return "\n".join([f"{heading}:", *(f"- {line}" for line in lines)])


def digest(text: str) -> str:
    """Give what tells this text from any other."""
    return hashlib.sha256(text.encode()).hexdigest()


def recipient(advice: dict[str, Any] | None) -> str:
    """Give to whom the melding goes, in words."""
    contact = (advice or {}).get("contact") or {}
    return str(contact.get("organisatie") or words().section("melding")["aan"])

"""Danger in a message, as the gateway itself may have to answer it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from gateway.model import NewEntry
from safety import help as safety_help
from safety.danger import detect_sign
from safety.judged import Judged


@dataclass(frozen=True, slots=True)
class Sign:
    """What `safety` found in a message; no words of it."""

    kind: str
    present: bool
    child: bool

    def packed(self) -> dict[str, Any]:
        """Give it as plain data, to keep with the message."""
        return asdict(self)


def judge(text: str, spreker: str | None) -> tuple[Judged, Sign | None]:
    """Give what was found in a message, to go along with it, and what it tells of danger."""
    judged = Judged.of(text, spreker)
    if judged.found is not None:
        found = judged.found
        return judged, Sign(found.kind, found.present, found.child_speaking)
    softer = detect_sign(text, spreker)
    return judged, Sign(softer.kind, False, softer.child_speaking) if softer is not None else None


def sign_in(text: str, spreker: str | None) -> Sign | None:
    """Give what a message tells of danger, None when it tells of none."""
    return judge(text, spreker)[1]


def help_entry(sign: Sign, spreker: str | None) -> NewEntry:
    """Give the help for a sign, in the same form as the assistant's own."""
    found = safety_help.text(sign.kind, spreker, sign.present, sign.child)
    calls = [f"- {c.naam}: {c.nummer} ({c.wanneer})" for c in found.contacten if c.nummer]
    text = "\n\n".join((*found.alineas, *(["\n".join(calls)] if calls else [])))
    contacts = [
        {"naam": c.naam, "nummer": c.nummer, "wanneer": c.wanneer, "site": c.site}
        for c in found.contacten
    ]
    data = {"soort": sign.kind, "contacten": contacts, "snel_weg": found.snel_weg}
    return NewEntry("system", "danger", text, data)

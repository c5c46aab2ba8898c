"""What to say when a message tells of danger, and which numbers to give.

Texts and numbers are data (safety/data/help.yaml); a gemeente fills in its own contacts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HELP_FILE = Path(__file__).parent / "data" / "help.yaml"

MAX_AGE_DAYS = 365
"""A number that was checked longer ago than this is to be checked again."""


@dataclass(frozen=True)
class Contact:
    """Somebody to call. `nummer` is None where it is a setting that nobody has filled in."""

    id: str
    naam: str
    nummer: str | None
    wanneer: str
    gecontroleerd: date
    ook: str | None = None
    site: str | None = None


@dataclass(frozen=True)
class HelpText:
    """What to show: short paragraphs, whom to call (first things first) and two marks.

    `snel_weg` asks for a button that leaves the page at once; `stopt` tells that the text says
    that the intake has stopped.
    """

    alineas: tuple[str, ...]
    contacten: tuple[Contact, ...]
    snel_weg: bool
    stopt: bool


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = yaml.safe_load(HELP_FILE.read_text(encoding="utf-8"))
    return data


@cache
def contacts() -> tuple[Contact, ...]:
    """Return every contact of the data file."""
    return tuple(
        Contact(id=name, **{"nummer": None, **fields})
        for name, fields in _data()["contacten"].items()
    )


def text(
    kind: str,
    spreker: str | None,
    present: bool,
    child: bool = False,
    gemeente: Mapping[str, str] | None = None,
) -> HelpText:
    """Return what to say about danger of `kind` to `spreker`.

    `kind` is a crisis intent or a softer sign (safety.danger), `spreker` inwoner, naaste,
    wijkteam, trainee (spoken to as wijkteam) or None (as inwoner); `present` and `child` come
    from the finding (``Danger.present``, ``Danger.child_speaking``). `gemeente` gives numbers by
    the id of a contact ("gemeente", "jeugdteam", "huisarts"). Raises `KeyError` for an unknown
    kind and `ValueError` for an unknown spreker.
    """
    about = _data()["teksten"][kind]
    if spreker not in (None, "inwoner", "naaste", "wijkteam", "trainee"):
        raise ValueError(f"unknown spreker {spreker!r}")
    who = {None: "inwoner", "trainee": "wijkteam"}.get(spreker, spreker)
    if child and who != "wijkteam":
        if "kind" not in about:
            return for_child(gemeente)
        who, present = "kind", True
    when = "nu" if present and "nu" in about[who] else "naast"
    names = about.get("contacten_kind" if who == "kind" else "contacten", about["contacten"])
    return HelpText(
        alineas=(*about[who][when], _data()["slot"][who][when]),
        contacten=_pick(names, gemeente),
        snel_weg=bool(about.get("snel_weg")) and who != "wijkteam",
        stopt=when == "nu",
    )


def for_child(gemeente: Mapping[str, str] | None = None) -> HelpText:
    """Return what to say to a child that writes itself and tells of no danger: no intake."""
    about = _data()["kind_schrijft"]
    return HelpText(tuple(about["alineas"]), _pick(about["contacten"], gemeente), False, True)


def _pick(names: list[str], gemeente: Mapping[str, str] | None) -> tuple[Contact, ...]:
    by_id = {contact.id: contact for contact in contacts()}
    filled = gemeente or {}
    return tuple(
        replace(by_id[name], nummer=filled.get(name, by_id[name].nummer)) for name in names
    )


def outdated(today: date) -> tuple[Contact, ...]:
    """Return the contacts that were checked more than `MAX_AGE_DAYS` days before `today`."""
    return tuple(
        contact for contact in contacts() if (today - contact.gecontroleerd).days > MAX_AGE_DAYS
    )

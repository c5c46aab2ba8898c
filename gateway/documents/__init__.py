"""The documents that a gemeente must have, filled in from the settings that the gateway runs with.

Each is a file beside this module in which `{names}` stand for settings. What only the gemeente
knows is marked "[in te vullen door de gemeente: …]".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from gateway.settings import Settings
from gateway.site import Site, Sites
from gateway.store.receipts import MONTHS
from gateway.teams.settings import TeamsSettings

HERE = Path(__file__).parent
TO_FILL_IN = "[in te vullen door de gemeente:"
MARKDOWN = ("dpia", "verwerkingsregister", "toegankelijkheidsverklaring", "gegevens")
REGISTER = "algoritme"
COLUMNS = (
    *("plaats", "gegevens", "bijzonder", "versleuteld"),
    *("termijn", "grondslag", "hoe het weggaat", "test"),
)
PRACTICE_MONTHS = 12
"""How long progress of practising is kept; a test holds it against that store."""
DOCUMENTS = (*(f"{name}.md" for name in MARKDOWN), f"{REGISTER}.json")


@cache
def places() -> tuple[Mapping[str, Any], ...]:
    """Give every place where data of a person rests or passes, as gegevens.yaml tells them."""
    found = yaml.safe_load((HERE / "gegevens.yaml").read_text(encoding="utf-8"))
    return tuple(found["plaatsen"])


def values(settings: Settings, site: Site, teams: TeamsSettings) -> dict[str, str]:
    """Give what the names in the documents stand for."""
    contact = site.contact
    reached = [f"Telefoon: {contact.telefoon}." if contact.telefoon else ""]
    reached += [f"Website: {contact.website}." if contact.website else ""]
    given = {
        "gemeente": site.naam,
        "organisatie": contact.organisatie,
        "contact": " ".join(each for each in reached if each),
        "adres": ", ".join(site.hosts) or f"{TO_FILL_IN} adres van de website]",
        "publieken": ", ".join(settings.audiences),
        "melding": _melding(settings),
        "buiten": _outside(settings, teams),
        "teams": "aan" if teams.enabled else "uit",
        "teams_idle_hours": _number(teams.idle_hours),
        "teams_absolute_hours": _number(max(teams.idle_hours, settings.absolute_hours)),
        "oefenen": "aan" if settings.practice else "uit",
        "practice_months": str(PRACTICE_MONTHS),
        "receipt_months": str(MONTHS),
        "sleutel": _key(settings),
        "idle_hours": _number(settings.idle_hours),
        "absolute_hours": _number(settings.absolute_hours),
        "melding_retention_days": _number(settings.melding_retention_days),
        "counts_months": str(settings.counts_months),
        "message_rate": _rate(settings.message_rate),
        "address_rate": _rate(settings.address_rate),
        "session_rate": _rate(settings.session_rate),
    }
    return {**given, "plaatsen": _table(given)}


def document(name: str, settings: Settings, site: Site, teams: TeamsSettings | None = None) -> str:
    """Give one of DOCUMENTS as the text of its file; Teams' settings are the environment's."""
    filled = values(settings, site, teams or TeamsSettings())
    stem = Path(name).stem
    if stem == REGISTER:
        raw = yaml.safe_load((HERE / f"{REGISTER}.yaml").read_text(encoding="utf-8"))
        return json.dumps(_filled(raw, filled), ensure_ascii=False, indent=2) + "\n"
    return (HERE / f"{stem}.md").read_text(encoding="utf-8").format_map(filled)


def write_documents(settings: Settings, folder: Path, site: str) -> list[Path]:
    """Write every document into a folder; gives their paths. Raises ValueError, OSError."""
    found = Sites.read(settings.sites_folder).of_id(site)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in DOCUMENTS:
        file = folder / name
        file.write_text(document(name, settings, found), encoding="utf-8")
        written.append(file)
    return written


def _filled(value: Any, filled: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return value.format_map(filled)
    if isinstance(value, list):
        return [_filled(each, filled) for each in value]
    if isinstance(value, dict):
        return {key: _filled(each, filled) for key, each in value.items()}
    return value


def _table(filled: Mapping[str, str]) -> str:
    """Give the places as a table."""
    lines = [f"| {' | '.join(COLUMNS)} |", "|" + "---|" * len(COLUMNS)]
    for each in places():
        cells = (
            each["waar"],
            each["gegevens"],
            "ja" if each["bijzonder"] else "nee",
            ", ".join(each["versleuteld"]) or "niet",
            each["termijn"],
            each["grondslag"],
            each["weg"],
            f"`{each['test']}`",
        )
        lines.append(f"| {' | '.join(str(cell).format_map(filled) for cell in cells)} |")
    return "\n".join(lines)


def _outside(settings: Settings, teams: TeamsSettings) -> str:
    """Give what leaves the machines of the gemeente, as the end of a sentence that says nothing."""
    sent = ["meldingen"] if settings.melding_webhook else []
    sent += ["wat in Microsoft Teams wordt gezegd (naar Microsoft)"] if teams.enabled else []
    return f", behalve {' en '.join(sent)}" if sent else ""


def _melding(settings: Settings) -> str:
    if settings.melding_folder is not None:
        return " (naar een map van de gemeente)"
    if settings.melding_smtp is not None:
        return " (per mail aan de gemeente)"
    if settings.melding_webhook is not None:
        return " (naar een systeem van de gemeente)"
    return " (nu niet ingesteld)"


def _key(settings: Settings) -> str:
    if settings.store_keys is not None or settings.store_key_file is not None:
        return "een sleutel van de gemeente"
    return "een sleutelbestand naast de database; voor gebruik door inwoners: een eigen sleutel"


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _rate(rate: str) -> str:
    """Give "20/minute" in Dutch; another form as it is."""
    number, _slash, unit = rate.partition("/")
    dutch = {"second": "seconde", "minute": "minuut", "hour": "uur", "day": "dag"}
    return f"{number} per {dutch[unit]}" if unit in dutch else rate

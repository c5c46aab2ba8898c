"""A skeleton of a case from a set of kenmerken, with what the engine makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from catalog.advice.explaining import plain
from catalog.advice.request import RequestError, parse_facts
from catalog.loader import Catalogue
from catalog.model import Facts, Kenmerk, KenmerkType
from practice.cases.checking import advice_on, decides

TO_WRITE = "…"
"""Stands where the author writes; no case with it left in can be loaded."""
TRUTHS = {"ja": True, "true": True, "nee": False, "false": False}


def parse_given(given: Iterable[str], vocabulary: Mapping[str, Kenmerk]) -> Facts:
    """Read `kenmerk=waarde` as typed; of a list the values are parted by commas.

    Raises RequestError for what is no kenmerk or no value.
    """
    raw: dict[str, object] = {}
    for each in given:
        name, mark, value = each.partition("=")
        if not mark:
            raise RequestError(f"{each!r} is not kenmerk=waarde")
        kenmerk = vocabulary.get(name)
        raw[name] = _raw(kenmerk, value) if kenmerk else value
    return parse_facts(raw, vocabulary)


def _raw(kenmerk: Kenmerk, value: str) -> object:
    if kenmerk.type is KenmerkType.MANY:
        return [part for part in value.split(",") if part]
    if kenmerk.type is KenmerkType.BOOL:
        return TRUTHS.get(value, value)
    if kenmerk.type in (KenmerkType.INT, KenmerkType.NUMBER):
        number = float(value) if value.replace(".", "", 1).isdigit() else value
        whole = kenmerk.type is KenmerkType.INT and isinstance(number, float)
        return int(number) if whole else number
    return value


def draft(catalogue: Catalogue, stelsel: str, domein: str, facts: Facts, id_: str) -> str:
    """Give the YAML of a skeleton; what the engine makes of the facts stands above it."""
    advice = advice_on(catalogue, stelsel, domein, facts)
    deciding = [name for name in facts if name in decides(advice, catalogue)]
    skeleton: dict[str, Any] = {
        "id": id_,
        "titel": TO_WRITE,
        "stelsel": stelsel,
        "domein": domein,
        "niveau": 1,
        "persoon": {"naam": TO_WRITE, "leeftijd": facts.get("leeftijd", 0), "voornaamwoord": "zij"},
        "spreker": "inwoner",
        "relatie": None,
        "verhaal": TO_WRITE,
        "opening": TO_WRITE,
        "kenmerken": {name: plain(value) for name, value in facts.items()},
        "in_verhaal": list(facts),
        "in_opening": ["hulpvraag"] if "hulpvraag" in facts else [],
        "zegt": {name: {"antwoord": TO_WRITE} for name in facts if name != "hulpvraag"},
        "weet_niet": TO_WRITE,
        "afleiders": [],
        "vraagt": [
            {"kenmerk": name, "waarom": TO_WRITE, "voorbeeld": TO_WRITE} for name in deciding
        ],
        "uitkomst": advice["uitkomst"],
        "verwacht": list(advice["producten"]) if advice["uitkomst"] == "product" else [],
        "beslissend": deciding,
        "redenen": [{"id": name, "kenmerk": name, "tekst": TO_WRITE} for name in deciding],
        "waarom_niet": _why_not(advice),
        "stappen": dict.fromkeys(
            ("hulpvraag", "problemen", "ondersteuning", "eigen_kracht", "wmo"), TO_WRITE
        ),
    }
    told = "\n".join(f"# {line}" for line in engine_lines(advice))
    body = yaml.safe_dump(skeleton, allow_unicode=True, sort_keys=False, width=96)
    return f"{told}\n{body}"


def _why_not(advice: Mapping[str, Any]) -> dict[str, str]:
    """Give the two products nearest to what is advised, with the engine's reason."""
    if advice["uitkomst"] != "product":
        return {}
    order = [each["product"] for each in advice["overwogen"]]
    places = [order.index(each) for each in advice["producten"]]
    near = sorted(
        advice["waarom_niet"], key=lambda id_: min(abs(order.index(id_) - p) for p in places)
    )
    return {id_: advice["waarom_niet"][id_] for id_ in near[:2]}


def engine_lines(advice: Mapping[str, Any]) -> list[str]:
    """Say what the engine makes of some facts: outcome, reason, what is open, what changes it."""
    lines = [f"uitkomst: {advice['uitkomst']}"]
    if advice["producten"]:
        lines.append(f"producten: {', '.join(advice['producten'])}")
    lines.append(f"reden: {advice['reden']['tekst']}")
    if advice["ontbreekt"]:
        lines.append(f"ontbreekt: {', '.join(advice['ontbreekt'])}")
    for change in advice["wat_verandert"]:
        becomes = ", ".join(change["producten"]) or change["uitkomst"]
        lines.append(f"{change['kenmerk']} = {change['waarde']} -> {becomes}")
    lines += [f"regel: {rule}" for rule in advice["regels"]]
    return lines

"""The danger rules and word classes as they stand in safety/data/danger.yaml, checked."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

RULES_FILE = Path(__file__).parent / "data" / "danger.yaml"

CRISIS_KINDS = (
    "crisis_suicide",
    "crisis_gevaar",
    "huiselijk_geweld",
    "kind_in_gevaar",
    "psychose_acuut",
)
"""The crisis intents of the public contract."""

SIGN_KINDS = ("verward_persoon", "geen_onderdak", "eenzaam", "misdrijf")
"""Signs that call for help of another kind and never stop an intake by themselves."""

_ALLOWED = {
    "level": ("acute", "sign", "told", "doubt"),
    "past": ("drop", "doubt", "keep"),
    "negation": ("both", "before", "none"),
}

# Of two findings the one with the greater weight goes first: what calls for 112 before the rest.
_WEIGHT = {
    "crisis_gevaar": 50,
    "crisis_suicide": 40,
    "kind_in_gevaar": 30,
    "huiselijk_geweld": 20,
    "psychose_acuut": 10,
    "verward_persoon": 4,
    "geen_onderdak": 3,
    "eenzaam": 2,
    "misdrijf": 1,
}


@dataclass(frozen=True)
class Rule:
    """One rule; the head of the data file says what the fields mean."""

    id: str
    kind: str
    level: str
    why: str
    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()
    past: str = "drop"
    negation: str = "both"
    weight: int = 0
    child: bool = False
    only_child: bool = False


@dataclass(frozen=True)
class RuleBook:
    """Everything in the data file: word classes, crisis rules and rules of the softer signs."""

    classes: dict[str, str]
    rules: tuple[Rule, ...]
    signs: tuple[Rule, ...]


def parse(text: str) -> RuleBook:
    """Return the rules in a YAML text.

    Raises `ValueError` that names the rule and the fault: an unknown field, kind, level, past
    or negation, a missing field, or an id that comes twice.
    """
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(text, Loader=loader)  # noqa: S506  (both are safe loaders)
    seen: set[str] = set()
    rules = tuple(_rule(entry, CRISIS_KINDS, seen) for entry in data["rules"])
    signs = tuple(_rule(entry, SIGN_KINDS, seen) for entry in data["signs"])
    return RuleBook(dict(data["classes"]), rules, signs)


def _rule(entry: dict[str, Any], kinds: tuple[str, ...], seen: set[str]) -> Rule:
    name = entry.get("id", "a rule without id")
    known = {field.name for field in fields(Rule)}
    if unknown := sorted(set(entry) - known):
        raise ValueError(f"{name}: unknown field {unknown[0]}; allowed: {', '.join(sorted(known))}")
    if missing := [key for key in ("id", "kind", "level", "why", "patterns") if key not in entry]:
        raise ValueError(f"{name}: field {missing[0]} is missing")
    if name in seen:
        raise ValueError(f"{name}: this id comes twice")
    seen.add(name)
    for field, allowed in (*_ALLOWED.items(), ("kind", kinds)):
        if entry.get(field, allowed[0]) not in allowed:
            raise ValueError(f"{name}: {field} {entry[field]!r}; allowed: {', '.join(allowed)}")
    values = {"weight": _WEIGHT[entry["kind"]], **entry}
    for field in ("patterns", "unless"):
        rows = str(entry.get(field, "")).splitlines()
        values[field] = tuple(row.strip() for row in rows if row.strip())
    return Rule(**values)


@cache
def rule_book() -> RuleBook:
    """Return the rules that are shipped; read once."""
    return parse(RULES_FILE.read_text(encoding="utf-8"))

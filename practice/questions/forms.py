"""The form of a question, by readable rules: vormen.yaml holds their words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dutch.words import fold

FILE = Path(__file__).with_name("vormen.yaml")
_LONGEST_ELLIPSIS = 5
"""Words up to which something without a verb may be a question ("en 's nachts")."""


class Vorm(StrEnum):
    """How a question is asked."""

    OPEN = "open"
    GESLOTEN = "gesloten"
    SUGGESTIEF = "suggestief"
    MEERVOUDIG = "meervoudig"
    ONGEPAST = "ongepast"
    GEEN_VRAAG = "geen_vraag"


@cache
def _rules() -> Mapping[str, re.Pattern[str]]:
    """Give the rules of the file, each as one pattern."""
    content: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    joined = {
        name: value.strip() if isinstance(value, str) else "|".join(f"(?:{each})" for each in value)
        for name, value in content.items()
    }
    before = f"(?:{joined['voor_vraagwoord']} (?:(?:ongeveer|precies) )?)?"
    joined["open_begin"] = f"^{before}{joined['vraagwoord']}"
    joined["open_ergens"] = rf"\b{before}{joined['vraagwoord']}"
    joined["gesloten_begin"] = f"^{joined['werkwoord']}\\b"
    joined["aanloop"] = f"^{joined['aanloop']}"
    return {name: re.compile(pattern) for name, pattern in joined.items()}


def without_preamble(text: str) -> str:
    """Give a text folded, without the words that may stand before a question."""
    folded = fold(text).strip()
    return _rules()["aanloop"].sub("", folded).strip() or folded


def starts_question(text: str) -> bool:
    """Tell whether a text begins as a question does, by its first words alone."""
    rules, bare = _rules(), without_preamble(text)
    return bool(
        rules["open_begin"].match(bare)
        or rules["gesloten_begin"].match(bare)
        or rules["vertel"].match(bare)
        or rules["vraagt"].match(bare)
    )


def asks(text: str) -> bool:
    """Tell whether a sentence asks something: by its mark, its start, or as an ellipsis."""
    folded = fold(text).strip()
    short = len(folded.split()) <= _LONGEST_ELLIPSIS
    return folded.endswith("?") or starts_question(text) or (short and folded.startswith("en "))


def states(text: str) -> bool:
    """Tell whether a sentence has the order of a statement ("u bent ...")."""
    return bool(_rules()["stellend"].match(without_preamble(text)))


def improper(text: str) -> bool:
    """Tell whether a text holds what a consultant does not ask or say."""
    return bool(_rules()["ongepast"].search(fold(text)))


def goes_on(text: str) -> bool:
    """Tell whether a question goes on about what was asked before."""
    return bool(_rules()["doorvragen"].search(without_preamble(text)))


def form_of(text: str) -> Vorm:
    """Give the form of one question: open, gesloten or suggestief."""
    rules, folded, bare = _rules(), fold(text).strip(), without_preamble(text)
    asked_to_tell = rules["vertel"].match(bare)
    if not asked_to_tell and _leads(folded, bare, rules):
        return Vorm.SUGGESTIEF
    if asked_to_tell or rules["open_begin"].match(bare):
        return Vorm.OPEN
    if rules["vraagt"].match(bare) or rules["kan_vertellen"].match(bare):
        return _within(bare, rules)
    if rules["gesloten_begin"].match(bare):
        return Vorm.GESLOTEN
    if states(text) and folded.endswith("?"):
        # A question word later on asks all the same ("als u boos wordt, wat doet u dan?").
        return Vorm.OPEN if rules["open_ergens"].search(bare) else Vorm.SUGGESTIEF
    if rules["open_ergens"].search(bare):
        return Vorm.OPEN
    ellipsis = folded.startswith("en ") and not rules["of"].search(bare)
    return Vorm.OPEN if ellipsis else Vorm.GESLOTEN


def _leads(folded: str, bare: str, rules: Mapping[str, re.Pattern[str]]) -> bool:
    if rules["sturend"].search(folded) and not rules["open_begin"].match(bare):
        return True
    stated = rules["stellend"].match(bare) and not rules["vraagt"].match(bare)
    return bool(stated and rules["sturend_stellend"].search(bare))


def _within(bare: str, rules: Mapping[str, re.Pattern[str]]) -> Vorm:
    """Give the form of what is asked inside a statement or a request to tell."""
    open_at = rules["open_ergens"].search(bare)
    closed_at = rules["of"].search(bare)
    if closed_at and (open_at is None or closed_at.start() < open_at.start()):
        return Vorm.GESLOTEN
    return Vorm.OPEN

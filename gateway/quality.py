"""The report of a month for the gemeente, from counts that lead to nobody.

Numbers are rounded to fives and those under five are not told, so that nobody is to be found in
them, not even by subtracting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "kwaliteit.yaml"
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
LEAST = 5

type Counts = Mapping[str, Mapping[str, int]]


@cache
def texts() -> Mapping[str, Any]:
    """Give the words of the report."""
    found: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def coarse(number: int) -> int | None:
    """Give a number rounded to fives, None for one that is too small to be told."""
    if number < LEAST:
        return None
    return LEAST * ((number + LEAST // 2) // LEAST)


def report(month: str, counts: Counts) -> dict[str, Any]:
    """Give the report as data: per subject its total and its values, the most frequent first.

    Raises ValueError for what is no month.
    """
    if not MONTH.fullmatch(month):
        raise ValueError("month: a month is written as 2026-11")
    return {
        "maand": month,
        "kleinste_getal": LEAST,
        "onderwerpen": {
            name: {
                "totaal": coarse(sum(counts.get(name, {}).values())),
                "waarden": {
                    value: coarse(number)
                    for value, number in sorted(
                        counts.get(name, {}).items(), key=lambda each: (-each[1], each[0])
                    )
                },
            }
            for name in texts()["onderwerpen"]
        },
    }


def as_text(found: Mapping[str, Any]) -> str:
    """Give a report as Markdown."""
    words = texts()
    lines = [f"# {words['titel']} {found['maand']}", "", words["uitleg"], ""]
    for name, subject in words["onderwerpen"].items():
        about = found["onderwerpen"][name]
        lines += [f"## {subject['kop']}", "", subject["uitleg"], ""]
        if not about["waarden"]:
            lines += [words["niets"], ""]
            continue
        lines += [f"| {subject['kolom']} | {words['aantal']} |", "|---|---|"]
        lines += [f"| {value} | {_told(n)} |" for value, n in about["waarden"].items()]
        lines += [f"| {words['totaal']} | {_told(about['totaal'])} |", ""]
    return "\n".join(lines)


def _told(number: int | None) -> str:
    return str(number) if number is not None else str(texts()["klein"])

"""The checklist of OWASP ASVS; `python -m tests.attacks.asvs` writes docs/beheer/asvs.md."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "docs" / "beheer" / "asvs.yaml"
PAGE = SOURCE.with_suffix(".md")
KINDS = {"tests": "shown by tests", "not_applicable": "does not apply", "open": "open"}


def points() -> list[dict[str, Any]]:
    """Give the points of the checklist, in its order."""
    found: list[dict[str, Any]] = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    return found


def kind_of(point: dict[str, Any]) -> str:
    """Tell by what a point is met; ValueError unless it is exactly one thing."""
    (kind,) = [each for each in KINDS if each in point]
    return kind


def page() -> str:
    """Give the page."""
    counted = Counter(kind_of(each) for each in points())
    told = ", ".join(f"{counted[each]} {words}" for each, words in KINDS.items())
    lines = [
        "# OWASP ASVS, level 2",
        "",
        "Made from [asvs.yaml](asvs.yaml) by `python -m tests.attacks.asvs`; do not edit. Version",
        "4.0.3, per section, in our own words. It is our own reading: nobody has certified it.",
        f"{len(points())} points: {told}.",
        "",
        "| section | what is asked | how |",
        "|---|---|---|",
    ]
    for each in points():
        kind = kind_of(each)
        if kind == "tests":
            how = "; ".join(f"`{test}`" for test in each["tests"])
            if "missing" in each:
                how += f". Not covered: {each['missing']}"
        else:
            how = f"{KINDS[kind].capitalize()}: {each[kind]}"
        lines.append(f"| {each['section']} | {each['about']} | {how} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

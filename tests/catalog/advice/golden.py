"""Explanations that were read and found good, kept as files.

A file holds the request (`vraag`) and what a person reads of the advice (`advies`), without the
hashes that every change of a source changes. After a change of texts that is meant, renew them
and read the difference before it is committed:

    .venv/bin/python -m tests.catalog.advice.golden
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.catalog.advice.situations import answer

FOLDER = Path(__file__).parent / "golden"


def files() -> list[Path]:
    """List the kept explanations."""
    return sorted(FOLDER.glob("*.json"))


def readable(advice: dict[str, Any]) -> dict[str, Any]:
    """Give what a person reads of an advice, each text once where it stands."""
    return {
        "uitkomst": advice["uitkomst"],
        "producten": advice["producten"],
        "reden": advice["reden"]["tekst"],
        "overwogen": {
            entry["product"]: {
                "oordeel": entry["oordeel"],
                **{
                    side: [criterium["tekst"] for criterium in entry[side]]
                    for side in ("voor", "tegen", "onbekend")
                    if entry[side]
                },
            }
            for entry in advice["overwogen"]
        },
        "waarom_niet": advice["waarom_niet"],
        "signalen": {signal["id"]: signal["tekst"] for signal in advice["signalen"]},
        "vragen": advice["vragen"],
        "wat_verandert": [
            f"{change['kenmerk']}: {json.dumps(change['waarde'])} → "
            + (", ".join(change["producten"]) or change["uitkomst"])
            + (" (nog meer nodig)" if change["uitkomst"] == "meer-informatie-nodig" else "")
            for change in advice["wat_verandert"]
        ],
        "regels": advice["regels"],
    }


def renew() -> None:
    """Write every explanation anew from its request."""
    for path in files():
        asked = json.loads(path.read_text(encoding="utf-8"))["vraag"]
        kept = {"vraag": asked, "advies": readable(answer(asked))}
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    renew()

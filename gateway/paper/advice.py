"""The advice on paper: a tagged PDF in Dutch, set by typst (a library that needs no other program).

In: the advice as `GET /api/advice` gives it. Out: the bytes of a PDF that meets PDF/UA-1.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import typst

from gateway.words import words

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
TEMPLATE = Path(__file__).parent / "advice.typ"


def advice_pdf(advice: Mapping[str, Any]) -> bytes:
    """Give the advice as a PDF. Nothing of it touches the disk."""
    made_at = dutch_date(str(advice.get("made_at") or ""))
    inputs = {
        "advice": json.dumps({**advice, "made_at": made_at}, ensure_ascii=False),
        "words": json.dumps(dict(words().section("papier")), ensure_ascii=False),
    }
    return typst.compile(
        TEMPLATE,
        format="pdf",
        root=TEMPLATE.parent,
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards="ua-1",
    )


def dutch_date(day: str) -> str:
    """Give an ISO date as people write it: 26 november 2026; anything else as it is."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"

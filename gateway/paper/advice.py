"""The advice on paper: a tagged PDF in Dutch, set by typst (a library that needs no other program).

In: the advice as `GET /api/advice` gives it. Out: the bytes of a PDF that meets PDF/UA-1.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from gateway.words import words

TEMPLATE = Path(__file__).parent / "advice.typ"


def advice_pdf(advice: Mapping[str, Any]) -> bytes:
    """Give the advice as a PDF. Nothing of it touches the disk."""
    inputs = {
        "advice": json.dumps(advice, ensure_ascii=False),
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

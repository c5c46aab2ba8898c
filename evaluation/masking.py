"""How well masking works on lines whose identifying pieces are marked.

A line is `{id, tekst, weg: [{soort, tekst}]}`: `weg` are the pieces that must go. A piece counts as
gone when no letter or digit of it is left at its place. Words beside it that are hidden too count
against precision (but for those that lead to an address).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from evaluation.records import Record
from safety.mask import PLACEHOLDERS, mask
from safety.text import strip_invisible

NEEDS = ("id", "tekst", "weg")
GO_ALONG = frozenset({"aan", "de", "den", "het", "in", "op", "te"})
"""What may go with an address that it leads to."""


def check(record: Record) -> str | None:
    """Give what is wrong with a line, None for nothing."""
    if not isinstance(record["tekst"], str) or not isinstance(record["weg"], list):
        return "tekst must be a text and weg a list"
    for piece in record["weg"]:
        if not isinstance(piece, dict) or not {"soort", "tekst"} <= set(piece):
            return "a piece needs soort and tekst"
        if piece["tekst"] not in record["tekst"]:
            return f"{piece['tekst']!r} is not in the text"
    return None


def hidden(text: str, masked: str) -> set[int]:
    """Give the places of the characters of a text that placeholders stand for in its masked form.

    Raises ValueError when the one was not made from the other.
    """
    parts = re.split(rf"\[(?:{'|'.join(PLACEHOLDERS)})\]", masked)
    found = re.fullmatch("(.+?)".join(map(re.escape, parts)), text, re.DOTALL)
    if found is None:
        raise ValueError("this is not a masked form of the text")
    spans = (found.span(number) for number in range(1, len(parts)))
    return {place for start, end in spans for place in range(start, end)}


def marked(record: Record) -> Iterator[tuple[str, range]]:
    """Give each piece that must go: its kind and where it stands."""
    start = 0
    for piece in record["weg"]:
        begin = record["tekst"].index(piece["tekst"], start)
        start = begin + len(piece["tekst"])
        yield piece["soort"], range(begin, start)


def predict(records: list[Record]) -> list[Record]:
    """Give for each line its masked text, the pieces that were missed and what went needlessly."""
    return [_predict(each) for each in records]


def _predict(record: Record) -> Record:
    text = strip_invisible(record["tekst"])
    masked = mask(text)
    gone = hidden(text, masked)
    pieces = list(marked(record))
    wanted = {place for _kind, where in pieces for place in where}
    solid = {place for place, char in enumerate(text) if char.isalnum()}
    missed = [
        {"soort": kind, "tekst": text[where.start : where.stop]}
        for kind, where in pieces
        if not set(where) & solid <= gone
    ]
    over = (gone & solid) - wanted
    words = "".join(text[place] if place in over else " " for place in range(len(text))).split()
    needless = [each for each in words if each.lower() not in GO_ALONG]
    return {"id": record["id"], "masked": masked, "gemist": missed, "onnodig": needless}


def totals(records: list[Record], predictions: list[Record]) -> dict[str, Any]:
    """Give recall over the pieces, per kind too, and precision over what was hidden.

    Precision counts needless stretches against the pieces that were rightly hidden.
    """
    wanted: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    needless = touched = harmless = 0
    for record, prediction in zip(records, predictions, strict=True):
        wanted.update(kind for kind, _where in marked(record))
        missed.update(each["soort"] for each in prediction["gemist"])
        needless += len(prediction["onnodig"])
        if not record["weg"]:
            harmless += 1
            touched += prediction["masked"] != record["tekst"]
    right = wanted.total() - missed.total()
    return {
        "n": len(records),
        "stukken": wanted.total(),
        "recall": round(right / wanted.total(), 4) if wanted else None,
        "precision": round(right / (right + needless), 4) if right + needless else None,
        "ongevaarlijk": harmless,
        "ongevaarlijk_geraakt": touched,
        "per_soort": {
            kind: round(1 - missed[kind] / number, 4) for kind, number in sorted(wanted.items())
        },
    }

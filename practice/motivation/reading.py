"""A motivation cut into pieces, and what each piece states of the client."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from dutch.segments import windows
from dutch.words import fold
from practice.questions.features import RELATIVES, Matrix
from practice.questions.model import Model, model

FILE: Final = Path(__file__).with_name("weights.npz")
RULES: Final = Path(__file__).with_name("motiveren.yaml")
LONGEST: Final = 3_000
"""Characters of a motivation that are read."""
_OTHER = re.compile(
    r"^(?:want |maar |en |ook |omdat |dat )?(?:zijn|haar|hun|de|een) "
    rf"(?:{'|'.join(sorted(RELATIVES))}|ouders|buren|kinderen|familie|huisgenoten)\b"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or clause: its text, folded, and whether it is of another person or the past."""

    text: str
    folded: str
    other: bool
    past: bool


def rules() -> Mapping[str, Any]:
    """Give the rules of the file (see its head)."""
    return _read(RULES)


@cache
def _read(file: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return found


def pieces(text: str) -> list[Piece]:
    """Give every sentence and clause of a motivation, each once, whole ones first."""
    past = re.compile("|".join(rules()["verleden"]))
    read = " ".join(text[:LONGEST].split())
    found = []
    for segment in windows(read):
        written = segment.of(read)
        folded = fold(written)
        other = bool(_OTHER.match(folded))
        found.append(Piece(written, folded, other, bool(past.search(folded))))
    return found


def learned() -> Model:
    """Give the shipped model of statements. OSError or KeyError when it is broken."""
    return model(FILE)


def scores(read: list[Piece], said: Matrix) -> Matrix:
    """Give a row for each piece (`said` is their meaning): how plainly it states each label."""
    return learned().scores([piece.text for piece in read], said)

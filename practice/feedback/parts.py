"""Feedback as parts with a verdict each, and as one message that is complete as plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from practice.cases.model import Case
from practice.forms.turn import Grade, Say
from practice.words import Words, bullets


class Verdict(StrEnum):
    """How one part went."""

    GOOD = "goed"
    PARTLY = "deels"
    BETTER = "kan_beter"
    NONE = "geen"


ENOUGH = 0.8
"""Mean grade from which a part went well."""
SOME = 0.4
"""Mean grade from which it partly did."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the feedback: its id, a verdict, a line for each remark, and the grades."""

    id: str
    verdict: Verdict
    lines: tuple[str, ...]
    grades: tuple[Grade, ...] = field(default=())


def verdict_of(grade: float) -> Verdict:
    """Give the verdict that goes with a mean grade."""
    if grade >= ENOUGH:
        return Verdict.GOOD
    return Verdict.PARTLY if grade >= SOME else Verdict.BETTER


def mean(grades: Sequence[float]) -> float:
    """Give the mean; 1 of nothing: what was not to be done was done well."""
    return sum(grades) / len(grades) if grades else 1.0


def source_line(source: Mapping[str, str], words: Words) -> str:
    """Say where something is written, from a source as the engine gives it."""
    return words.say("bron", document=source["document"], kop=source["kop"])


def message(parts: Sequence[Part], case: Case | None, words: Words) -> Say:
    """Give the feedback as one entry."""
    shown = [part for part in parts if part.lines]
    blocks = [_block(part, words) for part in shown]
    data = {
        "case": case.id if case else None,
        "parts": [
            {
                "id": part.id,
                "title": words.label("onderdelen", part.id),
                "verdict": part.verdict.value,
                "verdict_label": words.label("oordelen", part.verdict.value),
                "lines": list(part.lines),
            }
            for part in shown
        ],
    }
    return Say("\n\n".join(blocks), "practice_feedback", data)


def _block(part: Part, words: Words) -> str:
    title = words.label("onderdelen", part.id)
    verdict = words.label("oordelen", part.verdict.value)
    head = f"{title}: {verdict}" if verdict else f"{title}:"
    return f"{head}\n{bullets(part.lines)}"

"""What the tests of progress have in common: a clock, results, a store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from practice.progress.model import Form, Result, Skill

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)  # a Wednesday
LISA, BRAM = "teams-lisa", "teams-bram"
SECRET = b"een geheim van de tests"


@dataclass
class Clock:
    """A clock that stands still until it is turned."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **delta: float) -> None:
        self.now += timedelta(**delta)


def result(grade: float = 1.0, **more: Any) -> Result:
    """Give a result; what the test does not care about is filled in."""
    given: dict[str, Any] = {
        "trainee": LISA,
        "at": NOW,
        "form": Form.ROLLENSPEL,
        "skill": Skill.VRAGEN,
        "kenmerk": "gedrag",
        "case": "mb-kt-basis-01",
    }
    return Result(grade=grade, **{**given, **more})

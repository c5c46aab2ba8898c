"""What went wrong in one line of a measurement, in a shape that every kind shares."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that was understood wrongly.

    `group` is what it is about (a kenmerk, an intent, a stelsel); `expected` and `got` are values
    as text, `-` for none; `text` is what the person wrote.
    """

    id: str
    group: str
    expected: str
    got: str
    text: str

    def line(self, *, with_text: bool = True) -> str:
        """Give it as one line, with or without what the person wrote."""
        confusion = f"{self.id}: {self.group}: {self.expected} -> {self.got}"
        return f"{confusion}: {' '.join(self.text.split())}" if with_text else confusion


def only_measured(file: Path) -> bool:
    """Tell whether a file is a set that is never read, only measured: its texts stay hidden."""
    return file.stem.endswith("-test")

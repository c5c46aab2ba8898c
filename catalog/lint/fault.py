"""What the linter finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of fault."""

    NO_SOURCE = "fact-without-source"
    UNREACHABLE = "unreachable-product"
    INSEPARABLE = "inseparable-products"
    UNUSED = "unused-kenmerk"
    ABOVE_B1 = "text-above-b1"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its kind, where it is, and what is wrong."""

    kind: Kind
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.message}"

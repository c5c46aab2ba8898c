"""What a person picked from the choices of a question, as a channel that numbered them knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.dialogue.wording import NONE_OF_THESE
from actions.reading import Kind, Reading
from catalog.model import Kenmerk, KenmerkType, Value

DONT_KNOW = "weet_niet"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The id of the question and the values that were picked, at least one."""

    question: str
    values: tuple[str, ...]

    @classmethod
    def of(cls, metadata: Mapping[str, Any]) -> Chosen | None:
        """Give what the metadata of a message holds of it, None for nothing."""
        found = metadata.get("gekozen")
        if not isinstance(found, Mapping) or not found.get("waarden"):
            return None
        return cls(str(found.get("vraag")), tuple(str(v) for v in found["waarden"]))

    def reading(self, kenmerk: Kenmerk | None, *, multi: bool) -> Reading:
        """Give the choice as the reading of an answer; "weet ik niet" counts when alone."""
        values = tuple(v for v in self.values if v != DONT_KNOW)
        if not values:
            return Reading(Kind.DONT_KNOW, exact=True)
        if multi:
            listed = tuple(v for v in values if v != NONE_OF_THESE)
            return Reading(Kind.VALUE, listed, exact=True)
        value: Value = values[0]
        if kenmerk is not None and kenmerk.type is KenmerkType.BOOL:
            value = values[0] == "ja"
        return Reading(Kind.VALUE, value, exact=True)

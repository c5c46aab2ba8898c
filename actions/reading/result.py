"""What comes out of reading one answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from catalog.model import Value


class Kind(StrEnum):
    """What an answer turned out to be."""

    VALUE = "value"
    DONT_KNOW = "dont_know"
    SKIP = "skip"
    NONE = "none"
    """Nothing that may be recorded: ask again, or in another way."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer, read in the light of the question.

    `value` goes with Kind.VALUE only and is valid for the question. `exact` says that the answer
    was a choice label, a number or a plain yes or no: it may overrule a guess at an intent.
    `sure` False means: ask back before it is recorded.
    """

    kind: Kind
    value: Value | None = None
    exact: bool = False
    sure: bool = True


NOTHING = Reading(Kind.NONE)

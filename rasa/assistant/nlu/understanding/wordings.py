"""The wordings of kenmerken in the training data: what each states, and in what form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

ANSWER = "antwoord"
"""The intent of answers and stories."""
NONE_OF_THESE = "geen"
"""The value that stands for an empty list."""


class Form(str, Enum):
    """How a wording was meant.

    ZIN stands on its own; ANTWOORD states its value only as the answer to a question; NIETS
    states nothing of the person now; ONTWIJKEND is an answer without a value. GEVAAR holds a
    sign of danger; of OVERIG nothing is known but that it holds none.
    """

    ZIN = "zin"
    ANTWOORD = "antwoord"
    NIETS = "niets"
    ONTWIJKEND = "ontwijkend"
    OVERIG = "overig"


@dataclass(frozen=True)
class Wording:
    """One example: text, form, intent, the (kenmerk, value) pairs it states, what it is about.

    Values are words: "ja" and "nee" for a bool, one pair for each member of a list, "geen" for
    an empty one. `about` are the kenmerken that were asked or touched upon.
    """

    text: str
    form: Form
    values: frozenset[tuple[str, str]]
    about: frozenset[str] = frozenset()
    intent: str = ANSWER

    def merged(self, other: Wording) -> Wording:
        """Give what two examples of the same text say together; the form is that of the first."""
        return Wording(self.text, self.form, self.values | other.values, self.about | other.about)


def wordings(examples: Iterable[Message]) -> list[Wording]:
    """Give the training examples as wordings, each text once.

    The metadata of an intent or of one example may hold `vorm`, with `kenmerken` (a mapping from
    kenmerk to value) or `over` (a kenmerk); without it the form is OVERIG. Raises
    ValueError for an unknown form.
    """
    found: dict[str, Wording] = {}
    for example in examples:
        text = example.get(TEXT)
        if not text:
            continue
        made = _wording(text, example.get(INTENT), example.get("metadata"))
        found[text] = found[text].merged(made) if text in found else made
    return list(found.values())


def _metadata(raw: Mapping[str, Any] | None) -> dict[str, Any]:
    """Give the metadata of an example over that of its intent."""
    raw = raw or {}
    return {**(raw.get("intent") or {}), **(raw.get("example") or {})}


def _wording(text: str, intent: str | None, metadata: Mapping[str, Any] | None) -> Wording:
    stated = _metadata(metadata)
    named = intent or ANSWER
    if "vorm" not in stated:
        return Wording(text, Form.OVERIG, frozenset(), intent=named)
    kenmerken: Mapping[str, Any] = stated.get("kenmerken") or {}
    pairs = frozenset((name, v) for name, value in kenmerken.items() for v in as_words(value))
    about = [*kenmerken, *([stated["over"]] if "over" in stated else [])]
    return Wording(text, Form(stated["vorm"]), pairs, frozenset(about), named)


def as_words(value: Any) -> list[str]:
    """Give a value as words: a list as its members, an empty one as "geen", a bool as ja or nee.

    >>> as_words([]), as_words(True), as_words("matig")
    (['geen'], ['ja'], ['matig'])
    """
    if isinstance(value, bool):
        return ["ja" if value else "nee"]
    if isinstance(value, list):
        return [str(v) for v in value] or [NONE_OF_THESE]
    return [str(value)]

"""Short messages whose meaning is certain: "terug", "stop maar", "waarom vraagt u dat?".

No model should have to guess these, and none may. The phrases are in control_phrases.yml, whose
head explains the notation.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.certain import set_certain
from safety.text import normalise

PHRASES = Path(__file__).with_name("control_phrases.yml")
OTHER_LANGUAGE = "engels_of_andere_taal"
# Fewer letters than this may be a slip or an emoticon.
LETTERS_OF_A_SCRIPT = 3

_WORD = re.compile(r"[^\W_]+")
_ITEM = re.compile(r"\[([^\]]+)\]|\(([^)]+)\)|([^\s\[\]()]+)")


@dataclass(frozen=True)
class Phrases:
    """Compiled phrases; each list holds pairs of a pattern and the intent that it means."""

    fillers: frozenset[str]
    whole: tuple[tuple[re.Pattern[str], str], ...]
    short_words: int
    short: tuple[tuple[re.Pattern[str], str], ...]
    anywhere: tuple[tuple[re.Pattern[str], str], ...]

    def words(self, text: str) -> str:
        """Give the text's words with one space after each, without the fillers."""
        words = _WORD.findall(normalise(text))
        return "".join(f"{word} " for word in words if word not in self.fillers)

    def intent(self, text: str) -> str | None:
        """Tell the intent that is certain for this text, or None.

        Control phrases come last: a message with a sign of an attack is never a command.
        """
        for pattern, intent in self.anywhere:
            if pattern.search(text):
                return intent
        if in_another_script(text):
            return OTHER_LANGUAGE
        if len(text.split()) <= self.short_words:
            for pattern, intent in self.short:
                if pattern.search(text):
                    return intent
        words = self.words(text)
        if words:
            for pattern, intent in self.whole:
                if pattern.fullmatch(words):
                    return intent
        return None


def compile_whole(phrase: str) -> re.Pattern[str]:
    """Give the pattern of one phrase, for the words that `Phrases.words` gives.

    Raises ValueError when nothing in the phrase is required: it would match an empty message.
    """
    parts = []
    for optional, choice, word in _ITEM.findall(phrase):
        options = (optional or choice or word).split("|")
        body = "|".join(_spaced(option) for option in options)
        parts.append(f"(?:{body})" + ("?" if optional else ""))
    pattern = re.compile("".join(parts))
    if pattern.fullmatch(""):
        raise ValueError(f"nothing is required in the phrase {phrase!r}")
    return pattern


def _spaced(words: str) -> str:
    """Give the expression for these words, each followed by a space."""
    return "".join(f"{re.escape(word)} " for word in words.split())


def in_another_script(text: str) -> bool:
    """Tell whether most letters of the text are not Latin ones."""
    letters = [char for char in text if char.isalpha()]
    latin = sum("LATIN" in unicodedata.name(char, "") for char in letters)
    return len(letters) - latin >= LETTERS_OF_A_SCRIPT and latin * 2 < len(letters)


@cache
def load_phrases(path: Path = PHRASES) -> Phrases:
    """Read the phrases once. Raises ValueError for a phrase, re.error for an expression."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))

    def expressions(part: str) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple(
            (re.compile(expression, re.IGNORECASE | re.DOTALL), intent)
            for intent, listed in raw[part].items()
            for expression in listed
        )

    whole = tuple(
        (compile_whole(phrase), intent)
        for intent, phrases in raw["whole"].items()
        for phrase in phrases
    )
    return Phrases(
        frozenset(raw["fillers"]),
        whole,
        int(raw["short_words"]),
        expressions("short"),
        expressions("anywhere"),
    )


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ControlPhrases(IntentClassifier, GraphComponent):
    """Sets the intent, certain, of messages that are a known short phrase as a whole."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Give no other component: this one needs the text only."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the default configuration: there is nothing to set."""
        return {}

    @classmethod
    def create(cls, config: dict[str, Any], *_more: Any, **_graph: Any) -> ControlPhrases:  # noqa: ARG003
        """Create the component; a faulty phrase fails here, not at a message."""
        load_phrases()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent of each message that is certain; gives the same messages."""
        for message in messages:
            intent = load_phrases().intent(message.get(TEXT) or "")
            if intent is not None:
                set_certain(message, intent)
        return messages

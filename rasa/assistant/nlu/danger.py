"""The last word: a sign of danger outweighs whatever a model understood."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    METADATA,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.certain import set_certain
from assistant.nlu.control_phrases import load_phrases
from safety.danger import CRISIS_KINDS, MEANING, Danger
from safety.judged import danger_in

SPEAKER = "spreker"


def speaker(message: Message, tracker: DialogueStateTracker | None) -> str | None:
    """Tell who writes (inwoner, naaste, wijkteam, trainee), or None while nobody said so.

    The message's own metadata comes first: the first message of a conversation arrives before
    any slot is set.
    """
    given = (message.get(METADATA) or {}).get(SPEAKER)
    if given is None and tracker is not None and SPEAKER in tracker.slots:
        given = tracker.get_slot(SPEAKER)
    return given if isinstance(given, str) else None


def _is_doubt(found: Danger) -> bool:
    """Tell whether no readable rule found it and it is not plain either."""
    return found.rule == MEANING and not found.present


def _is_fixed_phrase(message: Message) -> bool:
    """Tell whether the message is a fixed phrase: that is a rule too, and no guess of a model."""
    return load_phrases().intent(message.get(TEXT) or "") is not None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class SafetyOverride(IntentClassifier, GraphComponent):
    """Sets the crisis intent, certain, when the rules of `safety.danger` find danger.

    What the gateway found already comes in the message's metadata (`safety.judged`).

    Must stand last in the pipeline. Configuration: `doubt`, the confidence that the model needs
    for a crisis intent of its own where the rules find nothing; below it, the model's best
    other intent stands; `least`, the confidence that this other needs, or the message counts
    as not understood.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        self._doubt = float(config["doubt"])
        self._least = float(config["least"])

    @classmethod
    def required_components(cls) -> list[type]:
        """Give no other component: this one needs the text only."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the default configuration."""
        return {"doubt": 0.6, "least": 0.25}

    @classmethod
    def create(cls, config: dict[str, Any], *_more: Any, **_graph: Any) -> SafetyOverride:
        """Create the component."""
        return cls({**cls.get_default_config(), **config})

    def process(
        self, messages: list[Message], tracker: DialogueStateTracker | None = None
    ) -> list[Message]:
        """Check each message that has a text; gives the same messages."""
        for message in messages:
            text, who = message.get(TEXT) or "", speaker(message, tracker)
            found = danger_in(text, who, message.get(METADATA))
            if found is not None and not (_is_doubt(found) and _is_fixed_phrase(message)):
                set_certain(message, found.kind)
            else:
                self._doubt_a_guess(message)
        return messages

    def _doubt_a_guess(self, message: Message) -> None:
        """Put the best other intent in the place of a crisis that the model hardly believes."""
        intent = message.get(INTENT) or {}
        if intent.get(INTENT_NAME_KEY) not in CRISIS_KINDS:
            return
        if intent[PREDICTED_CONFIDENCE_KEY] >= self._doubt:
            return
        ranking = message.get(INTENT_RANKING_KEY) or []
        others = (each for each in ranking if each[INTENT_NAME_KEY] not in CRISIS_KINDS)
        best = next(others, None)
        if best is None or best[PREDICTED_CONFIDENCE_KEY] < self._least:
            best = {
                INTENT_NAME_KEY: DEFAULT_NLU_FALLBACK_INTENT_NAME,
                PREDICTED_CONFIDENCE_KEY: self._least,
            }
        message.set(INTENT, dict(best), add_to_output=True)

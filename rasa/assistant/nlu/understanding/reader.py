"""The component that understands: the intent of a message, and candidates for what it states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

import dutch
from assistant.nlu import understanding
from assistant.nlu.fingerprint import source_hash
from assistant.nlu.understanding.likeness import Matrix
from assistant.nlu.understanding.meaning import identity
from assistant.nlu.understanding.model import NOTHING, Model, Pair, Scores
from assistant.nlu.understanding.wordings import wordings
from dutch.segments import Segment, windows
from dutch.words import without_negations
from safety.danger import CRISIS_KINDS

FOUND = "kenmerken"
"""The name under which a message's candidates stand in the result of parsing."""
RANKED = 10
"""How many intents the ranking shows."""
DENYING = 0.1
"""How much likelier a piece with a denial must be than one without to be preferred."""
USUAL = "gewone_spelling"
"""The name under which the message stands with its words as they are usually spelled."""
SIGNS = "gevaarstekens"
"""The name under which the confidence in each kind of danger stands."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Understanding(IntentClassifier, GraphComponent):
    """Sets the intent of each message and adds what it may state; it decides nothing.

    A candidate is a mapping: `kenmerk`, `waarde` (a word; "geen" for an empty list, "ja" or "nee"
    for a bool), `start` and `end` in the text, `zekerheid` from 0 to 1, and `vorm`: "zin" where
    the words state it by themselves, "antwoord" where they do as an answer to the question about
    that kenmerk; `bevestigd`, where the words deny something, is the confidence without those
    words. The candidates of an answer are given for the whole message and for its pieces; they
    include the value "" (no answer to it).
    The ranking of intents is Rasa's.
    Configuration: `least`, the confidence from which a candidate is given; `longest`, the number
    of words up to which a message may be one answer.
    """

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._least = float(config["least"])
        self._longest = int(config["longest"])
        self._storage = storage
        self._resource = resource
        self._model: Model | None = None

    @classmethod
    def required_components(cls) -> list[type]:
        """Give no other component: this one reads the text itself."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the default configuration."""
        return {"least": 0.25, "longest": 60}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> Understanding:
        """Create the component, not yet trained."""
        return cls({**cls.get_default_config(), **config}, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_more: Any,
    ) -> Understanding:
        """Load the trained component."""
        made = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            made._model = Model.load(folder)
        return made

    @classmethod
    def fingerprint_addon(cls, _config: dict[str, Any]) -> str:
        """Give the encoder's version and our code, so that the cache forgets what others taught."""
        return f"{identity()} {source_hash(understanding, dutch)}"

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the wordings among the examples, and keep the result."""
        self._model = Model.learn(wordings(training_data.training_examples))
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Give the training data as it is: no other component learns from the candidates."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the candidates to each message that has a text; gives the same messages."""
        for message in messages:
            text = message.get(TEXT) or ""
            pieces = windows(text)
            if self._model is None:
                continue
            if not pieces:
                # To the output too: what falls back on it later is lost otherwise.
                nothing = {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}
                message.set(INTENT, nothing, add_to_output=True)
                continue
            said = [piece.of(text) for piece in pieces]
            affirmed = [without_negations(each) for each in said]
            denying = [i for i, each in enumerate(affirmed) if each]
            more = [each for each in affirmed if each]
            story, answer, intents = self._model.read([*said, *more, text])
            found = _told(story, pieces, denying, self._least)
            if len(text.split()) <= self._longest:
                whole = Segment(0, len(text), 0)
                for row, piece in [(len(said) + len(more), whole), *enumerate(pieces)]:
                    if row >= len(said) or piece.end - piece.start < len(text):
                        found += _answered(answer.shares[row], answer.pairs, piece, self._least)
            message.set(USUAL, self._model.usual(text), add_to_output=True)
            message.set(FOUND, found, add_to_output=True)
            message.set(SIGNS, _signs(intents), add_to_output=True)
            ranking = _ranked(intents)
            message.set(INTENT, dict(ranking[0]), add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[:RANKED], add_to_output=True)
        return messages


def _told(
    scores: Scores, pieces: Sequence[Segment], denying: Sequence[int], least: float
) -> list[dict[str, Any]]:
    """Give the best piece of each sentence for every pair that is likely enough.

    The rows of the scores are the pieces, then those at `denying` once more without the words
    that deny: `bevestigd` is how likely the pair would be then.
    """
    affirmed = {row: len(pieces) + i for i, row in enumerate(denying)}
    best: dict[tuple[int, int], tuple[float, int]] = {}
    for row, piece in enumerate(pieces):
        for column in (scores.shares[row] >= least).nonzero()[0]:
            # A piece that denies nothing leaves less to doubt, so it may be a little less likely.
            worth = float(scores.shares[row, column]) - (DENYING if row in affirmed else 0.0)
            place = (int(column), piece.sentence)
            if place not in best or worth > best[place][0]:
                best[place] = (worth, row)
    found = []
    for (column, _), (_, row) in sorted(best.items()):
        share = float(scores.shares[row, column])
        candidate = _candidate(scores.pairs[column], pieces[row], share, "zin")
        if row in affirmed:
            candidate["bevestigd"] = round(float(scores.shares[affirmed[row], column]), 3)
        found.append(candidate)
    return found


def _answered(
    shares: Matrix, pairs: Sequence[Pair], piece: Segment, least: float
) -> list[dict[str, Any]]:
    """Give the likely values of a piece as an answer, for each question that it may answer."""
    rated = list(zip(pairs, shares, strict=True))
    open_ = {pair[0] for pair, share in rated if pair[1] != NOTHING and share >= least}
    return [
        _candidate(pair, piece, float(share), "antwoord")
        for pair, share in rated
        if pair[0] in open_ and (share >= least or pair[1] == NOTHING)
    ]


def _candidate(pair: tuple[str, str], piece: Segment, share: float, form: str) -> dict[str, Any]:
    return {
        "kenmerk": pair[0],
        "waarde": pair[1],
        "start": piece.start,
        "end": piece.end,
        "zekerheid": round(share, 3),
        "vorm": form,
    }


def _ranked(scores: Scores) -> list[dict[str, Any]]:
    """Give the intents of the whole message, the likeliest first."""
    (*_, shares) = scores.shares
    found = [
        {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: round(float(share), 4)}
        for (_, name), share in zip(scores.pairs, shares, strict=True)
    ]
    return sorted(found, key=lambda each: (-each[PREDICTED_CONFIDENCE_KEY], each[INTENT_NAME_KEY]))


def _signs(scores: Scores) -> dict[str, float]:
    """Give for each kind of danger how sure its surest piece is."""
    highest = scores.shares.max(axis=0)
    return {
        name: round(float(share), 3)
        for (_, name), share in zip(scores.pairs, highest, strict=True)
        if name in CRISIS_KINDS
    }

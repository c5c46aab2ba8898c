"""The intent classifier: logistic regression over word parts and sentence embeddings.

Rasa's own has a fixed strength and takes the features as they come. Then a long message's
counts drown the embedding, and the answers are under-confident.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize


def scaled(counts: csr_matrix, weight: float) -> csr_matrix:
    """Give rows of counts as their logarithms, each row of length `weight` (or empty)."""
    out = counts.astype(np.float64).tocsr()
    out.data = np.log1p(out.data)
    return normalize(out) * weight


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentModel(LogisticRegressionClassifier):
    """Logistic regression with weighted features and a strength that can be set.

    Configuration: `sparse_weight` and `dense_weight`, the length of the two halves of a
    message's vector; `strength`, scikit-learn's C; `balance`, how far a frequent intent counts
    for less: 0 is not at all, 1 makes all intents equal.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the default configuration."""
        return {
            **LogisticRegressionClassifier.get_default_config(),
            "max_iter": 60,
            "sparse_weight": 1.0,
            "dense_weight": 1.0,
            "strength": 20.0,
            "balance": 0.5,
        }

    def __init__(
        self,
        config: dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
    ) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf = LogisticRegression(
            C=self.config["strength"],
            solver=self.config["solver"],
            max_iter=self.config["max_iter"],
            tol=self.config["tol"],
            random_state=self.config["random_state"],
        )

    def _create_X(self, messages: list[Message]) -> csr_matrix:  # noqa: N802
        """Give one row of features for each message (the name is Rasa's)."""
        sparse = vstack([_sentence_row(message.get_sparse_features(TEXT)) for message in messages])
        dense = vstack([_sentence_row(message.get_dense_features(TEXT)) for message in messages])
        weighted = csr_matrix(dense) * self.config["dense_weight"]
        return hstack([scaled(sparse, self.config["sparse_weight"]), weighted]).tocsr()

    def _class_weights(self, intents: list[str]) -> dict[str, float]:
        """Give each intent's weight from how often it occurs."""
        names, counts = np.unique(intents, return_counts=True)
        weights = (counts.mean() / counts) ** self.config["balance"]
        return dict(zip(names.tolist(), weights.tolist(), strict=True))

    def train(self, training_data: Any) -> Resource:
        """Train on the examples that have an intent, and keep the result."""
        features, intents = self._create_training_matrix(training_data)
        self.clf.set_params(class_weight=self._class_weights(intents))
        with warnings.catch_warnings():
            # Stopping early costs no accuracy here, and more rounds take minutes.
            warnings.simplefilter("ignore", ConvergenceWarning)
            self.clf.fit(features, intents)
        self.persist()
        return self._resource


def _sentence_row(features: tuple[Any, Any]) -> csr_matrix:
    """Give the features of a whole message as a row; without any it is empty."""
    sentence = features[1]
    return csr_matrix(sentence.features if sentence is not None else (1, 0))

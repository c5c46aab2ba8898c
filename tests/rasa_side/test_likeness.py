"""How much texts have in common, and that the quick way gives the same as the plain one."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.nlu.understanding import likeness
from assistant.nlu.understanding.likeness import (
    MEANING,
    PARTS,
    SHARPNESS,
    WORDS,
    Learned,
    Likeness,
    Texts,
    compare,
    sounds,
)
from assistant.nlu.understanding.ridge import confidence, evened, solve

KNOWN = [
    "hij woont alleen in een flat",
    "zij woont alleen in een huis",
    "hij woont met anderen in een groep",
    "ik drink elke dag een fles wijn",
    "ik drink elke dag bier",
    "ze heeft elke week hulp in huis",
    "ik heb elke dag hulp",
    "de hulp komt elke week",
]


@pytest.fixture(scope="module")
def made() -> Likeness:
    return Likeness.of(KNOWN)


@pytest.fixture(scope="module")
def texts(made: Likeness) -> Texts:
    return made.numbers(KNOWN)


def plain_sum(one: Texts, other: Texts) -> np.ndarray:
    """Give the likeness of each text to each, written out as the three kernels."""
    near = np.exp(SHARPNESS * (one.meaning @ other.meaning.T - 1.0))
    parts = (one.parts @ other.parts.T).toarray()
    words = (one.words @ other.words.T).toarray()
    total: np.ndarray = MEANING * near + PARTS * parts + WORDS * words
    return total


def test_likeness_is_the_same_both_ways(texts: Texts) -> None:
    between = compare(texts)
    assert between.shape == (len(KNOWN), len(KNOWN))
    assert np.allclose(between, between.T, atol=1e-5)


def test_likeness_is_the_plain_sum_of_its_kernels(texts: Texts) -> None:
    assert np.allclose(compare(texts), plain_sum(texts, texts), atol=1e-4)


@pytest.mark.parametrize("often", [0, 2])
@pytest.mark.parametrize("block", [3, 100])
def test_common_words_and_blocks_change_nothing(
    texts: Texts, monkeypatch: pytest.MonkeyPatch, often: int, block: int
) -> None:
    monkeypatch.setattr(likeness, "OFTEN", often)
    monkeypatch.setattr(likeness, "BLOCK", block)
    assert np.allclose(compare(texts), plain_sum(texts, texts), atol=1e-4)


def test_a_text_is_most_like_itself(texts: Texts) -> None:
    between = compare(texts)
    assert (between.argmax(axis=1) == np.arange(len(KNOWN))).all()


def test_quick_scores_are_the_coefficients_by_likeness(texts: Texts) -> None:
    coefficients = np.random.default_rng(7).normal(size=(len(KNOWN), 3)).astype(np.float32)
    quick = Learned.of(texts, coefficients).scores(texts, texts.meaning.T)
    assert np.allclose(quick, compare(texts) @ coefficients, atol=1e-3)


def test_a_new_text_scores_by_its_likeness_to_each_known_one(made: Likeness, texts: Texts) -> None:
    new = made.numbers(["opa woont alleen", "volstrekt iets anders"])
    coefficients = np.eye(len(KNOWN), dtype=np.float32)
    quick = Learned.of(texts, coefficients).scores(new, texts.meaning.T)
    assert np.allclose(quick, plain_sum(new, texts), atol=1e-4)
    assert quick[0].argmax() in (0, 1)


def test_what_was_kept_turns_texts_into_the_same_numbers(made: Likeness) -> None:
    again = Likeness.from_json(made.as_json())
    new = ["hij woond alleen", "elke week hulp"]
    one, two = made.numbers(new), again.numbers(new)
    assert np.allclose(one.meaning, two.meaning, atol=1e-6)
    assert np.allclose(one.parts.toarray(), two.parts.toarray(), atol=1e-6)
    assert np.allclose(one.words.toarray(), two.words.toarray(), atol=1e-6)


def test_a_text_of_unknown_words_has_meaning_only(made: Likeness) -> None:
    numbers = made.numbers(["zzz"])
    assert len(numbers) == 1
    assert numbers.words.nnz == 0
    assert np.isclose(np.linalg.norm(numbers.meaning[0]), 1.0, atol=1e-3)


@pytest.mark.parametrize(("typed", "same"), [("wone", "wonen"), ("Krisis!", "crisis")])
def test_words_that_sound_the_same_are_the_same(typed: str, same: str) -> None:
    assert sounds(typed) == sounds(same)


def test_a_text_without_words_sounds_like_something() -> None:
    assert sounds("") == sounds("?!") == "_"


# -- ridge --------------------------------------------------------------------------------------


def test_the_solution_answers_its_own_equations(texts: Texts) -> None:
    between = compare(texts)
    targets = np.where(np.arange(len(KNOWN))[:, None] < [3, 5], 1.0, -1.0).astype(np.float32)
    weights = np.linspace(0.5, 2.0, len(KNOWN)).astype(np.float32)
    found = solve(between, targets, weights)
    system = between + np.diag(1.0 / weights)
    assert np.allclose(system @ found, targets, atol=1e-3)


def test_a_rare_value_counts_for_more_when_evened() -> None:
    targets = np.array([[1, -1]] * 9 + [[-1, 1]], dtype=np.float32)
    weights = evened(targets, 1.0)
    assert weights[-1] > 5 * weights[0]
    assert np.allclose(evened(targets, 0.0), 1.0)


def test_confidence_stays_between_nothing_and_one() -> None:
    shares = confidence(np.array([[-3.0, -1.0, 0.0, 1.0, 3.0]], dtype=np.float32))
    assert shares.tolist() == [[0.0, 0.0, 0.5, 1.0, 1.0]]

"""Learning the weights that tell danger by meaning, and that the shipped ones are up to date."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.teaching.danger import Wording, fingerprint, learn, wordings
from safety.meaning import KINDS, SIZE, sentence_vectors, weights, word_features

DATA = """version: "3.1"
nlu:
  - intent: crisis_suicide
    examples: |
      - ik wil er niet meer zijn
      - dubbel
  - intent: antwoord
    metadata: {vorm: zin, kenmerken: {gedrag: ernstig}}
    examples: |
      - hij slaat iedereen in elkaar
  - intent: antwoord
    metadata: {vorm: zin, kenmerken: {gedrag: geen}}
    examples: |
      - hij is altijd rustig
  - intent: antwoord
    metadata: {vorm: antwoord, kenmerken: {gedrag: ernstig}}
    examples: |
      - ja, dagelijks
  - intent: antwoord
    metadata: {vorm: zin, kenmerken: {achtergrond: [autisme, psychiatrie]}}
    examples: |
      - hij heeft autisme en een psychose gehad
  - intent: antwoord
    examples:
      - text: |
          zij brengt zichzelf in gevaar
        metadata: {vorm: zin, kenmerken: {risico: [gevaar_voor_zelf_of_ander]}}
      - text: |
          zij kookt graag
        metadata: {vorm: zin, kenmerken: {risico: []}}
"""
LATER = """version: "3.1"
nlu:
  - intent: groet
    examples: |
      - hallo
      - dubbel
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.yml").write_text(DATA, encoding="utf-8")
    (tmp_path / "b.yml").write_text(LATER, encoding="utf-8")
    (tmp_path / "rules.yml").write_text('version: "3.1"\nrules: []\n', encoding="utf-8")
    return tmp_path


def test_what_may_be_danger_is_no_example_of_a_harmless_message(folder: Path) -> None:
    texts = {each.text for each in wordings(folder)}
    assert "hij is altijd rustig" in texts
    assert "zij kookt graag" in texts
    assert not texts & {
        "hij slaat iedereen in elkaar",
        "hij heeft autisme en een psychose gehad",
        "zij brengt zichzelf in gevaar",
    }


def test_a_mere_answer_is_kept_whatever_it_answers(folder: Path) -> None:
    assert Wording("ja, dagelijks", None) in wordings(folder)


def test_a_wording_of_danger_has_its_kind_and_others_have_none(folder: Path) -> None:
    kinds = {each.text: each.kind for each in wordings(folder)}
    assert kinds["ik wil er niet meer zijn"] == "crisis_suicide"
    assert kinds["hallo"] is None


def test_a_text_comes_once(folder: Path) -> None:
    assert [each.text for each in wordings(folder)].count("dubbel") == 1


def test_the_fingerprint_tells_any_change_and_no_order() -> None:
    one = [Wording("a", None), Wording("b", "crisis_suicide")]
    assert fingerprint(one) == fingerprint(one[::-1])
    assert fingerprint(one) != fingerprint([Wording("a", None), Wording("b", None)])
    assert fingerprint(one) != fingerprint(one[:1])
    assert fingerprint(one) != fingerprint([Wording("a", None), Wording("c", "crisis_suicide")])


KNOWN = [
    *(
        Wording(text, "crisis_suicide")
        for text in ("ik wil dood", "ik maak er een eind aan", "het leven hoeft niet meer")
    ),
    *(
        Wording(text, "huiselijk_geweld")
        for text in ("mijn man slaat mij", "ik word thuis geslagen", "hij mishandelt mij")
    ),
    *(
        Wording(text, None)
        for text in (
            "ik wil hulp bij het koken",
            "mijn man werkt in een winkel",
            "ik woon alleen in een flat",
            "hoe lang moet ik wachten",
            "de begeleider komt op dinsdag",
        )
    ),
]


def scores(text: str, sentence: np.ndarray, words: np.ndarray) -> np.ndarray:
    places, amounts = word_features(text)
    found: np.ndarray = sentence_vectors([text])[0] @ sentence + amounts @ words[places]
    return found


@pytest.fixture(scope="module")
def learned() -> tuple[np.ndarray, np.ndarray]:
    return learn(KNOWN)


def test_the_weights_have_a_column_for_danger_and_for_each_kind(
    learned: tuple[np.ndarray, np.ndarray],
) -> None:
    sentence, words = learned
    assert sentence.shape == (513, 1 + len(KINDS))
    assert words.shape == (SIZE, 1 + len(KINDS))


def test_the_weights_tell_danger_and_its_kind_of_what_they_were_learned_from(
    learned: tuple[np.ndarray, np.ndarray],
) -> None:
    for each in KNOWN:
        found = scores(each.text, *learned)
        assert (found[0] > 0) == (each.kind is not None), each.text
        if each.kind is not None:
            assert KINDS[int(found[1:].argmax())] == each.kind


def test_a_new_wording_of_danger_scores_above_a_new_harmless_one(
    learned: tuple[np.ndarray, np.ndarray],
) -> None:
    danger = scores("ik wil een eind aan mijn leven maken", *learned)[0]
    harmless = scores("ik woon bij een winkel", *learned)[0]
    assert danger > harmless + 0.3


def test_learning_twice_gives_the_same_weights(learned: tuple[np.ndarray, np.ndarray]) -> None:
    for one, two in zip(learned, learn(KNOWN), strict=True):
        assert np.array_equal(one, two)


def test_the_shipped_weights_were_learned_from_the_wordings_as_they_are_now() -> None:
    now = fingerprint(wordings())
    assert weights().source == now, "the wordings changed: run `make teach`"

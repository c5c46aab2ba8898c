"""The learned part: what a question asks most likely, and how far ahead of anything else.

The weights are learned from the wordings by `python -m practice.questions.learning` and shipped;
a test tells when the wordings changed since. The same text always gives the same scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from practice.questions.features import Matrix, Terms, features, part_terms, word_terms

FILE = Path(__file__).with_name("weights.npz")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text comes nearest to.

    `score` is about -1 for not at all and 1 for wholly; `lead` how far the next one is behind.
    """

    label: str
    score: float
    lead: float


@dataclass(frozen=True)
class Model:
    """Terms, labels, and a column of weights for each label."""

    words: Terms
    parts: Terms
    labels: tuple[str, ...]
    weights: Matrix
    source: str

    def scores(self, texts: Sequence[str], said: Matrix | None = None) -> Matrix:
        """Give a row for each text with the score of every label.

        `said` is the meaning of the texts where that is known already.
        """
        found: Matrix = features(texts, self.words, self.parts, said) @ self.weights
        return found

    def guesses(self, texts: Sequence[str]) -> list[Guess]:
        """Give the guess for each text."""
        if not texts:
            return []
        once = list(dict.fromkeys(texts))
        of_each = dict(zip(once, self._guesses(once), strict=True))
        return [of_each[text] for text in texts]

    def _guesses(self, texts: Sequence[str]) -> list[Guess]:
        scores = self.scores(texts)
        order = np.argsort(-scores, axis=1)
        return [
            Guess(self.labels[first], float(row[first]), float(row[first] - row[second]))
            for row, (first, second) in zip(scores, order[:, :2], strict=True)
        ]

    def save(self, file: Path = FILE) -> None:
        """Write the model; OSError when that cannot be done."""
        np.savez_compressed(
            file,
            words=np.array(self.words.known),
            word_weights=self.words.weights,
            parts=np.array(self.parts.known),
            part_weights=self.parts.weights,
            labels=np.array(self.labels),
            weights=self.weights.astype(np.float16),
            source=np.array(self.source),
        )


def learned_from(file: Path = FILE) -> str | None:
    """Give the fingerprint of what shipped weights were learned from, None when there are none."""
    try:
        with np.load(file, allow_pickle=False) as kept:
            return str(kept["source"])
    except (OSError, KeyError, ValueError):
        return None


@cache
def model(file: Path = FILE) -> Model:
    """Read a shipped model. OSError or KeyError when it is not there or broken."""
    with np.load(file, allow_pickle=False) as kept:
        return Model(
            Terms(tuple(kept["words"].tolist()), kept["word_weights"], word_terms),
            Terms(tuple(kept["parts"].tolist()), kept["part_weights"], part_terms),
            tuple(kept["labels"].tolist()),
            kept["weights"].astype(np.float32),
            str(kept["source"]),
        )

"""Learning what statements state, from their wordings: `python -m practice.motivation.learning`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np

from practice.motivation.reading import FILE
from practice.motivation.wordings import Statement, fingerprint, statements
from practice.questions.features import Terms, features, part_terms, word_terms
from practice.questions.learning import WHEN_CHANGED, fit
from practice.questions.model import Model, learned_from

LEAST = 4
"""Statements that a word or word part must stand in: rarer ones would only fill the file."""


def learn(known: list[Statement]) -> Model:
    """Give the model of the statements: a column for each kenmerk with a value."""
    texts = [each.text for each in known]
    words, parts = Terms.of(texts, word_terms, LEAST), Terms.of(texts, part_terms, LEAST)
    labels = tuple(sorted({one for each in known for one in each.labels}))
    places = {one: place for place, one in enumerate(labels)}
    wanted = np.full((len(known), len(labels)), -1, dtype=np.float32)
    for row, each in enumerate(known):
        wanted[row, [places[one] for one in each.labels]] = 1
    counts = np.ones(len(known), dtype=np.float32)
    weights = fit(features(texts, words, parts), wanted, counts)
    return Model(words, parts, labels, weights, fingerprint(known))


def main(arguments: Sequence[str] = ()) -> int:
    """Learn from the statements and write the weights; give the exit code.

    With `--when-changed` nothing is done while the weights are those of the present statements.
    """
    known = statements()
    if WHEN_CHANGED in arguments and learned_from(FILE) == fingerprint(known):
        print(f"{FILE.name}: the {len(known)} statements are those that were learned from")
        return 0
    made = learn(known)
    made.save(FILE)
    print(f"{FILE.name}: learned from {len(known)} statements, {len(made.labels)} values")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

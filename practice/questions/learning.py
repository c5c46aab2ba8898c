"""Learning what questions ask, from their wordings: `python -m practice.questions.learning`.

Kernel ridge regression, solved exactly: the same wordings give the same weights. `make teach` runs
it with `--when-changed`, and on one thread: on a busy machine threads wait for each other.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

import numpy as np

from practice.questions.features import Matrix, Terms, features, part_terms, word_terms
from practice.questions.model import FILE, Model, learned_from
from practice.questions.wordings import Wording, fingerprint, wordings

PENALTY = 0.5
"""How far a wording may be missed for the sake of smoothness."""
EVENNESS = 0.5
"""How much labels with few wordings gain on those with many: 0 not, 1 wholly."""

WHEN_CHANGED = "--when-changed"
"""The option by which weights that are up to date stay as they are."""


def learn(known: list[Wording]) -> Model:
    """Give the model of the wordings."""
    texts = [each.text for each in known]
    words, parts = Terms.of(texts, word_terms), Terms.of(texts, part_terms)
    rows = features(texts, words, parts)
    labels = tuple(sorted({each.label for each in known}))
    wanted = np.full((len(known), len(labels)), -1, dtype=np.float32)
    for row, each in enumerate(known):
        wanted[row, labels.index(each.label)] = 1
    weights = fit(rows, wanted, _counts(known))
    return Model(words, parts, labels, weights, fingerprint(known))


def fit(rows: Matrix, wanted: Matrix, counts: Matrix) -> Matrix:
    """Give weights such that `rows @ weights` comes near what is wanted.

    `rows` and `wanted` have a row for each wording; one with a higher count is missed less.
    """
    system = rows @ rows.T
    system[np.diag_indices_from(system)] += PENALTY / counts
    weights: Matrix = rows.T @ np.linalg.solve(system, wanted)
    return weights.astype(np.float32)


def _counts(known: Sequence[Wording]) -> Matrix:
    """Give how much each wording counts."""
    often = Counter(each.label for each in known if each.weight == 1)
    mean = sum(often.values()) / len(often)
    return np.array(
        [each.weight * (mean / often[each.label]) ** EVENNESS for each in known], dtype=np.float32
    )


def main(arguments: Sequence[str] = ()) -> int:
    """Learn from the wordings and write the weights; give the exit code.

    With `--when-changed` nothing is done while the weights are those of the present wordings.
    """
    known = wordings()
    if WHEN_CHANGED in arguments and learned_from(FILE) == fingerprint(known):
        print(f"{FILE.name}: the {len(known)} wordings are those that were learned from")
        return 0
    made = learn(known)
    made.save()
    print(f"{FILE.name}: learned from {len(known)} wordings of {len(made.labels)} kinds")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

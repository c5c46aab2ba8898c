"""Kernel ridge regression: which values a text states, learned from texts like it.

The solution is exact and has no chance in it, so training gives the same result each time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

from assistant.nlu.understanding.likeness import Matrix

PENALTY = 1.0
"""How far the answers of the training data may be missed for the sake of smoothness."""


def solve(likeness: Matrix, targets: Matrix, weights: NDArray[np.float32]) -> Matrix:
    """Give coefficients such that `likeness @ coefficients` comes near the targets.

    `likeness` compares the n training texts with each other, `targets` has a row per text and a
    column per value (1 stated, -1 not); a text with a greater weight is missed less.
    """
    system = likeness.astype(np.float32).copy()
    system[np.diag_indices_from(system)] += PENALTY / weights
    factor = cho_factor(system, lower=True, overwrite_a=True, check_finite=False)
    solution: Matrix = cho_solve(factor, targets, check_finite=False)
    return solution.astype(np.float32)


def evened(targets: Matrix, strength: float) -> NDArray[np.float32]:
    """Give weights that make rare values count nearly as much as frequent ones.

    `strength` runs from 0 (not at all) to 1 (wholly). A text counts by the rarest of its values.
    """
    stated = targets > 0
    share = np.maximum(stated.sum(axis=0), 1) / len(targets)
    rarest = np.where(stated, share, np.inf).min(axis=1)
    rarest[~np.isfinite(rarest)] = (~stated.any(axis=1)).mean() if len(targets) else 1.0
    columns = max(1, targets.shape[1])
    weights: NDArray[np.float32] = ((1 / columns) / rarest) ** strength
    return weights.astype(np.float32)


def confidence(scores: Matrix) -> Matrix:
    """Turn scores around -1 (no) and 1 (yes) into shares from 0 to 1."""
    shares: Matrix = np.clip((scores + 1) / 2, 0, 1).astype(np.float32)
    return shares

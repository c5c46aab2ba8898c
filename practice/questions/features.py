"""A text as numbers: its meaning, and its words and word parts, whoever it is about.

"Kunt u", "kun je" and "kan uw zoon" ask the same, so persons and the verbs that go with them are
made one before words are compared. Two sentence vectors (as written, and made one), then words
with their pairs, then word parts; the last two by what is rare in the wordings.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dutch.words import is_mark, tokens, word
from safety.meaning import sentence_vectors

type Matrix = NDArray[np.float32]

MEANING, WORDS, PARTS = 2.0, 1.0, 1.0
"""How much each kind of likeness counts; chosen on the set to tune by."""
BATCH = 256
_VECTOR = 512

_PERSON = "jij"
_ONE = {
    **dict.fromkeys(("u", "je", "jij", "jou", "hij", "zij", "hem", "haar"), _PERSON),
    **dict.fromkeys(("mevrouw", "meneer", "client", "mw", "dhr"), _PERSON),
    **dict.fromkeys(("uw", "jouw"), "jouw"),
    **dict.fromkeys(("bent", "is"), "ben"),
    **dict.fromkeys(("heeft", "hebt"), "heb"),
    **dict.fromkeys(("kunt", "kun"), "kan"),
    "wilt": "wil",
    "zult": "zal",
}
_WHOSE = frozenset(("uw", "je", "jouw", "jou", "mijn", "zijn", "haar", "de"))
RELATIVES = frozenset(
    {
        *("zoon", "dochter", "moeder", "vader", "man", "vrouw", "broer", "zus", "partner"),
        *("buurvrouw", "buurman", "vriend", "vriendin", "nicht", "neef", "oma", "opa"),
        *("oom", "tante"),
    }
)


def impersonal(text: str) -> list[str]:
    """Give the words of a text, folded, with every person and relative as the one spoken to.

    >>> impersonal("Kunt u lopen?") == impersonal("kan uw moeder lopen")
    True
    """
    words = [token for token in tokens(text) if not is_mark(token)]
    found: list[str] = []
    at = 0
    while at < len(words):
        if words[at] in _WHOSE and at + 1 < len(words) and words[at + 1] in RELATIVES:
            found.append(_PERSON)
            at += 2
            continue
        found.append(_ONE.get(words[at], words[at]))
        at += 1
    return found


def word_terms(text: str) -> list[str]:
    """Give the words of a text as they sound, and each pair of neighbours."""
    keys = [word(each).key for each in impersonal(text)]
    return [*keys, *(f"{a} {b}" for a, b in itertools.pairwise(keys))]


def part_terms(text: str) -> list[str]:
    """Give the parts of two to four letters of the words of a text, their ends marked."""
    padded = [f"<{word(each).key}>" for each in impersonal(text)]
    return [
        one[at : at + length]
        for one in padded
        for length in (2, 3, 4)
        for at in range(len(one) - length + 1)
    ]


@dataclass(frozen=True)
class Terms:
    """Known terms in order, how much each weighs, and how a text is cut into terms."""

    known: tuple[str, ...]
    weights: Matrix
    cut: Callable[[str], list[str]]

    @classmethod
    def of(cls, texts: Sequence[str], cut: Callable[[str], list[str]], least: int = 2) -> Terms:
        """Learn the terms of texts; one that stands in fewer than `least` texts is left out."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(set(cut(text)))
        known = tuple(sorted(term for term, count in counts.items() if count >= least))
        inverse = [np.log((1 + len(texts)) / (1 + counts[term])) + 1 for term in known]
        return cls(known, np.array(inverse, dtype=np.float32), cut)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {term: place for place, term in enumerate(self.known)}

    def numbers(self, texts: Sequence[str]) -> Matrix:
        """Give a row of length 1 for each text (0 where it holds no known term)."""
        places = self._places
        rows = np.zeros((len(texts), len(self.known)), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for term, count in Counter(self.cut(text)).items():
                if (place := places.get(term)) is not None:
                    row[place] = (1 + np.log(count)) * self.weights[place]
        return unit(rows)


def unit(rows: Matrix) -> Matrix:
    """Give rows with length 1; a row of zeros stays as it is."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    return (rows / lengths).astype(np.float32)


def meaning(texts: Sequence[str]) -> Matrix:
    """Give a sentence vector of length 1 for each text; each is looked at once."""
    once = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    known = list(once)
    found = [
        sentence_vectors(known[start : start + BATCH])[:, :_VECTOR]
        for start in range(0, len(known), BATCH)
    ]
    return unit(np.concatenate(found).astype(np.float32))[[once[text] for text in texts]]


def features(
    texts: Sequence[str], words: Terms, parts: Terms, said: Matrix | None = None
) -> Matrix:
    """Give all numbers of each text, a row each; `said` is `meaning(texts)` where that is known."""
    alike = [" ".join(impersonal(text)) or "_" for text in texts]
    if said is None:
        vectors = meaning([*texts, *alike])
        said, one = vectors[: len(texts)], vectors[len(texts) :]
    else:
        one = meaning(alike)
    return np.hstack(
        [
            MEANING**0.5 * said,
            MEANING**0.5 * one,
            WORDS**0.5 * words.numbers(texts),
            PARTS**0.5 * parts.numbers(texts),
        ]
    ).astype(np.float32)

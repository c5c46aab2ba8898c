"""How much two texts have in common: in meaning, in words as they sound, and in word parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from assistant.nlu.understanding.meaning import embed
from assistant.nlu.understanding.spelling import Spelling
from dutch.words import is_mark, tokens, word

Matrix = NDArray[np.float32]

MEANING, PARTS, WORDS = 1.0, 0.7, 1.0
"""How much each kind of likeness counts; measured on a set of answers apart from all others."""
BLOCK = 2_000
"""Texts that are compared at once: it bounds the memory."""
OFTEN = 200
"""In more texts than this a term is a common one."""
SHARPNESS = 4.0
"""How fast likeness in meaning falls with the angle between two sentence vectors."""
FEW = 3
"""Up to so many rows are multiplied one by one: a product of matrices copies the large one."""


def sounds(text: str) -> str:
    """Give the words of a text as they sound, single-spaced: "wone" and "wonen" are the same."""
    return " ".join(word(t).key for t in tokens(text) if not is_mark(t)) or "_"


@dataclass(frozen=True)
class Texts:
    """Texts as numbers: a sentence vector of length 1, word parts and words, one row each."""

    meaning: Matrix
    parts: csr_matrix
    words: csr_matrix

    def __len__(self) -> int:
        return int(self.meaning.shape[0])


class Likeness:
    """Turns texts into numbers by the words of the texts it was made from."""

    def __init__(self, spelling: Spelling, parts: TfidfVectorizer, words: TfidfVectorizer) -> None:
        self._spelling = spelling
        self._parts = parts
        self._words = words

    @classmethod
    def of(cls, texts: Sequence[str]) -> Likeness:
        """Learn which words and word parts there are; those of one text only are left out."""
        spelling = Spelling.of(texts)
        spoken = [sounds(spelling.usual(text)) for text in texts]
        return cls(spelling, _parts().fit(spoken), _words().fit(spoken))

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Likeness:
        """Give what `as_json` kept."""
        made = []
        for name, make in (("parts", _parts), ("words", _words)):
            vectorizer = make(kept[name]["terms"])
            vectorizer.idf_ = np.asarray(kept[name]["idf"], dtype=np.float32)
            made.append(vectorizer)
        return cls(Spelling.from_json(kept["spelling"]), *made)

    def as_json(self) -> dict[str, Any]:
        """Give the spellings, and words and word parts with their weights, as plain data."""
        kept: dict[str, Any] = {"spelling": self._spelling.as_json()}
        for name, vectorizer in (("parts", self._parts), ("words", self._words)):
            terms = [str(term) for term in vectorizer.get_feature_names_out()]
            kept[name] = {"terms": terms, "idf": [float(weight) for weight in vectorizer.idf_]}
        return kept

    def usual(self, text: str) -> str:
        """Give a text in its usual spelling."""
        return self._spelling.usual(text)

    def numbers(self, texts: Sequence[str]) -> Texts:
        """Give texts as numbers, by how their words are usually spelled."""
        usual = [self._spelling.usual(text) for text in texts]
        spoken = [sounds(text) for text in usual]
        meaning = embed(usual)
        return Texts(meaning, self._parts.transform(spoken), self._words.transform(spoken))


def _parts(terms: list[str] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(2, 4),
        min_df=1 if terms else 2,
        vocabulary=terms,
        sublinear_tf=True,
        dtype=np.float32,
    )


def _words(terms: list[str] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(
        token_pattern=r"\S+",  # noqa: S106 -- a pattern of words
        ngram_range=(1, 2),
        min_df=1 if terms else 2,
        vocabulary=terms,
        sublinear_tf=True,
        dtype=np.float32,
    )


def compare(texts: Texts) -> Matrix:
    """Give the likeness of each text to each: a symmetric matrix with a row for every text.

    It is a sum of three kernels, so a symmetric positive one: fit for ridge regression.
    """
    out = texts.meaning @ texts.meaning.T
    out -= 1.0
    out *= SHARPNESS
    np.exp(out, out=out)
    out *= MEANING
    for weight, terms in ((PARTS, texts.parts), (WORDS, texts.words)):
        _add_products(out, terms, weight)
    return out


def _add_products(out: Matrix, terms: csr_matrix, weight: float) -> None:
    """Add `weight` times the product of each text with each.

    Terms of many texts fill most of the product: those are multiplied as whole rows, which is
    many times faster; the others as what they are, mostly zeros.
    """
    often = terms.getnnz(axis=0) > OFTEN
    common = terms[:, often].toarray()
    out += weight * (common @ common.T)
    rare = terms[:, ~often].tocsr()
    turned = rare.T.tocsr()
    for start in range(0, rare.shape[0], BLOCK):
        rows = slice(start, start + BLOCK)
        out[rows] += weight * (rare[rows] @ turned).toarray()


@dataclass(frozen=True)
class Learned:
    """Coefficients of known texts, in the form that is quick for one new text.

    `meaning` has a row for each known text, `parts` and `words` one for each term; the columns
    are what was learned.
    """

    meaning: Matrix
    parts: Matrix
    words: Matrix

    @classmethod
    def of(cls, known: Texts, coefficients: Matrix) -> Learned:
        """Give coefficients, a row for each known text, with those of words summed per term."""
        return cls(
            MEANING * coefficients,
            PARTS * (known.parts.T @ coefficients),
            WORDS * (known.words.T @ coefficients),
        )

    def scores(self, texts: Texts, meaning: Matrix) -> Matrix:
        """Give for each text (a row) the sum of the coefficients by its likeness to known texts.

        `meaning` holds the sentence vectors of the known texts, one in each column.
        """
        near: Matrix = np.exp(SHARPNESS * (product(texts.meaning, meaning) - 1.0))
        found: Matrix = (
            product(near, self.meaning)
            + _by_terms(texts.parts, self.parts)
            + _by_terms(texts.words, self.words)
        )
        return found


def product(few: Matrix, many: Matrix) -> Matrix:
    """Give `few @ many`, in the way that is quickest for a message's few rows."""
    if len(few) > FEW:
        return few @ many
    return np.stack([row @ many for row in few])


def _by_terms(rows: csr_matrix, learned: Matrix) -> NDArray[np.float64]:
    """Give `rows @ learned`; only the rows of `learned` that a text has terms for are read."""
    out = np.zeros((rows.shape[0], learned.shape[1]))
    for row in range(rows.shape[0]):
        place = slice(rows.indptr[row], rows.indptr[row + 1])
        out[row] = rows.data[place] @ learned[rows.indices[place]]
    return out

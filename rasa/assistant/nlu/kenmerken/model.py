"""What was learned from the wordings: scores for every value, in a story and as an answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix, load_npz, save_npz

from assistant.nlu.kenmerken.likeness import Likeness, Matrix, Texts, compare
from assistant.nlu.kenmerken.ridge import confidence, evened, solve
from assistant.nlu.kenmerken.wordings import DANGER, Form, Wording

NOTHING = ""
"""The value that stands for "this is no answer to that question"."""
STRANGERS = 15
"""Of a hundred wordings of other kenmerken, how many show a question what is no answer to it."""
EVENED_STORY, EVENED_ANSWER, EVENED_DANGER = 0.0, 0.7, 0.0
"""How far a rare value counts for more (see ridge.evened)."""
NUMBERS, PARTS, WORDS, NAMES = "numbers.npz", "parts.npz", "words.npz", "names.json"

Pair = tuple[str, str]


@dataclass(frozen=True)
class Scores:
    """Confidence from 0 to 1 per text (a row) and per pair of kenmerk and value (a column)."""

    pairs: Sequence[Pair]
    shares: Matrix


@dataclass(frozen=True)
class Head:
    """One thing that was learned: which pairs it tells apart, and its coefficients.

    There is a row for each known wording and a column for each pair.
    """

    pairs: Sequence[Pair]
    coefficients: Matrix

    def score(self, like: Matrix) -> Scores:
        """Score texts by their likeness to the known wordings (a column each)."""
        return Scores(self.pairs, confidence(like @ self.coefficients))


@dataclass(frozen=True)
class Heads:
    """What is learned from the same wordings.

    `story` tells what a piece of text states; `answer` what it states as the answer to each
    question, with NOTHING for no answer; `danger` which sign of danger it holds.
    """

    story: Head
    answer: Head
    danger: Head


class KenmerkModel:
    """Reads texts by their likeness to wordings whose meaning is known."""

    def __init__(self, likeness: Likeness, known: Texts, heads: Heads) -> None:
        self._likeness = likeness
        self._known = known
        self._heads = heads

    @classmethod
    def learn(cls, wordings: Sequence[Wording]) -> KenmerkModel:
        """Learn from wordings; ValueError when none of them states a value."""
        pairs = sorted({pair for each in wordings for pair in each.values})
        stated = [pair for pair in pairs if pair[0] != DANGER]
        if not stated:
            raise ValueError("no wording states a value")
        texts = [each.text for each in wordings]
        likeness = Likeness.of(texts)
        known = likeness.numbers(texts)
        between = compare(known, known)
        heads = Heads(
            story=_learn_story(wordings, stated, between),
            answer=_learn_answers(wordings, stated, between),
            danger=_learn_danger(wordings, [p for p in pairs if p[0] == DANGER], between),
        )
        return cls(likeness, known, heads)

    def read(self, pieces: Sequence[str], whole: str) -> tuple[Scores, Scores, Scores]:
        """Score a message: its pieces as a story, the whole as an answer, all of it for danger."""
        like = compare(self._likeness.numbers([*pieces, whole]), self._known)
        return (
            self._heads.story.score(like[:-1]),
            self._heads.answer.score(like[-1:]),
            self._heads.danger.score(like),
        )

    # -- keeping -----------------------------------------------------------------------------

    def save(self, folder: Path) -> None:
        """Write the model into an existing folder, as plain numbers and JSON."""
        heads = vars(self._heads)
        np.savez_compressed(
            folder / NUMBERS,
            meaning=self._known.meaning.astype(np.float16),
            **{name: head.coefficients for name, head in heads.items()},
        )
        save_npz(folder / PARTS, self._known.parts)
        save_npz(folder / WORDS, self._known.words)
        pairs = {name: list(head.pairs) for name, head in heads.items()}
        kept = {"likeness": self._likeness.as_json(), "pairs": pairs}
        (folder / NAMES).write_text(json.dumps(kept), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> KenmerkModel:
        """Read what `save` wrote; OSError or ValueError when it is not there or broken."""
        kept = json.loads((folder / NAMES).read_text(encoding="utf-8"))
        parts: csr_matrix = load_npz(folder / PARTS).tocsr()
        words: csr_matrix = load_npz(folder / WORDS).tocsr()
        with np.load(folder / NUMBERS, allow_pickle=False) as numbers:
            heads = {
                name: Head([(k, v) for k, v in pairs], numbers[name])
                for name, pairs in kept["pairs"].items()
            }
            known = Texts(numbers["meaning"].astype(np.float32), parts, words)
        return cls(Likeness.from_json(kept["likeness"]), known, Heads(**heads))


def _learn_story(wordings: Sequence[Wording], pairs: Sequence[Pair], between: Matrix) -> Head:
    """Learn from what stands on its own: an elliptical answer says too little in a story."""
    rows = [i for i, each in enumerate(wordings) if each.form in (Form.ZIN, Form.NIETS)]
    targets = _targets([wordings[i] for i in rows], pairs)
    return Head(pairs, _solved(rows, targets, EVENED_STORY, between))


def _learn_danger(wordings: Sequence[Wording], pairs: Sequence[Pair], between: Matrix) -> Head:
    """Learn from all wordings: whatever is not known as danger is an example of none."""
    targets = _targets(wordings, pairs)
    return Head(pairs, _solved(range(len(wordings)), targets, EVENED_DANGER, between))


def _learn_answers(wordings: Sequence[Wording], pairs: Sequence[Pair], between: Matrix) -> Head:
    """Learn for each kenmerk by itself which answers to its question state which value."""
    columns: list[Pair] = []
    found: list[Matrix] = []
    for kenmerk in sorted({k for k, _ in pairs}):
        own = [*(pair for pair in pairs if pair[0] == kenmerk), (kenmerk, NOTHING)]
        rows = _rows_for(kenmerk, wordings)
        targets = _targets([wordings[i] for i in rows], own[:-1])
        nothing = np.where((targets > 0).any(axis=1), -1.0, 1.0).astype(np.float32)
        targets = np.column_stack([targets, nothing])
        columns += own
        found.append(_solved(rows, targets, EVENED_ANSWER, between))
    return Head(columns, np.concatenate(found, axis=1))


def _solved(rows: Sequence[int], targets: Matrix, evening: float, between: Matrix) -> Matrix:
    """Give coefficients for all wordings: those learned for `rows`, 0 for the others."""
    out = np.zeros((len(between), targets.shape[1]), dtype=np.float32)
    if targets.shape[1]:
        part = between[np.ix_(rows, rows)]
        out[rows] = solve(part, targets, evened(targets, evening))
    return out


def _rows_for(kenmerk: str, wordings: Sequence[Wording]) -> list[int]:
    """Give the wordings about a kenmerk, and a fixed sample of the others."""
    return [
        i
        for i, each in enumerate(wordings)
        if each.form not in (Form.GEVAAR, Form.OVERIG)
        and (
            each.about == kenmerk
            or any(k == kenmerk for k, _ in each.values)
            or crc32(f"{each.text}{kenmerk}".encode()) % 100 < STRANGERS
        )
    ]


def _targets(wordings: Sequence[Wording], pairs: Sequence[Pair]) -> Matrix:
    column = {pair: i for i, pair in enumerate(pairs)}
    targets = np.full((len(wordings), len(pairs)), -1.0, dtype=np.float32)
    for row, each in enumerate(wordings):
        for pair in each.values:
            if pair in column:
                targets[row, column[pair]] = 1.0
    return targets

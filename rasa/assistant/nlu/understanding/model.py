"""What was learned from the wordings: scores for every value, in a story and as an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np

from assistant.nlu.understanding.likeness import Learned, Likeness, Matrix, compare
from assistant.nlu.understanding.ridge import confidence, evened, solve
from assistant.nlu.understanding.wordings import ANSWER, Form, Wording

NOTHING = ""
"""The value that stands for "this is no answer to that question"."""
STRANGERS = 15
"""Of a hundred wordings of other kenmerken, how many show a question what is no answer to it."""
NEAR_DANGER = frozenset(
    {
        ("gedrag", "ernstig"),
        ("risico", "gevaar_voor_zelf_of_ander"),
        ("risico", "escalatie"),
        ("impulsgestuurd", "soms"),
        ("impulsgestuurd", "voortdurend"),
    }
)
"""What may be a sign of danger as well: no example of a mere answer."""
INTENT = "intent"
ANSWERS = 30
"""Of a hundred wordings of kenmerken, how many show what a mere answer is."""
EVENED_STORY, EVENED_ANSWER, EVENED_INTENT = 0.0, 0.7, 1.0
"""How far a rare value counts for more (see ridge.evened)."""
NUMBERS, NAMES = "numbers.npz", "names.json"

Pair = tuple[str, str]


@dataclass(frozen=True)
class Scores:
    """Confidence from 0 to 1 per text (a row) and per pair of kenmerk and value (a column)."""

    pairs: Sequence[Pair]
    shares: Matrix


@dataclass(frozen=True)
class Head:
    """One thing that is learned: which pairs it tells apart, and its coefficients.

    There is a row for each known wording and a column for each pair.
    """

    pairs: Sequence[Pair]
    coefficients: Matrix


HEADS = ("story", "answer", "intent")
"""What is learned from the same wordings.

`story` tells what a piece of text states; `answer` what it states as the answer to each
question, with NOTHING for no answer; `intent` what it wants (pairs of INTENT and a name).
"""


class Model:
    """Reads texts by their likeness to wordings whose meaning is known.

    `meaning` holds the sentence vectors of those, one in each column; `pairs` the columns of each
    of HEADS, which stand beside each other in `learned`.
    """

    def __init__(
        self,
        likeness: Likeness,
        meaning: Matrix,
        pairs: Mapping[str, Sequence[Pair]],
        learned: Learned,
    ) -> None:
        self._likeness = likeness
        self._meaning = meaning
        self._pairs = pairs
        self._learned = learned

    @classmethod
    def learn(cls, wordings: Sequence[Wording]) -> Model:
        """Learn from wordings; ValueError when none of them states a value."""
        stated = sorted({pair for each in wordings for pair in each.values})
        if not stated:
            raise ValueError("no wording states a value")
        texts = [each.text for each in wordings]
        likeness = Likeness.of(texts)
        known = likeness.numbers(texts)
        between = compare(known)
        heads = (
            _learn_story(wordings, stated, between),
            _learn_answers(wordings, stated, between),
            _learn_intents(wordings, between),
        )
        del between
        coefficients = np.concatenate([head.coefficients for head in heads], axis=1)
        pairs = {name: head.pairs for name, head in zip(HEADS, heads, strict=True)}
        return cls(likeness, _columns(known.meaning), pairs, Learned.of(known, coefficients))

    def read(self, texts: Sequence[str]) -> tuple[Scores, Scores, Scores]:
        """Score texts (a row each): as pieces of a story, as answers, and for what they want."""
        # A short message is its own only piece: what comes twice is scored once.
        different = list(dict.fromkeys(texts))
        places = {text: place for place, text in enumerate(different)}
        numbers = self._likeness.numbers(different)
        shares = confidence(self._learned.scores(numbers, self._meaning))
        shares = shares[[places[text] for text in texts]]
        first = len(self._pairs["story"])
        second = first + len(self._pairs["answer"])
        return (
            Scores(self._pairs["story"], shares[:, :first]),
            Scores(self._pairs["answer"], shares[:, first:second]),
            Scores(self._pairs["intent"], shares[:, second:]),
        )

    def usual(self, text: str) -> str:
        """Give a text in its usual spelling."""
        return self._likeness.usual(text)

    # -- keeping -----------------------------------------------------------------------------

    def save(self, folder: Path) -> None:
        """Write the model into an existing folder, as plain numbers (half precision) and JSON."""
        numbers = {"known": self._meaning.T, **vars(self._learned)}
        np.savez(folder / NUMBERS, **{name: n.astype(np.float16) for name, n in numbers.items()})
        pairs = {name: list(each) for name, each in self._pairs.items()}
        kept = {"likeness": self._likeness.as_json(), "pairs": pairs}
        (folder / NAMES).write_text(json.dumps(kept), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Model:
        """Read what `save` wrote; OSError or ValueError when it is not there or broken."""
        kept = json.loads((folder / NAMES).read_text(encoding="utf-8"))
        with np.load(folder / NUMBERS, allow_pickle=False) as stored:
            numbers = {name: stored[name].astype(np.float32) for name in stored.files}
        pairs = {name: [(k, v) for k, v in each] for name, each in kept["pairs"].items()}
        meaning = _columns(numbers.pop("known"))
        return cls(Likeness.from_json(kept["likeness"]), meaning, pairs, Learned(**numbers))


def _columns(rows: Matrix) -> Matrix:
    """Give rows as columns, laid out so that one text is quickly compared with all of them."""
    return np.ascontiguousarray(rows.T)


def _learn_story(wordings: Sequence[Wording], pairs: Sequence[Pair], between: Matrix) -> Head:
    """Learn from what stands on its own: an elliptical answer says too little in a story."""
    rows = [i for i, each in enumerate(wordings) if each.form in (Form.ZIN, Form.NIETS)]
    targets = _targets([wordings[i].values for i in rows], pairs)
    return Head(pairs, _solved(rows, targets, EVENED_STORY, between))


def _learn_intents(wordings: Sequence[Wording], between: Matrix) -> Head:
    """Learn what people want; of the many wordings of kenmerken a fixed sample stands for all."""
    names = [(INTENT, name) for name in sorted({each.intent for each in wordings})]
    rows = [i for i, each in enumerate(wordings) if _shows_intent(each)]
    meant = [frozenset({(INTENT, wordings[i].intent)}) for i in rows]
    return Head(names, _solved(rows, _targets(meant, names), EVENED_INTENT, between))


def _shows_intent(wording: Wording) -> bool:
    if wording.intent != ANSWER or wording.form is Form.OVERIG:
        return True
    sampled = crc32(wording.text.encode()) % 100 < ANSWERS
    return sampled and not wording.values & NEAR_DANGER


def _learn_answers(wordings: Sequence[Wording], pairs: Sequence[Pair], between: Matrix) -> Head:
    """Learn for each kenmerk by itself which answers to its question state which value."""
    columns: list[Pair] = []
    found: list[Matrix] = []
    for kenmerk in sorted({k for k, _ in pairs}):
        own = [*(pair for pair in pairs if pair[0] == kenmerk), (kenmerk, NOTHING)]
        rows = _rows_for(kenmerk, wordings)
        targets = _targets([wordings[i].values for i in rows], own[:-1])
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
        if each.form is not Form.OVERIG
        and (
            kenmerk in each.about
            or any(k == kenmerk for k, _ in each.values)
            or crc32(f"{each.text}{kenmerk}".encode()) % 100 < STRANGERS
        )
    ]


def _targets(stated: Sequence[frozenset[Pair]], pairs: Sequence[Pair]) -> Matrix:
    """Give a row for each text: 1 where it states the pair of that column, else -1."""
    column = {pair: i for i, pair in enumerate(pairs)}
    targets = np.full((len(stated), len(pairs)), -1.0, dtype=np.float32)
    for row, each in enumerate(stated):
        for pair in each:
            if pair in column:
                targets[row, column[pair]] = 1.0
    return targets

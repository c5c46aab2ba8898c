"""Small patterns over words, as people can write them in a data file.

A phrase is a row of words. `a|b` is one or the other, `woord*` any word that begins so, `..` a
gap of at most four words that are no denial, `N` any number in digits or words.
`~` before a phrase makes it weak: alone it says too little to count in a long sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from actions.reading.numerals import as_number
from dutch.words import NEGATIONS, Word, tokens, word

MAX_GAP = 4
FUZZY_FROM = 7
"""Sound keys shorter than this must be equal: in short words one letter makes another word."""


@dataclass(frozen=True, slots=True)
class _Step:
    keys: frozenset[str] = frozenset()
    long: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    gap: bool = False
    number: bool = False

    def fits(self, w: Word) -> bool:
        if self.number:
            return as_number(w.text) is not None
        if w.key in self.keys or (self.starts and w.stem.startswith(self.starts)):
            return True
        if not self.long or len(w.key) < FUZZY_FROM:
            return False
        return any(_nearly(k, w.key) for k in self.long)


def _nearly(wanted: str, found: str) -> bool:
    return wanted[0] == found[0] and OSA.distance(wanted, found, score_cutoff=1) <= 1


@dataclass(frozen=True, slots=True)
class Phrase:
    """One compiled phrase; a `weak` one counts in a short clause only."""

    source: str
    steps: tuple[_Step, ...]
    weak: bool = False

    def spans(self, words: Sequence[Word]) -> list[tuple[int, int]]:
        """Give where the phrase stands in the words, as (first, one past the last)."""
        first = self.steps[0]
        keys = first.keys
        # Nearly all phrases begin with a word that is not there: that is seen without a call.
        exact = not (first.starts or first.long or first.number)
        found = []
        for start, w in enumerate(words):
            if w.key not in keys and (exact or not first.fits(w)):
                continue
            end = _match(self.steps, 1, words, start + 1)
            if end is not None:
                found.append((start, end))
        return found


def _match(steps: Sequence[_Step], step: int, words: Sequence[Word], at: int) -> int | None:
    if step == len(steps):
        return at
    if not steps[step].gap:
        if at < len(words) and steps[step].fits(words[at]):
            return _match(steps, step + 1, words, at + 1)
        return None
    for skip in range(MAX_GAP + 1):
        end = _match(steps, step + 1, words, at + skip)
        if end is not None:
            return end
        # A gap never swallows a denial: "heb geen indicatie" is not "heb .. indicatie".
        if at + skip < len(words) and words[at + skip].text in NEGATIONS:
            return None
    return None


def _step(part: str) -> _Step:
    if part == "..":
        return _Step(gap=True)
    if part == "N":
        return _Step(number=True)
    keys, starts = [], []
    for option in part.split("|"):
        (folded,) = tokens(option.rstrip("*")) or [""]
        made = word(folded)
        if option.endswith("*"):
            starts.append(made.stem)
            if made.stem.endswith("d"):
                # "vermoedt" sounds with one t: the d of the stem is gone.
                starts.append(made.stem[:-1] + "t")
        else:
            keys.append(made.key)
    long = tuple(k for k in keys if len(k) >= FUZZY_FROM)
    return _Step(frozenset(keys), long, tuple(starts))


@lru_cache(maxsize=10_000)
def compile_phrase(source: str) -> Phrase:
    """Give the phrase written as `source`; ValueError when it is empty or begins with a gap."""
    parts = source.removeprefix("~").split()
    if not parts or parts[0] == ".." or parts[-1] == "..":
        raise ValueError(f"a phrase begins and ends with a word: {source!r}")
    return Phrase(source, tuple(_step(p) for p in parts), source.startswith("~"))


def first_span(phrases: Iterable[Phrase], words: Sequence[Word]) -> tuple[int, int] | None:
    """Give the first place where any of the phrases stands, or None."""
    for phrase in phrases:
        spans = phrase.spans(words)
        if spans:
            return spans[0]
    return None


def says(words: Sequence[Word], *sources: str) -> bool:
    """Tell whether any of the phrases stands in the words."""
    return first_span((compile_phrase(s) for s in sources), words) is not None

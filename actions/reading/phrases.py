"""Small patterns over words, as people can write them in a data file.

A phrase is a row of words. `a|b` is one or the other, `woord*` any word that begins so, `..` a
gap of at most four words, `N` any number in digits or words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from actions.reading.numerals import as_number
from actions.reading.words import Word, tokens, word

MAX_GAP = 4
FUZZY_FROM = 7
"""Sound keys shorter than this must be equal: in short words one letter makes another word."""


@dataclass(frozen=True, slots=True)
class _Step:
    keys: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    gap: bool = False
    number: bool = False

    def fits(self, w: Word) -> bool:
        if self.number:
            return as_number(w.text) is not None
        if w.key in self.keys or any(w.stem.startswith(s) for s in self.starts):
            return True
        return any(_nearly(k, w.key) for k in self.keys)


@lru_cache(maxsize=100_000)
def _nearly(wanted: str, found: str) -> bool:
    if min(len(wanted), len(found)) < FUZZY_FROM or wanted[0] != found[0]:
        return False
    return OSA.distance(wanted, found, score_cutoff=1) <= 1


@dataclass(frozen=True, slots=True)
class Phrase:
    """One compiled phrase."""

    source: str
    steps: tuple[_Step, ...]

    def spans(self, words: Sequence[Word]) -> list[tuple[int, int]]:
        """Give where the phrase stands in the words, as (first, one past the last)."""
        found = []
        for start in range(len(words)):
            end = _match(self.steps, words, start)
            if end is not None:
                found.append((start, end))
        return found


def _match(steps: Sequence[_Step], words: Sequence[Word], at: int) -> int | None:
    if not steps:
        return at
    first, rest = steps[0], steps[1:]
    if first.gap:
        for skip in range(MAX_GAP + 1):
            end = _match(rest, words, at + skip)
            if end is not None:
                return end
        return None
    if at < len(words) and first.fits(words[at]):
        return _match(rest, words, at + 1)
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
        else:
            keys.append(made.key)
    return _Step(tuple(keys), tuple(starts))


@lru_cache(maxsize=10_000)
def compile_phrase(source: str) -> Phrase:
    """Give the phrase written as `source`; ValueError when it is empty or begins with a gap."""
    parts = source.split()
    if not parts or parts[0] == ".." or parts[-1] == "..":
        raise ValueError(f"a phrase begins and ends with a word: {source!r}")
    return Phrase(source, tuple(_step(p) for p in parts))


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

"""Words as they are usually spelled: many people write by ear, and a sentence encoder does not.

Only a word that the wordings hardly know gives way, and only to one that sounds the same, or that
differs in one letter and is much used. What denies is never made or unmade. The text itself stays
as it was: this is for comparing it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import DamerauLevenshtein

from dutch.words import NEGATIONS, is_mark, tokens, word

KNOWN = 3
"""Times from which a spelling counts as known."""
USED = 6
"""Times from which a word may take the place of one that differs in a letter."""
LEAST_LETTERS = 5
"""Fewer letters than this are too few to guess by."""
_STARTS = 2
"""Letters of the sound at the start that must be the same for a guess."""


class Spelling:
    """Knows how words are usually spelled in the wordings."""

    def __init__(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._by_sound: dict[str, str] = {}
        self._by_start: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for each in sorted(counts, key=lambda w: (-counts[w], w)):
            sound = word(each).key
            self._by_sound.setdefault(sound, each)
            if counts[each] >= USED and len(each) >= LEAST_LETTERS and each not in NEGATIONS:
                self._by_start[sound[:_STARTS]].append((sound, each))

    @classmethod
    def of(cls, texts: Iterable[str]) -> Spelling:
        """Learn the usual spellings from texts: what most of them write is usual."""
        counts = Counter(t for text in texts for t in tokens(text) if t.isalpha())
        return cls({each: n for each, n in counts.items() if n >= KNOWN})

    @classmethod
    def from_json(cls, kept: dict[str, int]) -> Spelling:
        """Give what `as_json` kept."""
        return cls(dict(kept))

    def as_json(self) -> dict[str, int]:
        """Give the known words with how often they occur, as plain data."""
        return self._counts

    def usual(self, text: str) -> str:
        """Give a text in its usual spelling, folded and without marks that say nothing."""
        return " ".join(t if is_mark(t) else self._word(t) for t in tokens(text))

    def _word(self, token: str) -> str:
        if not token.isalpha() or len(token) < 3 or token in NEGATIONS:
            return token
        if self._counts.get(token, 0) >= KNOWN:
            return token
        sound = word(token).key
        alike = self._by_sound.get(sound)
        if alike is not None:
            return alike
        if len(token) < LEAST_LETTERS:
            return token
        near = [
            (-self._counts[each], each)
            for other, each in self._by_start.get(sound[:_STARTS], ())
            if DamerauLevenshtein.distance(sound, other, score_cutoff=1) <= 1
        ]
        return min(near)[1] if near else token

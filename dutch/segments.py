"""Cutting a message into pieces that may each state something of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

MOST_SENTENCES = 60
"""Sentences of one message that are looked at; a long story has thirty."""

_ENDS = re.compile(r"(?<=[.!?;])[\"')]*\s+|\n+|\s+[–—-]\s+|\s*[•·]\s*")
_ABBREVIATION = re.compile(
    r"(?:^|\s)(?:[a-z]|cl|dhr|mw|mevr|vr|jr|bijv|bv|evt|incl|max|min|gem|ca|nl|o\.a|i\.v\.m|m\.b\.t|"
    r"p\.w|t\.a\.v|d\.w\.z|wk|mnd|nr|st|dr|tel|resp|ivm|obv)\.$",
    re.I,
)
_JOINTS = re.compile(
    r"\s*,\s+|\s+(?=(?:maar|want|omdat|doordat|terwijl|hoewel|alleen|dus|waardoor|zodat|behalve)\s)"
    r"|\s+(?=en\s+(?:ik|hij|ze|zij|we|wij|dat|dan|daarom|daardoor|er|nu|ook|verder|soms|overdag|"
    r"'s|s|mijn|m'n|zijn|haar|toen|als|is|heeft|heb|kan|moet|wil|woont|woon|geen|niet)\b)"
    r"|\s+(?=(?:ik|hij|ze|zij|we)\s+(?:ben|bn|heb|hep|kan|wil|moet|woon|doe|ga|weet|zit|slaap|vind|"
    r"is|heeft|woont|doet|gaat|weet|zegt|slaapt|vergeet|loopt|snapt|durft)\b)",
    re.I,
)
_TURN = re.compile(
    r"(?:^|(?<=[\s,.;:!–-]))(?:(?:of|o|oh|ho|nou|eh+|eh?m|uh+|ja|wacht|sorry|even)[\s,.]+)*"
    r"(?:nee|neen|wacht|sorry|correctie|herstel|hoewel|jawel|ik bedoel|bedoel ik|eh+m?|uh+m?|"
    r"ik zeg het verkeerd|(?:beter|liever) gezegd|eigenlijk|(?:doe|zeg) maar|nou ja|maar|dus|want|"
    r"toch niet|verkeerd gezegd|vergissing|blijkt|ik vergis me)(?:[\s,.:;–-]+|$)",
    re.I,
)
SHORT = 40
"""Words up to which a message may be one answer, in which somebody turns round halfway."""
LEAST_WORDS = 3
"""Fewer words than this are no piece of their own."""
RUN_ON = 24
"""Words from which a piece without marks is cut into overlapping stretches."""
STRETCH, STEP = 14, 7


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text: `text[start:end]`, and the number of the sentence that it is in."""

    start: int
    end: int
    sentence: int

    def of(self, text: str) -> str:
        """Give the piece's own text."""
        return text[self.start : self.end]


def sentences(text: str) -> list[Segment]:
    """Give the sentences of a text in order, without surrounding space; abbreviations end none."""
    found: list[Segment] = []
    start = 0
    for match in _ENDS.finditer(text):
        if "\n" not in match.group() and _ABBREVIATION.search(text[: match.start()][-8:]):
            continue
        _add(found, text, start, match.start())
        start = match.end()
        if len(found) >= MOST_SENTENCES:
            return found
    _add(found, text, start, len(text))
    return found


def clauses(text: str, sentence: Segment) -> list[Segment]:
    """Give the clauses of a sentence; one that is too short to say a thing joins the one before."""
    cuts = [sentence.start]
    for match in _JOINTS.finditer(text, sentence.start, sentence.end):
        if len(text[cuts[-1] : match.start()].split()) >= LEAST_WORDS:
            cuts.append(match.end())
    if len(cuts) > 1 and len(text[cuts[-1] : sentence.end].split()) < LEAST_WORDS:
        cuts.pop()
    ends = [*cuts[1:], sentence.end]
    pieces: list[Segment] = []
    for start, end in zip(cuts, ends, strict=True):
        trimmed = text[start:end].rstrip(" ,;")
        pieces.append(Segment(start, start + len(trimmed), sentence.sentence))
    return pieces


def windows(text: str) -> list[Segment]:
    """Give every piece that may state something: sentences, clauses, pairs, stretches, turns.

    Each piece comes once, whole sentences before their parts.
    """
    found: dict[tuple[int, int], Segment] = {}
    for sentence in sentences(text):
        parts = clauses(text, sentence)
        pairs = [Segment(a.start, b.end, a.sentence) for a, b in pairwise(parts)]
        for piece in (sentence, *parts, *pairs, *_stretches(text, parts)):
            found.setdefault((piece.start, piece.end), piece)
    for piece in turns(text):
        found.setdefault((piece.start, piece.end), piece)
    return list(found.values())


def turns(text: str) -> list[Segment]:
    """Give what follows each turn of a short message ("of nee, ..."), up to its end.

    Somebody who takes something back may say what replaces it in a single word.
    """
    if len(text.split()) > SHORT:
        return []
    end = len(text.rstrip(" .!,;"))
    starts = {match.end() for match in _TURN.finditer(text)}
    sentence_of = {s.start: s.sentence for s in sentences(text)}
    found = []
    for start in sorted(starts):
        if 0 < start < end:
            sentence = max((n for at, n in sentence_of.items() if at <= start), default=0)
            found.append(Segment(start, end, sentence))
    return found


def _stretches(text: str, parts: list[Segment]) -> Iterator[Segment]:
    """Give overlapping stretches of the parts that run on without a mark."""
    for part in parts:
        words = list(re.finditer(r"\S+", part.of(text)))
        if len(words) < RUN_ON:
            continue
        for first in range(0, len(words) - STEP, STEP):
            last = min(first + STRETCH, len(words)) - 1
            yield Segment(
                part.start + words[first].start(), part.start + words[last].end(), part.sentence
            )


def _add(found: list[Segment], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    trimmed = piece.strip()
    if re.search(r"\w", trimmed):
        at = start + len(piece) - len(piece.lstrip())
        found.append(Segment(at, at + len(trimmed), len(found)))

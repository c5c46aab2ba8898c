"""A practice code that a trainee types in the talk: a mark takes its place before anything is kept.

The mark is the hash of the code's id, which is what the assistant keeps of codes too; in letters,
so that nothing takes it for a number that must be masked.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from gateway.practice.identity import of_code

# Fours of letters and figures, as many as there are; `of_code` says what is a code.
FOURS: Final = re.compile(
    r"(?<![0-9A-Za-z])[0-9A-Za-z]{4}(?:[ \u2010-\u2015-]?[0-9A-Za-z]{4}){3,}(?![0-9A-Za-z])"
)
FOUR: Final = re.compile(r"[0-9A-Za-z]{4}")
DASHES: Final = re.compile(r"[\u2010-\u2015-]")
NAMED: Final = re.compile(r"code", re.IGNORECASE)
MARK: Final = re.compile(r"\bgroep-[a-p]{64}\b")
LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
GROUPS: Final = 4


def mark_of(secret: bytes, code: str) -> str | None:
    """Give the mark of a code as it was typed, None when it is no code."""
    id_ = of_code(secret, code)
    if id_ is None:
        return None
    return f"groep-{hashlib.sha256(id_.encode()).hexdigest().translate(LETTERS)}"


def without_codes(secret: bytes, text: str) -> str:
    """Give a text with marks in the place of practice codes.

    Four words of four letters look like one: a code has its dashes, or is called one, or is all
    that was typed.
    """
    named = NAMED.search(text) is not None

    def marked(found: re.Match[str]) -> str:
        run = found[0]
        start, end = likeliest(run)
        typed = run[start:end]
        alone = typed == text.strip() and any(each.isdigit() for each in typed)
        if not named and not alone and len(DASHES.findall(typed)) < GROUPS - 1:
            return run
        mark = mark_of(secret, typed)
        return run if mark is None else run[:start] + mark + run[end:]

    return FOURS.sub(marked, text)


def likeliest(run: str) -> tuple[int, int]:
    """Give where in a run of fours a code stands: words of four letters may stand beside it."""
    fours = [(each.start(), each.end()) for each in FOUR.finditer(run)]
    windows = [(fours[at][0], fours[at + GROUPS - 1][1]) for at in range(len(fours) - GROUPS + 1)]

    def alike(window: tuple[int, int]) -> tuple[int, int, int]:
        typed = run[slice(*window)]
        figures = sum(any(c.isdigit() for c in four) for four in FOUR.findall(typed))
        return len(DASHES.findall(typed)), figures, window[0]

    return max(windows, key=alike)


def hidden(text: str, instead: str) -> str:
    """Give a text to show, with words in the place of marks."""
    return MARK.sub(instead, text)

"""Cutting what a trainee says into its questions, and what stands before them."""

from __future__ import annotations

import re

from dutch.segments import sentences
from practice.questions.forms import asks, starts_question

_JOINT = re.compile(r"\s*,\s*(?:en\s+|maar\s+)?|\s+(?:en|maar)\s+", re.I)
_LEAST_WORDS = 3
"""Fewer words than this are no question of their own within a sentence."""


def questions_in(text: str) -> list[str]:
    """Give the questions of a text in order; none when nothing in it asks."""
    found: list[str] = []
    for sentence in sentences(text):
        written = sentence.of(text)
        if asks(written):
            found += _parts(written)
    return found


def _parts(sentence: str) -> list[str]:
    """Give the questions that are joined in one sentence.

    A joint is cut only where a question follows and one goes before, so that "koken, wassen en
    poetsen" stays whole, and so does a preamble with its question.
    """
    cuts = [0]
    for match in _JOINT.finditer(sentence):
        before, after = sentence[cuts[-1] : match.start()], sentence[match.end() :]
        enough = min(len(before.split()), len(after.split())) >= _LEAST_WORDS
        if enough and starts_question(before) and starts_question(after):
            cuts.append(match.end())
    ends = [*cuts[1:], len(sentence)]
    return [sentence[a:b].strip(" ,") for a, b in zip(cuts, ends, strict=True)]

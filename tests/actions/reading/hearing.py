"""Candidates made by hand, in place of a trained model."""

from __future__ import annotations

from actions.reading.story import Candidate


def told(
    text: str,
    words: str,
    kenmerk: str,
    value: str,
    confidence: float = 0.8,
    affirmed: float | None = None,
) -> Candidate:
    """Give what is heard in these words of a text as a statement of its own."""
    start = text.index(words)
    return Candidate(kenmerk, value, start, start + len(words), confidence, affirmed=affirmed)


def answered(
    text: str, kenmerk: str, shares: dict[str, float], words: str | None = None
) -> tuple[Candidate, ...]:
    """Give how likely each value is as an answer that the text, or these words of it, gives."""
    start = text.rindex(words) if words is not None else 0
    end = start + len(words) if words is not None else len(text)
    return tuple(
        Candidate(kenmerk, value, start, end, share, as_answer=True)
        for value, share in shares.items()
    )

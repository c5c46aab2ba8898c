"""The words that state a value (signaalwoorden.yaml), and what an answer states by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from actions.reading.clauses import Clause
from actions.reading.phrases import Phrase, compile_phrase, first_span
from dutch.words import NEGATIONS

FILE = Path(__file__).with_name("signaalwoorden.yaml")
SHORT_CLAUSE = 5
"""Words up to which a weak phrase counts."""


class SignalFile(BaseModel):
    """The entry of one kenmerk in signaalwoorden.yaml; the file's head explains the fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    waarden: dict[str, list[str]]
    ja: str | None = None
    nee: str | None = None
    ontkend_door: list[str] | None = None
    vervalt_bij: list[str] = Field(default_factory=list)
    ook_anderen: bool = False
    ook_vraag: bool = False
    boven: dict[str, list[str]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signals:
    """The words of one kenmerk, ready to be looked for."""

    phrases: Mapping[str, tuple[Phrase, ...]]
    yes: str | None
    no: str | None
    denied_by: frozenset[str]
    cancelled_by: tuple[Phrase, ...]
    others_count: bool
    above: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One phrase found: its value, where, and whether it is stated or denied."""

    value: str
    clause: int
    span: tuple[int, int]
    denied: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """What an answer states: values in order of mention, and which values it denies."""

    hits: tuple[Hit, ...] = ()
    denied: tuple[Hit, ...] = field(default=())

    @property
    def values(self) -> tuple[str, ...]:
        """Give the values stated, each once."""
        return tuple(dict.fromkeys(h.value for h in self.hits))


@cache
def signals() -> Mapping[str, Signals]:
    """Give the shipped words by kenmerk; pydantic.ValidationError or ValueError for a fault."""
    with FILE.open(encoding="utf-8") as stream:
        raw = yaml.load(stream, Loader=yaml.CSafeLoader)
    return {name: _signals(SignalFile.model_validate(entry)) for name, entry in raw.items()}


def _signals(file: SignalFile) -> Signals:
    return Signals(
        phrases={v: tuple(compile_phrase(p) for p in ps) for v, ps in file.waarden.items()},
        yes=file.ja,
        no=file.nee,
        denied_by=frozenset(file.ontkend_door) if file.ontkend_door else NEGATIONS,
        cancelled_by=tuple(compile_phrase(p) for p in file.vervalt_bij),
        others_count=file.ook_anderen,
        above=file.boven,
    )


def stated(words: Signals, clauses: Sequence[Clause]) -> Stated:
    """Give what the clauses state about the person now."""
    hits: list[Hit] = []
    for index, clause in enumerate(clauses):
        if clause.asks or clause.supposed or clause.past:
            continue
        if clause.other and not words.others_count:
            continue
        if first_span(words.cancelled_by, clause.words) is not None:
            continue
        hits += _in_clause(words, index, clause)
    kept = tuple(h for h in hits if not h.denied)
    over = {general for h in kept for general in words.above.get(h.value, ())}
    return Stated(tuple(h for h in kept if h.value not in over), tuple(h for h in hits if h.denied))


def _in_clause(words: Signals, index: int, clause: Clause) -> list[Hit]:
    found: list[tuple[str, tuple[int, int]]] = []
    for value, phrases in words.phrases.items():
        for phrase in phrases:
            if phrase.weak and len(clause.words) > SHORT_CLAUSE:
                continue
            found += [(value, span) for span in phrase.spans(clause.words)]
    longest = [
        (value, span)
        for value, span in found
        if not any(
            other != value and _overlap(s, span) and s[1] - s[0] > span[1] - span[0]
            for other, s in found
        )
    ]
    return [Hit(v, index, s, _denied(words, clause, s)) for v, s in longest]


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _denied(words: Signals, clause: Clause, span: tuple[int, int]) -> bool:
    inside = [w.text for w in clause.words[span[0] : span[1]]]
    if any(t in NEGATIONS for t in inside):
        return False
    if words.denied_by == NEGATIONS:
        return clause.negated(span)
    before = [w.text for w in clause.words[: span[0]]]
    return clause.denied or any(t in words.denied_by for t in before)

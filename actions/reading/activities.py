"""What a message says of an activity: which one, what decides its kind of support, what is asked.

The words stand in teksten/activiteiten.yaml. A condition is stated by a phrase and turned over by a
denial beside it; words that only ask for the kind of support ("groep of individueel") state none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from actions.reading.phrases import Phrase, compile_phrase
from catalog.classify import ACTIVITEITEN, VOORWAARDEN
from dutch.words import NEGATIONS, Word, fold, is_mark, tokens, word

FILE = Path(__file__).parents[1] / "teksten" / "activiteiten.yaml"
OTHER = "anders"
TALK, TALK_OF_GOALS = "gesprek", "hersteldoel_gesprek"
"""A talk is one of `classify`'s activities only where it is about the goals of the plan."""
TRIP, APPOINTMENT, WAITING = "reizen", "begeleiden_naar_afspraak", "wachten"
SHORT_QUESTION = 4
"""Words of a last clause that asks the kind by naming one: "individueel?"."""
LONGEST = 70
"""Words from which a message is a story rather than a question about one activity."""

_ALONE, _JOINS = "woont_zelfstandig_zonder_groep", "sluit_aan_bij_groep"
_GOAL, _NEEDED = "gericht_op_hersteldoel", "noodzakelijk_voor_behandeling"
_REACH = {"geen": 2, "zonder": 4}
"""How many words after it a denial reaches; other denials reach `_REACH_AFTER` words."""
_REACH_AFTER, _REACH_BEFORE = 4, 3
_BREAKS = frozenset({"maar", "want", "omdat", "terwijl", "hoewel", "doch", "behalve"})
_NAMES_KIND = tuple(
    compile_phrase(p)
    for p in ("individu*|groepsbegeleiding|ib|gb|begeleidingstijd|groepstijd", "groep|groeps of")
)
_SOUND_ALIKE = (
    (r"\bthee\b", "theedrinken"),
    (r"\b(?:week|weken)\b", "wekelijks"),
    (r"\bwek\b", "wekken"),
)
"""Words that sound like another one ("te", "wekken"), and what is read in their place."""
_ASKED = Word("", "", "")
"""Stands for a word by which something is asked: no phrase finds it."""


class _File(BaseModel):
    """Teksten/activiteiten.yaml; the file's head explains the fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    activiteiten: dict[str, list[str]]
    voorwaarden: dict[str, dict[str, list[str]]]
    bij_beide: dict[str, bool]
    negeren: list[str]
    dichtbij: list[str]
    vraag: list[str]
    meelezen: list[str]
    vragen: dict[str, dict[str, str]]
    uitzonderingen: dict[str, dict[str, str]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Saying:
    """One line of the file: a phrase, and what must stand elsewhere in the message."""

    phrase: Phrase
    beside: tuple[Phrase, ...] = ()

    def spans(self, clause: Sequence[Word], clauses: Iterable[Sequence[Word]]) -> list[_Span]:
        if self.beside and not all(any(p.spans(c) for c in clauses) for p in self.beside):
            return []
        return self.phrase.spans(clause)


@dataclass(frozen=True, slots=True)
class _Words:
    """The file, ready to be looked for."""

    activities: Mapping[str, tuple[_Saying, ...]]
    conditions: Mapping[tuple[str, bool], tuple[_Saying, ...]]
    at_both: Mapping[str, bool]
    says_nothing: tuple[_Saying, ...]
    near: tuple[_Saying, ...]
    asks: tuple[_Saying, ...]
    reads_along: tuple[_Saying, ...]


type _Span = tuple[int, int]
type _Clauses = Sequence[Sequence[Word]]


@dataclass(frozen=True, slots=True)
class AskedActivity:
    """What a message says of an activity.

    `activity` is one of `classify`'s, None where none is named; `known` what is stated of its
    conditions; `asks` whether the message asks which kind of support it is; `about` how many of
    its words are about something else than that question.
    """

    activity: str | None
    known: Mapping[str, bool] = field(default_factory=dict)
    asks: bool = False
    names_kind: bool = False
    about: int = 0

    @property
    def is_question(self) -> bool:
        """Tell whether the message asks, by itself, what kind of support an activity is."""
        named = self.activity is not None and (self.activity != OTHER or self.names_kind)
        return self.asks and named and self.about <= LONGEST


def read_activity(text: str) -> AskedActivity:
    """Give the activity that a message names, its conditions, and whether its kind is asked."""
    words = _words()
    clauses = _clauses(text)
    asked = [_asking(words.asks, clause, clauses) for clause in clauses]
    hidden = [
        _hide(clause, [*spans, *_asking(words.reads_along, clause, clauses)])
        for clause, spans in zip(clauses, asked, strict=True)
    ]
    known = _conditions(words, hidden)
    return AskedActivity(
        _activity(words, clauses, hidden, known),
        known,
        asks=any(asked) or (_names_kind(clauses[-1:]) and _ends_asking(text, clauses[-1])),
        names_kind=_names_kind(clauses),
        about=sum(w is not _ASKED for clause in hidden for w in clause),
    )


def read_conditions(text: str) -> dict[str, bool]:
    """Give the conditions that an answer states."""
    return _conditions(_words(), _clauses(text))


@cache
def _words() -> _Words:
    """Give the shipped words; pydantic.ValidationError or ValueError for a fault in the file."""
    with FILE.open(encoding="utf-8") as stream:
        file = _File.model_validate(yaml.load(stream, Loader=yaml.CSafeLoader))
    unknown = set(file.activiteiten) - set(ACTIVITEITEN) - {TALK}
    unknown |= set(file.voorwaarden) ^ set(VOORWAARDEN)
    if unknown:
        raise ValueError(f"{FILE.name}: {', '.join(sorted(unknown))}")
    return _Words(
        {name: _sayings(lines) for name, lines in file.activiteiten.items()},
        {
            (name, truth == "ja"): _sayings(lines)
            for name, per_truth in file.voorwaarden.items()
            for truth, lines in per_truth.items()
        },
        file.bij_beide,
        _sayings(file.negeren),
        _sayings(file.dichtbij),
        _sayings(file.vraag),
        _sayings(file.meelezen),
    )


def _sayings(lines: Iterable[str]) -> tuple[_Saying, ...]:
    parts = ([compile_phrase(part) for part in line.split(" & ")] for line in lines)
    return tuple(_Saying(first, tuple(beside)) for first, *beside in parts)


def _clauses(text: str) -> list[tuple[Word, ...]]:
    """Give the words of a text, cut at its marks and where another sentence begins."""
    # "één" is a number where "een" need not be one; "1-op-1" and "1:1" are not three clauses.
    one = re.sub(r"\b[ée]én(tje)?\b(?<!een)(?<!eentje)", "1", text.casefold())
    one = re.sub(r"\b1\s*[-:/]\s*(?:op\s*[-:]?\s*)?1\b|\b1op1\b", "1 op 1", one)
    # "groeps- of individuele" is one clause.
    one = re.sub(r"(?<=[a-z])-\s|/", " ", fold(one))
    for pattern, clear in _SOUND_ALIKE:
        one = re.sub(pattern, clear, one)
    found: list[list[Word]] = [[]]
    for part in tokens(one):
        if is_mark(part) and part not in ("+", "&"):
            found.append([])
        elif part in _BREAKS:
            found.append([word(part)])
        else:
            found[-1].append(word(part))
    return [tuple(clause) for clause in found if clause]


def _names_kind(clauses: _Clauses) -> bool:
    return any(phrase.spans(clause) for phrase in _NAMES_KIND for clause in clauses)


def _ends_asking(text: str, last: Sequence[Word]) -> bool:
    return len(last) <= SHORT_QUESTION and text.rstrip(" .!)\"'").endswith("?")


def _asking(sayings: Iterable[_Saying], clause: Sequence[Word], clauses: _Clauses) -> list[_Span]:
    return [span for saying in sayings for span in saying.spans(clause, clauses)]


def _hide(clause: Sequence[Word], asking: Iterable[_Span]) -> tuple[Word, ...]:
    """Take the words out that only ask: the ends of each span, for what stands between may tell."""
    ends = {at for first, end in asking for at in (first, end - 1)}
    return tuple(_ASKED if i in ends else w for i, w in enumerate(clause))


def _activity(
    words: _Words, clauses: _Clauses, hidden: _Clauses, known: Mapping[str, bool]
) -> str | None:
    named = [
        name
        for name, sayings in words.activities.items()
        if any(s.spans(c, clauses) for s in sayings for c in (hidden if name == OTHER else clauses))
    ]
    if not named:
        return None
    first = named[0]
    if APPOINTMENT in named and _NEEDED in known and first != WAITING:
        return APPOINTMENT
    if first == TALK:
        return TALK_OF_GOALS if known.get(_GOAL) else OTHER
    return first


@dataclass(frozen=True, slots=True)
class _Hit:
    condition: str
    truth: bool
    span: _Span


def _conditions(words: _Words, clauses: _Clauses) -> dict[str, bool]:
    hits = [hit for clause in clauses for hit in _stated(words, clause, clauses)]
    known: dict[str, bool] = {}
    for name in VOORWAARDEN:
        truths = {hit.truth for hit in hits if hit.condition == name}
        if truths:
            known[name] = truths.pop() if len(truths) == 1 else words.at_both[name]
    near = any(s.spans(c, clauses) for s in words.near for c in clauses)
    if near and known.get(_ALONE) and known.get(_JOINS) is not False:
        # A home beside a group: whether one joins in there decides, and that is asked.
        del known[_ALONE]
    return known


def _stated(words: _Words, clause: Sequence[Word], clauses: _Clauses) -> Iterator[_Hit]:
    """Give what one clause states, denials worked in."""
    nothing = [span for s in words.says_nothing for span in s.spans(clause, clauses)]
    near = [span for s in words.near for span in s.spans(clause, clauses)]
    found = [
        _Hit(condition, truth, span)
        for (condition, truth), sayings in words.conditions.items()
        for saying in sayings
        for span in saying.spans(clause, clauses)
    ]
    spans = [*(hit.span for hit in found), *nothing, *near]
    hits = [h for h in found if not any(_inside(h.span, other) for other in spans)]
    hits = [h for h in hits if h.span not in nothing and h.span not in near]
    denied = set(_denied(clause, [h.span for h in hits], [*nothing, *near]))
    for hit in hits:
        yield _Hit(hit.condition, hit.truth ^ (hit.span in denied), hit.span)


def _inside(span: _Span, other: _Span) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _denied(
    clause: Sequence[Word], spans: Sequence[_Span], swallowed: Sequence[_Span]
) -> Iterator[_Span]:
    """Give the spans that a denial outside them turns over: the next one, else the one before."""
    for at, w in enumerate(clause):
        within = any(first <= at < end for first, end in (*spans, *swallowed))
        if within or w.text not in NEGATIONS:
            continue
        after = [s for s in spans if 0 < s[0] - at <= _REACH.get(w.text, _REACH_AFTER)]
        before = [s for s in spans if 0 <= at - s[1] < _REACH_BEFORE]
        if after:
            nearest = min(s[0] for s in after)
            yield from (s for s in after if s[0] == nearest)
        elif before and w.text not in _REACH:
            nearest = max(s[1] for s in before)
            yield from (s for s in before if s[1] == nearest)

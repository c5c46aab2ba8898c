"""From what a trainee says to the kenmerken that it asks for, and the form of the question.

What is recognised wrongly makes the played person answer what nobody asked, so a guess counts only
when it is well ahead of the next; otherwise nothing is recognised and the person asks back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from practice.questions.forms import Vorm, form_of, goes_on, improper, states
from practice.questions.model import Guess, model
from practice.questions.splitting import questions_in

LONGEST: Final = 1_000
"""Characters of a message that are read."""
LEAD: Final = 0.3
"""How far a guess must be ahead of the next."""
SCORE: Final = -0.6
"""How near a guess must be at least."""
SURE: Final = 0.5
"""The lead from which words without any sign of a question are one ("leeftijd")."""
OTHER: Final = "geen_kenmerk"
IMPROPER: Final = "ongepast"
NOTHING: Final = "geen_vraag"
FIGURES: Final = frozenset({"leeftijd", "gemeente", "dagdelen", "uren_per_week"})
"""Kenmerken that are one figure or name: to ask for it leaves no room, whatever the words."""


@dataclass(frozen=True, slots=True)
class Context:
    """What was asked just before, for a question that goes on about it ("en hoe vaak?")."""

    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """The kenmerken that are asked, in the order of the question, and the form."""

    kenmerken: tuple[str, ...]
    vorm: Vorm


def recognise(text: str, context: Context | None = None) -> Question:
    """Give what a text asks and how; no kenmerken where that is not plain, or nothing is asked."""
    said = " ".join(text[:LONGEST].split())
    if not said:
        return Question((), Vorm.GEEN_VRAAG)
    units = questions_in(said)
    whole, *guesses = model().guesses([said, *units])
    if _improper(said, whole, guesses):
        return Question((), Vorm.ONGEPAST)
    if not units:
        return _without_sign(said, whole)
    found = list(dict.fromkeys(g.label for g in guesses if _counts(g)))
    if not found and _counts(whole):
        found = [whole.label]
    if not found and context is not None and any(map(goes_on, units)):
        found = list(context.asked)
    return Question(tuple(found), _form(units, found))


def _improper(said: str, whole: Guess, guesses: list[Guess]) -> bool:
    if improper(said):
        return True
    return any(g.label == IMPROPER and g.lead >= LEAD for g in (whole, *guesses))


def _without_sign(said: str, whole: Guess) -> Question:
    """Judge what neither ends nor begins as a question: a bare subject may be one."""
    if _counts(whole) and whole.lead >= SURE and not states(said):
        return Question((whole.label,), form_of(said))
    return Question((), Vorm.GEEN_VRAAG)


def _counts(guess: Guess) -> bool:
    if guess.label in (OTHER, IMPROPER, NOTHING):
        return False
    return guess.lead >= LEAD and guess.score >= SCORE


def _form(units: list[str], found: list[str]) -> Vorm:
    if len(found) > 1 or len(units) > 2:
        return Vorm.MEERVOUDIG
    forms = {form_of(unit) for unit in units}
    if Vorm.SUGGESTIEF in forms:
        return Vorm.SUGGESTIEF
    if Vorm.OPEN in forms and not (found and FIGURES.issuperset(found)):
        return Vorm.OPEN
    return Vorm.GESLOTEN

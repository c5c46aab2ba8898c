"""Contrast: two cases that differ in one fact; which is it, and what does it change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from practice.cases.checking import advice_for
from practice.cases.loader import facts_of
from practice.cases.model import Case
from practice.feedback.choosing import evidence, expected_name
from practice.feedback.parts import Part, Verdict, message, source_line
from practice.forms.naming import picked
from practice.forms.turn import (
    DONE,
    Ask,
    Context,
    Grade,
    Input,
    Option,
    Say,
    State,
    Turn,
    shuffled,
)
from practice.progress.model import Form, Skill
from practice.words import fact_sentence, kenmerk_name, paragraphs

DIFFERENCE: Final = "verschil"
CHANGE: Final = "gevolg"
WHICH: Final = "oefenen_verschil"
WHAT: Final = "oefenen_gevolg"
OPTIONS: Final = 4


def start(case: Case, context: Context) -> Turn:
    """Begin: both stories, then which fact differs. `case` must be one of a pair."""
    assert case.contrast is not None
    other = context.shelf.cases[case.contrast.met]
    state: State = {
        "vorm": Form.CONTRAST.value,
        "casus": case.id,
        "ander": other.id,
        "fase": DIFFERENCE,
    }
    words = context.words
    intro = words.say(
        "contrast_begin",
        stelsel=context.catalogue.stelsels[case.stelsel].naam,
        domein=case.domein,
        a=paragraphs(case.verhaal),
        b=paragraphs(other.verhaal),
    )
    data = {
        "case": case.id,
        "other": other.id,
        "title": f"{case.titel} – {other.titel}",
        "level": case.niveau,
        "stelsel": case.stelsel,
    }
    return Turn(state, (Say(intro, "practice_case", data), ask(state, context)))


def ask(state: State, context: Context) -> Ask:
    """Give the question that is open."""
    words = context.words
    if state["fase"] == DIFFERENCE:
        text, options = words.say("contrast_verschil"), differences_offered(state, context)
        return Ask(WHICH, text, options, input="choice")
    return Ask(WHAT, words.say("contrast_gevolg"), changes_offered(state, context), input="choice")


def differences_offered(state: State, context: Context) -> tuple[Option, ...]:
    """Give the kenmerk that differs among others that both cases have."""
    case = context.case(state)
    assert case.contrast is not None
    vocabulary = context.catalogue.vocabulary
    right = case.contrast.kenmerk
    others = [
        name
        for name in (*case.beslissend, *case.in_verhaal, *case.kenmerken, *vocabulary)
        if name not in (right, "hulpvraag", "gemeente", "acuut_gevaar")
    ]
    names = [right, *list(dict.fromkeys(others))[: OPTIONS - 1]]
    return tuple(Option(name, kenmerk_name(vocabulary[name])) for name in shuffled(names, case.id))


def changes_offered(state: State, context: Context) -> tuple[Option, ...]:
    """Give what the difference changes among what it might: exchanged, or the same for both."""
    one, other = context.case(state), context.shelf.cases[state["ander"]]
    a, b = expected_name(one, context), expected_name(other, context)
    pairs = {"ab": (a, b), "ba": (b, a), "aa": (a, a), "bb": (b, b)}
    labels: dict[str, str] = {}
    for value, (first, second) in pairs.items():
        label = context.words.say("contrast_keuze", a=first, b=second)
        if label not in labels.values():
            labels[value] = label
    return tuple(Option(value, labels[value]) for value in shuffled(labels, one.id))


def take(state: State, given: Input, context: Context) -> Turn:
    """Take which fact differs, then what it changes; then comes the feedback."""
    offered = ask(state, context).options
    choice = picked(given, offered)
    if choice is None and state["fase"] == DIFFERENCE:
        choice = _heard(given.text, offered, context)
    if choice is None:
        said = Say(context.words.say("keuze_niet_herkend"))
        return Turn(state, (said, ask(state, context)))
    if state["fase"] == DIFFERENCE:
        state = {**state, "verschil": choice, "fase": CHANGE}
        return Turn(state, (ask(state, context),))
    return _feedback({**state, "gevolg": choice, "fase": DONE}, context)


def _heard(text: str, offered: Iterable[Option], context: Context) -> str | None:
    """Give the one kenmerk that a typed answer is about, where it is offered."""
    asked = context.recognise(text, ()).kenmerken
    found = [option.value for option in offered if option.value in asked]
    return found[0] if len(found) == 1 else None


def _feedback(state: State, context: Context) -> Turn:
    case, other = context.case(state), context.shelf.cases[state["ander"]]
    assert case.contrast is not None
    words, vocabulary, right = context.words, context.catalogue.vocabulary, case.contrast.kenmerk
    kenmerk = vocabulary[right]
    saw, knew = state["verschil"] == right, state["gevolg"] == "ab"
    values = [facts_of(each, vocabulary).get(right) for each in (case, other)]
    shown = [
        words.say("onbekend_feit") if value is None else fact_sentence(kenmerk, value)
        for value in values
    ]
    lines = [
        words.say(
            "verschil_gezien" if saw else "verschil_gemist",
            naam=kenmerk_name(kenmerk),
            gekozen=kenmerk_name(vocabulary[state["verschil"]]),
            a=shown[0],
            b=shown[1],
        ),
        words.say(
            "gevolg_gezien" if knew else "gevolg_gemist",
            a=expected_name(case, context),
            b=expected_name(other, context),
        ),
        case.contrast.uitleg,
        *_sources((case, other), context),
    ]
    score = (saw + knew) / 2
    verdict = {1.0: Verdict.GOOD, 0.5: Verdict.PARTLY, 0.0: Verdict.BETTER}[score]
    grades = (
        Grade(Skill.KIEZEN, float(saw), kenmerk=right, details={"verschil": saw}),
        Grade(
            Skill.KIEZEN,
            float(knew),
            product=case.verwacht[0] if case.verwacht else None,
            details={"gevolg": knew},
        ),
    )
    part = Part("contrast", verdict, tuple(lines), grades)
    return Turn(state, (message([part], case, words),), grades)


def _sources(cases: Iterable[Case], context: Context) -> list[str]:
    """Say for each case where it is written, each source once."""
    found: list[str] = []
    for case in cases:
        advice = advice_for(case, context.catalogue)
        for each in evidence(case, advice, context.catalogue)[:1]:
            if each.source:
                found.append(source_line(each.source, context.words))
    return list(dict.fromkeys(found))

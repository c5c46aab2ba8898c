"""Casus: the story is given; the trainee marks the facts that count, names a product, says why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from practice.cases.model import Case
from practice.feedback.composing import feedback_on_casus
from practice.forms import concluding
from practice.forms.naming import picked_all
from practice.forms.statements import statements
from practice.forms.turn import Ask, Context, Input, Option, Say, State, Turn
from practice.progress.model import Form
from practice.words import paragraphs

FACTS: Final = "feiten"
MARKING: Final = "oefenen_feiten"


def start(case: Case, context: Context) -> Turn:
    """Begin: the story, then which facts count."""
    words = context.words
    intro = words.say(
        "casus_begin",
        titel=case.titel,
        stelsel=context.catalogue.stelsels[case.stelsel].naam,
        domein=case.domein,
        verhaal=paragraphs(case.verhaal),
        wie=case.relation(),
        gezegd=" ".join(f"“{line}”" for line in (case.opening, *_beside(case))),
    )
    state: State = {"vorm": Form.CASUS.value, "casus": case.id, "fase": FACTS, "feiten": []}
    data = {"case": case.id, "title": case.titel, "level": case.niveau, "stelsel": case.stelsel}
    return Turn(state, (Say(intro, "practice_case", data), ask(state, context)))


def _beside(case: Case) -> Iterable[str]:
    """Give what is said beside the point: it is in the conversation, so it may be read too much."""
    return (each.tekst for each in case.afleiders)


def ask(state: State, context: Context) -> Ask:
    """Give the question that is open."""
    if state["fase"] != FACTS:
        return concluding.ask(state, context)
    options = tuple(
        Option(each.id, each.text) for each in statements(context.case(state), context.catalogue)
    )
    text = context.words.say("casus_feiten")
    return Ask(MARKING, text, options, multi=True, input="choice")


def take(state: State, given: Input, context: Context) -> Turn:
    """Take the facts that she marked, then the conclusion."""
    if state["fase"] != FACTS:
        return concluding.take(state, given, context, feedback_on_casus, neighbour=True)
    marked = picked_all(given, ask(state, context).options)
    if not marked:
        said = Say(context.words.say("feiten_niet_herkend"))
        return Turn(state, (said, ask(state, context)))
    state = {**state, "feiten": list(marked), "fase": concluding.CHOOSING}
    return Turn(state, (ask(state, context),))

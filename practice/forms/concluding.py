"""The end of role-play and casus: which product or outcome, and why, in one's own words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from practice.cases.model import Case
from practice.forms.naming import conclusion_name, conclusions, picked
from practice.forms.turn import DONE, Ask, Context, Grade, Input, Option, Say, State, Turn

CHOOSING: Final = "kiezen"
WHY: Final = "waarom"
PRODUCT: Final = "oefenen_product"
MOTIVATION: Final = "oefenen_motivatie"
SKIP: Final = "overslaan"

type Feedback = Callable[[State, Context], tuple[Sequence[Say], Sequence[Grade]]]


def options_for(case: Case, context: Context) -> tuple[Option, ...]:
    """Give the products and outcomes to choose from."""
    return conclusions(context.catalogue, case.stelsel, case.domein, context.words)


def ask(state: State, context: Context) -> Ask:
    """Give the question that is open at the end."""
    case, words = context.case(state), context.words
    options = options_for(case, context)
    if state["fase"] == CHOOSING:
        text = words.say("kies_product", naam=case.persoon.naam)
        return Ask(PRODUCT, text, options, input="choice")
    named = conclusion_name(options, state["keuze"])
    skip = (Option(SKIP, words.label("knoppen", SKIP)),)
    return Ask(MOTIVATION, words.say("motiveer", keuze=named), skip, input="text")


def take(state: State, given: Input, context: Context, feedback: Feedback) -> Turn:
    """Take the product or outcome, then the motivation; then comes the feedback."""
    case = context.case(state)
    if state["fase"] == CHOOSING:
        return _chosen(state, given, case, context)
    words = "" if SKIP in given.chosen or given.text.strip() == "" else given.text
    if words.strip().casefold() == context.words.label("knoppen", SKIP).casefold():
        words = ""
    state = {**state, "motivatie": words, "fase": DONE}
    said, grades = feedback(state, context)
    # What she wrote is for the feedback; from here on nothing needs it.
    state = {key: value for key, value in state.items() if key not in ("motivatie", "gevraagd")}
    return Turn(state, tuple(said), tuple(grades))


def _chosen(state: State, given: Input, case: Case, context: Context) -> Turn:
    options = options_for(case, context)
    stelsel = context.catalogue.stelsels[case.stelsel]
    codes = [(p.code, p.id) for p in stelsel.producten if p.code and p.domein == case.domein]
    choice = picked(given, options, codes)
    if choice is None:
        said = Say(context.words.say("product_niet_herkend"))
        return Turn(state, (said, ask(state, context)))
    state = {**state, "keuze": choice, "fase": WHY}
    return Turn(state, (ask(state, context),))

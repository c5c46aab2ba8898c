"""The end of role-play and casus: which product or outcome, and why, in one's own words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from practice.cases.model import Case
from practice.forms.naming import OUTCOME, conclusion_name, conclusions, picked
from practice.forms.turn import DONE, Ask, Context, Grade, Input, Option, Say, State, Turn

CHOOSING: Final = "kiezen"
WHY: Final = "waarom"
WHY_NOT: Final = "waarom_niet"
PRODUCT: Final = "oefenen_product"
MOTIVATION: Final = "oefenen_motivatie"
NEIGHBOUR: Final = "oefenen_buurproduct"
SKIP: Final = "overslaan"

WRITTEN: Final = ("motivatie", "waarom_niet", "gevraagd")
"""What of a state holds words of the trainee."""

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
    skip = (Option(SKIP, words.label("knoppen", SKIP)),)
    if state["fase"] == WHY_NOT:
        text = words.say("waarom_niet_buur", product=conclusion_name(options, state["buur"]))
        return Ask(NEIGHBOUR, text, skip, input="text")
    named = conclusion_name(options, state["keuze"])
    return Ask(MOTIVATION, words.say("motiveer", keuze=named), skip, input="text")


def take(
    state: State, given: Input, context: Context, feedback: Feedback, *, neighbour: bool = False
) -> Turn:
    """Take the product or outcome, then the motivation; then comes the feedback.

    With `neighbour` it is also asked why the product next to it does not fit.
    """
    case = context.case(state)
    if state["fase"] == CHOOSING:
        return _chosen(state, given, case, context)
    if state["fase"] == WHY:
        state = {**state, "motivatie": _written(given, context)}
        near = next((id_ for id_ in case.waarom_niet if id_ != state["keuze"]), None)
        if neighbour and near is not None:
            state = {**state, "buur": near, "fase": WHY_NOT}
            return Turn(state, (ask(state, context),))
    else:
        state = {**state, "waarom_niet": _written(given, context)}
    state = {**state, "fase": DONE}
    said, grades = feedback(state, context)
    # What she wrote is for the feedback; from here on nothing needs it.
    kept = {key: value for key, value in state.items() if key not in WRITTEN}
    return Turn(kept, tuple(said), tuple(grades))


def _written(given: Input, context: Context) -> str:
    """Give what she wrote, nothing where she skips it."""
    label = context.words.label("knoppen", SKIP)
    skips = SKIP in given.chosen or given.text.strip().casefold() == label.casefold()
    return "" if skips else given.text.strip()


def _chosen(state: State, given: Input, case: Case, context: Context) -> Turn:
    options = options_for(case, context)
    stelsel = context.catalogue.stelsels[case.stelsel]
    codes = [(p.code, p.id) for p in stelsel.producten if p.code and p.domein == case.domein]
    names = context.words.names("uitkomstnamen")
    outcomes = [(name, f"{OUTCOME}{id_}") for id_, each in names.items() for name in each]
    choice = picked(given, options, [*codes, *outcomes])
    if choice is None:
        said = Say(context.words.say("product_niet_herkend"))
        return Turn(state, (said, ask(state, context)))
    state = {**state, "keuze": choice, "fase": WHY}
    return Turn(state, (ask(state, context),))

"""Role-play: the assistant plays the client or a naaste, the trainee asks in free text.

The played person answers what is asked, in that person's own words, and nothing else. At level 2
and 3 the first answer may evade; to a leading question the person agrees, which tells nothing.
Then the trainee names a product or outcome and gives her reasons.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from practice.cases.model import Case, Saying
from practice.feedback.composing import feedback
from practice.forms import concluding
from practice.forms.turn import Ask, Context, Input, Message, Option, Say, State, Turn, means
from practice.progress.model import Form

ASKING: Final = "vragen"
QUESTION: Final = "oefenen_vraag"
ENOUGH: Final = "genoeg"
AGE: Final = "leeftijd"
"""What the trainee is told at the start, so that nobody needs to ask it."""
LONGEST_KEPT: Final = 160
"""Characters of a question that are kept to quote in the feedback."""

# The forms of a question, as `practice.questions` calls them.
OPEN, CLOSED, LEADING = "open", "gesloten", "suggestief"
SEVERAL, IMPROPER, NO_QUESTION = "meervoudig", "ongepast", "geen_vraag"


def start(case: Case, context: Context) -> Turn:
    """Begin: who comes, and the first words of that person."""
    words = context.words
    intro = words.say(
        "rollenspel_begin",
        wie=case.relation(),
        naam=case.persoon.naam,
        leeftijd=case.persoon.leeftijd,
        stelsel=context.catalogue.stelsels[case.stelsel].naam,
        domein=case.domein,
    )
    state: State = {
        "vorm": Form.ROLLENSPEL.value,
        "casus": case.id,
        "fase": ASKING,
        "gevraagd": [],
        "ontweken": [],
        "verteld": [],
    }
    data = {"case": case.id, "title": case.titel, "level": case.niveau, "stelsel": case.stelsel}
    said = (Say(intro, "practice_case", data), speaks(case, case.opening, context))
    return Turn(state, (*said, ask(state, context)))


def speaks(case: Case, line: str, context: Context) -> Say:
    """Give a line of the played person; the text itself says who speaks, and that it is play."""
    who = case.relation()
    text = context.words.say("gespeeld", wie=f"{who[:1].upper()}{who[1:]}", zin=line)
    return Say(text, "practice_said", {"speaker": who, "line": line, "played": True})


def ask(state: State, context: Context) -> Ask:
    """Give the question that is open."""
    if state["fase"] != ASKING:
        return concluding.ask(state, context)
    words = context.words
    options = (Option(ENOUGH, words.label("knoppen", ENOUGH)),)
    asked = words.say("rollenspel_vraag", wie=context.case(state).relation())
    return Ask(QUESTION, asked, options, input="text")


def take(state: State, given: Input, context: Context) -> Turn:
    """Take a question to the played person, the end of asking, or the conclusion."""
    case = context.case(state)
    if state["fase"] != ASKING:
        return concluding.take(state, given, context, feedback)
    if ENOUGH in given.chosen or means(given.text, context.words.hears(ENOUGH)):
        state = {**state, "fase": concluding.CHOOSING}
        return Turn(state, (ask(state, context),))
    state, line = _answer(state, case, given.text, context)
    said: tuple[Message, ...] = (speaks(case, line, context), ask(state, context))
    return Turn(state, said)


def _answer(state: State, case: Case, text: str, context: Context) -> tuple[State, str]:
    """Give what the person says to a question, and what was asked and told by now."""
    words, turn = context.words, len(state["gevraagd"])
    before = tuple(state["gevraagd"][-1]["kenmerken"]) if turn else ()
    heard = context.recognise(text, before)
    asked = tuple(heard.kenmerken)
    form = str(heard.vorm)
    entry = {"kenmerken": list(asked), "vorm": form, "zin": text[:LONGEST_KEPT]}
    if form == NO_QUESTION:
        return state, words.say("gespeeld_geen_vraag", turn)
    state = {**state, "gevraagd": [*state["gevraagd"], entry]}
    if form == IMPROPER:
        return state, words.say("gespeeld_ongepast", turn)
    if not asked:
        return state, words.say("gespeeld_niet_begrepen", turn)
    if form == LEADING:
        return state, words.say("gespeeld_eens", turn)
    # Whoever gets several questions at once answers the last one, unless they are patient.
    answered = asked[-1:] if case.niveau == 3 else asked
    lines: list[str] = []
    for kenmerk in answered:
        state, line = _tell(state, case, kenmerk, form, context)
        lines.append(line)
    return state, " ".join(dict.fromkeys(lines))


def _tell(state: State, case: Case, kenmerk: str, form: str, context: Context) -> tuple[State, str]:
    saying = case.zegt.get(kenmerk)
    if saying is None and kenmerk == AGE:
        line = context.words.say(
            f"gespeeld_leeftijd_{case.spreker}", leeftijd=case.persoon.leeftijd
        )
        return state, line
    if saying is None:
        if kenmerk in case.in_opening:
            return state, context.words.say("gespeeld_al_gezegd", zin=case.opening)
        return state, " ".join((case.weet_niet, *_beside(case, kenmerk)))
    if evades(case, saying) and kenmerk not in state["ontweken"]:
        state = {**state, "ontweken": [*state["ontweken"], kenmerk]}
        return state, saying.ontwijkend or saying.antwoord
    line = saying.gesloten if form == CLOSED and saying.gesloten else saying.antwoord
    if kenmerk in state["verteld"]:
        return state, context.words.say("gespeeld_nog_eens", zin=line)
    state = {**state, "verteld": [*state["verteld"], kenmerk]}
    return state, " ".join((line, *_beside(case, kenmerk)))


def evades(case: Case, saying: Saying) -> bool:
    """Tell whether the person does not give this away at once."""
    return case.niveau > 1 and saying.ontwijkend is not None


def _beside(case: Case, kenmerk: str) -> Iterable[str]:
    """Give what the person says beside an answer that does not count, at level 2 and 3."""
    if case.niveau > 1:
        return (each.tekst for each in case.afleiders if each.kenmerk == kenmerk)
    return ()

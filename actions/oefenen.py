"""Practising in a trainee's conversation: between the dialogue and `practice.session`.

Every message of a trainee comes by here first. What is no matter of practising, and danger in
which the trainee herself is, goes on to the rest of the dialogue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from actions.adapter import Incoming, library
from actions.dialogue import trade
from actions.dialogue.output import Ask, Choice, Message, Say
from actions.dialogue.product_text import explain_product, explain_term, named_products
from actions.dialogue.talk import (
    CERTAIN,
    ERASE,
    GO_ON,
    GOES_ON,
    NOT_NOW,
    RESTART,
    Talk,
    help_messages,
)
from actions.dialogue.workflow import TRAINEE
from catalog.model import Publiek
from catalog.store import StoreError
from practice import session
from practice.cases.shelf import serve
from practice.desk import Desk
from practice.forms import turn as forms
from practice.forms.turn import Context, means
from practice.progress import ProgressStore
from practice.progress.identity import typed_group
from practice.session import Practice, Stand
from practice.understanding import context as understanding
from practice.words import words
from safety.danger import Danger, detect

STATE: Final = "oefening"
"""Where `State.extra` holds the state of practising."""
QUESTION: Final = "oefenen_"
"""How the ids of the questions of practising begin."""
SPEAKER: Final = "trainee"
BEFORE: Final = "oefening_daarvoor"
"""Where `State.extra` holds what was open in a worker's own case before she began to practise."""
CASE_COMMANDS: Final = frozenset(
    {"form", "report", "compare", "overview", "overrule", "why_not", "what_if", "edit"}
)
"""Buttons of a worker's own case: while she practises they wait."""
OTHERS: Final = frozenset({GO_ON, RESTART, ERASE})
"""Questions of the dialogue itself that go before an exercise."""
ERASING: Final = "erase"
LEFT_TO_THE_DIALOGUE: Final = frozenset({"restart", ERASING, "human"})
"""Buttons that mean the same while somebody practises."""
MOST_FOUND: Final = 2

WISHES: Final[Mapping[str, Callable[[Practice], Stand]]] = {
    "oefenen": Practice.begin,
    "verder": Practice.further,
    "voortgang": Practice.progress,
    "groep": Practice.ask_group,
    "delen": Practice.ask_sharing,
}
"""What begins practising when it is typed: the name of its patterns, and what it does."""

FIRST_AS_OBJECT = re.compile(r"\b(?:mij|me|mijn|mezelf|mijzelf)\b", re.IGNORECASE)
SECOND = re.compile(r"\b(?:u|uw|uzelf|jij|je|jou|jouw|jezelf)\b", re.IGNORECASE)
THIRD = re.compile(r"\b(?:hij|hem|zijn|zij|ze|haar|hun|zich|zichzelf)\b", re.IGNORECASE)


@cache
def store() -> ProgressStore:
    """Give the store of progress of this process. Raises StoreError when it cannot be used."""
    return ProgressStore()


@cache
def context() -> Context:
    """Give what exercises work with; stale cases are left out."""
    catalogue = library().catalogue
    return understanding(catalogue, serve(catalogue))


def turn(talk: Talk, message: Incoming) -> list[Message] | None:
    """Give what is said to a message of practising, None when it is none."""
    said = _practised(talk, message)
    if said is None and str(talk.state.open).startswith(QUESTION):
        # The rest of the dialogue does not know this question; `back` puts it again.
        talk.state.open = None
    return said


def _practised(talk: Talk, message: Incoming) -> list[Message] | None:
    command = message.metadata.get("opdracht")
    trainee = talk.state.extra.get(TRAINEE)
    if not isinstance(trainee, str):
        return _not_here(talk, message, command)
    practising = STATE in talk.state.extra
    own_case = command in CASE_COMMANDS or not {"wijzig", "ingevuld"}.isdisjoint(message.metadata)
    if command in LEFT_TO_THE_DIALOGUE or (own_case and not practising):
        return None
    if practising and talk.state.open in OTHERS:
        return None if own_case else _after_help(talk, message)
    if own_case:
        # What is of a client's case never gets into an exercise, and the other way round.
        return back(talk, [Say(words().say("oefening_open"))])
    if practising and _erases(talk, message):
        return None
    beside: list[Message] = []
    if practising and talk.chosen is None and command is None:
        found = detect(message.text, SPEAKER)
        if found is not None:
            if is_own(message.text, found):
                return None
            closing = closing_of_help(talk, present=False)
            beside = help_messages(found.kind, Publiek.WIJKTEAM, present=False, closing=closing)
    wanted = _wanted(talk, message, command)
    if wanted is None:
        return None
    begin = talk.start()
    try:
        practice = _practice(talk, trainee)
    except StoreError:
        return [*begin, Say(words().say("oefenen_storing")), *talk.resume()]
    return [*begin, *beside, *_said(talk, wanted(practice))]


def back(talk: Talk, said: list[Message]) -> list[Message]:
    """Put the open question of an exercise after something else that was said in between."""
    state = talk.state
    practising = STATE in state.extra and isinstance(state.extra.get(TRAINEE), str)
    if not practising or state.stopped or state.open in OTHERS:
        return said
    while said and isinstance(said[-1], Ask):
        said = said[:-1]
    try:
        return [*said, *_said(talk, _practice(talk, state.extra[TRAINEE]).resume())]
    except StoreError:
        return said


def closing_of_help(talk: Talk, *, present: bool) -> str | None:
    """Give what help for danger ends with while somebody practises, None when nobody does."""
    if STATE not in talk.state.extra:
        return None
    return words().say("gevaar_nu" if present else "gevaar_naast")


def is_own(text: str, found: Danger) -> bool:
    """Tell whether danger is present and the trainee's own, and no matter of the exercise.

    In an exercise people are asked and described: what is put to somebody ("denkt u …") or told
    of somebody else is of the exercise. What the trainee says of herself, or what names nobody
    at all ("er is brand"), is not.
    """
    if not found.present or SECOND.search(text):
        return False
    if THIRD.search(text):
        return bool(FIRST_AS_OBJECT.search(text))
    return True


def _not_here(talk: Talk, message: Incoming, command: object) -> list[Message] | None:
    """Answer who wants to practise where she may not; None for anything else."""
    asked = command in ("practice", "progress")
    if talk.forms and talk.chosen is None and command is None:
        asked = any(means(message.text, words().hears(each)) for each in WISHES)
    if not asked:
        return None
    told = "niet_ingeschakeld" if talk.forms else "niet_toegelaten"
    return [*talk.start(), Say(words().say(told)), *talk.resume()]


def _erases(talk: Talk, message: Incoming) -> bool:
    """Tell whether the whole conversation is to be erased, in words that are no guess."""
    if talk.forms and talk.chosen is None and trade.command_in(message.text) == ERASING:
        return True
    return (
        message.intent == "gegevens_wissen"
        and message.confidence >= CERTAIN
        and not means(message.text, words().hears("wis_voortgang"))
    )


def _after_help(talk: Talk, message: Incoming) -> list[Message] | None:
    """Go on practising after help for danger; the dialogue handles whatever else is open."""
    state = talk.state
    if state.open != GO_ON or NOT_NOW.search(message.text) or not GOES_ON.search(message.text):
        return None
    state.facts.pop("acuut_gevaar", None)
    state.advies, state.paused, state.open = None, None, None
    return back(talk, [talk.say("overgang")])


def _wanted(talk: Talk, message: Incoming, command: object) -> Callable[[Practice], Stand] | None:
    """Give what a message asks of practising, None when it asks nothing of it."""
    if command in ("practice", "progress"):
        return Practice.begin if command == "practice" else Practice.progress
    if STATE in talk.state.extra:
        if command == "stop":
            return Practice.stop
        if command in ("help", "why"):
            return Practice.help
        return Practice.resume if command is not None else _taken(talk, message.text)
    if command == "begin" and not talk.forms:
        # Where there are forms a worker's own cases come first.
        return Practice.begin
    if command is not None or talk.chosen is not None:
        return None
    code = typed_group(message.text)
    if code is not None:
        return lambda practice: practice.join(code)
    for wish, action in WISHES.items():
        if means(message.text, words().hears(wish)):
            return action
    return None


def _taken(talk: Talk, text: str) -> Callable[[Practice], Stand]:
    chosen = talk.chosen.values if talk.chosen and talk.chosen.question == talk.state.open else ()
    return lambda practice: practice.take(forms.Input(text, tuple(chosen)))


def _practice(talk: Talk, trainee: str) -> Practice:
    now = datetime.now(UTC)
    state = talk.state.extra.get(STATE) or session.new()
    desk = Desk(
        trainee=trainee,
        now=now,
        seed=int(now.timestamp()),
        store=store(),
        look_up=lambda wanted: _looked_up(talk, state, wanted),
        faults=(SQLAlchemyError, StoreError),
    )
    return Practice(state, desk, context())


def _said(talk: Talk, stand: Stand) -> list[Message]:
    """Keep the state of practising in the conversation's, and give what is said."""
    said = [_message(each) for each in stand.said]
    state = talk.state
    if stand.over:
        state.extra.pop(STATE, None)
        return [*said, *_back_to_the_case(talk)]
    if STATE not in state.extra:
        state.extra[BEFORE] = {"open": state.open, "stopped": state.stopped}
    state.extra[STATE] = stand.state
    state.stopped = False
    state.open = next((each.id for each in reversed(said) if isinstance(each, Ask)), None)
    return said


def _back_to_the_case(talk: Talk) -> list[Message]:
    """Leave what was open before practising as it was; where there are forms, put it again."""
    state = talk.state
    before = state.extra.pop(BEFORE, {})
    state.open, state.stopped = before.get("open"), True
    if not talk.forms or before.get("stopped") or not (state.open or state.advised):
        return []
    state.stopped = False
    return [Say(words().say("terug_naar_casus")), *talk.resume()]


def _message(message: forms.Message) -> Message:
    if isinstance(message, forms.Say):
        return Say(message.text, message.kind, message.data)
    choices = tuple(Choice(option.value, option.label) for option in message.options)
    return Ask(message.id, message.text, choices, multi=message.multi, input=message.input)


def _looked_up(talk: Talk, state: session.Session, wanted: str) -> Sequence[forms.Message]:
    """Give what the catalogue says of the products or the term in some words."""
    stelsels = talk.library.catalogue.stelsels
    case = context().shelf.cases.get((state.get("oefening") or {}).get("casus") or "")
    own = [stelsels[case.stelsel]] if case else []
    found = named_products(wanted, own) or named_products(wanted, stelsels.values())
    shown: list[Message] = [explain_product(talk, *each) for each in found[:MOST_FOUND]]
    if not shown and (term := explain_term(talk, wanted)) is not None:
        shown = [term]
    return [forms.Say(each.text, "explanation") for each in shown]

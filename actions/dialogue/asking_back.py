"""Asking back: whether something is so that was heard in passing, and which of two values holds.

Both take an answer with the thing itself as well as yes, no or a choice; nobody has to say a
thing twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from actions.dialogue.facts import fact_label, fact_sentence
from actions.dialogue.flow import ASK_BACK, CLASH
from actions.dialogue.output import Ask, Choice, Message
from actions.dialogue.told import learn
from actions.reading import Kind, read_choice, read_yes_no
from actions.reading.plain import is_plain_dont_know
from catalog.model import Value

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

OLD, NEW = "oud", "nieuw"
DONT_KNOW = "weet_niet"
_NEITHER = re.compile(
    r"\b(?:geen van (?:beide|allebei|twee)|allebei niet|beide niet|alle ?bei fout)\b"
)


def ask_back(talk: Talk, kenmerk: str, left: int | None = None) -> Ask:
    """Open the question whether what was heard of a kenmerk is so.

    `left` counts the questions that may still come, this one among them.
    """
    state = talk.state
    state.open = ASK_BACK
    state.stopped = False
    state.extra[ASK_BACK] = kenmerk
    known = talk.library.vocabulary[kenmerk]
    value = kept_value(state.waiting[kenmerk]["waarde"])
    sentence = fact_sentence(known, value, state.publiek, talk.wie)
    choices = (
        Choice("ja", talk.button("ja")),
        Choice("nee", talk.button("nee_anders")),
        Choice(DONT_KNOW, talk.button("weet_niet")),
    )
    return Ask(
        ASK_BACK,
        talk.phrase("navragen", zin=sentence),
        choices,
        progress=talk.progress(kenmerk, left),
    )


def answer_back(talk: Talk, text: str) -> list[Message]:
    """Take what was heard when it is so, ask it in the ordinary way when it is not."""
    state = talk.state
    kenmerk = str(state.extra.pop(ASK_BACK))
    waiting = state.waiting.pop(kenmerk, None)
    if waiting is None:
        return talk.proceed()
    state.misses = 0
    if is_plain_dont_know(text):
        state.decline(kenmerk)
        return [talk.say("weet_niet"), *talk.proceed()]
    yes = _plain_yes_no(talk, text)
    if yes is True:
        learn(
            talk, kenmerk, kept_value(waiting["waarde"]), waiting["woorden"], waiting["zekerheid"]
        )
        state.record(kenmerk)
        talk.note_latest(kenmerk)
        return talk.proceed()
    asked = talk.can_be_asked(kenmerk)
    if yes is False and _says_no_more(talk, text):
        return [talk.ask(asked)]
    # Whoever answers with the thing itself need not say yes or no first.
    state.open = asked
    return talk.take_answer(asked, text)


def _plain_yes_no(talk: Talk, text: str) -> bool | None:
    labels = {"ja": talk.button("ja"), "nee": talk.button("nee_anders")}
    chosen = read_choice(text, labels)
    if chosen.kind is Kind.VALUE and chosen.exact:
        return chosen.value == "ja"
    reading = read_yes_no(text)
    return bool(reading.value) if reading.kind is Kind.VALUE else None


def _says_no_more(talk: Talk, text: str) -> bool:
    """Tell whether a no names nothing that holds instead."""
    return text.strip().casefold() == talk.button("nee_anders").casefold() or len(text.split()) <= 3


def ask_clash(talk: Talk) -> Ask:
    """Open the question which of two values of a kenmerk holds."""
    state = talk.state
    state.open = CLASH
    state.stopped = False
    clash = state.extra[CLASH]
    known = talk.library.vocabulary[str(clash["kenmerk"])]
    name = known.names.for_(state.publiek, talk.wie) if known.names else known.naam
    choices = (
        *(Choice(key, label) for key, label in _labels(talk, clash).items()),
        Choice(DONT_KNOW, talk.button("weet_niet")),
    )
    return Ask(CLASH, talk.phrase("tegenstrijdig", naam=name), choices)


def answer_clash(talk: Talk, text: str) -> list[Message]:
    """Take which of the two holds, or another value; in doubt the question itself comes again."""
    state = talk.state
    clash = state.extra.pop(CLASH)
    kenmerk = str(clash["kenmerk"])
    state.misses = 0
    if is_plain_dont_know(text):
        state.unlearn(kenmerk)
        state.decline(kenmerk)
        return [talk.say("weet_niet"), *talk.proceed()]
    chosen = read_choice(text, _labels(talk, clash))
    if chosen.kind is Kind.VALUE and isinstance(chosen.value, str):
        value = kept_value(clash[chosen.value])
        words = clash["woorden"] if chosen.value == NEW else text
        learn(talk, kenmerk, value, words, 1.0)
        state.record(kenmerk)
        talk.note_latest(kenmerk)
        return talk.proceed()
    state.unlearn(kenmerk)
    asked = talk.can_be_asked(kenmerk)
    if _NEITHER.search(text.casefold()):
        return [talk.ask(asked)]
    state.open = asked
    return talk.take_answer(asked, text)


def _labels(talk: Talk, clash: Any) -> dict[str, str]:
    """Give the two values as they are offered: the earlier one first."""
    known = talk.library.vocabulary[str(clash["kenmerk"])]
    return {
        key: fact_label(known, kept_value(clash[key]), talk.state.publiek, talk.wie)
        for key in (OLD, NEW)
    }


def kept_value(kept: Any) -> Value:
    """Give a value as the catalogue has it: what went through a slot came back as a list."""
    return tuple(kept) if isinstance(kept, list) else kept

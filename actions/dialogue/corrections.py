"""Corrections in passing: taking back what was just said, or stating it anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actions.dialogue import control, wording
from actions.dialogue.facts import fact_sentence
from actions.dialogue.output import Message
from actions.dialogue.told import learn
from actions.reading import Kind, read_answer
from catalog.model import Kenmerk, KenmerkType, Value

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

SHORT = 14
"""Words up to which a correction may say no more than the new value."""
_LEAD = re.compile(
    r"^\W*(?:(?:nee|neen|oh?|ho|eh+|uh+|ehm|och|maar|en|sorry|wacht(?: even| eens)?|momentje|"
    r"correctie|herstel|foutje|pardon|eigenlijk|ik bedoel(?:de)?|ik zei het verkeerd|"
    r"trouwens|toch niet|klopt niet|dat klopt niet|dat is niet goed|verkeerd|fout)\b[\s,.:;!-]*)+",
    re.I,
)
_STRONG = re.compile(
    r"^\W*(?:(?:nee|neen|oh?|maar|eh+)\W+)*(?:wacht|sorry|ho\b|correctie|herstel|foutje|pardon|"
    r"ik bedoel|dat klopt niet|ik zei het verkeerd|toch niet|ik vergis|ik heb me vergist)",
    re.I,
)
_TOCH = re.compile(r"\btoch\b(?! (?:niet alleen|al|best|ook))", re.I)


def takes_back(text: str) -> bool:
    """Tell whether a message says that the last thing was not meant."""
    return len(text.split()) <= SHORT and wording.matches("neemt_terug", text)


def is_correction(text: str) -> bool:
    """Tell whether a message plainly corrects what was said before, without asking anything."""
    if text.rstrip().endswith("?"):
        return False
    return bool(_STRONG.search(text)) or wording.matches("verbetert", text)


def is_elliptic(text: str) -> bool:
    """Tell whether a message may be a correction that names the new value alone."""
    if len(text.split()) > SHORT or text.rstrip().endswith("?"):
        return False
    return bool(_STRONG.search(text)) or bool(_LEAD.search(text) and _TOCH.search(text))


def take_back(talk: Talk) -> list[Message]:
    """Take back what the last message told: ask it anew, or which of several should change."""
    state = talk.state
    names = [n for n in state.latest if n in state.facts or n in state.extra]
    state.misses = 0
    if len(names) > 1:
        return control.start_change(talk)
    if names:
        name = names[0]
        control.forget_answer(state, name)
        state.latest = []
        return [talk.say("teruggenomen"), talk.ask(talk.can_be_asked(name))]
    if state.answered:
        return control.back(talk)
    return [talk.say("niet_begrepen"), *talk.resume()]


def changed_value(talk: Talk, text: str) -> tuple[str, Value] | None:
    """Give the known fact that a short correction states anew, None where that is unclear.

    The latest one goes before; otherwise there must be only one that the words can be about.
    """
    state = talk.state
    said = _TOCH.sub(" ", _LEAD.sub("", text)).strip()
    if not said:
        return None
    known = [q for q in reversed(state.answered) if q in state.facts]
    known += [name for name in state.facts if name not in known]
    fitting: list[tuple[str, Value]] = []
    for name in known:
        kenmerk = talk.library.kenmerk(name)
        if kenmerk is None or kenmerk.type is KenmerkType.TEXT:
            continue
        value = _stated(talk, kenmerk, said)
        if value is not None and value != state.facts[name]:
            fitting.append((name, value))
    if not fitting:
        return None
    if len(fitting) == 1 or fitting[0][0] in (known[0], *state.latest):
        return fitting[0]
    return None


def _stated(talk: Talk, kenmerk: Kenmerk, said: str) -> Value | None:
    publiek = talk.state.publiek
    labels = wording.labels(kenmerk.naam, kenmerk, publiek, talk.wie)
    reading = read_answer(kenmerk, said, publiek, labels or None)
    if reading.kind is not Kind.VALUE or not reading.sure:
        return None
    # A bare yes, no or number fits too many questions.
    bare = reading.exact and len(said.split()) < 2
    return None if bare else reading.value


def change(talk: Talk, name: str, value: Value, text: str) -> list[Message]:
    """Take the new value, say so, and come back to the open question."""
    learn(talk, name, value, text, 1.0)
    talk.note_latest(name)
    talk.state.misses = 0
    kenmerk = talk.library.vocabulary[name]
    sentence = fact_sentence(kenmerk, value, talk.state.publiek, talk.wie)
    return [talk.say("aangepast", zin=sentence)]

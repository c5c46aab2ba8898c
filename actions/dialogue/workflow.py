"""The way of a worker through an intake: forms by subject, and the proposal as soon as it can be.

Only where the channel shows forms (`Talk.forms`); elsewhere a worker is asked one question at a
time like anybody else. Typed answers stay possible: what is open is always a real question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from actions.dialogue import filling, forms, trade, wording
from actions.dialogue.advice_text import kept
from actions.dialogue.flow import ADVICE, ASK_BACK, SUMMARY, Step, engine_questions, next_step
from actions.dialogue.library import OWN_REGION
from actions.dialogue.output import Message, Say
from actions.dialogue.overrule import REASON
from catalog.advice.deciding import Field
from catalog.model import Uitkomst

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

TRAINEE = "oefenaar"
"""Where `State.extra` holds the opaque id of a worker who may practise."""
QUOTED = re.compile(r"[‘“\"„«]([^‘’“”\"„«»]{12,400})[’”\"»]|(?<!\w)'([^'\n]{12,400})'(?!\w)")
"""Words between quotation marks: what a worker writes down of the client's own words."""


def welcome(talk: Talk) -> list[Message]:
    """Greet once, in one piece: a computer, no decision, what happens with the data."""
    parts = (talk.phrase("welkom"), talk.phrase("welkom_gegevens"), trade.phrase("welkom_kort"))
    practises = {"practice": True} if TRAINEE in talk.state.extra else {}
    return [Say("\n\n".join(parts), "welcome", practises)]


def begin(talk: Talk) -> list[Message]:
    """Begin or go on; before anything was told the case itself is awaited, not a question."""
    state = talk.state
    state.stopped = False
    if state.facts or state.open is not None or state.answered:
        return talk.resume()
    return [] if talk.greeted else [Say(trade.phrase("welkom_kort"))]


def step(talk: Talk, wanted: Step) -> list[Message] | None:
    """Give what a step is for a worker, None where it is what it is for everybody."""
    if wanted.id == forms.REGION:
        talk.state.extra[forms.REGION] = OWN_REGION
        return talk.proceed()
    if wanted.id in (SUMMARY, ADVICE):
        return talk.advise()
    question = wanted.about if wanted.id == ASK_BACK else wanted.id
    kenmerk = wording.parent(question) or question
    subject = forms.subject_of(kenmerk)
    if subject is None:
        return None
    if kenmerk in forms.FIRST:
        done = subject in talk.state.extra.get(forms.DONE, [])
        return None if done else [forms.show(talk, subject, kenmerk)]
    if decided(talk):
        return talk.advise()
    return [forms.show(talk, subject, kenmerk)]


def decided(talk: Talk) -> bool:
    """Tell whether the engine has an outcome for every domain, whatever could still change it."""
    state = talk.state
    found = False
    for domein in talk.library.domains(state):
        stelsel = talk.library.stelsel(state, domein)
        if stelsel is None or not talk.library.shows(state, stelsel):
            continue
        grenzen = talk.library.catalogue.grenzen
        weighed = Field(stelsel, domein, dict(talk.library.vocabulary), grenzen)
        if weighed.decide(state.facts).uitkomst is Uitkomst.MEER_INFORMATIE:
            return False
        found = True
    return found


def fill_in(talk: Talk) -> list[Message]:
    """Give the form that is of most use now."""
    wanted = next_step(talk.state, talk.library)
    question = wanted.about if wanted.id == ASK_BACK else wanted.id
    open_ = [question, *engine_questions(talk.state, talk.library)]
    if talk.state.advised:
        open_ += [name for advice in kept(talk).values() for name in advice["ontbreekt"]]
    subjects = (forms.subject_of(wording.parent(each) or each) for each in open_)
    subject = next((each for each in subjects if each), None) or _least_filled(talk)
    if subject is None:
        return [Say(trade.phrase("alles_ingevuld")), *talk.resume()]
    names = forms.names_on(talk, subject)
    first = next((name for name in (question, *names) if name in names), names[0])
    unknown = next((name for name in names if name not in talk.state.facts), first)
    return [forms.show(talk, subject, first if first not in talk.state.facts else unknown)]


def _least_filled(talk: Talk) -> str | None:
    """Give the subject with the most kenmerken that are not known, None when all are."""
    left = {
        subject: sum(name not in talk.state.facts for name in forms.names_on(talk, subject))
        for subject in forms.subjects()
    }
    best = max(left, key=lambda subject: left[subject])
    return best if left[best] else None


def filled(talk: Talk, given: Mapping[str, object]) -> list[Message]:
    """Take a form that was filled in, and go on."""
    said = talk.start()
    talk.state.stopped = False
    taken = filling.take(talk, given)
    said += filling.told_of(talk, taken)
    for name in taken.learned:
        sign = wording.help_shown(name, talk.state.facts.get(name))
        said += talk.help_beside(sign) if sign else []
    if taken.faults:
        wrong = next((n for n in talk.library.vocabulary if n in taken.faulty), talk.state.open)
        return [*said, forms.show(talk, str(given.get("formulier")), wrong)]
    if taken.changed or talk.state.advies is None:
        return [*said, *talk.proceed()]
    return [*said, *talk.resume()]


def note_quotes(talk: Talk, text: str) -> None:
    """Keep what stands between quotation marks as the client's; in a reason it is her own."""
    if talk.state.open == REASON:
        return
    filling.add_quotes(talk, _quoted(text))


def _quoted(text: str) -> Iterable[str]:
    return [(hit[1] or hit[2]).strip() for hit in QUOTED.finditer(text)]

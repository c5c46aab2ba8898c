"""What if one answer were another: weighed on a copy, the person's own answers stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.dialogue import wording
from actions.dialogue.advice_text import compute, kept, name_of, title
from actions.dialogue.facts import fact_sentence
from actions.dialogue.output import Ask, Choice, Message
from actions.reading import Kind, read_answer, read_choice, without_supposition
from catalog.model import Uitkomst, Value

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

WHAT_IF = "wat_als"
WHAT_IF_VALUE = "wat_als_waarde"


def candidates(talk: Talk) -> dict[str, str]:
    """Give kenmerk -> its name, of every kenmerk whose answer could change an advice."""
    found: dict[str, str] = {}
    for advice in kept(talk).values():
        for change in advice["wat_verandert"]:
            kenmerk = talk.library.kenmerk(change["kenmerk"])
            if kenmerk and talk.state.publiek in kenmerk.asked_of:
                name = name_of(talk, kenmerk.naam)
                found[kenmerk.naam] = f"{name[:1].upper()}{name[1:]}"
    return found


def what_if(talk: Talk, text: str) -> list[Message]:
    """Answer "what if ...": at once when the text states one other value, else ask which."""
    options = candidates(talk)
    if not options:
        return [talk.say("verandert_niets"), *talk.resume()]
    read = {}
    # The reader takes nothing from what is only supposed; here the supposition is the point.
    supposed = without_supposition(text)
    for name in options:
        kenmerk = talk.library.vocabulary[name]
        reading = read_answer(kenmerk, supposed, talk.state.publiek)
        # A bare yes or number fits any question; only what names its own subject counts here.
        if reading.kind is Kind.VALUE and not reading.exact and reading.value is not None:
            read[name] = reading.value
    if len(read) == 1:
        name, value = next(iter(read.items()))
        return [*_answer(talk, name, value), talk.ask_follow_up()]
    talk.state.open = WHAT_IF
    choices = tuple(Choice(name, label) for name, label in options.items())
    return [Ask(WHAT_IF, talk.phrase("wat_als_welk"), choices)]


def chosen_kenmerk(talk: Talk, text: str) -> str | None:
    """Give the kenmerk that a message picks from the candidates, None when it picks none."""
    reading = read_choice(text, candidates(talk))
    return str(reading.value) if reading.kind is Kind.VALUE else None


def ask_what_if_value(talk: Talk) -> Ask:
    """Ask which other answer should be tried."""
    name = talk.state.extra[WHAT_IF]
    kenmerk = talk.library.vocabulary[name]
    talk.state.open = WHAT_IF_VALUE
    return Ask(
        WHAT_IF_VALUE,
        talk.phrase("wat_als_waarde", naam=name_of(talk, name)),
        wording.choices(name, kenmerk, talk.state.publiek, talk.wie),
        multi=wording.is_multi(name, kenmerk),
    )


def what_if_value(talk: Talk, text: str) -> list[Message]:
    """Take the other answer and say what it would give."""
    name = talk.state.extra[WHAT_IF]
    kenmerk = talk.library.vocabulary[name]
    reading = read_answer(kenmerk, text, talk.state.publiek)
    if reading.kind is Kind.VALUE and reading.value is not None:
        return [*_answer(talk, name, reading.value), talk.ask_follow_up()]
    return [talk.say("overgeslagen"), talk.ask_follow_up()]


def _answer(talk: Talk, name: str, value: Value) -> list[Message]:
    kenmerk = talk.library.vocabulary[name]
    sentence = fact_sentence(kenmerk, value, talk.state.publiek, talk.wie)
    own = dict(talk.state.facts)
    said: list[Message] = []
    try:
        talk.state.facts[name] = value
        for domein in kept(talk):
            stelsel = talk.library.stelsel(talk.state, domein)
            if stelsel is None:
                continue
            advice = compute(talk, domein, stelsel)
            if advice["uitkomst"] == Uitkomst.PRODUCT.value:
                result = ", ".join(title(talk, stelsel.product(p)) for p in advice["producten"])
            else:
                result = talk.phrase(f"uitkomst_kort_{advice['uitkomst']}")
            said.append(talk.say("wat_als", zin=sentence, producten=result))
    finally:
        talk.state.facts = own
    return said

"""Going back, changing an answer, stopping, beginning again, a person, erasing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from actions.dialogue import wording
from actions.dialogue.facts import HIDDEN, fact_label, summary_lines
from actions.dialogue.library import OWN_REGION
from actions.dialogue.output import Ask, Choice, Message, Say
from actions.dialogue.state import State
from actions.reading import Kind, Reading, read_choice

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

CHANGE = "welk_antwoord"
# Of 100: how alike a message and an answer's name must be, and how much more than the next one.
ALIKE = 66
LEAD = 8
OWN_QUESTIONS = ("spreker", "relatie", "regio_bw", "wettelijk_vertegenwoordiger", "weet_ervan")


def forget(state: State) -> None:
    """Forget everything that was said; the greeting is not repeated."""
    fresh = State(welcomed=state.welcomed)
    for name in State.__dataclass_fields__:
        setattr(state, name, getattr(fresh, name))


def forget_answer(state: State, question: str) -> None:
    """Forget one answer and everything that hangs on it alone."""
    state.unlearn(question)
    state.extra.pop(question, None)
    for names in (state.declined, state.answered, state.latest):
        if question in names:
            names.remove(question)
    owner = wording.parent(question)
    if owner is not None:
        state.unlearn(owner)
    parts = wording.via(question, state.publiek)
    for part in parts:
        forget_answer(state, part)
    if question == "gemeente":
        state.stelsel = None
    elif question == "hulpvraag":
        state.extra.pop("regio_bw", None)
    elif question == "relatie":
        state.relatie = None
    elif question == "spreker":
        state.spreker = None
        state.relatie = None


def back(talk: Talk) -> list[Message]:
    """Go to the question before the open one; its answer is asked anew."""
    state = talk.state
    if not state.answered:
        return [talk.say("geen_vorige"), *talk.resume()]
    last = state.answered[-1]
    forget_answer(state, last)
    state.misses = 0
    state.stopped = False
    return [talk.say("vorige"), talk.ask(last)]


def changeable(talk: Talk) -> dict[str, str]:
    """Give question -> what it was and what was answered, of everything that can be changed."""
    state = talk.state
    found: dict[str, str] = {}
    for name, kenmerk in talk.library.vocabulary.items():
        if name in state.facts and name not in HIDDEN and kenmerk.names:
            label = fact_label(kenmerk, state.facts[name], state.publiek, talk.wie)
            title = kenmerk.names.for_(state.publiek, talk.wie)
            found[name] = f"{title[:1].upper()}{title[1:]}: {label}"
    for name in OWN_QUESTIONS:
        if name in state.answered:
            labels = wording.labels(name, None, state.publiek, talk.wie)
            own = {"spreker": state.publiek.value, "relatie": state.relatie}
            value = own.get(name) or state.extra.get(name)
            if isinstance(value, str):
                if value == OWN_REGION:
                    value = talk.button("eigen_regio")
                words = wording.question_text(name, state.publiek, talk.wie)
                found[name] = f"{words.vraag.rstrip('?')}: {labels.get(value, value)}"
    for name in state.declined:
        kenmerk_ = talk.library.kenmerk(wording.parent(name) or name)
        if kenmerk_ and kenmerk_.names:
            title = kenmerk_.names.for_(state.publiek, talk.wie)
            unknown = talk.button("weet_niet")
            found.setdefault(name, f"{title[:1].upper()}{title[1:]}: {unknown}")
    return found


def named_answer(talk: Talk, text: str) -> Reading:
    """Give which answer a message names: a choice, or nearly the words of one and no other's.

    "Hoe vaak mijn zoon hulp nodig heeft" names "Hoe vaak uw zoon hulp nodig heeft: elke dag".
    """
    options = changeable(talk)
    reading = read_choice(text, options)
    if reading.kind is not Kind.NONE:
        return reading
    typed = text.casefold()
    near = sorted(
        (fuzz.token_sort_ratio(typed, label.split(":")[0].casefold()), question)
        for question, label in options.items()
    )[-2:]
    if not near or near[-1][0] < ALIKE or near[-1][0] - near[0][0] < LEAD * (len(near) - 1):
        return reading
    return Reading(Kind.VALUE, near[-1][1])


def ask_change(talk: Talk) -> Message:
    """Ask which answer should change; with nothing to change the open question comes back."""
    options = changeable(talk)
    if not options:
        return talk.say("samenvatting_leeg")
    talk.state.open = CHANGE
    talk.state.stopped = False
    words = wording.question_text(CHANGE, talk.state.publiek, talk.wie)
    choices = tuple(Choice(name, label) for name, label in options.items())
    return Ask(CHANGE, words.vraag, choices, help=words.help, why=words.waarom)


def start_change(talk: Talk) -> list[Message]:
    """Begin changing an answer."""
    asked = ask_change(talk)
    return [asked] if isinstance(asked, Ask) else [asked, *talk.resume()]


def change(talk: Talk, question: str) -> list[Message]:
    """Ask one question anew; what hangs on it is recomputed after the answer."""
    forget_answer(talk.state, question)
    talk.state.misses = 0
    return [talk.ask(talk.can_be_asked(question))]


def stop(talk: Talk) -> list[Message]:
    """Say goodbye: what is kept and how the gemeente is reached."""
    talk.state.stopped = True
    return [_with_contact(talk, "tot_ziens")]


def human(talk: Talk) -> list[Message]:
    """Say how to reach a person."""
    return [_with_contact(talk, "medewerker")]


def _with_contact(talk: Talk, name: str) -> Message:
    gemeente = talk.library.gemeente(talk.state)
    known = gemeente is not None and gemeente.reachable
    return talk.say(name if known else f"{name}_zonder_contact")


def summary(talk: Talk) -> list[Message]:
    """Say what was understood so far."""
    lines = summary_lines(talk.state, talk.library, talk.wie)
    if not lines:
        return [talk.say("samenvatting_leeg")]
    body = "\n".join(f"- {line}" for line in lines)
    return [talk.say("samenvatting_intro"), Say(body, "summary")]


def contact(talk: Talk) -> dict[str, str]:
    """Give the placeholders that the gemeente fills; what is not known is left out."""
    gemeente = talk.library.gemeente(talk.state)
    place = talk.state.facts.get("gemeente")
    found: dict[str, str | None] = {"gemeente": place if isinstance(place, str) else None}
    if gemeente is not None:
        support = gemeente.clientondersteuning
        found |= {
            "gemeente": gemeente.naam,
            "telefoon": gemeente.contact.telefoon,
            "website": gemeente.contact.website,
            "loket_onderdak": gemeente.contact.telefoon,
            "telefoon_clientondersteuning": support.telefoon if support else None,
            **gemeente.teksten,
        }
    return {name: value for name, value in found.items() if value}

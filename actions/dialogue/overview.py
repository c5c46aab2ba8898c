"""How a conversation stands, as a channel may show it beside what is said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from actions.dialogue import wording
from actions.dialogue.control import OWN_QUESTIONS, changeable
from actions.dialogue.facts import fact_label, fact_sentence
from actions.dialogue.library import OWN_REGION
from actions.dialogue.output import Ask, Message
from actions.dialogue.receipts import ids

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

type Fact = dict[str, Any]


def facts(talk: Talk) -> list[Fact]:
    """Give everything that was told and can be changed: what was asked, and the answer in words."""
    return [fact(talk, name) for name in changeable(talk)]


def fact(talk: Talk, name: str) -> Fact:
    """Give one thing that was told, by the name of its question."""
    state = talk.state
    kenmerk = talk.library.kenmerk(name)
    unknown = False
    if kenmerk is not None and name in state.facts:
        value = fact_label(kenmerk, state.facts[name], state.publiek, talk.wie)
        sentence = fact_sentence(kenmerk, state.facts[name], state.publiek, talk.wie)
    elif name in OWN_QUESTIONS and name not in state.declined:
        value = _own_answer(talk, name)
        sentence = f"{_asked(talk, name)} {value}"
    else:
        unknown = True
        value = talk.button("weet_niet")
        sentence = f"{_asked(talk, name)} {value}"
    return {
        "kenmerk": name,
        "question": _asked(talk, name),
        "label": _title(talk, name),
        "value": value,
        "sentence": sentence,
        "unknown": unknown,
    }


def _own_answer(talk: Talk, name: str) -> str:
    state = talk.state
    own = {"spreker": state.publiek.value, "relatie": state.relatie}
    value = str(own.get(name) or state.extra.get(name))
    if value == OWN_REGION:
        return talk.button("eigen_regio")
    return wording.labels(name, None, state.publiek, talk.wie).get(value, value)


def _asked(talk: Talk, name: str) -> str:
    """Give the question as this audience gets it; the first of those that stand for it."""
    parts = wording.via(name, talk.state.publiek)
    id_ = parts[0] if parts else name
    if not wording.is_question(id_):
        return _title(talk, name)
    return wording.question_text(id_, talk.state.publiek, talk.wie).vraag


def _title(talk: Talk, name: str) -> str:
    kenmerk = talk.library.kenmerk(wording.parent(name) or name)
    if kenmerk is None or kenmerk.names is None:
        return wording.question_text(name, talk.state.publiek, talk.wie).vraag.rstrip("?")
    title = kenmerk.names.for_(talk.state.publiek, talk.wie)
    return f"{title[:1].upper()}{title[1:]}"


def standing(talk: Talk, said: Iterable[Message]) -> dict[str, Any]:
    """Give how the conversation stands after a turn in which this was said."""
    state = talk.state
    asked = [message.id for message in said if isinstance(message, Ask)]
    told = facts(talk)
    return {
        # A question waits only when it was put in this turn; after a goodbye none does.
        "open": state.open if asked and asked[-1] == state.open else None,
        "spreker": state.spreker.value if state.spreker else None,
        "facts": told,
        "can": {"back": bool(state.answered), "change": bool(told)},
        "advised": state.told_what_now,
        "receipts": ids(talk),
    }

"""What a message tells of itself, beside answering: facts taken, kept in doubt, or contradicting.

Sure facts are recorded; a doubtful one waits and is asked back when its question would come
anyway. What contradicts a known fact replaces it only where the message plainly corrects it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actions.dialogue import wording
from actions.dialogue.facts import HIDDEN, fact_label, fact_sentence
from actions.dialogue.flow import CLASH, results
from actions.dialogue.output import Message, Say
from actions.reading.signals import signals
from actions.reading.story import Found, candidates_of, read_story
from catalog.advice.explaining import plain
from catalog.model import Kenmerk, KenmerkType, Publiek, Value

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

UNTOLD = "nog_te_tonen"
"""In `State.extra`: facts that were taken while something else had to be said first."""
STORY_TEXT = "verhaal"
"""In `State.extra`: a story whose teller is not known yet, to be read again when that is."""
DOUBTED_FROM = 8
"""Words from which a message may leave something in doubt; a shorter one is hardly a story."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a message told: facts that are new, and facts that it changed."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed)


def heard_in(talk: Talk, text: str) -> tuple[Found, ...]:
    """Give the facts that a message states; nobody's before it is known who speaks."""
    return read_story(
        text,
        talk.state.spreker,
        talk.library.vocabulary,
        talk.library.gazetteer,
        talk.heard,
    )


def take(talk: Talk, text: str, *, beside: str | None = None, corrects: bool = False) -> Told:
    """Record the facts of a message and give which.

    `beside` is the kenmerk that the message was asked for: its own reading counts there.
    `corrects` says that the message plainly corrects what was said before.
    """
    state = talk.state
    new: list[str] = []
    changed: list[str] = []
    for found in heard_in(talk, text):
        name = found.kenmerk
        if name in HIDDEN or name == beside:
            continue
        if not found.sure:
            _doubt(talk, found, text)
            continue
        known = state.facts.get(name)
        value = _with_known(talk.library.vocabulary[name], known, found.value, corrects=corrects)
        if value == known:
            continue
        if known is None or (corrects and not isinstance(known, tuple)):
            (changed if known is not None else new).append(name)
        elif isinstance(known, tuple) and known:
            new.append(name)
        else:
            _contradicts(talk, found, known)
            continue
        learn(talk, name, value, found.words, found.confidence)
    if new or changed:
        talk.note_latest(*new, *changed)
    return Told(tuple(new), tuple(changed))


def keep_story(talk: Talk, text: str) -> None:
    """Keep a story until it is known who tells it: whom "my father" is hangs on that."""
    heard = [candidate.as_json() for candidate in talk.heard]
    talk.state.extra.setdefault(STORY_TEXT, []).append({"tekst": text, "gehoord": heard})


def read_again(talk: Talk) -> None:
    """Read kept stories as told by the speaker who is known now; what they told gives way.

    What is new is shown when the talk goes on.
    """
    state = talk.state
    stories = state.extra.pop(STORY_TEXT, [])
    if not stories:
        return
    heard_now = talk.heard
    for name in [*state.facts, *state.waiting]:
        state.unlearn(name)
    state.extra.pop(UNTOLD, None)
    for story in stories:
        talk.heard = candidates_of(story["gehoord"])
        _leave_untold(talk, take(talk, story["tekst"]).new)
    talk.heard = heard_now


def learn(talk: Talk, name: str, value: Value, words: str, confidence: float) -> None:
    """Record one fact; a gemeente brings its stelsel."""
    state = talk.state
    state.learn(name, value, words, confidence)
    for part in wording.via(name, state.publiek):
        state.extra.pop(part, None)
        if part in state.declined:
            state.declined.remove(part)
    if name == "gemeente" and not state.extra.get("stelsel_gezet"):
        gemeente = talk.library.gazetteer.find(str(value))
        state.stelsel = gemeente.stelsel if gemeente else None


def _with_known(kenmerk: Kenmerk, known: Value | None, value: Value, *, corrects: bool) -> Value:
    """Give a list with what was known of it; any other value as it is."""
    if kenmerk.type is not KenmerkType.MANY or corrects:
        return value
    if not isinstance(known, tuple) or not isinstance(value, tuple) or not known:
        return value
    return tuple(v for v in kenmerk.values if v in known or v in value)


def _doubt(talk: Talk, found: Found, text: str) -> None:
    state = talk.state
    if found.kenmerk in state.facts or len(text.split()) < DOUBTED_FROM:
        return
    if not can_be_asked_back(talk.library.vocabulary[found.kenmerk], found.value):
        return
    state.waiting[found.kenmerk] = {
        "waarde": plain(found.value),
        "woorden": found.words,
        "zekerheid": round(found.confidence, 2),
    }


def can_be_asked_back(kenmerk: Kenmerk, value: Value) -> bool:
    """Tell whether "is that so?" can be answered without doubt.

    Of a value that denies something ("there is no ...") a "no" might mean either.
    """
    if value is False or value == ():
        return False
    words = signals().get(kenmerk.naam)
    return words is None or not isinstance(value, str) or value != words.no


def _contradicts(talk: Talk, found: Found, known: Value) -> None:
    """Leave the known fact, and let it be asked which holds where that makes a difference."""
    state = talk.state
    tried = {**state.facts, found.kenmerk: found.value}
    if results(state, talk.library, state.facts) == results(state, talk.library, tried):
        return
    state.extra[CLASH] = {
        "kenmerk": found.kenmerk,
        "oud": plain(known),
        "nieuw": plain(found.value),
        "woorden": found.words,
        "zekerheid": round(found.confidence, 2),
    }


# -- showing ----------------------------------------------------------------------------------


def shown(talk: Talk, told: Told, text: str, *, story: bool) -> list[Message]:
    """Give what is said of what a message told.

    After a story: thanks, and how to correct. Beside an answer only the facts. Of a client who
    is not yet known nothing is shown: nobody knows yet whom "you" would be.
    """
    if not _client_is_known(talk):
        _leave_untold(talk, told.new)
        return []
    said: list[Message] = [
        talk.say("aangepast", zin=_sentence(talk, name)) for name in told.changed
    ]
    names = [*talk.state.extra.pop(UNTOLD, []), *told.new]
    if not names:
        return said
    if story:
        heavy = talk.state.publiek is not Publiek.WIJKTEAM and wording.tells_hardship(text)
        said.append(talk.say("dank_zwaar_verhaal" if heavy else "dank_verhaal"))
    return [*said, *facts_message(talk, names, story=story)]


def waits(talk: Talk) -> bool:
    """Tell whether something that was told has still to be shown."""
    return bool(talk.state.extra.get(UNTOLD))


def _client_is_known(talk: Talk) -> bool:
    """Tell whether it is known about whom the talk is, so that facts can be said of them."""
    state = talk.state
    if state.spreker is Publiek.NAASTE:
        return state.relatie is not None or state.domein is not None
    return state.spreker is not None


def _leave_untold(talk: Talk, names: Iterable[str]) -> None:
    kept: list[str] = talk.state.extra.setdefault(UNTOLD, [])
    kept += [name for name in names if name not in kept]


def later(talk: Talk, told: Told) -> None:
    """Keep what was told to be shown when the talk goes on."""
    _leave_untold(talk, [*told.new, *told.changed])


def facts_message(talk: Talk, names: Iterable[str], *, story: bool) -> list[Message]:
    """Give facts as a list that can be corrected: text, and the items as data."""
    wanted = set(names)
    kept = [name for name in talk.library.vocabulary if name in wanted & set(talk.state.facts)]
    if not kept:
        return []
    lines = [
        talk.phrase("feiten_intro" if story else "feiten_intro_kort"),
        *(f"- {_sentence(talk, name)}" for name in kept),
    ]
    if story:
        lines.append(talk.phrase("feiten_verbeteren"))
    items = [_item(talk, name) for name in kept]
    return [Say("\n".join(lines), "facts", {"items": items})]


def _sentence(talk: Talk, name: str) -> str:
    state = talk.state
    kenmerk = talk.library.vocabulary[name]
    return fact_sentence(kenmerk, state.facts[name], state.publiek, talk.wie)


def _item(talk: Talk, name: str) -> Mapping[str, Any]:
    state = talk.state
    kenmerk, value = talk.library.vocabulary[name], state.facts[name]
    origin = state.herkomst.get(name, {})
    return {
        "kenmerk": name,
        "label": fact_label(kenmerk, value, state.publiek, talk.wie),
        "waarde": plain(value),
        "woorden": origin.get("woorden", ""),
        "zekerheid": origin.get("zekerheid", 1.0),
    }

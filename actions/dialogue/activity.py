"""Is an activity group support or individual support? Asked back where it depends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.dialogue import wording
from actions.dialogue.output import Ask, Choice, Message, Say
from actions.reading import Kind, read_yes_no
from actions.reading.activities import OTHER, read_activity, read_conditions
from actions.reading.plain import opens_with
from catalog.classify import HANGT_ERVAN_AF, Classification, activity_rules, classify

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

ACTIVITY = "activiteit"
DESCRIBES_FROM = 3
"""Words beside the question itself from which something is described, though none is named."""


def asks_activity(text: str) -> bool:
    """Tell whether a message asks by itself what kind of support an activity is."""
    return read_activity(text).is_question


def start_activity(talk: Talk, text: str) -> list[Message]:
    """Answer the question of a message, or ask what it depends on."""
    read = read_activity(text)
    activity = read.activity
    if activity is None and (read.known or read.about >= DESCRIBES_FROM):
        # What the source does not name falls under its general words.
        activity = OTHER
    if activity is None:
        return [talk.say("activiteit_welke"), *talk.resume()]
    before = talk.state.extra.get(ACTIVITY, {})
    talk.state.extra[ACTIVITY] = {
        "activiteit": activity,
        "bekend": dict(read.known),
        "terug": before.get("terug") if talk.state.open == ACTIVITY else talk.state.open,
    }
    return _go_on(talk)


def activity_answer(talk: Talk, text: str) -> list[Message]:
    """Take yes, no or what else an answer states; anything else is said to depend on it."""
    waiting = talk.state.extra[ACTIVITY]
    reading = read_yes_no(text)
    stated = read_conditions(text)
    first = opens_with(text)
    if reading.kind is Kind.VALUE:
        stated[waiting["vraagt"]] = bool(reading.value)
    elif first is not None:
        stated.setdefault(waiting["vraagt"], first)
    if not stated:
        found = _classify(talk)
        return [_said(talk, found), *_back(talk)]
    waiting["bekend"].update(stated)
    return _go_on(talk)


def ask_condition(talk: Talk) -> Ask:
    """Ask for the condition that is open."""
    condition = talk.state.extra[ACTIVITY]["vraagt"]
    talk.state.open = ACTIVITY
    question = wording.activities()["vragen"][condition]
    publiek = talk.state.publiek.value
    return Ask(
        ACTIVITY,
        wording.fill(question.get(publiek, question["inwoner"]), talk.wie),
        (Choice("ja", talk.button("ja")), Choice("nee", talk.button("nee"))),
    )


def _classify(talk: Talk) -> Classification:
    waiting = talk.state.extra[ACTIVITY]
    rules = activity_rules(talk.library.catalogue.stelsels.values())
    return classify(rules, waiting["activiteit"], waiting["bekend"])


def _go_on(talk: Talk) -> list[Message]:
    found = _classify(talk)
    if found.soort != HANGT_ERVAN_AF or not found.ontbreekt:
        return [_said(talk, found), *_back(talk)]
    talk.state.extra[ACTIVITY]["vraagt"] = found.ontbreekt[0]
    return [ask_condition(talk)]


def _said(talk: Talk, found: Classification) -> Message:
    publiek = talk.state.publiek
    answer = talk.phrase(f"activiteit_{found.soort}")
    why = found.regel.waarom.for_(publiek, talk.wie)
    source = talk.phrase("bron_regel", document=found.regel.bron.document, kop=found.regel.bron.kop)
    parts = (f"{answer} {why}", *_exceptions(talk, found), source)
    return Say("\n".join(parts), "activity", {"soort": found.soort})


def _exceptions(talk: Talk, found: Classification) -> list[str]:
    """Give what could still change an answer by the main rule, where there is such a thing."""
    if found.soort == HANGT_ERVAN_AF or not found.ontbreekt:
        return []
    texts = wording.activities()["uitzonderingen"]
    publiek = talk.state.publiek.value

    def words(name: str) -> str:
        return wording.fill(texts[name].get(publiek, texts[name]["inwoner"]), talk.wie)

    return [words("intro"), *(f"- {words(name)}" for name in found.ontbreekt)]


def _back(talk: Talk) -> list[Message]:
    waiting = talk.state.extra.pop(ACTIVITY)
    talk.state.open = waiting["terug"]
    return talk.resume()

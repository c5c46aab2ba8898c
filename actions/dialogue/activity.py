"""Is an activity group support or individual support? Asked back where it depends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actions.dialogue import wording
from actions.dialogue.output import Ask, Choice, Message, Say
from actions.reading import Kind, read_yes_no
from catalog.classify import HANGT_ERVAN_AF, Classification, activity_rules, classify

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

ACTIVITY = "activiteit"


def recognise(text: str) -> tuple[str, dict[str, bool]] | None:
    """Give the activity that a question names and the conditions that it states, if any."""
    words = wording.activities()
    folded = text.casefold()
    activity = next(
        (
            name
            for name, patterns in words["activiteiten"].items()
            if any(re.search(p, folded) for p in patterns)
        ),
        None,
    )
    if activity is None:
        return None
    known: dict[str, bool] = {}
    for condition, per_truth in words["voorwaarden"].items():
        for truth, patterns in per_truth.items():
            if any(re.search(p, folded) for p in patterns):
                known[condition] = truth == "ja"
    return activity, known


def start_activity(talk: Talk, text: str) -> list[Message]:
    """Answer the question of a message, or ask what it depends on."""
    found = recognise(text)
    if found is None:
        return [talk.say("activiteit_welke"), *talk.resume()]
    talk.state.extra[ACTIVITY] = {
        "activiteit": found[0],
        "bekend": found[1],
        "terug": talk.state.open,
    }
    return _go_on(talk)


def activity_answer(talk: Talk, text: str) -> list[Message]:
    """Take yes or no to a condition; anything else is said to depend on it."""
    waiting = talk.state.extra[ACTIVITY]
    reading = read_yes_no(text)
    if reading.kind is not Kind.VALUE:
        found = _classify(talk)
        return [_said(talk, found), *_back(talk)]
    waiting["bekend"][waiting["vraagt"]] = bool(reading.value)
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
    return Say(f"{answer} {why}\n{source}", "activity", {"soort": found.soort})


def _back(talk: Talk) -> list[Message]:
    waiting = talk.state.extra.pop(ACTIVITY)
    talk.state.open = waiting["terug"]
    return talk.resume()

"""What a worker may ask of the assistant at any moment, by a button or by a word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from actions.dialogue import control, overrule, trade, workflow
from actions.dialogue.compare_regions import compare_regions
from actions.dialogue.follow_up import compare_nearest, why_not
from actions.dialogue.output import Message, Say
from actions.dialogue.report import report
from actions.dialogue.what_if import what_if

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

type Doing = Callable[[Talk], list[Message]]


def overview(talk: Talk) -> list[Message]:
    """Say what a worker can do, each with its command where there is one."""
    items = [dict(each) for each in trade.read("consulent")["overzicht"]]
    if workflow.TRAINEE in talk.state.extra:
        items += [dict(each) for each in trade.read("consulent")["overzicht_oefenen"]]
    intro = trade.phrase("overzicht")
    lines = [intro, *(f"- {each['titel']}: {each['tekst']}" for each in items)]
    data = [
        {"title": each["titel"], "text": each["tekst"], "command": each.get("command")}
        for each in items
    ]
    return [Say("\n".join(lines), "overview", {"intro": intro, "items": data})]


def compare(talk: Talk) -> list[Message]:
    """Compare the proposal with its neighbour, and with what other stelsels would give."""
    return [*compare_nearest(talk), *compare_regions(talk)]


def _advised(first: Doing) -> Doing:
    """Give a command that needs an advice; before that the open question comes first."""

    def do_it(talk: Talk) -> list[Message]:
        if not talk.state.advised:
            return [talk.say("advies_nog_niet"), *talk.resume()]
        return first(talk)

    return do_it


def _then_resume(first: Doing) -> Doing:
    return lambda talk: [*first(talk), *talk.resume()]


def _only_with_forms(first: Doing) -> Doing:
    return lambda talk: first(talk) if talk.forms else talk.resume()


COMMANDS: dict[str, Doing] = {
    "form": _only_with_forms(workflow.fill_in),
    "report": _advised(_then_resume(report)),
    "compare": _advised(_then_resume(compare)),
    "overview": _then_resume(overview),
    "overrule": _advised(overrule.start),
    "why_not": _advised(_then_resume(lambda talk: why_not(talk, ""))),
    "what_if": _advised(lambda talk: what_if(talk, "")),
    "edit": control.start_change,
}

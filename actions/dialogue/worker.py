"""What a worker may ask of the assistant at any moment, by a button or by a word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from actions.dialogue import control
from actions.dialogue.follow_up import compare_nearest, why_not
from actions.dialogue.output import Message
from actions.dialogue.what_if import what_if

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

type Doing = Callable[[Talk], list[Message]]


def _advised(first: Doing) -> Doing:
    """Give a command that needs an advice; before that the open question comes first."""

    def do_it(talk: Talk) -> list[Message]:
        if not talk.state.advised:
            return [talk.say("advies_nog_niet"), *talk.resume()]
        return first(talk)

    return do_it


def _then_resume(first: Doing) -> Doing:
    return lambda talk: [*first(talk), *talk.resume()]


COMMANDS: dict[str, Doing] = {
    "form": lambda talk: talk.resume(),
    "report": _advised(lambda talk: talk.resume()),
    "compare": _advised(_then_resume(compare_nearest)),
    "overview": lambda talk: talk.resume(),
    "overrule": _advised(lambda talk: talk.resume()),
    "why_not": _advised(_then_resume(lambda talk: why_not(talk, ""))),
    "what_if": _advised(lambda talk: what_if(talk, "")),
    "edit": control.start_change,
}

"""The buttons of a page, as a turn of the conversation: they mean the same whatever is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from actions.dialogue import control, wording, worker, workflow
from actions.dialogue.output import Message, Say
from catalog.model import Publiek

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk


def do(talk: Talk, command: str) -> list[Message]:
    """Do what a button asks. KeyError for one that is not known."""
    return [*talk.start(), *COMMANDS[command](talk)]


def change(talk: Talk, question: str) -> list[Message]:
    """Ask for one answer anew; when it is not there any more, ask which one."""
    begin = talk.start()
    if question not in control.changeable(talk):
        return [*begin, *control.start_change(talk)]
    return [*begin, *control.change(talk, question)]


def _go_on(talk: Talk) -> list[Message]:
    talk.state.stopped = False
    return workflow.begin(talk) if talk.forms else talk.resume()


def _unknown(talk: Talk) -> list[Message]:
    return talk.answer(talk.button("weet_niet"))


def _about_the_question(part: str, kind: str) -> Callable[[Talk], list[Message]]:
    def tell(talk: Talk) -> list[Message]:
        open_ = talk.state.open
        if open_ is None or not wording.is_question(open_):
            return [talk.say("welkom_spelregels"), *talk.resume()]
        words = wording.question_text(open_, talk.state.publiek, talk.wie)
        text = words.waarom if part == "waarom" else words.help
        example = words.voorbeeld if part == "help" else None
        told = " ".join(each for each in (text, example) if each)
        said = Say(told, kind) if told else talk.say("welkom_spelregels")
        return [said, *talk.resume()]

    return tell


def _then_resume(first: Callable[[Talk], list[Message]]) -> Callable[[Talk], list[Message]]:
    return lambda talk: [*first(talk), *talk.resume()]


def _for_workers(first: Callable[[Talk], list[Message]]) -> Callable[[Talk], list[Message]]:
    """Give a command that only a worker has; for anybody else the open question comes back."""

    def do_it(talk: Talk) -> list[Message]:
        return first(talk) if talk.state.publiek is Publiek.WIJKTEAM else talk.resume()

    return do_it


COMMANDS: dict[str, Callable[[Talk], list[Message]]] = {
    "begin": _go_on,
    "resume": _go_on,
    "back": control.back,
    "restart": lambda talk: talk.ask_restart(),
    "erase": lambda talk: talk.ask_erase(),
    "help": _about_the_question("help", "help"),
    "why": _about_the_question("waarom", "why_asked"),
    "unknown": _unknown,
    "human": _then_resume(control.human),
    "summary": _then_resume(control.summary),
    "stop": control.stop,
    **{name: _for_workers(first) for name, first in worker.COMMANDS.items()},
}

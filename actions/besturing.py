"""Steering the conversation: back, change, stop, begin again, summary, a person, erase."""

from __future__ import annotations

from collections.abc import Callable

from actions.adapter import Incoming
from actions.base import TurnAction
from actions.dialogue import control, corrections
from actions.dialogue.output import Message
from actions.dialogue.talk import Talk


def _then_resume(first: Callable[[Talk], list[Message]]) -> Callable[[Talk], list[Message]]:
    return lambda talk: [*first(talk), *talk.resume()]


STEERING: dict[str, Callable[[Talk], list[Message]]] = {
    "stop": control.stop,
    "opnieuw": Talk.ask_restart,
    "vorige_vraag": control.back,
    "antwoord_wijzigen": control.start_change,
    "samenvatting": _then_resume(control.summary),
    "medewerker_spreken": _then_resume(control.human),
    "gegevens_wissen": Talk.ask_erase,
}


class ActionBesturing(TurnAction):
    """Do what somebody asks of the conversation itself.

    A doubtful guess at it ("later wil ik kok worden" is no wish to stop) must not end a talk.
    """

    least_confidence = 0.5

    def name(self) -> str:
        """Give Rasa's name of this action."""
        return "action_besturing"

    def turn(self, talk: Talk, message: Incoming) -> list[Message]:
        """Greet if that was not done yet, then steer; a change that is named is made at once."""
        text = message.text
        named = corrections.takes_back(text) or corrections.is_correction(text)
        if message.intent == "antwoord_wijzigen" and named and talk.state.open is not None:
            return talk.answer(text)
        return [*talk.start(), *STEERING[message.intent](talk)]

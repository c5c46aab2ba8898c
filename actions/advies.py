"""Questions about the advice."""

from __future__ import annotations

from actions.adapter import Incoming
from actions.base import TurnAction
from actions.dialogue.follow_up import where_written, why, why_not
from actions.dialogue.output import Message
from actions.dialogue.talk import Talk
from actions.dialogue.what_if import what_if


class ActionAdvies(TurnAction):
    """Explain the advice: why, why not, what if, where it is written."""

    def name(self) -> str:
        """Give Rasa's name of this action."""
        return "action_advies"

    def turn(self, talk: Talk, message: Incoming) -> list[Message]:
        """Answer where there is an advice; before that the open question comes first."""
        if not talk.state.advised:
            return [*talk.start(), talk.say("advies_nog_niet"), *talk.resume()]
        if message.intent == "advies_wat_als":
            return what_if(talk, message.text)
        if message.intent == "advies_waarom_niet":
            said = why_not(talk, message.text)
        elif message.intent == "advies_bron":
            said = where_written(talk)
        else:
            said = why(talk)
        return [*said, *talk.resume()]

"""Whatever else may come at any moment: a useful answer, and back to the open question."""

from __future__ import annotations

from actions.adapter import Incoming
from actions.base import TurnAction
from actions.dialogue import wording
from actions.dialogue.control import contact
from actions.dialogue.language import language_of
from actions.dialogue.output import Message, Say
from actions.dialogue.talk import Talk


class ActionAlgemeen(TurnAction):
    """Answer with the text of the intent."""

    def name(self) -> str:
        """Give Rasa's name of this action."""
        return "action_algemeen"

    def turn(self, talk: Talk, message: Incoming) -> list[Message]:
        """Give the intent's text; a greeting at the start is answered by the welcome itself."""
        begin = talk.start()
        if message.intent == "engels_of_andere_taal":
            gemeente = talk.library.gemeente(talk.state)
            reach = gemeente.contact if gemeente else None
            code = language_of(message.text)
            if code is not None:
                text = wording.phrases().language(
                    code,
                    telefoon=reach.telefoon if reach and reach.telefoon else "",
                    website=reach.website if reach and reach.website else "",
                )
                return [*begin, Say(text, "other_language", {"lang": code}), *talk.resume()]
        if begin and message.intent == "groet":
            return [*begin, *talk.resume()]
        if not wording.phrases().has(message.intent, "intents"):
            return [*begin, *talk.resume()]
        text = talk.phrase(message.intent, "intents", **contact(talk))
        remark = Say(text, message.intent)
        if message.intent == "bsn_of_persoonsgegevens":
            return [*begin, remark, *talk.taken_or_resume(message.text)]
        return [*begin, remark, *talk.resume()]

"""What every action has in common: one turn of the conversation."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions import oefenen
from actions.adapter import Incoming, events_for, incoming, is_from, talk_of
from actions.dialogue import commands, trade, workflow
from actions.dialogue.output import Message
from actions.dialogue.talk import Talk
from actions.presenting import GATEWAY, utter, what_was_told


class TurnAction(Action, ABC):
    """An action that says something in one turn and keeps the state in slots.

    What is plainly an answer to the open question (a choice, a number, yes or no) is taken as
    that, whatever intent a model saw in it.
    """

    exact_answers_first = True
    least_confidence = 0.0
    """Below this a message counts as an answer while a question is open."""

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: DomainDict,  # noqa: ARG002
    ) -> list[EventType]:
        """Take the message, say what follows, give the slots that changed."""
        talk = talk_of(tracker)
        message = incoming(tracker)
        advised_before = what_was_told(talk)
        said = self.said_to(talk, message)
        rich = is_from(tracker, GATEWAY)
        utter(dispatcher, talk, said, rich=rich, advised_before=advised_before)
        return events_for(tracker, talk)

    def said_to(self, talk: Talk, message: Incoming) -> list[Message]:
        """Give what is said to a message; practising goes before the rest of the dialogue."""
        practised = oefenen.turn(talk, message)
        if practised is not None:
            return practised
        return oefenen.back(talk, self.said_otherwise(talk, message))

    def said_otherwise(self, talk: Talk, message: Incoming) -> list[Message]:
        """Give what is said to a message: a button of the page goes before what its words mean."""
        command, question, filled = (
            message.metadata.get(k) for k in ("opdracht", "wijzig", "ingevuld")
        )
        if isinstance(filled, Mapping):
            return self.filled(talk, filled, message)
        if command in commands.COMMANDS:
            return commands.do(talk, str(command))
        if isinstance(question, str):
            return commands.change(talk, question)
        if talk.forms and talk.chosen is None:
            workflow.note_quotes(talk, message.text)
            command = trade.command_in(message.text)
            if command is not None:
                return commands.do(talk, command)
        doubtful = message.confidence < self.least_confidence and talk.state.open is not None
        # Whoever says the same again at the same question means it as the answer.
        again = talk.state.detour is not None and talk.state.detour == message.text
        answers = doubtful or again or talk.answers_rather(message.text, message.confidence)
        talk.state.detour, talk.again = None, again
        open_ = talk.state.open
        direct = self.exact_answers_first and answers
        said = talk.answer(message.text) if direct else self.turn(talk, message)
        if open_ is not None and talk.state.open == open_:
            talk.state.detour = message.text
        return said

    def filled(
        self,
        talk: Talk,
        filled: Mapping[str, object],
        message: Incoming,  # noqa: ARG002
    ) -> list[Message]:
        """Give what is said to a form that was filled in, whatever its words mean."""
        return workflow.filled(talk, filled)

    @abstractmethod
    def turn(self, talk: Talk, message: Incoming) -> list[Message]:
        """Give what is said to this message."""

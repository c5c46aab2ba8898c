"""What every action has in common: one turn of the conversation."""

from __future__ import annotations

from abc import ABC, abstractmethod

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.adapter import Incoming, events_for, incoming, talk_of, utter
from actions.dialogue.output import Message
from actions.dialogue.talk import Talk


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
        doubtful = message.confidence < self.least_confidence and talk.state.open is not None
        if self.exact_answers_first and (doubtful or talk.is_exact_answer(message.text)):
            said = talk.answer(message.text)
        else:
            said = self.turn(talk, message)
        utter(dispatcher, said)
        return events_for(tracker, talk)

    @abstractmethod
    def turn(self, talk: Talk, message: Incoming) -> list[Message]:
        """Give what is said to this message."""

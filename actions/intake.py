"""The intake: a message that is an answer, and the beginning of a conversation."""

from __future__ import annotations

from rasa_sdk.events import ActionExecuted, EventType, SessionStarted
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.adapter import Incoming
from actions.base import TurnAction
from actions.dialogue.activity import asks_activity, start_activity
from actions.dialogue.output import Message
from actions.dialogue.talk import Talk, help_messages
from safety.danger import detect_sign


class ActionSessionStart(Action):
    """Begin a session; the greeting comes with the first turn."""

    def name(self) -> str:
        """Give Rasa's name of this action."""
        return "action_session_start"

    async def run(
        self,
        dispatcher: CollectingDispatcher,  # noqa: ARG002
        tracker: Tracker,
        domain: DomainDict,  # noqa: ARG002
    ) -> list[EventType]:
        """Start the session and keep what an earlier one knew (slots are carried over)."""
        kept = [event for event in tracker.events if event.get("event") == "slot"]
        return [SessionStarted(), *kept, ActionExecuted("action_listen")]


class ActionAntwoord(TurnAction):
    """Take a message as an answer to the open question."""

    def name(self) -> str:
        """Give Rasa's name of this action."""
        return "action_antwoord"

    def turn(self, talk: Talk, message: Incoming) -> list[Message]:
        """Read the answer and go on; help stands beside what calls for other help than ours.

        What plainly asks the kind of support of an activity is no answer, whatever was understood.
        """
        sign = detect_sign(message.text, talk.state.publiek.value)
        asks = asks_activity(message.text)
        if sign is None and not asks:
            return talk.answer(message.text)
        said = talk.start()
        if sign is not None:
            said += help_messages(sign.kind, talk.state.publiek, present=False)
        if asks:
            return [*said, *start_activity(talk, message.text)]
        return [*said, *talk.answer_or_resume(message.text)]

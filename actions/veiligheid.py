"""Danger and signs that call for other help: the help at once, then back."""

from __future__ import annotations

from collections.abc import Mapping

from actions import oefenen
from actions.adapter import Incoming
from actions.base import TurnAction
from actions.dialogue import filling, workflow
from actions.dialogue.advice_text import compute_all
from actions.dialogue.output import Message
from actions.dialogue.talk import CHILD, GO_ON, Talk, help_messages
from safety.danger import CRISIS_KINDS
from safety.judged import danger_in


class ActionGevaar(TurnAction):
    """Answer a sign of danger with real help at once."""

    exact_answers_first = False

    def name(self) -> str:
        """Give Rasa's name of this action."""
        return "action_gevaar"

    def filled(self, talk: Talk, filled: Mapping[str, object], message: Incoming) -> list[Message]:
        """Take a form in whose words danger was found: the help goes before, what it says counts.

        Present danger stops the intake here too.
        """
        found = danger_in(message.text, talk.state.publiek.value, message.metadata)
        if found is not None and found.present:
            filling.take(talk, filled)
            return self.turn(talk, message)
        kind = found.kind if found else message.intent
        kind = kind if kind in CRISIS_KINDS else "crisis_gevaar"
        shown = help_messages(kind, talk.state.publiek, present=False)
        return [*shown, *workflow.filled(talk, filled)]

    def turn(self, talk: Talk, message: Incoming) -> list[Message]:
        """Stop the intake for present danger; show the help beside it for a description."""
        state = talk.state
        found = danger_in(message.text, state.publiek.value, message.metadata)
        kind = found.kind if found else message.intent
        if kind not in CRISIS_KINDS:
            kind = "crisis_gevaar"
        # What only the model saw is a doubt: help is shown, and the talk goes on.
        present = found is not None and found.present
        child = bool(found and found.child_speaking)
        if not present or talk.is_exact_answer(message.text):
            shown = help_messages(kind, state.publiek, present=False, child=child)
            return [*shown, *talk.answer_or_resume(message.text)]
        closing = oefenen.closing_of_help(talk, present=True)
        said = help_messages(kind, state.publiek, present=True, child=child, closing=closing)
        state.welcomed = True
        state.stopped = False
        state.facts["acuut_gevaar"] = True
        compute_all(talk)
        if child:
            state.paused, state.open = CHILD, GO_ON
            return said
        if state.open != GO_ON:
            state.paused = state.open
        return [*said, talk.ask(GO_ON)]


class ActionHulp(TurnAction):
    """Answer a sign that calls for other help, and go on.

    What no rule of `safety` found and the model hardly believes is an answer, where one is open.
    """

    least_confidence = 0.45

    def name(self) -> str:
        """Give Rasa's name of this action."""
        return "action_hulp"

    def turn(self, talk: Talk, message: Incoming) -> list[Message]:
        """Give the help, then come back to the open question."""
        said = [*talk.start(), *help_messages(message.intent, talk.state.publiek, present=True)]
        return [*said, *talk.resume()]

"""The whole feedback of an exercise."""

from __future__ import annotations

from collections.abc import Sequence

from practice.feedback.asking import asking, tone
from practice.feedback.choosing import choosing
from practice.feedback.facts import facts
from practice.feedback.motivating import model, motivating, neighbour, steps
from practice.feedback.parts import Part, message
from practice.forms.turn import Context, Grade, Say, State


def feedback(state: State, context: Context) -> tuple[Sequence[Say], Sequence[Grade]]:
    """Give the feedback of a role-play."""
    case, text = context.case(state), str(state["motivatie"])
    known = {*case.in_opening, *state["verteld"]}
    return _whole(
        state,
        context,
        [
            asking(state, case, context),
            tone(state, context),
            choosing(case, state["keuze"], context, known),
            motivating(case, text, context),
            steps(case, text, context),
        ],
    )


def feedback_on_casus(state: State, context: Context) -> tuple[Sequence[Say], Sequence[Grade]]:
    """Give the feedback of a casus."""
    case, text = context.case(state), str(state["motivatie"])
    return _whole(
        state,
        context,
        [
            facts(state, case, context),
            choosing(case, state["keuze"], context),
            motivating(case, text, context),
            neighbour(state, case, context),
            steps(case, text, context),
        ],
    )


def _whole(
    state: State, context: Context, parts: Sequence[Part]
) -> tuple[Sequence[Say], Sequence[Grade]]:
    case, words = context.case(state), context.words
    said = (message(parts, case, words), message([model(case, context)], case, words))
    return said, tuple(grade for part in parts for grade in part.grades)

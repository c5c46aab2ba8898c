"""When something comes back, by FSRS (the library `fsrs`).

In: what is kept of an item and a grade from 0 to 1 at a moment. Out: what is kept from then on.
The same input gives the same output: the moment is an argument, and FSRS's random spreading of
days is off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from fsrs import Card, Rating, Scheduler, State

SOON: Final = timedelta(minutes=10)
"""What went wrong comes back in the same sitting."""
LONGEST_DAYS: Final = 180
"""A product may have changed by then, and after a year without practice all is forgotten here."""
WANTED_RECALL: Final = 0.9

# From which grade on something counts as remembered with effort, well, and easily.
HARD, GOOD, EASY = 0.5, 0.7, 0.95

_SCHEDULER: Final = Scheduler(
    desired_retention=WANTED_RECALL,
    learning_steps=(SOON,),
    relearning_steps=(SOON,),
    maximum_interval=LONGEST_DAYS,
    enable_fuzzing=False,
)


@dataclass(frozen=True, slots=True)
class Memory:
    """What is kept of one item.

    FSRS's `state` (1 learning, 2 review, 3 relearning) and `step`, `stability` in days,
    `difficulty` from 1 to 10, when it is `due` and when it was practised `last`.
    """

    state: int
    step: int | None
    stability: float | None
    difficulty: float | None
    due: datetime
    last: datetime


def rating(grade: float) -> Rating:
    """Give FSRS's rating of a grade from 0 to 1."""
    if grade < HARD:
        return Rating.Again
    if grade < GOOD:
        return Rating.Hard
    return Rating.Good if grade < EASY else Rating.Easy


def practised(before: Memory | None, grade: float, at: datetime) -> Memory:
    """Give what is kept after an item was practised; `before` is None the first time."""
    if before is not None and at < before.last:
        at = before.last  # A clock that went back must not make something better known.
    card, _log = _SCHEDULER.review_card(_card(before, at), rating(grade), at)
    return Memory(card.state.value, card.step, card.stability, card.difficulty, card.due, at)


def recall(memory: Memory, now: datetime) -> float:
    """Give the chance (0 to 1) that an item is still known."""
    return float(_SCHEDULER.get_card_retrievability(_card(memory, now), max(now, memory.last)))


def _card(memory: Memory | None, now: datetime) -> Card:
    # Every field is given: the library would look at the clock for the others.
    if memory is None:
        return Card(card_id=0, due=now)
    return Card(
        card_id=0,
        state=State(memory.state),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=memory.last,
    )

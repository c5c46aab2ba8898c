"""What forms need of the parts that understand words and make questions, put together."""

from __future__ import annotations

from catalog.loader import Catalogue
from practice.cases.checking import Shelf
from practice.cases.model import Case
from practice.forms.turn import Context, Heard, Motivation, Quiz
from practice.words import words


def context(catalogue: Catalogue, shelf: Shelf) -> Context:
    """Give what forms work with, on this catalogue and these cases."""

    def quiz(seed: int, stelsel: str | None, level: int) -> Quiz:
        return quiz_of(catalogue, seed, stelsel, level)

    def assess(text: str, case: Case) -> Motivation:
        return assessed(catalogue, text, case)

    return Context(catalogue, shelf, words(), heard, assess, quiz)


# What understands words is read when somebody practises: it takes memory that nobody else needs.


def heard(text: str, before: tuple[str, ...]) -> Heard:
    """Give what a trainee's question asks, and in which form; `before` was asked just before."""
    from practice.questions import Context as Asked
    from practice.questions import recognise

    return recognise(text, Asked(before))


def assessed(catalogue: Catalogue, text: str, case: Case) -> Motivation:
    """Give what a written motivation for a case holds."""
    raise NotImplementedError


def quiz_of(catalogue: Catalogue, seed: int, stelsel: str | None, level: int) -> Quiz:
    """Give a question of knowledge."""
    from practice.knowledge import question

    made = question(catalogue, seed, stelsel, level)
    return Quiz(
        id=made.id,
        text=made.text,
        options=made.options,
        right=made.right,
        explanation=made.explanation,
        source=made.source,
        product=made.product,
        stelsel=made.stelsel,
    )

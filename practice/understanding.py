"""What forms need of the parts that understand words and make questions, put together."""

from __future__ import annotations

from catalog.loader import Catalogue
from practice.cases.checking import Shelf
from practice.cases.loader import facts_of
from practice.cases.model import Case
from practice.forms.naming import advisable
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
    from practice.motivation import Reason, assess

    reasons = [Reason(each.id, each.tekst, each.kenmerk) for each in case.redenen]
    products = {
        product.id: [name for name in (product.naam, product.code) if name]
        for product in advisable(catalogue.stelsels[case.stelsel], case.domein)
    }
    found = assess(text, reasons, facts_of(case, catalogue.vocabulary), products)
    sound = {each.kenmerk for each in case.redenen if each.id in found.named}
    wrong = tuple(name for name in found.wrong if name not in sound)
    return Motivation(named=found.named, steps=found.steps, wrong=wrong)


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

"""What is practised next, by the wish, by what comes back and by what was done before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from practice.desk import Desk
from practice.forms import forms, kennis
from practice.forms.turn import Context, Turn
from practice.progress.choosing import Candidate, Choice, Wish, choose, level_of
from practice.progress.model import Form

LOWEST: Final = 1


def pick(desk: Desk, context: Context, wish: Mapping[str, Any]) -> Choice | None:
    """Give what comes next; None when nothing that is served meets the wish.

    `wish` holds `vorm`, `stelsel` and `niveau`, each absent or None where it is left open.
    """
    shelf = context.shelf
    paired = {case.id for pair in shelf.pairs() for case in pair}
    candidates = [
        _alone(Candidate.of(case), paired=case.id in paired) for case in shelf.cases.values()
    ]
    overview = desk.store.overview(desk.trainee, desk.now)
    return choose(
        candidates,
        due=overview.due,
        weak=overview.weak,
        seen=desk.store.seen(desk.trainee),
        level=_level(desk, context),
        wish=Wish(
            form=Form(wish["vorm"]) if wish.get("vorm") else None,
            stelsel=wish.get("stelsel"),
            level=wish.get("niveau"),
        ),
        seed=desk.seed,
    )


def _level(desk: Desk, context: Context) -> int:
    """Give the level that suits the trainee."""
    levels = {case.id: case.niveau for case in context.shelf.cases.values()}
    return level_of(desk.store.results(desk.trainee), levels)


def _alone(candidate: Candidate, *, paired: bool) -> Candidate:
    """Give a case that cannot be contrasted (its pair is not served) as one without a pair."""
    return candidate if paired else replace(candidate, contrast_kenmerk=None)


def started(choice: Choice, desk: Desk, context: Context, wish: Mapping[str, Any]) -> Turn:
    """Begin what was picked."""
    begins = forms.FORMS[choice.form].start
    if begins is None or choice.case is None:
        stelsel = wish.get("stelsel") or choice.item.stelsel or None
        fitting = desk.attempt(lambda: _level(desk, context), default=LOWEST)
        level = wish.get("niveau") or fitting
        return kennis.start(context, desk.seed, stelsel, level, choice.item.product or None)
    return begins(context.shelf.cases[choice.case], context)

"""Group or individual support: what the source makes of an activity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product

from catalog.classify import HANGT_ERVAN_AF, classify
from catalog.model import ActiviteitRegel, Stelsel
from practice.knowledge.model import Stem
from practice.knowledge.wording import condition, labels, say, sentence

PLAIN, OPEN = 2, 3
"""The level of a question with an answer, and of one that depends on what is not told."""
MOST_CONDITIONS = 2
SAME_CONDITION = ({"woont_zelfstandig_zonder_groep", "sluit_aan_bij_groep"},)
"""Conditions of which one says all; they are not told together."""


def activity_stems(stelsel: Stelsel) -> Iterator[Stem]:
    """Give every activity with the conditions that its rules look at, up to two at a time."""
    for activity, told in labels("activiteiten").items():
        own = [rule for rule in stelsel.activiteiten if activity in rule.activiteiten]
        names = sorted({name for rule in own for name in rule.als})
        for known in _conditions(names):
            yield from _stem(stelsel, activity, told, known)


def _conditions(names: list[str]) -> Iterator[Mapping[str, bool]]:
    for count in range(MOST_CONDITIONS + 1):
        for chosen in combinations(names, count):
            if any(same <= set(chosen) for same in SAME_CONDITION):
                continue
            for truths in product((True, False), repeat=count):
                yield dict(zip(chosen, truths, strict=True))


def _stem(stelsel: Stelsel, activity: str, told: str, known: Mapping[str, bool]) -> Iterator[Stem]:
    rules: tuple[ActiviteitRegel, ...] = stelsel.activiteiten
    if not any(activity in rule.activiteiten for rule in rules):
        return
    found = classify(rules, activity, known)
    shown = labels("soorten")
    # A standard answer that something untold could still change has two answers that can be
    # defended.
    if found.ontbreekt and found.soort != HANGT_ERVAN_AF:
        return
    state = "-".join(f"{name}={'ja' if truth else 'nee'}" for name, truth in known.items())
    yield Stem(
        id=f"activiteit/{stelsel.id}/{activity}/{state or 'kaal'}",
        level=OPEN if found.soort == HANGT_ERVAN_AF else PLAIN,
        stelsel=stelsel.id,
        text=say(
            "vragen",
            "activiteit",
            situatie=" ".join((told, *(condition(n, t) for n, t in known.items()))),
        ),
        right=shown[found.soort],
        wrong=tuple(text for name, text in shown.items() if name != found.soort),
        explanation=sentence(found.regel.waarom.wijkteam),
        bron=found.regel.bron,
        told=tuple(shown.values()),
    )

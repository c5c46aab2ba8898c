"""Which kind of support an activity is: the question of Nijmegen and Rivierenland.

The source draws the line between group support and individual support; what it makes depend on
something is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import get_args

from catalog.advice.explaining import bron_json
from catalog.advice.request import RequestError, shown
from catalog.files import Activiteit, Voorwaarde
from catalog.model import ActiviteitRegel, Publiek, Stelsel

ACTIVITEITEN: tuple[str, ...] = get_args(Activiteit.__value__)
VOORWAARDEN: tuple[str, ...] = get_args(Voorwaarde.__value__)
HANGT_ERVAN_AF = "hangt_ervan_af"


@dataclass(frozen=True, slots=True)
class Classification:
    """The kind of support, the rule that says so, and the conditions that are still missing."""

    soort: str
    regel: ActiviteitRegel
    ontbreekt: tuple[str, ...] = ()


def activity_rules(stelsels: Iterable[Stelsel]) -> tuple[ActiviteitRegel, ...]:
    """Give the activity rules of the stelsel that has them, in the order of its file."""
    return tuple(regel for stelsel in stelsels for regel in stelsel.activiteiten)


def parse_question(raw: object) -> tuple[str, dict[str, bool]]:
    """Validate the JSON object of `classify`; RequestError says what is allowed."""
    if not isinstance(raw, dict):
        raise RequestError("a question is one JSON object, with activiteit")
    activiteit = raw.get("activiteit")
    if activiteit not in ACTIVITEITEN:
        raise RequestError(
            f"unknown activiteit {shown(activiteit)}; allowed: {', '.join(ACTIVITEITEN)}"
        )
    known: dict[str, bool] = {}
    for name, value in raw.items():
        if name in ("activiteit", "id"):
            continue
        if name not in VOORWAARDEN:
            raise RequestError(f"unknown key {shown(name)}; allowed: {', '.join(VOORWAARDEN)}")
        if not isinstance(value, bool):
            raise RequestError(f"{name} takes true or false, not {shown(value)}")
        known[name] = value
    return activiteit, known


def classify(
    rules: Iterable[ActiviteitRegel], activiteit: str, known: Mapping[str, bool]
) -> Classification:
    """Say which kind of support the activity is.

    The first rule whose conditions hold answers. Where unknown conditions could lead to another
    answer the result is hangt_ervan_af with those conditions; where every completion leads to
    the same answer nothing is asked. A rule that is `standaard` answers as soon as no exception
    before it is stated; what could still change it is named in `ontbreekt`.
    """
    own = [r for r in rules if activiteit in r.activiteiten]
    known = _complete(known)
    stated = _first(own, known)
    if stated.standaard:
        still_open = {
            name
            for rule in own[: own.index(stated)]
            if rule.soort != stated.soort
            and all(known.get(name, truth) is truth for name, truth in rule.als.items())
            for name in rule.als
            if name not in known
        }
        missing = tuple(name for name in VOORWAARDEN if name in still_open)
        return Classification(stated.soort, stated, missing)
    unknown = [v for v in VOORWAARDEN if v not in known and any(v in r.als for r in own)]
    answers = {
        completion: _first(own, {**known, **dict(zip(unknown, completion, strict=True))})
        for completion in product((False, True), repeat=len(unknown))
    }
    kinds = {rule.soort for rule in answers.values()}
    if len(kinds) == 1:
        return Classification(kinds.pop(), answers[tuple(False for _ in unknown)])
    deciding = tuple(
        name
        for index, name in enumerate(unknown)
        if any(
            rule.soort != answers[_flip(completion, index)].soort
            for completion, rule in answers.items()
        )
    )
    asking = next((r for r in own if r.soort == HANGT_ERVAN_AF), None)
    return Classification(
        HANGT_ERVAN_AF, asking or answers[tuple(False for _ in unknown)], deciding
    )


def classification_json(
    found: Classification, publiek: Publiek = Publiek.WIJKTEAM, wie: str = "uw naaste"
) -> dict[str, object]:
    """Give the answer as the JSON object of contract.md."""
    result: dict[str, object] = {
        "soort": found.soort,
        "waarom": found.regel.waarom.for_(publiek, wie),
        "bron": bron_json(found.regel.bron),
        "ontbreekt": list(found.ontbreekt),
    }
    if found.regel.zo_gelezen:
        result["zo_gelezen"] = found.regel.zo_gelezen
    return result


def _complete(known: Mapping[str, bool]) -> dict[str, bool]:
    """Add what the conditions mean for each other: who joins a group does not live without one."""
    added = dict(known)
    if added.get("sluit_aan_bij_groep"):
        added["woont_zelfstandig_zonder_groep"] = False
    elif added.get("woont_zelfstandig_zonder_groep"):
        added["sluit_aan_bij_groep"] = False
    return added


def _first(rules: list[ActiviteitRegel], known: Mapping[str, bool]) -> ActiviteitRegel:
    for rule in rules:
        if all(known.get(name) is truth for name, truth in rule.als.items()):
            return rule
    raise RequestError("the source says nothing of this activity")


def _flip(completion: tuple[bool, ...], index: int) -> tuple[bool, ...]:
    return (*completion[:index], not completion[index], *completion[index + 1 :])

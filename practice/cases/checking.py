"""A case against the engine: what it expects must follow from its facts, and those decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from catalog.advice.advise import Knowledge, advise
from catalog.advice.request import Request
from catalog.loader import Catalogue
from catalog.model import Facts, Regel, Uitkomst
from practice.cases.loader import facts_of
from practice.cases.model import Case

type Advice = Mapping[str, Any]
"""What the engine gives for one domain, as the contract describes it."""

EXPLAINS = "ondersteunend"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a case: `stale` makes it unfit to practise on, `faults` are the author's.

    Each is a sentence.
    """

    case: str
    stale: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return not (self.stale or self.faults)


def advice_on(catalogue: Catalogue, stelsel: str, domein: str, facts: Facts) -> Advice:
    """Give the engine's advice on some facts, in the words for workers. KeyError: no stelsel."""
    knowledge = Knowledge(
        stelsel=catalogue.stelsels[stelsel],
        vocabulary=catalogue.vocabulary,
        grenzen=catalogue.grenzen,
        signalen=catalogue.signalen,
    )
    return advise(knowledge, Request(stelsel, facts, domein=domein))


def advice_for(case: Case, catalogue: Catalogue, known: Iterable[str] | None = None) -> Advice:
    """Give the engine's advice on a case; `known` limits it to these kenmerken."""
    facts = facts_of(case, catalogue.vocabulary)
    if known is not None:
        told = set(known)
        facts = {name: value for name, value in facts.items() if name in told}
    return advice_on(catalogue, case.stelsel, case.domein, facts)


def decides(advice: Advice, catalogue: Catalogue) -> frozenset[str]:
    """Give the kenmerken that the outcome rests on.

    Those are what a condition that counted looks at, and what would change the result when it
    were otherwise.
    """
    found = {str(change["kenmerk"]) for change in advice["wat_verandert"]}
    for product in advice["overwogen"]:
        for side in ("voor", "tegen"):
            found |= {str(c["kenmerk"]) for c in product[side] if c["rol"] != EXPLAINS}
    return frozenset(found | {t for rule in rules_fired(advice, catalogue) for t in _tests(rule)})


def matters(catalogue: Catalogue, stelsel: str, domein: str) -> frozenset[str]:
    """Give the kenmerken that some product, rule or boundary of a domain looks at."""
    found = catalogue.stelsels[stelsel]
    names = {
        criterium.toets.kenmerk
        for product in found.producten
        if product.domein == domein
        for criterium in product.criteria
    }
    for rule in (*catalogue.grenzen, *found.regels):
        if not rule.domeinen or domein in rule.domeinen:
            names |= _tests(rule)
    names |= {t.kenmerk for each in found.samen for t in each.als}
    if any(p.uren_per_week is not None for p in found.producten if p.domein == domein):
        names.add("uren_per_week")
    return frozenset(names)


def rules_fired(advice: Advice, catalogue: Catalogue) -> list[Regel]:
    """Give the rules (no criteria of products) that decided."""
    stelsel = catalogue.stelsels[str(advice["bewijs"]["catalogus"]["stelsel"])]
    ids = {r.removeprefix("regel/") for r in advice["regels"] if r.startswith("regel/")}
    return [rule for rule in (*catalogue.grenzen, *stelsel.regels) if rule.id in ids]


def _tests(rule: Regel) -> set[str]:
    return {toets.kenmerk for toets in rule.als}


def check(case: Case, cases: Mapping[str, Case], catalogue: Catalogue) -> Verdict:
    """Hold one case against the engine and against the case that it is paired with."""
    advice = advice_for(case, catalogue)
    return Verdict(
        case.id,
        tuple(_stale(case, advice)),
        (*_undecided(case, advice, catalogue), *_ill_paired(case, cases, catalogue)),
    )


def _stale(case: Case, advice: Advice) -> Iterable[str]:
    uitkomst, producten = advice["uitkomst"], list(advice["producten"])
    if uitkomst != case.uitkomst.value:
        shown = f" ({', '.join(producten)})" if producten else ""
        yield f"expects {case.uitkomst.value}, the catalogue gives {uitkomst}{shown}"
    elif case.uitkomst is Uitkomst.PRODUCT and producten != case.verwacht:
        yield f"expects {', '.join(case.verwacht)}; the catalogue gives {', '.join(producten)}"
    elif case.verwacht and set(producten) != set(case.verwacht):
        given = ", ".join(producten) or "no product"
        yield f"expects {', '.join(case.verwacht)}; the catalogue gives {given}"


def _undecided(case: Case, advice: Advice, catalogue: Catalogue) -> Iterable[str]:
    deciding = decides(advice, catalogue)
    for name in case.beslissend:
        if name not in deciding:
            yield f"says that {name} decides; the outcome does not rest on it"


def _ill_paired(case: Case, cases: Mapping[str, Case], catalogue: Catalogue) -> Iterable[str]:
    if case.contrast is None:
        return
    other = cases.get(case.contrast.met)
    if other is None:
        yield f"is paired with {case.contrast.met}, which is not there"
        return
    if other.contrast is None or other.contrast.met != case.id:
        yield f"{other.id} is not paired with it in return"
    if (other.stelsel, other.domein) != (case.stelsel, case.domein):
        yield f"{other.id} is of another stelsel or domein"
    differing = differences(case, other, catalogue)
    if differing != (case.contrast.kenmerk,):
        shown = ", ".join(differing) or "nothing"
        yield f"differs from {other.id} in {shown}, not in {case.contrast.kenmerk} alone"


def differences(one: Case, other: Case, catalogue: Catalogue) -> tuple[str, ...]:
    """Give the kenmerken whose value differs between two cases, in the vocabulary's order."""
    facts, others = (facts_of(case, catalogue.vocabulary) for case in (one, other))
    return tuple(n for n in catalogue.vocabulary if facts.get(n) != others.get(n))


@dataclass(frozen=True, slots=True)
class Shelf:
    """The cases that may be practised on, by id, and why others may not, by file name."""

    cases: Mapping[str, Case]
    refused: Mapping[str, str] = field(default_factory=dict)

    def pairs(self) -> tuple[tuple[Case, Case], ...]:
        """Give the contrast pairs of which both cases are there, each once."""
        found = []
        for case in self.cases.values():
            other = self.cases.get(case.contrast.met) if case.contrast else None
            if other is not None and case.id < other.id:
                found.append((case, other))
        return tuple(found)

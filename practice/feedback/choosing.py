"""How the choice went: right, close or wrong, with the decisive fact and where it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from catalog.loader import Catalogue
from catalog.model import Product, Rol, Stelsel, Uitkomst
from practice.cases.checking import EXPLAINS, Advice, advice_for
from practice.cases.loader import facts_of
from practice.cases.model import Case
from practice.feedback.parts import Part, Verdict, source_line
from practice.forms.naming import (
    OUTCOME,
    advisable,
    conclusion_name,
    conclusions,
    is_outcome,
    outcome_of,
)
from practice.forms.turn import Context, Grade
from practice.progress.model import Skill
from practice.words import enumerate_, fact_sentences, kenmerk_name


class Closeness(StrEnum):
    """How near a choice is to what the catalogue gives."""

    RIGHT = "juist"
    CLOSE = "dichtbij"
    WRONG = "onjuist"


GRADES: Final[Mapping[Closeness, float]] = {
    Closeness.RIGHT: 1.0,
    Closeness.CLOSE: 0.5,
    Closeness.WRONG: 0.0,
}
VERDICTS: Final[Mapping[Closeness, Verdict]] = {
    Closeness.RIGHT: Verdict.GOOD,
    Closeness.CLOSE: Verdict.PARTLY,
    Closeness.WRONG: Verdict.BETTER,
}
DECIDES = "doorslaggevend"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A condition that decided: its kenmerk (None for a rule's own text), words and source.

    `limit_of` names the product whose condition it is, where that is not the product that fits.
    """

    kenmerk: str | None
    text: str
    source: Mapping[str, str] | None
    limit_of: str | None = None


def choosing(case: Case, choice: str, context: Context, known: Iterable[str] | None = None) -> Part:
    """Judge a product or outcome; `known` are the kenmerken that the trainee had heard of."""
    advice = advice_for(case, context.catalogue)
    close = closeness(case, choice, advice, context)
    options = conclusions(context.catalogue, case.stelsel, case.domein, context.words)
    words, name = context.words, conclusion_name(options, choice)
    expected = expected_name(case, context)
    lines = [words.say(f"keuze_{close.value}", keuze=name, verwacht=expected)]
    if close is not Closeness.RIGHT:
        if reason := why_not(case, choice, advice):
            lines.append(words.say("waarom_niet", keuze=name, reden=reason))
        if known is not None and _followed(case, choice, known, context):
            lines.append(words.say("klopte_op_het_bekende", keuze=name))
    lines += [_told(each, case, context) for each in evidence(case, advice, context.catalogue)[:2]]
    product = case.verwacht[0] if case.verwacht and case.uitkomst is Uitkomst.PRODUCT else None
    grade = Grade(Skill.KIEZEN, GRADES[close], product=product, details={"oordeel": close.value})
    return Part("keuze", VERDICTS[close], tuple(lines), (grade,))


def expected_name(case: Case, context: Context) -> str:
    """Give the right conclusion in words; of variants of one package either is right."""
    options = conclusions(context.catalogue, case.stelsel, case.domein, context.words)
    if case.uitkomst is not Uitkomst.PRODUCT:
        return conclusion_name(options, f"{OUTCOME}{case.uitkomst.value}")
    return enumerate_(conclusion_name(options, id_) for id_ in case.verwacht)


def closeness(case: Case, choice: str, advice: Advice, context: Context) -> Closeness:
    """Tell how near a choice is: a neighbour is of the same package or next in weight."""
    if outcome_of(choice) is case.uitkomst and (is_outcome(choice) or choice in case.verwacht):
        return Closeness.RIGHT
    if is_outcome(choice):
        return Closeness.WRONG
    if case.uitkomst is Uitkomst.MEER_INFORMATIE:
        return Closeness.CLOSE if choice in advice["producten"] else Closeness.WRONG
    if case.uitkomst is not Uitkomst.PRODUCT:
        return Closeness.WRONG
    stelsel = context.catalogue.stelsels[case.stelsel]
    near = any(
        neighbours(stelsel, stelsel.product(each), stelsel.product(choice))
        for each in case.verwacht
    )
    return Closeness.CLOSE if near else Closeness.WRONG


def neighbours(stelsel: Stelsel, one: Product, other: Product) -> bool:
    """Tell whether two products are of one package, or next to each other in weight."""
    if one.domein != other.domein:
        return False
    if one.pakket is not None and one.pakket == other.pakket:
        return True
    weights = sorted({product.zwaarte for product in advisable(stelsel, one.domein)})
    return abs(weights.index(one.zwaarte) - weights.index(other.zwaarte)) <= 1


def why_not(case: Case, choice: str, advice: Advice) -> str | None:
    """Give why a product is not what fits: in the case's own words, else in the engine's."""
    own = case.waarom_niet.get(choice)
    found = own or advice["waarom_niet"].get(choice)
    return str(found) if found else None


def evidence(case: Case, advice: Advice, catalogue: Catalogue) -> tuple[Evidence, ...]:
    """Give the conditions that decided, the case's own decisive facts first.

    Where the product itself asks none of those, the limits of the products beside it decided.
    """
    reason: Mapping[str, Any] = advice["reden"]
    if case.uitkomst is not Uitkomst.PRODUCT:
        return (Evidence(None, str(reason["tekst"]), reason["bron"]),)
    product = catalogue.stelsels[case.stelsel].product(case.verwacht[0])
    found = _own_conditions(case, product, advice) or _limits(case, product, catalogue)
    source = {"document": product.bron.document, "kop": product.bron.kop}
    return found or (Evidence(None, str(reason["tekst"]), source),)


def _own_conditions(case: Case, product: Product, advice: Advice) -> tuple[Evidence, ...]:
    """Give the conditions of the product itself that the decisive facts meet, one per fact."""
    found: list[tuple[int, Evidence]] = []
    for weighed in advice["overwogen"]:
        if weighed["product"] != product.id:
            continue
        for each in weighed["voor"]:
            if each["rol"] == EXPLAINS or each["kenmerk"] not in case.beslissend:
                continue
            place = case.beslissend.index(each["kenmerk"])
            order = place if each["rol"] == DECIDES else place + len(case.beslissend)
            found.append((order, Evidence(each["kenmerk"], each["tekst"], each["bron"])))
    found.sort(key=lambda pair: pair[0])
    per_kenmerk: dict[str | None, Evidence] = {}
    for _order, each in found:
        per_kenmerk.setdefault(each.kenmerk, each)
    return tuple(per_kenmerk.values())


def _limits(case: Case, product: Product, catalogue: Catalogue) -> tuple[Evidence, ...]:
    """Give what the products nearest in weight say of the decisive facts, one per fact."""
    stelsel = catalogue.stelsels[case.stelsel]
    others = [each for each in advisable(stelsel, case.domein) if each.id not in case.verwacht]
    others.sort(key=lambda other: abs(other.zwaarte - product.zwaarte))
    per_kenmerk: dict[str, Evidence] = {}
    for other in others:
        for each in other.criteria:
            name = each.toets.kenmerk
            if name in case.beslissend and each.rol is not Rol.ONDERSTEUNEND:
                source = {"document": each.bron.document, "kop": each.bron.kop}
                found = Evidence(name, each.tekst.wijkteam, source, other.naam)
                per_kenmerk.setdefault(name, found)
    return tuple(per_kenmerk[name] for name in case.beslissend if name in per_kenmerk)


def _told(found: Evidence, case: Case, context: Context) -> str:
    words, vocabulary = context.words, context.catalogue.vocabulary
    text = found.text
    if found.kenmerk is not None:
        facts = fact_sentences(facts_of(case, vocabulary), vocabulary)
        fact = facts.get(found.kenmerk, words.say("onbekend_feit"))
        name = kenmerk_name(vocabulary[found.kenmerk])
        text = words.say("beslissend", naam=name, feit=fact)
        if found.limit_of is not None:
            limit = words.say("grens", product=found.limit_of, tekst=found.text.rstrip("."))
            text = f"{text} {limit}"
        elif found.text.rstrip(".") not in fact:
            asks = words.say("voorwaarde", voorwaarde=found.text.rstrip("."))
            text = f"{text} {asks}"
    if found.source:
        text = f"{text} {source_line(found.source, words)}"
    return text


def _followed(case: Case, choice: str, known: Iterable[str], context: Context) -> bool:
    """Tell whether the choice was what the catalogue gives on what the trainee had heard."""
    advice = advice_for(case, context.catalogue, known)
    if outcome_of(choice) is not Uitkomst(advice["uitkomst"]):
        return False
    return is_outcome(choice) or choice in advice["producten"]

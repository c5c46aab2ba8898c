"""The whole advice: outcome, products, reasons, what is missing, what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.advice import ENGINE_VERSION
from catalog.advice.changing import Change, changes, next_questions
from catalog.advice.deciding import Decision, Field, Ground
from catalog.advice.explaining import (
    Voice,
    bron_json,
    plain,
    product_json,
    reason,
    why_not,
)
from catalog.advice.receipt import receipt
from catalog.advice.request import Request
from catalog.advice.testing import holds
from catalog.advice.truth import Truth, all_of
from catalog.advice.weighing import group_truth
from catalog.model import (
    DOMEINEN,
    Facts,
    Kenmerk,
    Oordeel,
    Publiek,
    Regel,
    Rol,
    Signaal,
    Status,
    Stelsel,
    Uitkomst,
)

NEVER_ASKED = frozenset({"acuut_gevaar"})


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What one advice is derived from: one stelsel and what holds in every stelsel.

    `gemeente_stelsel` is the id of the stelsel of the gemeente in the facts, None when unknown.
    """

    stelsel: Stelsel
    vocabulary: Mapping[str, Kenmerk]
    grenzen: tuple[Regel, ...] = ()
    signalen: tuple[Signaal, ...] = ()
    gemeente_stelsel: str | None = None


def advise(knowledge: Knowledge, request: Request) -> dict[str, object]:
    """Give the advice as the JSON object of contract.md.

    With a domain: one advice. Without: every domain that `hulpvraag` names (else all that the
    stelsel has), under `domeinen`.
    """
    catalogus = _catalogus(knowledge.stelsel)
    shared: dict[str, object] = {"engine": ENGINE_VERSION, "catalogus": catalogus}
    if request.domein is not None:
        return {"id": request.id, **_one(knowledge, request, request.domein), **shared}
    asked = request.facts.get("hulpvraag")
    wanted = tuple(asked) if isinstance(asked, tuple) and asked else knowledge.stelsel.domeinen
    per_domain = {d: _one(knowledge, request, d) for d in DOMEINEN if d in wanted}
    return {"id": request.id, "domeinen": per_domain, **shared}


def _catalogus(stelsel: Stelsel) -> dict[str, object]:
    return {
        "stelsel": stelsel.id,
        "geldig_vanaf": stelsel.geldig_vanaf,
        "status": stelsel.status.value,
        "hash": stelsel.hash,
    }


def _one(knowledge: Knowledge, request: Request, domein: str) -> dict[str, object]:
    facts = request.facts
    voice = Voice(request.publiek, request.wie)
    field = Field(knowledge.stelsel, domein, dict(knowledge.vocabulary), knowledge.grenzen)
    decision = field.decide(facts)
    weighings = decision.weighings or field.weigh_in(field.situation(facts))
    advised = decision.producten if decision.uitkomst is Uitkomst.PRODUCT else ()
    listed = list(decision.producten)
    if decision.uitkomst not in (Uitkomst.PRODUCT, Uitkomst.MEER_INFORMATIE):
        listed = []
    questions = next_questions(field, facts, decision, request.publiek)
    found = changes(field, facts, decision, never=NEVER_ASKED)
    regels = _rules(decision, facts)
    uitkomst = decision.uitkomst.value
    result: dict[str, object] = {
        "domein": domein,
        "uitkomst": uitkomst,
        "producten": listed,
        "reden": reason(decision, field, facts, voice),
        "overwogen": [product_json(w, facts, voice, knowledge.vocabulary) for w in weighings],
        "signalen": _signals(knowledge, field, decision, facts, voice, advised),
        "ontbreekt": _missing(decision, facts, questions),
        "volgende_vraag": questions[0] if questions else None,
        "vragen": list(questions),
        "waarom_niet": {
            w.product.id: why_not(w, decision, field, facts, voice)
            for w in weighings
            if not (decision.uitkomst is Uitkomst.PRODUCT and w.product.id in listed)
        },
        "wat_verandert": [_change(c) for c in found],
        "regels": regels,
    }
    if decision.regel is not None and decision.producten and not listed:
        result["dichtst_bij"] = list(decision.producten)
    catalogus = _catalogus(knowledge.stelsel)
    result["bewijs"] = receipt(facts, domein, catalogus, ENGINE_VERSION, regels, uitkomst, listed)
    return result


def _change(change: Change) -> dict[str, object]:
    listed: list[str] = []
    if change.decision.uitkomst in (Uitkomst.PRODUCT, Uitkomst.MEER_INFORMATIE):
        listed = list(change.decision.producten)
    return {
        "kenmerk": change.kenmerk,
        "waarde": plain(change.waarde),
        "uitkomst": change.decision.uitkomst.value,
        "producten": listed,
    }


def _missing(decision: Decision, facts: Facts, questions: Iterable[str]) -> list[str]:
    """Name what is unknown: what decides, what the advised product asks, what could change it."""
    names = list(decision.open)
    for weighing in decision.weighings:
        if weighing.product.id not in decision.producten:
            continue
        for _, rol, members in weighing.groups:
            if rol is Rol.VEREIST and group_truth(members, facts) is Truth.UNKNOWN:
                names += [c.toets.kenmerk for c in members]
    names += questions
    return list(dict.fromkeys(name for name in names if name not in facts))


def _rules(decision: Decision, facts: Facts) -> list[str]:
    """Give the ids of the rules that fired, in the order in which they were tried."""
    if decision.regel is not None:
        return [f"regel/{decision.regel.id}"]
    if decision.ground is Ground.GEEN_DOMEIN:
        return ["geen-domein"]
    fired: list[str] = []
    for weighing in decision.weighings:
        for key, rol, members in weighing.groups:
            truth = group_truth(members, facts)
            excludes = key in weighing.failing and (
                (rol is Rol.VEREIST and truth is Truth.FALSE)
                or (rol is Rol.UITSLUITEND and truth is Truth.TRUE)
            )
            counts = (
                weighing.oordeel is not Oordeel.NIET
                and truth is Truth.TRUE
                and rol in (Rol.VEREIST, Rol.DOORSLAGGEVEND)
            )
            if excludes or counts:
                fired.append(f"{weighing.product.id}/{rol.value}/{key}")
    if decision.samen is not None:
        fired.append("samen/" + "+".join(decision.samen.producten))
    fired.append(
        {
            Ground.PRODUCT: "lichtste-dat-volstaat",
            Ground.OPEN: "beslissend-feit-onbekend",
            Ground.TEGENSPRAAK: "feiten-spreken-elkaar-tegen",
            Ground.UITGESLOTEN: "geen-product-dekt-dit",
            Ground.GELIJK: "niet-te-vergelijken",
        }[decision.ground]
    )
    return fired


def _signals(
    knowledge: Knowledge,
    field: Field,
    decision: Decision,
    facts: Facts,
    voice: Voice,
    advised: tuple[str, ...],
) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    stelsel = knowledge.stelsel
    for signaal in (*knowledge.signalen, *stelsel.signalen):
        if signaal.domeinen and field.domein not in signaal.domeinen:
            continue
        if signaal.producten and not set(signaal.producten) & set(advised):
            continue
        if all_of(holds(t, facts) for t in signaal.als) is Truth.TRUE:
            text = signaal.tekst.for_(voice.publiek, voice.wie)
            found.append({"id": signaal.id, "tekst": text, "bron": bron_json(signaal.bron)})
    rulings = _rulings(decision, facts)
    if rulings:
        text = (
            "Zo gelezen: " + " ".join(rulings)
            if voice.worker()
            else "De regels zijn hier niet helemaal duidelijk. Vraag ernaar in het gesprek."
        )
        found.append({"id": "ruling_toegepast", "tekst": text, "bron": None})
    if stelsel.status in (Status.CONCEPT, Status.VOORNEMEN):
        text = stelsel.toelichting.for_(voice.publiek, voice.wie)
        found.append({"id": "concept", "tekst": text, "bron": None})
    gemeente = facts.get("gemeente")
    if knowledge.gemeente_stelsel not in (None, stelsel.id) and gemeente:
        text = (
            f"De gemeente {gemeente} werkt met een ander stelsel: {knowledge.gemeente_stelsel}."
            if voice.publiek is Publiek.WIJKTEAM
            else "Uw gemeente werkt met andere regels dan deze. Vraag het na bij uw gemeente."
        )
        found.append({"id": "stelsel_gemeente_verschil", "tekst": text, "bron": None})
    return found


def _rulings(decision: Decision, facts: Facts) -> list[str]:
    """Give the rulings that the outcome leans on, each once."""
    texts: list[str] = []
    for part in (decision.regel, decision.samen):
        if part is not None and part.zo_gelezen:
            texts.append(part.zo_gelezen)
    for weighing in decision.weighings:
        for key, rol, members in weighing.groups:
            if rol is Rol.ONDERSTEUNEND:
                continue
            excludes = key in weighing.failing
            used = excludes or weighing.product.id in decision.producten
            for criterium in members:
                truth = holds(criterium.toets, facts)
                # What is not so speaks only where it excludes, not beside an alternative that is.
                denied = excludes and rol is Rol.VEREIST and truth is Truth.FALSE
                speaks = truth is Truth.TRUE or denied
                if used and speaks and criterium.zo_gelezen:
                    texts.append(criterium.zo_gelezen)
    return list(dict.fromkeys(texts))

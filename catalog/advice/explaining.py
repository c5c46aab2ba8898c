"""The words of an advice: reasons per product and why not, in the words of one audience."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.advice.deciding import Decision, Field, Ground
from catalog.advice.testing import holds
from catalog.advice.truth import Truth
from catalog.advice.weighing import Weighing, compile_product, group_truth
from catalog.model import (
    Bron,
    Criterium,
    Facts,
    Kenmerk,
    KenmerkType,
    Oordeel,
    Product,
    Publiek,
    Rol,
    Uitkomst,
    Value,
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Whom the words are for, and whom a naaste speaks of."""

    publiek: Publiek
    wie: str = "uw naaste"

    def worker(self) -> bool:
        """Tell whether the trade's terms may be used."""
        return self.publiek is Publiek.WIJKTEAM


def plain(value: Value | None) -> object:
    """Give a value as JSON writes it."""
    return list(value) if isinstance(value, tuple) else value


def bron_json(bron: Bron) -> dict[str, str]:
    """Give a source as the contract writes it."""
    return {"document": bron.document, "kop": bron.kop}


def criterium_json(criterium: Criterium, facts: Facts, voice: Voice) -> dict[str, object]:
    """Give one criterion that counted, with the known value, its words and its source."""
    entry: dict[str, object] = {
        "kenmerk": criterium.toets.kenmerk,
        "waarde": plain(facts.get(criterium.toets.kenmerk)),
        "criterium": criterium.id,
        "rol": criterium.rol.value,
        "tekst": criterium.tekst.for_(voice.publiek, voice.wie),
        "bron": bron_json(criterium.bron),
    }
    if criterium.groep:
        entry["groep"] = criterium.groep
    if criterium.zo_gelezen:
        entry["zo_gelezen"] = criterium.zo_gelezen
    return entry


def product_json(
    weighing: Weighing, facts: Facts, voice: Voice, vocabulary: Mapping[str, Kenmerk]
) -> dict[str, object]:
    """Give one product's verdict with what speaks for it, against it and what is unknown.

    An alternative that is false counts against the product only when its whole groep is false;
    an exclusion that does not apply is no argument for it, and a feature of the target group
    that somebody merely lacks (one of a list) is no argument against it.
    """
    voor: list[dict[str, object]] = []
    tegen: list[dict[str, object]] = []
    onbekend: list[dict[str, object]] = []
    for _, rol, members in weighing.groups:
        whole = group_truth(members, facts)
        for criterium in members:
            truth = holds(criterium.toets, facts)
            entry = criterium_json(criterium, facts, voice)
            listed = vocabulary[criterium.toets.kenmerk].type is KenmerkType.MANY
            counts = rol is Rol.VEREIST or (rol is Rol.ONDERSTEUNEND and not listed)
            if rol is Rol.UITSLUITEND:
                if truth is Truth.TRUE:
                    tegen.append(entry)
            elif truth is Truth.TRUE:
                voor.append(entry)
            elif truth is Truth.FALSE and whole is Truth.FALSE and counts:
                tegen.append({**entry, "tekst": otherwise(str(entry["tekst"]), voice)})
            if truth is Truth.UNKNOWN and whole is Truth.UNKNOWN and rol is not Rol.ONDERSTEUNEND:
                onbekend.append(entry)
    return {
        "product": weighing.product.id,
        "oordeel": weighing.oordeel.value,
        "voor": voor,
        "tegen": tegen,
        "onbekend": onbekend,
    }


def otherwise(text: str, voice: Voice) -> str:
    """Say that what a product asks is not so here."""
    if voice.worker():
        return f"Niet het geval: {_lower(text)}"
    who = "bij u" if voice.publiek is Publiek.INWONER else f"bij {voice.wie}"
    return f"Dit is {who} anders: ‘{text}’"


def why_not(
    weighing: Weighing, decision: Decision, field: Field, facts: Facts, voice: Voice
) -> str:
    """Say in one or two sentences why this product is not advised."""
    product = weighing.product
    if decision.regel is not None:
        return decision.regel.tekst.for_(voice.publiek, voice.wie)
    if weighing.oordeel is Oordeel.NIET:
        return _why_excluded(weighing, facts, voice)
    if decision.uitkomst is Uitkomst.MEER_INFORMATIE:
        if voice.worker():
            return "Blijft mogelijk: een feit dat beslist, is nog onbekend."
        return "Dit kan nog. Er is meer informatie nodig."
    head = field.stelsel.product(decision.producten[0])
    if head.pakket and head.pakket == product.pakket:
        if voice.worker():
            return (
                f"Zelfde pakket; het gemiddelde van {product.uren_per_week:g} uur per week ligt "
                "verder van de genoemde uren."
            )
        return "Dit is hetzelfde pakket. Alleen het aantal uren past minder goed."
    if product.zwaarte > head.zwaarte:
        if voice.worker():
            return (
                f"Zwaarder dan nodig: wat bekend is, dekt {head.naam} al "
                "(zo licht als mogelijk, zo zwaar als nodig)."
            )
        return "Dit is zwaarder dan nodig. Wat u vertelde, vraagt daar niet om."
    decisive = _decisive(head, facts)
    if decisive is not None:
        reason = decisive.tekst.for_(voice.publiek, voice.wie)
        if voice.worker():
            return f"Niet gekozen. Doorslaggevend voor {head.naam}: {_lower(_bare(reason))}."
        return f"Een ander product past beter. {reason}"
    if voice.worker():
        return "Niet met het geadviseerde product te vergelijken op zwaarte."
    return "Een ander product past beter bij wat u vertelde."


def _why_excluded(weighing: Weighing, facts: Facts, voice: Voice) -> str:
    for _, rol, members in weighing.groups:
        truth = group_truth(members, facts)
        if rol is Rol.UITSLUITEND and truth is Truth.TRUE:
            hit = next(c for c in members if holds(c.toets, facts) is Truth.TRUE)
            reason = hit.tekst.for_(voice.publiek, voice.wie)
            if voice.worker():
                return f"Dekt dit niet: {_lower(_bare(reason))}."
            return f"{reason} Daar is dit product niet voor."
        if rol is Rol.VEREIST and truth is Truth.FALSE:
            if voice.worker():
                return f"Vereist, en niet het geval: {_alternatives(members, voice)}."
            asked = members[0].tekst.for_(voice.publiek, voice.wie)
            return f"Dit hoort erbij: ‘{asked}’ Dat is hier anders."
    raise ValueError(f"{weighing.product.id} is not excluded")


def _decisive(product: Product, facts: Facts) -> Criterium | None:
    for _, rol, members in compile_product(product).groups:
        if rol is Rol.DOORSLAGGEVEND:
            for criterium in members:
                if holds(criterium.toets, facts) is Truth.TRUE:
                    return criterium
    return None


def _alternatives(members: Iterable[Criterium], voice: Voice) -> str:
    texts = (c.tekst.for_(voice.publiek, voice.wie) for c in members)
    return "; of ".join(_lower(_bare(text)) for text in texts)


def _bare(sentence: str) -> str:
    return sentence.strip().rstrip(".")


def _lower(sentence: str) -> str:
    """Lower the first letter, but leave abbreviations and names such as "ZRM" alone."""
    if len(sentence) > 1 and sentence[0].isupper() and sentence[1].islower():
        return sentence[0].lower() + sentence[1:]
    return sentence


def reason(decision: Decision, field: Field, facts: Facts, voice: Voice) -> dict[str, object]:
    """Say what the outcome rests on, with the source where one rule or condition decides."""
    worker = voice.worker()
    if decision.regel is not None:
        return _with_ruling(
            decision.regel.tekst.for_(voice.publiek, voice.wie),
            decision.regel.bron,
            decision.regel.zo_gelezen,
        )
    if decision.samen is not None:
        return _with_ruling(
            decision.samen.tekst.for_(voice.publiek, voice.wie),
            decision.samen.bron,
            decision.samen.zo_gelezen,
        )
    if decision.ground is Ground.UITGESLOTEN:
        return _shared_exclusion(decision, facts, voice)
    if decision.ground is Ground.GEEN_DOMEIN:
        text = (
            f"Dit stelsel heeft geen producten voor {field.domein}."
            if worker
            else "Voor deze vraag staan hier geen soorten hulp beschreven."
        )
    elif decision.ground is Ground.TEGENSPRAAK:
        text = (
            "De feiten spreken elkaar tegen: geen product dekt ze samen."
            if worker
            else "Uw antwoorden passen nog niet goed bij elkaar. Er is meer informatie nodig."
        )
    elif decision.ground is Ground.GELIJK:
        text = (
            "Wat overblijft, is niet op zwaarte te vergelijken."
            if worker
            else "Er passen meer soorten hulp. Er is meer informatie nodig om te kiezen."
        )
    elif decision.ground is Ground.OPEN:
        names = ", ".join(_name(field.vocabulary[name]) for name in decision.open)
        text = (
            f"Nog onbekend en beslissend: {names}."
            if worker
            else "Er ontbreekt nog informatie die belangrijk is voor de keuze."
        )
    else:
        text = (
            "Het lichtste product dat alles dekt wat bekend is."
            if worker
            else "Dit is de lichtste hulp die past bij wat u vertelde."
        )
    return {"tekst": text, "bron": None}


def _name(kenmerk: Kenmerk) -> str:
    """Give what a worker calls a kenmerk."""
    return kenmerk.names.wijkteam if kenmerk.names else kenmerk.naam


def _with_ruling(text: str, bron: Bron, zo_gelezen: str | None) -> dict[str, object]:
    result: dict[str, object] = {"tekst": text, "bron": bron_json(bron)}
    if zo_gelezen:
        result["zo_gelezen"] = zo_gelezen
    return result


def _shared_exclusion(decision: Decision, facts: Facts, voice: Voice) -> dict[str, object]:
    shared = decision.excluded_by[0]
    first = decision.weighings[0]
    for key, rol, members in first.groups:
        if key != shared:
            continue
        hit = members[0]
        if rol is Rol.UITSLUITEND:
            hit = next(c for c in members if holds(c.toets, facts) is Truth.TRUE)
        text = hit.tekst.for_(voice.publiek, voice.wie)
        if rol is Rol.VEREIST:
            if voice.worker():
                asked = _alternatives(members, voice)
                text = f"Elk product hier vereist, en dat is niet het geval: {asked}."
            else:
                text = f"Bij alle hulp hier hoort: ‘{text}’ Dat is nu anders."
        return _with_ruling(text, hit.bron, hit.zo_gelezen)
    raise ValueError(f"{first.product.id} has no criterion {shared}")

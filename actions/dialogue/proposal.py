"""The proposal to a worker: all that she needs to check an advice, agree with it or set it aside.

What the advice of every audience holds stands in advice_page.py; this is what comes beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actions.dialogue import trade
from actions.dialogue.advice_text import Advice, title
from actions.dialogue.facts import fact_label
from actions.dialogue.overrule import overruled
from catalog.model import Feit, Product, Stelsel, Uitkomst

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

DECIDING = frozenset({"vereist", "uitsluitend", "doorslaggevend"})
REQUIREMENTS = 6
"""How many requirements of a kind are named; the source holds the rest."""


def proposal(talk: Talk, advice: Advice, stelsel: Stelsel) -> dict[str, Any]:
    """Give what a worker gets beside the common parts of an advice."""
    domein = str(advice["domein"])
    fits = advice["uitkomst"] == Uitkomst.PRODUCT.value
    products = [stelsel.product(id_) for id_ in advice["producten"]] if fits else []
    return {
        "stelsel": stelsel.naam,
        "reason": str(advice["reden"]["tekst"]),
        "facts": deciding_facts(talk, advice),
        "considered": [_considered(talk, advice, stelsel, each) for each in advice["overwogen"]],
        "boundaries": boundaries(talk, advice),
        "requirements": requirements(stelsel, products[0]) if products else [],
        "rulings": rulings(advice),
        "overruled": overruled(talk, domein),
    }


def measured(product: Product) -> dict[str, Any]:
    """Give name, code, unit and average hours of a product; null where the source has none."""
    return {
        "kort": product.naam,
        "code": product.code,
        "eenheid": product.eenheid,
        "uren_per_week": product.uren_per_week,
    }


def deciding_facts(talk: Talk, advice: Advice) -> list[dict[str, Any]]:
    """Give the facts that decided: those that a deciding criterion or a boundary looked at."""
    looked = [
        str(entry["kenmerk"])
        for judged in advice["overwogen"]
        for side in ("voor", "tegen")
        for entry in judged[side]
        if entry["rol"] in DECIDING
    ]
    looked += [
        str(about["kenmerk"])
        for about in trade.read("consulent")["grenzen"].values()
        if about.get("uitkomst") == advice["uitkomst"]
    ]
    state = talk.state
    found = []
    for name, kenmerk in talk.library.vocabulary.items():
        if name in looked and name in state.facts:
            label = kenmerk.names.for_(state.publiek, talk.wie) if kenmerk.names else name
            value = fact_label(kenmerk, state.facts[name], state.publiek, talk.wie)
            words = str(state.herkomst.get(name, {}).get("woorden") or "")
            found.append({"kenmerk": name, "label": label, "value": value, "words": words})
    return found


def _considered(talk: Talk, advice: Advice, stelsel: Stelsel, judged: Advice) -> dict[str, Any]:
    """Give one product with what speaks for and against it and what is unknown, each text once."""
    product = stelsel.product(str(judged["product"]))
    verdict = str(judged["oordeel"])
    return {
        "id": product.id,
        "naam": title(talk, product),
        "oordeel": verdict,
        "verdict": trade.phrase(f"oordeel_{verdict}"),
        **{side: _points(judged[side]) for side in ("voor", "tegen", "onbekend")},
        "why_not": advice["waarom_niet"].get(product.id),
    }


def _points(entries: list[Advice]) -> list[dict[str, Any]]:
    unique = {str(each["tekst"]): each for each in reversed(entries)}
    return [
        {"tekst": text, "rol": str(each["rol"]), "kop": str(each["bron"]["kop"])}
        for text, each in reversed(unique.items())
    ]


def boundaries(talk: Talk, advice: Advice) -> list[dict[str, Any]]:
    """Give per other law or provision whether it is at stake here, as far as that is known."""
    words = trade.read("consulent")
    found = []
    for id_, about in words["grenzen"].items():
        kenmerk = talk.library.kenmerk(about.get("kenmerk"))
        at_stake = about.get("uitkomst") == advice["uitkomst"]
        text = str(about["onbekend"])
        if kenmerk is not None and kenmerk.naam in talk.state.facts:
            value = talk.state.facts[kenmerk.naam]
            label = fact_label(kenmerk, value, talk.state.publiek, talk.wie)
            shown = f"{kenmerk.names.wijkteam if kenmerk.names else kenmerk.naam} {label}"
            sentence = words["grens_aan_de_orde" if at_stake else "grens_niet"]
            text = str(sentence).format(waarde=shown)
        found.append({"id": id_, "naam": str(about["naam"]), "at_stake": at_stake, "text": text})
    return found


def requirements(stelsel: Stelsel, product: Product) -> list[dict[str, Any]]:
    """Give what the source asks of quality and staff for a product, by kind."""
    found = []
    for kind, heading in trade.read("consulent")["eisen"].items():
        facts: tuple[Feit, ...] = product.feiten.get(kind, ()) or stelsel.feiten.get(kind, ())
        texts = {feit.tekst: feit.bron.kop for feit in facts}
        lines = [{"tekst": text, "kop": kop} for text, kop in list(texts.items())[:REQUIREMENTS]]
        if lines:
            found.append({"kop": str(heading), "lines": lines})
    return found


def rulings(advice: Advice) -> list[str]:
    """Give how an ambiguous source was read, where the outcome leans on that."""
    return [str(s["tekst"]) for s in advice["signalen"] if s["id"] == "ruling_toegepast"]

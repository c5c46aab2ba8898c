"""The advice as a page: everything that stands in it, in parts, in the words of the audience.

docs/web-api.md describes the form. A channel shows it, prints it, or puts it on a card.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from actions.dialogue.advice_text import (
    Advice,
    change_lines,
    kept,
    name_of,
    no_products,
    outcome,
    reasons,
    source_list,
    steps,
    title,
    verdict,
)
from actions.dialogue.follow_up import is_settled
from actions.dialogue.overview import facts
from actions.dialogue.proposal import measured, proposal
from actions.dialogue.receipts import id_of
from catalog.model import Publiek, Status, Stelsel, Uitkomst
from catalog.places import Contact

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

NO_STELSEL = "geen-stelsel"


def page(talk: Talk) -> dict[str, Any]:
    """Give the whole page of an advice that was given."""
    gemeente = talk.library.gemeente(talk.state)
    place = talk.state.facts.get("gemeente")
    support = gemeente.clientondersteuning if gemeente else None
    return {
        "publiek": talk.state.publiek.value,
        "wie": talk.wie if talk.state.publiek is not Publiek.INWONER else None,
        "gemeente": gemeente.naam if gemeente else place,
        "title": talk.phrase("advies_titel"),
        "blocks": _blocks(talk),
        "facts": facts(talk),
        "next_steps": {"intro": talk.phrase("stappen_intro"), "steps": steps(talk)},
        "disclaimer": talk.phrase("geen_besluit"),
        "contact": _contact(gemeente.contact) if gemeente else None,
        "support": _contact(support) if support else None,
    }


def _contact(contact: Contact) -> dict[str, str | None]:
    found: dict[str, str | None] = asdict(contact)
    return found


def _blocks(talk: Talk) -> list[dict[str, Any]]:
    given = kept(talk)
    domains = talk.library.domains(talk.state)
    if not given:
        stelsels = [talk.library.stelsel(talk.state, domein) for domein in domains]
        return [_empty(talk, None, next((s for s in stelsels if s), None))]
    blocks = []
    for domein in domains:
        stelsel = talk.library.stelsel(talk.state, domein)
        advice = given.get(domein)
        if advice is None or stelsel is None:
            blocks.append(_empty(talk, domein, stelsel))
        else:
            blocks.append(block(talk, advice, stelsel))
    return blocks


def block_of(talk: Talk, domein: str) -> dict[str, Any] | None:
    """Give the block of one domain of the advice, None where there is none."""
    advice = kept(talk).get(domein)
    stelsel = talk.library.stelsel(talk.state, domein)
    return block(talk, advice, stelsel) if advice is not None and stelsel is not None else None


def block(talk: Talk, advice: Advice, stelsel: Stelsel) -> dict[str, Any]:
    """Give the advice of one domain."""
    publiek = talk.state.publiek
    worker = publiek is Publiek.WIJKTEAM
    fits = advice["uitkomst"] == Uitkomst.PRODUCT.value
    products = [stelsel.product(id_) for id_ in advice["producten"]] if fits else []
    planned = stelsel.status in (Status.CONCEPT, Status.VOORNEMEN)
    signals = [str(s["tekst"]) for s in advice["signalen"] if s["id"] != "concept"]
    why_not = [
        {"naam": title(talk, stelsel.product(id_)), "reden": str(reason)}
        for id_, reason in advice["waarom_niet"].items()
        if is_settled(advice, id_)
    ]
    return {
        "domein": str(advice["domein"]),
        "heading": str(advice["domein"]).capitalize(),
        "uitkomst": str(advice["uitkomst"]),
        "warning": stelsel.toelichting.for_(publiek, talk.wie) if planned else None,
        "outcome": outcome(talk, advice, stelsel),
        "products": [
            {
                "id": product.id,
                "naam": title(talk, product),
                "code": None,
                "samenvatting": product.samenvatting.for_(publiek, talk.wie),
                **(measured(product) if worker else {}),
            }
            for product in products
        ],
        "why": _part(talk, "redenen_intro", reasons(talk, advice) if fits else []),
        "against": _part(talk, "tegen_intro", _against(advice) if fits else []),
        "why_not": why_not,
        "missing": _part(talk, "ontbreekt_intro", [name_of(talk, k) for k in advice["ontbreekt"]]),
        "changes": _part(talk, "verandert_intro", change_lines(talk, advice, stelsel)),
        "signals": signals,
        "sources": source_list(advice, stelsel),
        "catalogus": dict(advice["catalogus"]),
        "engine": str(advice["engine"]),
        "receipt": id_of(talk, str(advice["domein"])),
        **({"proposal": proposal(talk, advice, stelsel)} if worker else {}),
    }


def _against(advice: Advice) -> list[str]:
    judged = verdict(advice, advice["producten"][0])
    return list(dict.fromkeys(t["tekst"] for t in judged["tegen"])) if judged else []


def _part(talk: Talk, intro: str, lines: list[str]) -> dict[str, Any]:
    return {"intro": talk.phrase(intro), "lines": lines}


def _empty(talk: Talk, domein: str | None, stelsel: Stelsel | None) -> dict[str, Any]:
    """Give the block of a domain for which no products can be named."""
    nothing: dict[str, Any] = {"intro": "", "lines": []}
    return {
        "domein": domein,
        "heading": domein.capitalize() if domein else None,
        "uitkomst": NO_STELSEL,
        "warning": None,
        "outcome": no_products(talk, stelsel).text,
        "products": [],
        "why": nothing,
        "against": nothing,
        "why_not": [],
        "missing": nothing,
        "changes": nothing,
        "signals": [],
        "sources": [],
        "catalogus": None,
        "engine": None,
        "receipt": None,
    }

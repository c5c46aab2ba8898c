"""Explaining products, differences between them, and terms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from actions.dialogue import wording
from actions.dialogue.advice_text import title
from actions.dialogue.output import Message, Say
from catalog.model import Criterium, Product, Publiek, Rol, Stelsel

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

SURE = 90
FACTS_SHOWN = ("doelgroep", "levering", "nacht", "reactietijd", "uren", "woonvorm")


def own_stelsels(talk: Talk) -> list[Stelsel]:
    """Give the stelsels of this conversation, or all of them while none is known."""
    found = [talk.library.stelsel(talk.state, d) for d in talk.library.domains(talk.state)]
    known = list(dict.fromkeys(s.id for s in found if s))
    stelsels = talk.library.catalogue.stelsels
    return [stelsels[id_] for id_ in known] or list(stelsels.values())


def named_products(text: str, stelsels: Iterable[Stelsel]) -> list[tuple[Stelsel, Product]]:
    """Give the products whose name, id or code stands in a text, in the text's order.

    A name may be misspelt a little. Where one name holds another, the longer one counts.
    """
    folded = _fold(text)
    hits: list[tuple[int, int, Stelsel, Product]] = []
    for stelsel in stelsels:
        for product in stelsel.producten:
            for name in _names(product):
                match = fuzz.partial_ratio_alignment(name, folded, score_cutoff=SURE)
                if match and len(name) > 3 and len(folded) >= len(name) - 1:
                    hits.append((match.dest_start, len(name), stelsel, product))
    hits.sort(key=lambda h: (-h[1], h[0]))
    taken: list[tuple[int, int, Stelsel, Product]] = []
    for hit in hits:
        start, length = hit[0], hit[1]
        if all(
            start + length <= t[0] or start >= t[0] + t[1] or t[1] == length for t in taken
        ) and all(t[3].id != hit[3].id or t[2].id != hit[2].id for t in taken):
            taken.append(hit)
    taken.sort(key=lambda h: h[0])
    return [(h[2], h[3]) for h in taken]


def _names(product: Product) -> set[str]:
    names = {product.naam, product.id.replace("-", " "), product.code or ""}
    return {_fold(n) for n in names if n}


def _fold(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()


def explain_product(talk: Talk, stelsel: Stelsel, product: Product) -> Message:
    """Say what a product is, with its main facts for workers, and where that is written."""
    publiek = talk.state.publiek
    lines = [
        talk.phrase(
            "product_uitleg",
            product=title(talk, product),
            uitleg=product.samenvatting.for_(publiek, talk.wie),
        )
    ]
    if publiek is Publiek.WIJKTEAM:
        for kind, facts in product.feiten.items():
            shown = facts if kind in FACTS_SHOWN else facts[:1]
            lines += [f"- {kind.replace('_', ' ')}: {fact.tekst}" for fact in shown[:3]]
    lines.append(talk.phrase("bron_regel", document=product.bron.document, kop=product.bron.kop))
    return Say("\n".join(lines), "explanation", {"product": product.id, "stelsel": stelsel.id})


def compare(talk: Talk, first: Product, second: Product) -> Message:
    """Say how two products differ: what each asks, and the figures."""
    publiek = talk.state.publiek
    lines: list[str] = []
    for product, other in ((first, second), (second, first)):
        there = {(c.id, c.rol) for c in other.criteria}
        own = [c for c in product.criteria if (c.id, c.rol) not in there]
        texts = [_with_role(c, publiek, talk.wie) for c in own if c.rol is not Rol.DOORSLAGGEVEND]
        body = " ".join(dict.fromkeys(texts[:3]))
        if not body:
            body = product.samenvatting.for_(publiek, talk.wie)
        lines.append(f"- {title(talk, product)}: {body}")
    if first.uren_per_week and second.uren_per_week and publiek is not Publiek.WIJKTEAM:
        pairs = ((first, first.uren_per_week), (second, second.uren_per_week))
        lines += [
            f"- {p.naam}: gemiddeld {f'{h:g}'.replace('.', ',')} uur hulp per week."
            for p, h in pairs
        ]
        lines.append(f"- {talk.phrase('uren_geen_belofte')}")
    text = talk.phrase(
        "vergelijk",
        product=first.naam,
        ander_product=second.naam,
        verschillen="\n" + "\n".join(lines),
    )
    sources = "\n".join(
        talk.phrase("bron_regel", document=p.bron.document, kop=p.bron.kop) for p in (first, second)
    )
    return Say(f"{text}\n{sources}", "comparison")


def _with_role(criterium: Criterium, publiek: Publiek, wie: str) -> str:
    text = criterium.tekst.for_(publiek, wie)
    if criterium.rol is not Rol.UITSLUITEND:
        return text
    return f"Niet als: {text}" if publiek is Publiek.WIJKTEAM else f"Niet bedoeld als: {text}"


def explain_term(talk: Talk, text: str) -> Message | None:
    """Explain the longest known term in a text, None when it holds none."""
    folded = f" {_fold(text)} "
    best: tuple[int, dict[str, object]] | None = None
    for entry in wording.terms():
        also = entry.get("ook", [])
        for name in [entry["term"], *(also if isinstance(also, list) else [])]:
            key = _fold(str(name))
            if key and f" {key} " in folded and (best is None or len(key) > best[0]):
                best = (len(key), entry)
    if best is None:
        return None
    entry = best[1]
    worker = talk.state.publiek is Publiek.WIJKTEAM
    meaning = str(entry["wijkteam"] if worker else entry["inwoner"])
    return talk.say("begrip_uitleg", begrip=entry["term"], uitleg=wording.fill(meaning, talk.wie))

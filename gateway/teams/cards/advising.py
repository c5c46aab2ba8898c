"""The proposal as a card: everything that stands in it, the long parts folded.

A part is one element of the card's body, so that a card too big for one message can be cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gateway.model import Entry
from gateway.teams.cards import elements as el
from gateway.teams.cards.contract import CardContext, Json, Rendered

BUTTONS = (
    ("verslag", "report"),
    ("waarom_niet", "why_not"),
    ("wat_als", "what_if"),
    ("vergelijk", "compare"),
    ("wijzig", "edit"),
    ("ander_product", "overrule"),
)
READ_SO = "Zo gelezen: "
"""How the engine begins such a signal; on the card the heading says it."""
POINTS = 4
CHANGES = 8
SOURCES = 6


def advice(entry: Entry, context: CardContext) -> Rendered:
    """Give the proposal; an advice that is not for a worker is shown as text."""
    block = entry.data
    more = block.get("proposal")
    if not isinstance(more, Mapping):
        return Rendered(entry.text)
    body: list[Json] = [el.heading(f"{block['heading']}: {more['stelsel']}", large=True)]
    if block.get("warning"):
        body.append(el.container([el.text(str(block["warning"]))], style="warning"))
    body += el.paragraphs(str(block["outcome"]))
    body += [each for product in block["products"] for each in _product(product)]
    if more.get("overruled"):
        other = more["overruled"]
        told = el.word("koppen", "afgeweken", naam=other["naam"], reden=other["reden"])
        body.append(el.container([el.text(told)], style="emphasis"))
    known = [(str(each["label"]), str(each["value"])) for each in more["facts"]]
    body += el.section(el.word("koppen", "feiten"), el.facts(known))
    for name in ("why", "against"):
        part = block[name]
        body += el.section(str(part["intro"]).rstrip(":"), el.lines(part["lines"]))
    body += _considered(more["considered"])
    changes = el.lines(_some(block["changes"]["lines"], CHANGES))
    body += el.folded("verandert", el.word("knoppen", "verandert"), changes)
    missing = ", ".join(block["missing"]["lines"])
    body += el.section(el.word("koppen", "mist"), [el.text(missing)] if missing else [])
    limits = [(str(each["naam"]), str(each["text"])) for each in more["boundaries"]]
    body += el.section(el.word("koppen", "grenzen"), el.facts(limits))
    body += el.folded("eisen", el.word("knoppen", "eisen"), _requirements(more["requirements"]))
    signals = [each for each in block["signals"] if each not in more["rulings"]]
    body += el.section(el.word("koppen", "signalen"), el.lines(signals))
    rulings = [str(each).removeprefix(READ_SO) for each in more["rulings"]]
    body += el.section(el.word("koppen", "gelezen"), el.lines(rulings))
    body += _sources(block)
    actions = [
        el.command(context.sign, el.word("knoppen", title), command) for title, command in BUTTONS
    ]
    return Rendered(entry.text, el.card(entry.text, body, actions))


def _product(product: Mapping[str, Any]) -> list[Json]:
    hours = product.get("uren_per_week")
    shown = f"{hours:g}".replace(".", ",") if hours is not None else None
    pairs = [
        ("product", product.get("kort") or product["naam"]),
        ("code", product.get("code")),
        ("eenheid", product.get("eenheid")),
        ("uren", el.word("koppen", "uren_waarde", uren=shown) if shown else None),
    ]
    return el.facts((el.word("koppen", name), str(value)) for name, value in pairs if value)


def _considered(products: Iterable[Mapping[str, Any]]) -> list[Json]:
    items: list[Json] = []
    for product in products:
        items.append(el.text(f"**{product['naam']}**: {product['verdict']}", spacing="Medium"))
        for side in ("voor", "tegen", "onbekend"):
            told = _some([str(each["tekst"]) for each in product[side]], POINTS)
            if told:
                items.append(el.text(f"{el.word('koppen', side)}:", spacing="Small"))
                items += el.lines(told)
        if product.get("why_not"):
            items.append(el.quiet(str(product["why_not"])))
    return el.folded("overwogen", el.word("knoppen", "overwogen"), items)


def _requirements(kinds: Iterable[Mapping[str, Any]]) -> list[Json]:
    items: list[Json] = []
    for kind in kinds:
        items.append(el.text(f"{kind['kop']}:", spacing="Small"))
        items += el.lines(str(each["tekst"]) for each in kind["lines"])
        headings = dict.fromkeys(str(each["kop"]) for each in kind["lines"])
        items.append(el.quiet(el.word("koppen", "bron", bron="; ".join(headings))))
    return items


def _some(told: list[str], most: int) -> list[str]:
    left = len(told) - most
    return told if left <= 0 else [*told[:most], el.word("koppen", "meer", aantal=left)]


def _sources(block: Mapping[str, Any]) -> list[Json]:
    per_document: dict[str, list[str]] = {}
    for each in block["sources"][:SOURCES]:
        per_document.setdefault(str(each["document"]), []).append(str(each["kop"] or ""))
    told = [
        f"{document}: {'; '.join(filter(None, headings))}".rstrip(": ")
        for document, headings in per_document.items()
    ]
    version = block["catalogus"] or {}
    told.append(
        el.word(
            "koppen",
            "versie",
            stelsel=version.get("stelsel"),
            datum=version.get("geldig_vanaf") or el.word("koppen", "datum_onbekend"),
            status=version.get("status"),
            hash=str(version.get("hash"))[:12],
            engine=block["engine"],
        )
    )
    if block.get("receipt"):
        told.append(el.word("koppen", "bewijs", id=block["receipt"]))
    return el.section(el.word("koppen", "bronnen"), [el.quiet(each) for each in told])

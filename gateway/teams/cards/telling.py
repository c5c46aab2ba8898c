"""Cards that tell: welcome, overview, facts, help in danger, comparison, the report."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from gateway.model import Entry
from gateway.teams.cards import elements as el
from gateway.teams.cards.contract import CardContext, Json, Rendered

QUOTE = "citaat"
FORMATS = ("docx", "md")
PRACTISING = frozenset({"practice", "progress"})


def welcome(entry: Entry, context: CardContext) -> Rendered:
    """Give the greeting, with a way to begin."""
    actions = [
        el.command(context.sign, el.word("knoppen", "formulier"), "form"),
        el.command(context.sign, el.word("knoppen", "overzicht"), "overview"),
    ]
    if entry.data.get("practice"):
        actions.append(el.command(context.sign, el.word("oefenknoppen", "oefenen"), "practice"))
    return Rendered(entry.text, el.card(entry.text, el.paragraphs(entry.text), actions))


def overview(entry: Entry, context: CardContext) -> Rendered:
    """Give what a worker can do, with a button for what has a command."""
    items: list[Mapping[str, Any]] = entry.data["items"]
    body: list[Json] = [el.text(str(entry.data["intro"]))]
    body += el.facts((str(each["title"]), str(each["text"])) for each in items)
    offered = [each for each in items if each.get("command")]
    own = [each for each in offered if each["command"] not in PRACTISING]
    others = [each for each in offered if each["command"] in PRACTISING]
    # Practising in a row of its own: it is no part of the work on a case.
    if others:
        body.append({"type": "ActionSet", "actions": [_button(each, context) for each in others]})
    actions = [_button(each, context) for each in own[: el.MOST_ACTIONS]]
    return Rendered(entry.text, el.card(entry.text, body, actions))


def _button(item: Mapping[str, Any], context: CardContext) -> Json:
    return el.command(context.sign, str(item["title"]), str(item["command"]))


def known(entry: Entry, context: CardContext) -> Rendered:
    """Give what was understood, to check and to correct."""
    items: list[Mapping[str, Any]] = entry.data.get("items") or []
    if not items:
        return Rendered(entry.text)
    told = [line for line in entry.text.split("\n") if line and not line.startswith("- ")]
    body: list[Json] = [el.text(told[0])] if told else []
    body += el.facts((str(each["label"]), str(each["value"])) for each in items)
    body += [el.quiet(line) for line in told[1:]]
    actions = [
        el.command(context.sign, el.word("knoppen", "wijzig"), "edit"),
        el.command(context.sign, el.word("knoppen", "formulier"), "form"),
    ]
    return Rendered(entry.text, el.card(entry.text, body, actions))


def danger(entry: Entry, _context: CardContext) -> Rendered:
    """Give help in danger, so that it cannot be overlooked; numbers as they are dialled."""
    told = [line for line in entry.text.split("\n") if not line.startswith("- ")]
    contacts = [
        (str(each["naam"]), f"**{each['nummer']}** ({each['wanneer']})")
        for each in entry.data.get("contacten", [])
        if each.get("nummer")
    ]
    items: list[Json] = [el.heading(el.word("koppen", "gevaar"))]
    items += el.paragraphs("\n".join(told).strip())
    items += el.facts(contacts)
    return Rendered(entry.text, el.card(entry.text, [el.container(items, style="attention")]))


def comparison(entry: Entry, _context: CardContext) -> Rendered:
    """Give what other stelsels would give, one piece each; another comparison as text."""
    rows: list[Mapping[str, Any]] = entry.data.get("rows") or []
    if not rows:
        return Rendered(entry.text)
    body: list[Json] = [el.text(str(entry.data["intro"]))]
    for row in rows:
        items = [
            el.heading(f"{row['naam']} ({row['status']}), {row['domein']}"),
            el.text(str(row["outcome"]), spacing="Small"),
        ]
        if row["asks"]:
            asks = ", ".join(row["asks"])
            items.append(el.quiet(el.word("koppen", "zou_vragen", namen=asks)))
        body.append(el.container(items, separator=True))
    return Rendered(entry.text, el.card(entry.text, body))


def report(entry: Entry, context: CardContext) -> Rendered:
    """Give the report: a part per step, facts apart from meaning, a source below each claim."""
    data = entry.data
    body: list[Json] = [
        el.heading(str(data["title"]), large=True),
        el.text(str(data["intro"]), isSubtle=True),
    ]
    for section in data["sections"]:
        parts = _report_parts(section["parts"], data["names"])
        body += [el.container([el.heading(str(section["kop"])), *parts], separator=True)]
    body.append(el.text(str(data["disclaimer"]), weight="Bolder"))
    links = [
        el.link(el.word("knoppen", format_), url)
        for format_ in FORMATS
        if (url := context.report_url(entry.id, format_)) is not None
    ]
    if links:
        body.append(el.quiet(el.word("koppen", "link")))
    return Rendered(entry.text, el.card(entry.text, body, links))


def _report_parts(parts: list[Mapping[str, Any]], names: Mapping[str, str]) -> list[Json]:
    items: list[Json] = []
    for kind, several in groupby(parts, key=lambda part: str(part["kind"])):
        if kind in names:
            items.append(el.text(f"**{names[kind]}**", spacing="Small"))
        # A source that holds for several claims in a row is named below the last of them.
        for source, claims in groupby(several, key=lambda part: part["source"]):
            told = [str(each["text"]) for each in claims]
            items += el.lines(f"‘{each}’" if kind == QUOTE else each for each in told)
            if source:
                items.append(el.quiet(el.word("koppen", "bron", bron=source)))
    return items

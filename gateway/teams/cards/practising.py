"""Cards of practising: the case, a played person, the feedback, progress, results to take along.

Each says that it is an exercise: a played person is never taken for a client.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gateway.model import Entry
from gateway.practice.card import progress_card
from gateway.teams.cards import elements as el
from gateway.teams.cards.contract import CardContext, Json, Rendered

QUESTIONS = "oefenen_"
"""How the ids of questions of practising begin."""
CSV = "csv"
LONGEST_TABLE = 12_000
"""The most characters of results that are shown in the chat, where no file can be fetched."""
STYLES = {"goed": "good", "deels": "warning", "kan_beter": "attention"}
"""The colour of a verdict; it stands in words too."""


def is_exercise(entry: Entry) -> bool:
    """Tell whether a question is one of practising."""
    return str(entry.data.get("question", "")).startswith(QUESTIONS)


def exercise_mark() -> Json:
    """Give the line that says that this is an exercise."""
    return el.quiet(el.word("oefenen", "oefening"))


def case(entry: Entry, _context: CardContext) -> Rendered:
    """Give the case that an exercise is about."""
    data = entry.data
    body: list[Json] = [
        el.heading(str(data.get("title") or el.word("oefenen", "casus")), large=True)
    ]
    level = data.get("level")
    invented = el.word("oefenen", "verzonnen")
    body.append(
        el.quiet(f"{invented} {el.word('oefenen', 'niveau', niveau=level)}" if level else invented)
    )
    body += el.paragraphs(entry.text)
    return Rendered(entry.text, el.card(entry.text, body))


def said(entry: Entry, _context: CardContext) -> Rendered:
    """Give what a played person says, with who that is."""
    data = entry.data
    if not (data.get("speaker") and data.get("line")):
        return Rendered(entry.text)
    who = str(data["speaker"])
    who = el.word("oefenen", "gespeeld", wie=f"{who[:1].upper()}{who[1:]}")
    told = [el.text(who, weight="Bolder"), el.text(f"“{data['line']}”", spacing="Small")]
    return Rendered(entry.text, el.card(entry.text, [el.container(told, style="emphasis")]))


def feedback(entry: Entry, _context: CardContext) -> Rendered:
    """Give the feedback, a section per part with its verdict in words and colour."""
    parts: list[Mapping[str, Any]] = entry.data.get("parts") or []
    if not parts:
        return Rendered(entry.text)
    body = [exercise_mark()]
    for part in parts:
        verdict = str(part.get("verdict_label") or "")
        title = f"{part['title']}: {verdict}" if verdict else str(part["title"])
        items = [el.heading(title), *el.lines(str(each) for each in part["lines"])]
        style = STYLES.get(str(part.get("verdict")))
        body.append(el.container(items, **({"style": style} if style else {"separator": True})))
    return Rendered(entry.text, el.card(entry.text, body))


def progress(entry: Entry, context: CardContext) -> Rendered:
    """Give how a trainee stands, with what she may do with it."""
    data = entry.data
    if "skills" not in data:
        return Rendered(entry.text)
    shown = progress_card(data)
    wishes = ["verder", "delen", "meenemen"] if data.get("results") else ["verder", "delen"]
    # In a group one has a code already.
    wishes += [] if data.get("group") else ["groep"]
    buttons = [
        el.submit(
            context.sign,
            el.word("oefenknoppen", wish),
            {"do": "say", "text": el.word("oefenwensen", wish)},
            alone=True,
        )
        for wish in wishes
    ]
    actions = [*shown.get("actions", []), *buttons]
    body = [exercise_mark(), *shown["body"]]
    return Rendered(entry.text, el.card(entry.text, body, actions))


def export(entry: Entry, context: CardContext) -> Rendered:
    """Give a trainee's own results: as a link to a file, or as text where there are no links."""
    url = context.report_url(entry.id, CSV)
    if url is None:
        table = str(entry.data.get("content") or "").strip()
        cut = len(table) > LONGEST_TABLE
        table = table[:LONGEST_TABLE].rpartition("\n")[0] if cut else table
        more = [el.word("oefenen", "afgekapt")] if cut else []
        return Rendered("\n\n".join(filter(None, [entry.text, table, *more])))
    body = [el.text(entry.text), el.quiet(el.word("oefenen", "link"))]
    links = [el.link(el.word("oefenknoppen", "bestand"), url)]
    return Rendered(entry.text, el.card(entry.text, body, links))

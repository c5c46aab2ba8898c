"""Progress as an Adaptive Card (1.5, as Teams shows it), from the data of `practice_progress`.

Bars are columns, not pictures: they follow the theme and high contrast, and every number stands in
words beside them. Nothing here is needed to understand the entry: its text is complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

VERSION: Final = "1.5"
LOWEST_BAR: Final = 20
"""Pixels: room for the number in it."""
HIGHEST_BAR: Final = 80
WEEKS_ID: Final = "verloop"
# The parts that a bar is made of: at least one of each, so that the edge is seen.
FULL: Final = 100

type Json = dict[str, Any]


def progress_card(data: Mapping[str, Any]) -> Json:
    """Give the card. `data` is that of `practice.progress.presenting.progress_entry`."""
    done = [each for each in data["skills"] if each["percent"] is not None]
    body: list[Json] = [_text(data["heading"], weight="Bolder", style="heading")]
    for skill in data["skills"]:
        body.append(_text(skill["line"], spacing="Medium"))
        if skill["percent"] is not None:
            body.append(_bar(skill["percent"]))
    body += _weak(data)
    body.append(_text(data["due_text"]))
    told = [data[name] for name in ("group_text", "sharing_text") if data.get(name)]
    body += [_text(each, isSubtle=True, size="Small") for each in told]
    card: Json = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": VERSION,
        "lang": "nl",
        "fallbackText": data["heading"],
        "body": body,
    }
    if done:
        body.append(_weeks(done))
        card["actions"] = [
            {
                "type": "Action.ToggleVisibility",
                "title": data["weeks_heading"],
                "targetElements": [WEEKS_ID],
            }
        ]
    return card


def _text(text: str, **more: Any) -> Json:
    return {"type": "TextBlock", "text": text, "wrap": True, **more}


def _bar(percent: int) -> Json:
    """Give a bar of two columns, as wide as the part and the rest."""
    parts = [("accent", percent), ("emphasis", FULL - percent)]
    return {
        "type": "ColumnSet",
        "spacing": "Small",
        "columns": [
            {"type": "Column", "width": width, "style": style, "minHeight": "10px", "items": []}
            for style, width in parts
            if width > 0
        ],
    }


def _weak(data: Mapping[str, Any]) -> Iterable[Json]:
    yield _text(data["weak_heading"], weight="Bolder", spacing="Large")
    if data["weak"]:
        yield {
            "type": "FactSet",
            "facts": [
                {"title": each["label"], "value": f"{each['percent']}%"} for each in data["weak"]
            ],
        }


def _weeks(skills: Iterable[Mapping[str, Any]]) -> Json:
    """Give how it went per week, hidden until asked for."""
    items: list[Json] = []
    for skill in skills:
        items += [
            _text(skill["label"], weight="Bolder"),
            {"type": "ColumnSet", "columns": [_week(each) for each in skill["weeks"]]},
            _text(skill["alt"], isSubtle=True, size="Small"),
        ]
    return {"type": "Container", "id": WEEKS_ID, "isVisible": False, "items": items}


def _week(week: Mapping[str, Any]) -> Json:
    percent = week["percent"]
    shown = "–" if percent is None else str(percent)
    height = LOWEST_BAR + round((HIGHEST_BAR - LOWEST_BAR) * (percent or 0) / FULL)
    return {
        "type": "Column",
        "width": "stretch",
        "spacing": "Small",
        "minHeight": f"{HIGHEST_BAR}px",
        "verticalContentAlignment": "Bottom",
        "items": [
            {
                "type": "Container",
                "style": "default" if percent is None else "accent",
                "minHeight": f"{height}px",
                "items": [_text(shown, size="Small", horizontalAlignment="Center")],
            }
        ],
    }

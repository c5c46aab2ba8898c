"""The elements of an Adaptive Card 1.5, as plain objects; nothing here knows what they say.

Texts may hold what somebody typed, so no link is made of them: a TextBlock reads Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from gateway.teams.cards.contract import Json, Sign

VERSION = "1.5"
SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
LANGUAGE = "nl"
NOTHING = " "
"""The value of the choice that clears a field: it is read as nothing chosen."""
MOST_ACTIONS = 6
"""How many buttons Teams shows in one row."""
FALLBACK = 1500
"""The most characters of the text for a client that shows no cards."""


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    file = Path(__file__).parent / "kaarten.yaml"
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


def word(section: str, name: str, **values: object) -> str:
    """Give one text of kaarten.yaml with its placeholders filled; KeyError for an unknown one."""
    return str(_words()[section][name]).format_map(values)


def card(text: str, body: Sequence[Json], actions: Sequence[Json] = ()) -> Json:
    """Give a whole card; `text` is what a client without cards shows."""
    found: Json = {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": VERSION,
        "lang": LANGUAGE,
        "fallbackText": text if len(text) <= FALLBACK else f"{text[:FALLBACK]} …",
        "body": list(body),
    }
    if actions:
        found["actions"] = list(actions)
    return found


# -- showing -----------------------------------------------------------------------------------


def unlinked(text: str) -> str:
    """Give a text in which Markdown finds no link."""
    return text.replace("](", "] (")


def text(words: str, **more: Any) -> Json:
    """Give a text; it wraps."""
    return {"type": "TextBlock", "text": unlinked(words), "wrap": True, **more}


def heading(words: str, *, large: bool = False) -> Json:
    """Give a heading."""
    size = "Large" if large else "Default"
    more = {} if large else {"spacing": "Medium"}
    return text(words, weight="Bolder", size=size, style="heading", **more)


def quiet(words: str) -> Json:
    """Give a text of less weight, such as a source."""
    return text(words, isSubtle=True, size="Small", spacing="Small")


def paragraphs(words: str) -> list[Json]:
    """Give a text of paragraphs, lines and lists as elements: a list in one, each line in one."""
    found: list[Json] = []
    listed: list[str] = []

    def end_list() -> None:
        if listed:
            found.append(text("\n".join(listed), spacing="Small"))
            listed.clear()

    for paragraph in words.split("\n\n"):
        first = True
        for line in paragraph.split("\n"):
            if line.startswith("- "):
                listed.append(line)
                continue
            end_list()
            if line.strip():
                found.append(text(line, spacing="Default" if first else "Small"))
                first = False
        end_list()
    return found


def lines(items: Iterable[str]) -> list[Json]:
    """Give a list, as one element; nothing for an empty one."""
    listed = "\n".join(f"- {each}" for each in items)
    return [text(listed, spacing="Small")] if listed else []


def facts(pairs: Iterable[tuple[str, str]]) -> list[Json]:
    """Give names with values, as one element; nothing when there are none."""
    found = [{"title": unlinked(name), "value": unlinked(value)} for name, value in pairs]
    return [{"type": "FactSet", "facts": found}] if found else []


def container(items: Sequence[Json], **more: Any) -> Json:
    """Give elements that belong together."""
    return {"type": "Container", "items": list(items), **more}


def section(title: str, items: Sequence[Json]) -> list[Json]:
    """Give elements below a heading, in one piece; nothing when there are none."""
    return [container([heading(title), *items], spacing="Medium")] if items else []


def folded(id_: str, title: str, items: Sequence[Json]) -> list[Json]:
    """Give elements that a button shows and hides, in one piece; nothing when there are none."""
    if not items:
        return []
    show = {
        "type": "Action.ToggleVisibility",
        "title": title,
        "targetElements": [id_],
    }
    row = {"type": "ActionSet", "actions": [show]}
    return [container([row, container(items, id=id_, isVisible=False)], spacing="Small")]


# -- asking ------------------------------------------------------------------------------------


def choice_set(
    id_: str,
    label: str,
    choices: Sequence[tuple[str, str]],
    *,
    multi: bool,
    value: Sequence[str] = (),
    required: bool = False,
) -> Json:
    """Give an input for one choice (a list that opens) or several (boxes).

    `choices` are value and label; one that is not required can be cleared again.
    """
    offered = [{"title": title, "value": id_of} for id_of, title in choices]
    if not multi and not required:
        offered.append({"title": word("invoer", "niet_bekend"), "value": NOTHING})
    found: Json = {
        "type": "Input.ChoiceSet",
        "id": id_,
        "label": label,
        "choices": offered,
        "isMultiSelect": multi,
        "style": "expanded" if multi else "compact",
        "wrap": True,
        "errorMessage": word("invoer", "fout_keuze"),
    }
    if value:
        found["value"] = ",".join(value)
    if not multi:
        found["placeholder"] = word("invoer", "kies_een")
    if required:
        found["isRequired"] = True
    return found


def number(
    id_: str,
    label: str,
    *,
    value: str | None = None,
    minimum: float | None = None,
    maximum: float | None = None,
    whole: bool = False,
) -> Json:
    """Give an input for a number; `value` as it is written in Dutch."""
    found: Json = {
        "type": "Input.Number",
        "id": id_,
        "label": label,
        "placeholder": word("invoer", "leeg_mag"),
        "errorMessage": word("invoer", "fout_getal_vrij"),
    }
    if minimum is not None and maximum is not None:
        name = "fout_heel_getal" if whole else "fout_getal"
        bounds = {"minimum": f"{minimum:g}", "maximum": f"{maximum:g}"}
        found |= {"min": minimum, "max": maximum, "errorMessage": word("invoer", name, **bounds)}
    if value:
        number_ = float(value.replace(",", "."))
        found["value"] = int(number_) if number_.is_integer() else number_
    return found


def text_input(
    id_: str,
    label: str,
    *,
    value: str | None = None,
    longest: int,
    long: bool = False,
    required: bool = False,
    hint: str | None = None,
) -> Json:
    """Give an input for words; `hint` stands in it while it is empty."""
    found: Json = {
        "type": "Input.Text",
        "id": id_,
        "label": label,
        "maxLength": longest,
        "isMultiline": long,
        "placeholder": hint or word("invoer", "typ" if required else "leeg_mag"),
        "errorMessage": word("invoer", "fout_tekst", maximum=longest),
    }
    if value:
        found["value"] = value
    if required:
        found["isRequired"] = True
    return found


def submit(sign: Sign, title: str, action: Mapping[str, Any], *, alone: bool = False) -> Json:
    """Give a button; `alone` leaves what is filled in on the card unlooked at."""
    found: Json = {"type": "Action.Submit", "title": title, "data": sign(action)}
    if alone:
        found["associatedInputs"] = "none"
    return found


def command(sign: Sign, title: str, name: str) -> Json:
    """Give a button for a command."""
    return submit(sign, title, {"do": "command", "command": name}, alone=True)


def link(title: str, url: str) -> Json:
    """Give a button that opens an address."""
    return {"type": "Action.OpenUrl", "title": title, "url": url}

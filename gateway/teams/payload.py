"""Activities as Teams takes them: text or a card, none bigger than Teams allows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from microsoft_agents.activity import Activity, ActivityTypes, Attachment

from gateway.teams.cards import Rendered
from gateway.teams.identity import to_reference
from gateway.teams.words import told

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
MAX_BYTES = 28 * 1024
"""The most bytes of JSON in one message; Teams refuses bigger ones."""
MAX_CHARACTERS = 8000
LOCALE = "nl-NL"
PARAGRAPH = "\n\n"

type Json = dict[str, Any]


def activities(rendered: Rendered, reference: Mapping[str, Any]) -> list[Json]:
    """Give an entry as one activity or more, in order; the last holds a card's buttons."""
    if rendered.card is None:
        return [of_text(part, reference) for part in split(rendered.text)]
    whole = of_card(rendered.card, reference)
    if size(whole) <= MAX_BYTES:
        return [whole]
    parts = list(_parts(rendered.card, reference))
    if parts:
        return parts
    # A form cannot be cut: what is typed instead of it leads to the same.
    return [of_text(part, reference) for part in split(rendered.text)]


def of_text(text: str, reference: Mapping[str, Any]) -> Json:
    """Give a text as an activity; nothing in it is read as markup."""
    return _dumped(Activity(type=ActivityTypes.message, text=text, text_format="plain"), reference)


def of_card(card: Mapping[str, Any], reference: Mapping[str, Any]) -> Json:
    """Give a card as an activity."""
    attachment = Attachment(content_type=CARD_TYPE, content=dict(card))
    return _dumped(Activity(type=ActivityTypes.message, attachments=[attachment]), reference)


def passed(text: str) -> Rendered:
    """Give a card to read for a question that the talk has passed."""
    note = told("berichten", "voorbij")
    body = [
        {"type": "TextBlock", "text": text, "wrap": True},
        {"type": "TextBlock", "text": note, "wrap": True, "isSubtle": True},
    ]
    whole = f"{text}\n{note}"
    frame = {"type": "AdaptiveCard", "version": "1.5", "lang": "nl", "fallbackText": whole}
    return Rendered(whole, {**frame, "body": body})


def typing(reference: Mapping[str, Any]) -> Json:
    """Give the sign that an answer comes."""
    return _dumped(Activity(type=ActivityTypes.typing), reference)


def size(activity: Mapping[str, Any]) -> int:
    """Give how many bytes an activity takes on the wire."""
    return len(json.dumps(activity, ensure_ascii=False, separators=(",", ":")).encode())


def split(text: str) -> list[str]:
    """Give a text in parts that fit, cut between paragraphs, lines or words."""
    rest, parts = text.strip() or told("berichten", "leeg_antwoord"), []
    while len(rest) > MAX_CHARACTERS:
        places = [rest.rfind(mark, 1, MAX_CHARACTERS) for mark in (PARAGRAPH, "\n", " ")]
        cut = next((each for each in places if each > MAX_CHARACTERS // 2), max(places))
        cut = cut if cut > 0 else MAX_CHARACTERS
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest] if rest else parts


def _dumped(activity: Activity, reference: Mapping[str, Any]) -> Json:
    placed = activity.apply_conversation_reference(to_reference(reference))
    placed.locale = LOCALE
    # The id of what is answered makes a thread, which personal chats do not have.
    placed.reply_to_id = None  # type: ignore[assignment]
    dumped: Json = placed.model_dump(
        mode="json", by_alias=True, exclude_none=True, exclude_unset=True
    )
    return dumped


def _parts(card: Mapping[str, Any], reference: Mapping[str, Any]) -> Iterator[Json]:
    """Give a card too big for one message as several; nothing when it cannot be cut."""
    body = card.get("body", [])
    if _asks(body):
        return
    frame = {name: value for name, value in card.items() if name not in ("body", "actions")}
    chunks: list[list[Any]] = [[]]
    for element in body:
        if size(of_card({**frame, "body": [element]}, reference)) > MAX_BYTES:
            return
        if size(of_card({**frame, "body": [*chunks[-1], element]}, reference)) > MAX_BYTES:
            chunks.append([])
        chunks[-1].append(element)
    last = {**frame, "body": chunks[-1], "actions": card.get("actions", [])}
    if size(of_card(last, reference)) > MAX_BYTES:
        chunks.append([])
        last["body"] = []
    yield from (of_card({**frame, "body": each}, reference) for each in chunks[:-1])
    yield of_card(last, reference)


def _asks(element: Any) -> bool:
    """Tell whether something in a card asks for input."""
    if isinstance(element, list):
        return any(map(_asks, element))
    if isinstance(element, dict):
        kind = element.get("type")
        return (isinstance(kind, str) and kind.startswith("Input.")) or any(
            map(_asks, element.values())
        )
    return False

"""Which entry becomes which card; what has no card of its own is shown as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gateway.model import (
    ChangeMessage,
    ChoiceMessage,
    CommandMessage,
    Entry,
    FillMessage,
    Message,
    TextMessage,
)
from gateway.practice.codes import hidden
from gateway.teams.cards import elements as el
from gateway.teams.cards import practising
from gateway.teams.cards.advising import advice
from gateway.teams.cards.asking import form, question
from gateway.teams.cards.contract import CardContext, Rendered
from gateway.teams.cards.telling import comparison, danger, known, overview, report, welcome
from gateway.words import words
from safety.mask import mask

type Renderer = Callable[[Entry, CardContext], Rendered]

CARDS: Mapping[str, Renderer] = {
    "question": question,
    "form": form,
    "advice": advice,
    "welcome": welcome,
    "overview": overview,
    "facts": known,
    "summary": known,
    "danger": danger,
    "comparison": comparison,
    "report": report,
    "practice_case": practising.case,
    "practice_said": practising.said,
    "practice_feedback": practising.feedback,
    "practice_progress": practising.progress,
    "practice_export": practising.export,
}
SEPARATOR = "; "


def render(entry: Entry, context: CardContext) -> Rendered:
    """Give an entry as Teams shows it: a card where its kind has one, else its text."""
    renderer = CARDS.get(entry.kind)
    return renderer(entry, context) if renderer is not None else Rendered(entry.text)


def summary_of(entry: Entry, submitted: Message) -> Rendered:
    """Give what stands in the place of a card whose button was used: to read, nothing to press.

    `submitted` is the message that it led to.
    """
    title = str(entry.data.get("subject") or entry.text)
    pairs = _answered(entry, submitted)
    text = "\n".join([title, *(f"{name}: {value}" for name, value in pairs)])
    return Rendered(text, el.card(text, [*el.paragraphs(title), *el.facts(pairs)]))


def _answered(entry: Entry, submitted: Message) -> list[tuple[str, str]]:
    """Give names and values of what was filled in or chosen; what was typed is masked."""
    match submitted:
        case FillMessage(fill=fill):
            return _filled(entry, fill)
        case ChoiceMessage(choices=choices):
            labels = {str(c["id"]): str(c["label"]) for c in entry.data.get("choices", [])}
            chosen = SEPARATOR.join(labels.get(each, "") for each in choices)
            return [(el.word("koppen", "antwoord"), chosen)]
        case TextMessage(text=text):
            shown = hidden(mask(text), el.word("oefenen", "code"))
            return [(el.word("koppen", "antwoord"), shown)]
        case CommandMessage(command=command):
            return [(el.word("koppen", "gekozen"), words().command(command))]
        case ChangeMessage():
            return [(el.word("koppen", "gekozen"), words().command("change"))]


def _filled(entry: Entry, fill: Mapping[str, list[str] | str]) -> list[tuple[str, str]]:
    found = []
    for field in entry.data.get("fields", []):
        given = fill.get(str(field["field"])) or ""
        if isinstance(given, str):
            value = mask(given)
        else:
            labels = {str(each["id"]): str(each["label"]) for each in field["choices"]}
            value = SEPARATOR.join(labels.get(each, "") for each in given)
        if value:
            found.append((str(field["label"]), value))
    return found or [(el.word("koppen", "ingevuld"), el.word("koppen", "niets"))]

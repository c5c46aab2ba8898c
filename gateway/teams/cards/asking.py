"""Cards that ask: one question, or a form with several kenmerken at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gateway.model import MAX_TEXT, MAX_TYPED, Entry
from gateway.teams.cards import elements as el
from gateway.teams.cards.contract import CardContext, Json, Rendered
from gateway.teams.cards.practising import exercise_mark, is_exercise

CHOSEN, TYPED, FIELD = "keuze", "tekst", "v_"
"""The ids of inputs; that of a field of a form begins with the last one."""
CHOICE = "choice"
MOST_BUTTONS = el.MOST_ACTIONS - 1
LONGEST_BUTTON = 40


def question(entry: Entry, context: CardContext) -> Rendered:
    """Give a question: buttons for a few short choices, else an input and a button to send it."""
    data = entry.data
    body: list[Json] = list(el.paragraphs(entry.text))
    if is_exercise(entry):
        body.insert(0, exercise_mark())
    if progress := data.get("progress"):
        shown = el.word("koppen", "vraag", nummer=progress["n"], totaal=progress["of"])
        body.insert(0, el.quiet(shown))
    told = " ".join(str(data[name]) for name in ("help", "example") if data.get(name))
    body += el.folded("toelichting", el.word("knoppen", "toelichting"), el.paragraphs(told))
    why = str(data.get("why") or "")
    body += el.folded("waarom", el.word("knoppen", "waarom"), el.paragraphs(why))
    unknown = data.get("unknown")
    choices = [
        (str(each["id"]), str(each["label"]))
        for each in data.get("choices", [])
        if each["id"] != unknown
    ]
    actions: list[Json] = []
    if data.get("input") in ("number", "text", "place"):
        body.append(_typed(data))
        say = {"do": "say", "input": TYPED}
        actions.append(el.submit(context.sign, el.word("knoppen", "verstuur"), say))
        actions += _buttons(context, choices)
    elif data.get("multi") or not _few(choices):
        multi = bool(data.get("multi"))
        label = el.word("invoer", "keuzes" if multi else "keuze")
        # One that is required is told so by the card itself, without a round trip.
        body.append(el.choice_set(CHOSEN, label, choices, multi=multi, required=True))
        choose = {"do": "choose", "input": CHOSEN}
        actions.append(el.submit(context.sign, el.word("knoppen", "kies"), choose))
    else:
        actions += _buttons(context, choices)
    if unknown is not None:
        label = next(str(c["label"]) for c in data["choices"] if c["id"] == unknown)
        actions += _buttons(context, [(str(unknown), label)])
    return Rendered(entry.text, el.card(entry.text, body, actions), whole=bool(actions))


def _few(choices: list[tuple[str, str]]) -> bool:
    return len(choices) <= MOST_BUTTONS and all(
        len(label) <= LONGEST_BUTTON for _i, label in choices
    )


def _buttons(context: CardContext, choices: list[tuple[str, str]]) -> list[Json]:
    return [
        el.submit(context.sign, label, {"do": "choose", "choices": [id_]}, alone=True)
        for id_, label in choices[:MOST_BUTTONS]
    ]


def _typed(data: Mapping[str, Any]) -> Json:
    label = el.word("invoer", "antwoord")
    if data["input"] == "number":
        return el.number(TYPED, label, minimum=data.get("min"), maximum=data.get("max"))
    long = data["input"] == "text"
    longest = MAX_TEXT // 4 if long else MAX_TYPED
    return el.text_input(TYPED, label, longest=longest, long=long, required=True)


def form(entry: Entry, context: CardContext) -> Rendered:
    """Give a form, filled in with what is known and where that comes from."""
    data = entry.data
    fields: list[Mapping[str, Any]] = data["fields"]
    first, *_rest = entry.text.split("\n")
    body: list[Json] = [el.heading(str(data["subject"]), large=True)]
    body += el.paragraphs(first.removeprefix(f"{data['subject']}. "))
    for field in fields:
        body.append(_input(field))
        if field.get("origin"):
            body.append(el.quiet(str(field["origin"])))
    fill = {
        "do": "fill",
        "form": data["form"],
        "fields": {
            FIELD + each["field"]: {"field": each["field"], "choices": each["input"] == CHOICE}
            for each in fields
        },
    }
    # One button alone: any other would use the card up, and what was filled in with it.
    actions = [el.submit(context.sign, el.word("knoppen", "vastleggen"), fill)]
    return Rendered(entry.text, el.card(entry.text, body, actions), whole=True)


def _input(field: Mapping[str, Any]) -> Json:
    id_, label, value = FIELD + field["field"], str(field["label"]), field.get("value")
    if field["input"] == CHOICE:
        choices = [(str(each["id"]), str(each["label"])) for each in field["choices"]]
        return el.choice_set(id_, label, choices, multi=field["multi"], value=field["chosen"])
    if field["input"] == "number":
        return el.number(
            id_,
            label,
            value=value,
            minimum=field.get("min"),
            maximum=field.get("max"),
            whole=bool(field.get("whole")),
        )
    hint = str(field["help"]) if field.get("help") else None
    return el.text_input(id_, label, value=value, longest=MAX_TYPED, hint=hint)

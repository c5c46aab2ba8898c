"""A form per subject: several kenmerken at once, filled in with what is known.

filling.py takes back what was filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from actions.dialogue import trade, wording
from actions.dialogue.asking_back import kept_value
from actions.dialogue.facts import fact_label
from actions.dialogue.library import OWN_REGION
from actions.dialogue.output import Message, Say
from catalog.advice.deciding import Field
from catalog.advice.explaining import plain
from catalog.model import Kenmerk, KenmerkType, Value

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

FORM = "formulier"
"""In `State.extra`: the form that was shown last: its subject and what stood in each field."""
QUOTES = "citaten"
"""In `State.extra`: words of the client, as the worker gave them."""
DONE = "formulieren_gedaan"
"""In `State.extra`: the subjects whose form was filled in at least once."""
FIRST = ("gemeente", "hulpvraag")
"""Without these nothing can be weighed: left blank, they are asked for once more, by themselves."""
REGION, QUOTE = "regio_bw", "citaat"
ALWAYS = frozenset({"gemeente", "leeftijd", "hulpvraag", "steun"})
"""Kenmerken that are of use whatever the engine looks at: signals and the report need them."""


def subjects() -> Mapping[str, Mapping[str, Any]]:
    """Give the subjects by id, in the order in which they are offered."""
    found: Mapping[str, Mapping[str, Any]] = trade.read("formulieren")["onderwerpen"]
    return found


def subject_of(kenmerk: str) -> str | None:
    """Give the subject on whose form a kenmerk stands, None where it stands on none."""
    found = (id_ for id_, about in subjects().items() if kenmerk in about["kenmerken"])
    return next(found, None)


def useful(talk: Talk) -> frozenset[str]:
    """Give the kenmerken that the engine can use here; all of them while no stelsel is known."""
    found = set(ALWAYS)
    for domein in talk.library.domains(talk.state):
        stelsel = talk.library.stelsel(talk.state, domein)
        if stelsel is not None and talk.library.shows(talk.state, stelsel):
            grenzen = talk.library.catalogue.grenzen
            found |= set(Field(stelsel, domein, dict(talk.library.vocabulary), grenzen).relevant())
    return frozenset(found if found > ALWAYS else talk.library.vocabulary)


def names_on(talk: Talk, subject: str) -> tuple[str, ...]:
    """Give the kenmerken of a subject that are of use here."""
    wanted = useful(talk)
    publiek = talk.state.publiek
    return tuple(
        name
        for name in subjects()[subject]["kenmerken"]
        if name in wanted and publiek in talk.library.vocabulary[name].asked_of
    )


def show(talk: Talk, subject: str, question: str | None = None) -> Message:
    """Give the form of a subject; a typed answer is taken for `question` meanwhile."""
    about = subjects()[subject]
    names = names_on(talk, subject)
    fields = [_field(talk, name) for name in names]
    fields += [_own_field(talk, name) for name in about.get("eigen", ()) if _fits(talk, name)]
    state = talk.state
    state.extra[FORM] = {
        "onderwerp": subject,
        "getoond": {name: plain(state.facts.get(name)) for name in names},
    }
    if question is not None:
        state.open = question
        state.stopped = False
    asked = question or next((n for n in names if n not in state.facts), None) or names[0]
    text = wording.question_text(asked, state.publiek, talk.wie).vraag
    lines = [
        trade.phrase("formulier", titel=about["titel"], vraag=text),
        *(_line(each) for each in fields),
    ]
    data = {"id": subject, "subject": about["titel"], "fields": fields}
    return Say("\n".join(lines), "form", data)


def _line(field_: Mapping[str, Any]) -> str:
    picked = [c["label"] for c in field_["choices"] if c["value"] in field_["chosen"]]
    value = "; ".join(picked) or field_["value"] or trade.phrase("formulier_leeg")
    if field_["doubt"]:
        value = trade.phrase("formulier_onzeker", waarde=value)
    return trade.phrase("formulier_regel", label=field_["label"], waarde=value)


def _field(talk: Talk, name: str) -> dict[str, Any]:
    """Give one kenmerk as a field, filled in with what is known or was heard of it."""
    state = talk.state
    kenmerk = talk.library.vocabulary[name]
    doubt = name in state.waiting and name not in state.facts
    value = kept_value(state.waiting[name]["waarde"]) if doubt else state.facts.get(name)
    words = wording.question_text(name, state.publiek, talk.wie)
    found: dict[str, Any] = {
        "field": name,
        "label": title_of(talk, kenmerk),
        "input": input_of(kenmerk),
        "multi": kenmerk.type is KenmerkType.MANY,
        "choices": [],
        "chosen": [],
        "value": None,
        "min": kenmerk.minimum,
        "max": kenmerk.maximum,
        "whole": kenmerk.type is KenmerkType.INT,
        "help": words.help,
        "doubt": doubt,
        "origin": _origin(talk, name, doubt=doubt),
    }
    if found["input"] == "choice":
        options = wording.labels(name, kenmerk, state.publiek, talk.wie)
        found["choices"] = [{"value": v, "label": label} for v, label in options.items()]
        found["chosen"] = _keys(value)
    elif value is not None:
        found["value"] = fact_label(kenmerk, value, state.publiek, talk.wie)
    return found


def _fits(talk: Talk, name: str) -> bool:
    return name != REGION or "wonen" in talk.library.domains(talk.state)


def _own_field(talk: Talk, name: str) -> dict[str, Any]:
    about = trade.read("formulieren")["eigen"][name]
    region = talk.state.extra.get(REGION)
    value = region if name == REGION and region != OWN_REGION else None
    return {
        "field": name,
        "label": about["label"],
        "input": "text",
        "multi": False,
        "choices": [],
        "chosen": [],
        "value": value,
        "min": None,
        "max": None,
        "whole": False,
        "help": about["help"],
        "doubt": False,
        "origin": None,
    }


def input_of(kenmerk: Kenmerk) -> str:
    """Give what a field takes: `choice`, `number` or `text`."""
    if kenmerk.type in (KenmerkType.INT, KenmerkType.NUMBER):
        return "number"
    return "text" if kenmerk.type is KenmerkType.TEXT else "choice"


def _keys(value: Value | None) -> list[str]:
    """Give a value as the choices that stand for it."""
    if value is None:
        return []
    if isinstance(value, bool):
        return ["ja" if value else "nee"]
    if isinstance(value, tuple):
        return list(value) or [wording.NONE_OF_THESE]
    return [str(value)]


def _origin(talk: Talk, name: str, *, doubt: bool) -> str | None:
    """Say where a value that stands there already comes from."""
    if doubt:
        return trade.phrase("uit_tekst_onzeker", woorden=talk.state.waiting[name]["woorden"])
    if name not in talk.state.facts:
        return None
    words = talk.state.herkomst.get(name, {}).get("woorden")
    return trade.phrase("uit_tekst", woorden=words) if words else trade.phrase("uit_formulier")


def title_of(talk: Talk, kenmerk: Kenmerk) -> str:
    """Give what a kenmerk is called, with a capital."""
    name = kenmerk.names.for_(talk.state.publiek, talk.wie) if kenmerk.names else kenmerk.naam
    return f"{name[:1].upper()}{name[1:]}"

"""A form per subject: several kenmerken at once, filled in with what is known, taken back whole.

What comes back is compared with what was shown, so that a form that lay open for a while changes
only what was really changed on it. A field that stays empty counts as not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from actions.dialogue import told, trade, wording
from actions.dialogue.asking_back import kept_value
from actions.dialogue.facts import fact_label
from actions.dialogue.library import OWN_REGION
from actions.dialogue.output import Message, Say
from actions.reading import Kind, read_place
from catalog.advice.deciding import Field
from catalog.advice.explaining import plain
from catalog.advice.request import RequestError, parse_value
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
UNKNOWN_PLACE = "onbekende_plaats"
REGION, QUOTE = "regio_bw", "citaat"
ALWAYS = frozenset({"gemeente", "leeftijd", "hulpvraag", "steun"})
"""Kenmerken that are of use whatever the engine looks at: signals and the report need them."""
LONGEST_QUOTE = 400

type Filled = Mapping[str, object]


@dataclass
class Taken:
    """What a form led to: kenmerken that were recorded, that were cleared, and what was wrong."""

    learned: list[str] = field(default_factory=list)
    cleared: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)

    @property
    def changed(self) -> bool:
        """Tell whether anything is other than before."""
        return bool(self.learned or self.cleared)


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
        "label": _title(talk, kenmerk),
        "input": _input(kenmerk),
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


def _input(kenmerk: Kenmerk) -> str:
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


def _title(talk: Talk, kenmerk: Kenmerk) -> str:
    name = kenmerk.names.for_(talk.state.publiek, talk.wie) if kenmerk.names else kenmerk.naam
    return f"{name[:1].upper()}{name[1:]}"


# -- taking it back ----------------------------------------------------------------------------


def take(talk: Talk, filled: Filled) -> Taken:
    """Record what was filled in: `{"formulier": subject, "velden": {name: values or text}}`.

    A field that the subject does not have, or a value that it does not offer, is passed over: the
    channel lets none through.
    """
    taken = Taken()
    subject, fields = str(filled.get("formulier")), filled.get("velden")
    if subject not in subjects() or not isinstance(fields, Mapping):
        return taken
    known: Mapping[str, Any] = talk.state.extra.pop(FORM, None) or {}
    done: list[str] = talk.state.extra.setdefault(DONE, [])
    done += [subject] if subject not in done else []
    shown = known.get("getoond", {}) if known.get("onderwerp") == subject else {}
    allowed = {*subjects()[subject]["kenmerken"], *subjects()[subject].get("eigen", ())}
    for name, given in fields.items():
        if name not in allowed:
            continue
        if name in talk.library.vocabulary:
            _take_kenmerk(talk, name, given, shown.get(name), taken)
        elif isinstance(given, str):
            _take_own(talk, name, given, taken)
    if taken.changed:
        talk.note_latest(*taken.learned)
    talk.state.misses = 0
    return taken


def _take_kenmerk(talk: Talk, name: str, given: object, shown: object, taken: Taken) -> None:
    kenmerk = talk.library.vocabulary[name]
    if not _belongs(talk, kenmerk, given):
        return
    try:
        value = _value(talk, kenmerk, given)
    except ValueError as fault:
        taken.faults.append(str(fault))
        taken.faulty.add(name)
        return
    if value is None:
        if shown is not None and name in talk.state.facts:
            forget(talk, name)
            taken.cleared.append(name)
        elif name in talk.state.waiting:
            talk.state.unlearn(name)
        if name not in talk.state.facts and name not in FIRST:
            talk.state.decline(name)
        return
    if plain(value) == shown:
        return
    if name == "gemeente" and value in talk.library.catalogue.stelsels:
        talk.state.touch()
        talk.state.stelsel = str(value)
    else:
        told.learn(talk, name, value, "", 1.0)
    talk.state.record(name)
    taken.learned.append(name)


def _belongs(talk: Talk, kenmerk: Kenmerk, given: object) -> bool:
    """Tell whether what came back is of the field's kind: typed, or of the values it offered."""
    if _input(kenmerk) != "choice":
        return isinstance(given, str)
    offered = wording.labels(kenmerk.naam, kenmerk, talk.state.publiek, talk.wie)
    return isinstance(given, list | tuple) and all(str(each) in offered for each in given)


def forget(talk: Talk, name: str) -> None:
    """Forget a kenmerk that was cleared on a form; a gemeente takes its stelsel along."""
    talk.state.unlearn(name)
    if name == "gemeente" and not talk.state.extra.get("stelsel_gezet"):
        talk.state.stelsel = None


def _value(talk: Talk, kenmerk: Kenmerk, given: object) -> Value | None:
    """Give the value of a field, None for an empty one. ValueError says in Dutch what is wrong."""
    title = _title(talk, kenmerk)
    if isinstance(given, str):
        return _typed(talk, kenmerk, given.strip(), title) if given.strip() else None
    picked = [str(each) for each in given] if isinstance(given, list | tuple) else []
    if not picked:
        return None
    if kenmerk.type is KenmerkType.BOOL:
        return picked[0] == "ja"
    if kenmerk.type is not KenmerkType.MANY:
        return parse_value(kenmerk, picked[0])
    if wording.NONE_OF_THESE in picked and len(picked) > 1:
        labels = wording.labels(kenmerk.naam, kenmerk, talk.state.publiek, talk.wie)
        none = labels[wording.NONE_OF_THESE]
        raise ValueError(trade.phrase("fout_geen_met_ander", label=title, geen=none))
    return parse_value(kenmerk, [each for each in picked if each != wording.NONE_OF_THESE])


def _typed(talk: Talk, kenmerk: Kenmerk, text: str, title: str) -> Value:
    if kenmerk.type is KenmerkType.TEXT:
        return _place(talk, text, title)
    whole = kenmerk.type is KenmerkType.INT
    try:
        number = float(text.replace(",", "."))
        return parse_value(kenmerk, int(number) if whole and number.is_integer() else number)
    except (ValueError, OverflowError, RequestError):
        bounds = {"minimum": f"{kenmerk.minimum:g}", "maximum": f"{kenmerk.maximum:g}"}
        name = "fout_heel_getal" if whole else "fout_getal"
        raise ValueError(trade.phrase(name, label=title, **bounds)) from None


def _place(talk: Talk, text: str, title: str) -> str:
    """Give the gemeente that was typed, or a stelsel of no region. ValueError for neither."""
    if text.casefold() in talk.library.catalogue.stelsels:
        return text.casefold()
    reading = read_place(text, talk.library.gazetteer, talk.state.publiek)
    known = reading.kind is Kind.VALUE and isinstance(reading.value, str)
    if not known or not (reading.sure or talk.library.gazetteer.find(str(reading.value))):
        # A place that nobody knows is taken when it is given twice: it may well exist.
        if talk.state.extra.get(UNKNOWN_PLACE) != text:
            talk.state.extra[UNKNOWN_PLACE] = text
            raise ValueError(trade.phrase("fout_plaats", label=title, invoer=text))
        return text
    return str(reading.value)


def _take_own(talk: Talk, name: str, given: str, taken: Taken) -> None:
    """Take a field that is no kenmerk: another region, or words of the client."""
    about = trade.read("formulieren")["eigen"][name]
    text = given.strip()
    if name == QUOTE:
        add_quotes(talk, [text] if text else [])
        return
    before = talk.state.extra.get(REGION, OWN_REGION)
    try:
        region = _place(talk, text, about["label"]) if text else OWN_REGION
    except ValueError as fault:
        taken.faults.append(str(fault))
        taken.faulty.add(name)
        return
    if region != before:
        talk.state.touch()
        talk.state.extra[REGION] = region
        taken.learned.append(name)


def add_quotes(talk: Talk, quotes: Iterable[str]) -> None:
    """Keep words of the client, each once."""
    kept: list[str] = talk.state.extra.setdefault(QUOTES, [])
    kept += [each[:LONGEST_QUOTE] for each in quotes if each and each not in kept]


def told_of(talk: Talk, taken: Taken) -> list[Message]:
    """Say what a form led to: what was recorded, what was cleared, what was wrong."""
    lines = []
    for phrase, names in (("vastgelegd", taken.learned), ("gewist", taken.cleared)):
        if names:
            lines.append(trade.phrase(phrase, namen=", ".join(_name(talk, n) for n in names)))
    if taken.faults:
        lines += [trade.phrase("fout_intro"), *(f"- {each}" for each in taken.faults)]
    return [Say("\n".join(lines or [trade.phrase("niets_veranderd")]))]


def _name(talk: Talk, name: str) -> str:
    kenmerk = talk.library.kenmerk(name)
    if kenmerk is None or kenmerk.names is None:
        return str(trade.read("formulieren")["eigen"][name]["label"]).lower()
    return kenmerk.names.for_(talk.state.publiek, talk.wie)

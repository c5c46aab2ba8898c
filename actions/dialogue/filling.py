"""A form that was filled in: what it records, what it clears, what was wrong on it.

What comes back is compared with what was shown, so that a form that lay open for a while changes
only what was really changed on it. A field that stays empty counts as not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from actions.dialogue import told, trade, wording
from actions.dialogue.forms import (
    DONE,
    FIRST,
    FORM,
    QUOTE,
    QUOTES,
    REGION,
    input_of,
    subjects,
    title_of,
)
from actions.dialogue.library import OWN_REGION
from actions.dialogue.output import Message, Say
from actions.reading import Kind, read_place
from catalog.advice.explaining import plain
from catalog.advice.request import RequestError, parse_value
from catalog.model import Kenmerk, KenmerkType, Value

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

UNKNOWN_PLACE = "onbekende_plaats"
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
    if input_of(kenmerk) != "choice":
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
    title = title_of(talk, kenmerk)
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

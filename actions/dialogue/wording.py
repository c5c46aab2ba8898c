"""The words of the dialogue: questions, choices, phrases and terms, from the YAML files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.dialogue.output import Choice
from catalog.model import Kenmerk, KenmerkType, Publiek

FOLDER = Path(__file__).parents[1] / "teksten"
NONE_OF_THESE = "geen"


@dataclass(frozen=True, slots=True)
class QuestionText:
    """One question in the words of one audience, with `{wie}` filled in."""

    vraag: str
    anders: tuple[str, ...] = ()
    help: str | None = None
    voorbeeld: str | None = None
    waarom: str | None = None


@cache
def _read(name: str) -> Any:
    with (FOLDER / name).open(encoding="utf-8") as stream:
        return yaml.load(stream, Loader=yaml.CSafeLoader)


def fill(text: str, wie: str) -> str:
    """Put the person a naaste speaks of into a text."""
    return text.replace("{wie}", wie).replace("{Wie}", wie[:1].upper() + wie[1:])


def questions() -> Mapping[str, Any]:
    """Give the whole of vragen.yaml."""
    result: Mapping[str, Any] = _read("vragen.yaml")
    return result


def _entry(id_: str) -> Mapping[str, Any]:
    for section in ("kenmerken", "deelvragen", "gesprek"):
        found: Mapping[str, Any] | None = questions()[section].get(id_)
        if found is not None:
            return found
    raise KeyError(id_)


def is_question(id_: str) -> bool:
    """Tell whether there are words for a question of this id."""
    return any(id_ in questions()[s] for s in ("kenmerken", "deelvragen", "gesprek"))


def question_text(id_: str, publiek: Publiek, wie: str) -> QuestionText:
    """Give a question's words; a missing audience falls back on inwoner. KeyError if unknown."""
    entry = _entry(id_)
    words = entry.get(publiek.value) or entry["inwoner"]

    def part(name: str) -> str | None:
        return fill(words[name], wie) if words.get(name) else None

    return QuestionText(
        vraag=fill(words["vraag"], wie),
        anders=tuple(fill(t, wie) for t in words.get("anders", ())),
        help=part("help"),
        voorbeeld=part("voorbeeld"),
        waarom=part("waarom"),
    )


def via(kenmerk: str, publiek: Publiek) -> tuple[str, ...]:
    """Give the sub-questions that this audience gets in place of a kenmerk, or none."""
    words = questions()["kenmerken"].get(kenmerk, {}).get(publiek.value, {})
    return tuple(words.get("via", ()))


def parent(id_: str) -> str | None:
    """Give the kenmerk that a sub-question belongs to, None for any other question."""
    found = questions()["deelvragen"].get(id_)
    return found["kenmerk"] if found else None


def weights(id_: str) -> dict[str, str]:
    """Give per value of a sub-question its weight, lightest first."""
    values = questions()["deelvragen"][id_]["values"]
    return {value: v["gewicht"] for value, v in values.items() if "gewicht" in v}


def derivation(kenmerk: str) -> list[dict[str, str]]:
    """Give the table that derives a kenmerk from its sub-questions."""
    table: list[dict[str, str]] = questions()["afleiding"][kenmerk]
    return table


def help_shown(question: str, value: object) -> str | None:
    """Give the sign of danger whose help goes beside a chosen value, if any."""
    signs: Mapping[str, str] = questions()["hulp_tonen"].get(question, {})
    chosen: list[str] = [str(v) for v in value] if isinstance(value, list | tuple) else [str(value)]
    return next((signs[v] for v in chosen if v in signs), None)


def is_multi(id_: str, kenmerk: Kenmerk | None) -> bool:
    """Tell whether several choices may be made."""
    if kenmerk is not None:
        return kenmerk.type is KenmerkType.MANY
    return bool(_entry(id_).get("type") == "many")


def labels(id_: str, kenmerk: Kenmerk | None, publiek: Publiek, wie: str) -> dict[str, str]:
    """Give value -> label of the choices of a question, in the order to show them."""
    if kenmerk is not None:
        return {
            value: texts.for_(publiek, wie)
            for value, texts in kenmerk.labels.items()
            if value != "waarde"
        }
    entry = _entry(id_)
    rows = dict(entry.get("values", {}))
    if NONE_OF_THESE in entry:
        rows[NONE_OF_THESE] = entry[NONE_OF_THESE]
    return {
        str(value): fill(words.get(publiek.value) or words["inwoner"], wie)
        for value, words in rows.items()
    }


def choices(id_: str, kenmerk: Kenmerk | None, publiek: Publiek, wie: str) -> tuple[Choice, ...]:
    """Give the choices of a question."""
    return tuple(
        Choice(value, label) for value, label in labels(id_, kenmerk, publiek, wie).items()
    )


def wie_of(relatie: str | None) -> str:
    """Give how a naaste's person is called: "uw zoon"; "uw naaste" while unknown."""
    values = questions()["gesprek"]["relatie"]["values"]
    found: str = values.get(relatie or "anders", values["anders"])["wie"]
    return found


class Phrases:
    """The sentences of gesprek.yaml: `teksten`, `knoppen`, `intents` and `talen`.

    An entry maps an audience to a text or to variants, turned through by `turn`; a missing
    audience falls back on inwoner. Placeholders that nobody fills get their national default.
    """

    def __init__(self, entries: Mapping[str, Any] | None = None) -> None:
        self._entries: Mapping[str, Any] = entries if entries is not None else _read("gesprek.yaml")
        self._placeholders: Mapping[str, Any] = self._entries.get("plaatshouders", {})

    def _defaults(self, publiek: Publiek) -> dict[str, str]:
        """Give what stands for a placeholder that nobody fills: a national value, or words."""
        found: dict[str, str] = {}
        for name, about in self._placeholders.items():
            if "standaard" in about:
                found[name] = str(about["standaard"])
            elif "zonder" in about:
                words = about["zonder"]
                found[name] = words.get(publiek.value, words[Publiek.INWONER.value])
        return found

    def has(self, name: str, section: str = "teksten") -> bool:
        """Tell whether there is a phrase of this name."""
        return name in self._entries[section]

    def variants(self, name: str, publiek: Publiek, section: str = "teksten") -> list[str]:
        """Give all variants of a phrase; KeyError when there is none of this name."""
        per_audience = self._entries[section][name]
        found = per_audience.get(publiek.value, per_audience.get(Publiek.INWONER.value))
        if found is None:
            raise KeyError(f"no phrase {name} for {publiek.value}")
        return [found] if isinstance(found, str) else list(found)

    def say(
        self,
        name: str,
        publiek: Publiek,
        wie: str = "uw naaste",
        turn: int = 0,
        *,
        section: str = "teksten",
        **values: object,
    ) -> str:
        """Give one phrase with its placeholders filled; one without any raises KeyError."""
        found = self.variants(name, publiek, section)
        text = fill(found[turn % len(found)], wie)
        filled = {k: str(v) for k, v in values.items() if v is not None}
        return text.format_map({**self._defaults(publiek), **filled})

    def language(self, code: str, **values: object) -> str:
        """Give the answer in another language, with the contact where it is known."""
        texts = self._entries["talen"][code]
        known = all(values.get(k) for k in ("telefoon", "website"))
        chosen: str = texts["met_contact" if known else "zonder_contact"]
        return chosen.format_map({k: str(v) for k, v in values.items()})


@cache
def phrases() -> Phrases:
    """Give the shipped phrases."""
    return Phrases()


def activities() -> Mapping[str, Any]:
    """Give how activities and their conditions are named and asked for."""
    result: Mapping[str, Any] = _read("activiteiten.yaml")
    return result


def recognise(what: str, text: str) -> str | None:
    """Give which of `relatie` or `spreker` a text names in its own words, None when none."""
    folded = text.casefold()
    for value, patterns in _read("herkennen.yaml")[what].items():
        if any(re.search(pattern, folded) for pattern in patterns):
            return str(value)
    return None


def found(what: str, text: str) -> str | None:
    """Give the words of a text that one of the patterns of herkennen.yaml hits, None for none."""
    folded = text.casefold()
    hits = (re.search(pattern, folded) for pattern in _read("herkennen.yaml")[what])
    return next((hit.group(0) for hit in hits if hit), None)


def matches(what: str, text: str) -> bool:
    """Tell whether one of the patterns of herkennen.yaml hits."""
    return found(what, text) is not None


def count(what: str, text: str) -> int:
    """Give how many of the patterns of herkennen.yaml hit."""
    folded = text.casefold()
    return sum(bool(re.search(pattern, folded)) for pattern in _read("herkennen.yaml")[what])


def tells_hardship(text: str) -> bool:
    """Tell whether a story tells of something hard to bear."""
    return matches("zwaar", text)


def means_own_region(text: str) -> bool:
    """Tell whether a text says that somebody wants to live where they live now."""
    return matches("eigen_regio", text)


def names_two_people(text: str) -> bool:
    """Tell whether a text asks help for two people at once."""
    return matches("twee_personen", text)


@cache
def terms() -> list[dict[str, Any]]:
    """Give the explained terms of begrippen.yaml."""
    found = _read("begrippen.yaml")
    result: list[dict[str, Any]] = found["begrippen"] if isinstance(found, Mapping) else found
    return result


@cache
def _term_patterns() -> list[tuple[re.Pattern[str], Mapping[str, Any]]]:
    """Give per explained term how it is found in a text, the longest name first."""
    found: list[tuple[str, Mapping[str, Any]]] = []
    for entry in terms():
        found += [(str(name), entry) for name in (entry["term"], *entry.get("ook", ()))]
    found.sort(key=lambda pair: -len(pair[0]))
    return [
        (re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE), entry)
        for name, entry in found
    ]


def terms_in(text: str, publiek: Publiek, wie: str) -> list[dict[str, str]]:
    """Give the explained terms that occur in a text, as written there, each once."""
    found: dict[str, tuple[int, dict[str, str]]] = {}
    rest = text
    for pattern, entry in _term_patterns():
        match = pattern.search(rest)
        if match is None:
            continue
        meaning = entry["wijkteam"] if publiek is Publiek.WIJKTEAM else entry["inwoner"]
        explained = {"term": match.group(), "uitleg": fill(str(meaning), wie)}
        found.setdefault(str(entry["term"]), (match.start(), explained))
        # A longer name that holds a shorter one is one term, not two.
        rest = pattern.sub(lambda m: "\0" * len(m.group()), rest)
    return [explained for _place, explained in sorted(found.values(), key=lambda pair: pair[0])]

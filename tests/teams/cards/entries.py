"""Entries as the gateway keeps them, made by the real dialogue about an invented client."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from actions.dialogue import filling, forms
from actions.dialogue.library import Library
from actions.dialogue.output import Ask, Message
from actions.dialogue.overview import facts
from actions.dialogue.talk import Talk, help_messages
from actions.dialogue.workflow import TRAINEE
from actions.oefenen import _message
from actions.presenting import _data, _question
from catalog.loader import shipped
from catalog.model import Publiek
from gateway.model import Entry
from tests.actions.dialogue.workers import CASE, advised, fill, press, worker
from tests.teams.cards import practising

AT = "2026-11-27T09:30:00.000Z"


@cache
def library() -> Library:
    """Give the shipped catalogue."""
    return Library(shipped())


def entry(kind: str, text: str, data: Mapping[str, Any] | None = None, seq: int = 1) -> Entry:
    """Give one entry of the assistant."""
    about = {"seq": seq, "id": f"e{seq}", "from": "assistant", "at": AT}
    return Entry.model_validate({**about, "kind": kind, "text": text, "data": dict(data or {})})


def of(talk: Talk, said: Iterable[Message]) -> list[Entry]:
    """Give what was said as entries, with ids in the place of values as the channel makes them."""
    found = []
    for seq, message in enumerate(said, 1):
        if isinstance(message, Ask):
            data = question(_question(talk, message, rich=True))
            found.append(entry("question", message.text, data, seq))
            continue
        data = _data(talk, message)
        if message.kind == "form":
            data = form(data)
        found.append(entry(message.kind, message.text, data, seq))
    return found


def question(about: Mapping[str, Any]) -> dict[str, Any]:
    """Give the data of a question in the form of docs/web-api.md."""
    choices = [
        {"id": "q.u" if each["value"] == "weet_niet" else f"q.{n}", "label": each["label"]}
        for n, each in enumerate(about["choices"])
    ]
    unknown = [each["id"] for each in choices if each["id"] == "q.u"]
    progress = about.get("progress")
    return {
        **{name: about[name] for name in ("input", "multi", "min", "max", "help", "terms")},
        "input": about["input"] or ("choice" if choices else "text"),
        "question": about["id"],
        "choices": choices,
        "unknown": unknown[0] if unknown else None,
        "suggestions": about["suggestions"],
        "example": about["voorbeeld"],
        "why": about["waarom"],
        "progress": {"n": progress["vraag"], "of": progress["van"]} if progress else None,
    }


def form(about: Mapping[str, Any]) -> dict[str, Any]:
    """Give the data of a form in the form of docs/web-api.md."""
    fields = []
    for place, each in enumerate(about["fields"]):
        ids = {c["value"]: f"0123456789ab.{place}.{at}" for at, c in enumerate(each["choices"])}
        choices = [{"id": ids[c["value"]], "label": c["label"]} for c in each["choices"]]
        chosen = [ids[value] for value in each["chosen"]]
        fields.append({**each, "choices": choices, "chosen": chosen})
    return {
        "form": "0123456789ab",
        "about": about["id"],
        "subject": about["subject"],
        "fields": fields,
    }


@cache
def all_forms() -> list[Entry]:
    """Give every form, filled in with much, in the region that uses most of it."""
    talk = worker(library())
    fill(talk, "situatie", {**CASE, "hulpvraag": ["begeleiding", "wonen", "dagbesteding"]})
    talk.state.learn("risico", ("zorgmijding",), "mijdt zorg", 0.9)
    talk.state.waiting["gedrag"] = {"waarde": "ernstig", "woorden": "slaat", "zekerheid": 0.4}
    # Without a stelsel each form holds all there is.
    talk.state.stelsel = None
    talk.state.facts.pop("gemeente")
    return of(talk, [forms.show(talk, subject) for subject in forms.subjects()])


@cache
def all_questions() -> list[Entry]:
    """Give every question that a worker may be asked as one."""
    found = []
    for name in library().vocabulary:
        if Publiek.WIJKTEAM in library().vocabulary[name].asked_of:
            talk = worker(library())
            found += of(talk, [talk.ask(name)])
    talk = advised(library())
    found += of(talk, [talk.ask_follow_up(), *press(talk, "overrule")])
    talk.answer("Zelfstandig Thuis Intensief")
    return [*found, *of(talk, talk.resume())]


@cache
def all_proposals() -> list[Entry]:
    """Give a proposal of every stelsel and domain, each with little and with much known."""
    found = []
    vocabulary = library().vocabulary
    everything = {
        name: "34"
        if name == "leeftijd"
        else (list(k.values[:2]) if k.type == "many" else [k.values[-1]])
        for name, k in vocabulary.items()
        if k.values or name == "leeftijd"
    }
    for stelsel in library().catalogue.stelsels.values():
        for domein in stelsel.domeinen:
            for known in ({}, everything):
                talk = worker(library())
                talk.state.stelsel = stelsel.id
                talk.state.extra["stelsel_gezet"] = True
                talk.state.domein = domein
                talk.state.extra["regio_bw"] = "eigen"
                for subject, about in forms.subjects().items():
                    fields = {n: known[n] for n in about["kenmerken"] if n in known}
                    filling.take(talk, {"formulier": subject, "velden": fields})
                found += of(talk, talk.advise())
    return [each for each in found if each.kind == "advice"]


@cache
def a_report() -> Entry:
    """Give a report with everything in it: quotes, open questions, another product."""
    talk = advised(library())
    press(talk, "overrule")
    talk.answer("Zelfstandig Thuis Intensief")
    talk.answer("Nabijheid is geregeld via zijn zus.")
    (found,) = [each for each in of(talk, press(talk, "report")) if each.kind == "report"]
    return found


@cache
def the_others() -> list[Entry]:
    """Give one entry of every other kind that the dialogue makes for a worker."""
    talk = worker(library())
    talk.state.welcomed = False
    found = of(talk, press(talk, "begin"))
    found += of(talk, help_messages("crisis_suicide", Publiek.WIJKTEAM, present=True))
    talk = advised(library())
    for command in ("overview", "compare", "why_not", "what_if", "summary", "human"):
        found += of(talk, press(talk, command))
    found.append(entry("facts", "Overgenomen uit de tekst:\n- x", {"items": found_facts(talk)}))
    found.append(entry("error", "Er is een storing.", {"code": "assistant_down"}))
    return [each for each in found if each.kind != "question"]


def found_facts(talk: Talk) -> list[dict[str, Any]]:
    """Give the facts of a talk as a `facts` entry holds them."""
    return facts(talk)


@cache
def all_practice() -> list[Entry]:
    """Give everything that a trainee is told, her questions among it."""
    talk = worker(library())
    talk.state.extra[TRAINEE] = "teams-0123456789abcdef"
    talk.state.welcomed = False
    own = of(talk, [*press(talk, "begin"), *press(talk, "overview")])
    own = [each for each in own if each.kind in ("welcome", "overview")]
    return [*own, *of(talk, map(_message, practising.said()))]


def everything() -> list[Entry]:
    """Give all of them."""
    work = [*all_forms(), *all_questions(), *all_proposals(), a_report(), *the_others()]
    return [*work, *all_practice()]

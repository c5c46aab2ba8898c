"""Which question comes next, derived anew from what is known at every turn."""

from __future__ import annotations

from dataclasses import dataclass

from actions.dialogue import behaviour, wording
from actions.dialogue.library import Library
from actions.dialogue.state import GENERAL_ROUTE, State
from catalog.advice.changing import next_questions
from catalog.advice.deciding import Field, Ground
from catalog.model import Facts, Publiek, Uitkomst

SUMMARY = "klopt_dit"
ADVICE = "advies"
GENERAL = GENERAL_ROUTE
CLASH = "tegenspraak"
"""Asks which of two values holds; what they are stands in `State.extra` under this name."""
ASK_BACK = "navragen"
"""Asks whether something is so that was heard and is not sure; which stands there likewise."""


@dataclass(frozen=True, slots=True)
class Step:
    """What to do now; `left` counts the questions that may still come.

    `id` is a question, or CLASH, ASK_BACK (of the kenmerk `about`), SUMMARY, ADVICE or GENERAL.
    """

    id: str
    left: int = 0
    about: str = ""


def next_step(state: State, library: Library) -> Step:
    """Give the next step. What was answered or declined is not asked again.

    Asking back takes the place of a question that would come anyway, so it never costs one more.
    """
    if CLASH in state.extra and state.spreker is not None:
        return Step(CLASH)
    for id_ in _introduction(state, library):
        return Step(ASK_BACK, about=id_) if id_ in state.waiting else Step(id_)
    open_ = engine_questions(state, library)
    if open_:
        about = wording.parent(open_[0]) or open_[0]
        if about in state.waiting:
            return Step(ASK_BACK, len(open_), about)
        return Step(open_[0], len(open_))
    stelsels = [library.stelsel(state, d) for d in library.domains(state)]
    if not any(stelsel and library.shows(state, stelsel) for stelsel in stelsels):
        return Step(GENERAL)
    if not state.confirmed and _has_facts(state):
        return Step(SUMMARY)
    return Step(ADVICE)


def _introduction(state: State, library: Library) -> list[str]:
    """Give the questions before the intake that are still open, in order."""
    wanted: list[str] = []
    if state.spreker is None:
        wanted.append("spreker")
    if state.spreker is Publiek.NAASTE and not state.domein:
        wanted += ["relatie", "weet_ervan", "wettelijk_vertegenwoordiger"]
    if state.stelsel is None:
        wanted.append("gemeente")
    if state.domein is None:
        wanted.append("hulpvraag")
        if "wonen" in library.domains(state) and state.facts.get("hulpvraag"):
            wanted.append("regio_bw")
    known = {"relatie"} if state.relatie else set()
    known |= set(state.facts) | set(state.extra) | set(state.declined)
    return [id_ for id_ in wanted if id_ not in known]


def _has_facts(state: State) -> bool:
    return any(name not in ("gemeente", "hulpvraag") for name in state.facts)


def engine_questions(state: State, library: Library) -> list[str]:
    """Give the questions that could still change an advice, the best first, without doubles.

    A domain whose outcome rests on a boundary rule has none left: a heavier law or a provision
    that suffices is said at once.
    """
    found: list[str] = []
    for domein in library.domains(state):
        stelsel = library.stelsel(state, domein)
        if stelsel is None or not library.shows(state, stelsel):
            continue
        field = Field(stelsel, domein, dict(library.vocabulary), library.catalogue.grenzen)
        decision = field.decide(state.facts)
        if decision.ground is Ground.REGEL and decision.uitkomst is not Uitkomst.MEER_INFORMATIE:
            continue
        for name in next_questions(field, state.facts, decision, state.publiek):
            question = as_asked(name, state)
            if question and question not in found:
                found.append(question)
    return found


def results(state: State, library: Library, facts: Facts) -> list[object]:
    """Give what the facts would lead to in every domain, as far as they go."""
    found: list[object] = []
    for domein in library.domains(state):
        stelsel = library.stelsel(state, domein)
        if stelsel is not None and library.shows(state, stelsel):
            field = Field(stelsel, domein, dict(library.vocabulary), library.catalogue.grenzen)
            found.append(field.settle(facts).result)
    return found


def as_asked(kenmerk: str, state: State) -> str | None:
    """Give the question by which this audience is asked for a kenmerk, None when none is left."""
    if kenmerk in state.declined:
        return None
    parts = wording.via(kenmerk, state.publiek)
    if not parts:
        return kenmerk
    if any(part in state.declined for part in parts):
        return None
    return next((part for part in parts if part not in state.extra), None)


def derive_parts(state: State, kenmerk: str) -> str | None:
    """Give the value that the answered sub-questions of a kenmerk lead to, None while open.

    Columns of the table are the last word of a sub-question's id (`gedrag_duur` -> `duur`).
    """
    parts = wording.via(kenmerk, state.publiek)
    known: dict[str, str] = {}
    options: dict[str, list[str]] = {}
    for part in parts:
        column = part.rsplit("_", 1)[-1]
        weights = wording.weights(part)
        table = wording.derivation(kenmerk)
        options[column] = sorted({row[column] for row in table if column in row})
        if part in state.extra:
            known[column] = behaviour.reduce_answer(state.extra[part], weights)
    return behaviour.certain(wording.derivation(kenmerk), known, options)

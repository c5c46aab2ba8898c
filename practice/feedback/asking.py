"""How the asking went: what was asked, missed and needless, and the tone of the questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from practice.cases.checking import matters
from practice.cases.model import Case, WorthAsking
from practice.feedback.parts import Part, Verdict, mean, verdict_of
from practice.forms.turn import Context, Grade, State
from practice.progress.model import Skill
from practice.words import enumerate_, kenmerk_name

OPEN: Final = "open"
LEADING: Final = "suggestief"
SEVERAL: Final = "meervoudig"
IMPROPER: Final = "ongepast"
MOST_SHOWN: Final = 3
"""Remarks of one kind that are made: more of them teach less."""
GRADES: Final[Mapping[str, float]] = {OPEN: 1.0, "gesloten": 0.8, SEVERAL: 0.8, LEADING: 0.3}
EVADED: Final = 0.5
"""The grade of what was asked once, evaded, and left there."""


def asking(state: State, case: Case, context: Context) -> Part:
    """Give what was asked of what a good consultant asks, what was missed and what was needless."""
    words, vocabulary = context.words, context.catalogue.vocabulary
    wanted = [each for each in case.vraagt if each.kenmerk not in case.in_opening]
    grades = {each.kenmerk: grade_of(each.kenmerk, state) for each in wanted}
    asked = [kenmerk_name(vocabulary[n]) for n, grade in grades.items() if grade > EVADED]
    lines: list[str] = []
    if asked:
        lines.append(words.say("gevraagd", namen=enumerate_(asked)))
    lines += _open_ends(wanted, grades, state, context)
    missed = [each for each in wanted if grades[each.kenmerk] == 0]
    lines += [
        words.say(
            "gemist",
            naam=kenmerk_name(vocabulary[each.kenmerk]),
            waarom=each.waarom,
            voorbeeld=each.voorbeeld,
        )
        for each in missed[:MOST_SHOWN]
    ]
    if len(missed) > MOST_SHOWN:
        rest = enumerate_(kenmerk_name(vocabulary[e.kenmerk]) for e in missed[MOST_SHOWN:])
        lines.append(words.say("ook_gemist", namen=rest))
    needless = [kenmerk_name(vocabulary[name]) for name in needless_in(state, case, context)]
    if needless:
        lines.append(words.say("onnodig", namen=enumerate_(needless)))
    said = [kenmerk_name(vocabulary[n]) for n in asked_in(state) if n in case.in_opening]
    if said:
        lines.append(words.say("al_verteld", namen=enumerate_(said)))
    given = tuple(
        Grade(Skill.VRAGEN, grade, kenmerk=name, details={"gevraagd": grade > 0})
        for name, grade in grades.items()
    )
    return Part("vragen", verdict_of(mean(list(grades.values()))), tuple(lines), given)


def _open_ends(
    wanted: Sequence[WorthAsking], grades: Mapping[str, float], state: State, context: Context
) -> list[str]:
    vocabulary, words = context.catalogue.vocabulary, context.words
    evaded = [
        kenmerk_name(vocabulary[each.kenmerk])
        for each in wanted
        if each.kenmerk in state["ontweken"] and grades[each.kenmerk] == EVADED
    ]
    return [words.say("ontweken", namen=enumerate_(evaded))] if evaded else []


def asked_in(state: State) -> tuple[str, ...]:
    """Give every kenmerk that was asked in any form, in order, each once."""
    every = (name for each in state["gevraagd"] for name in each["kenmerken"])
    return tuple(dict.fromkeys(every))


def grade_of(kenmerk: str, state: State) -> float:
    """Give how well one kenmerk was asked: by its best question, 0 when not at all."""
    forms = [each["vorm"] for each in state["gevraagd"] if kenmerk in each["kenmerken"]]
    best = max((GRADES.get(form, 0.0) for form in forms), default=0.0)
    if best > EVADED and kenmerk in state["ontweken"] and kenmerk not in state["verteld"]:
        return EVADED
    return best


def needless_in(state: State, case: Case, context: Context) -> tuple[str, ...]:
    """Give what was asked and matters to no product, rule or boundary of this domain."""
    relevant = matters(context.catalogue, case.stelsel, case.domein)
    relevant |= {each.kenmerk for each in case.vraagt} | set(case.beslissend)
    return tuple(name for name in asked_in(state) if name not in relevant)


def tone(state: State, context: Context) -> Part:
    """Give the tone of the questions: open, closed, leading, several at once, improper."""
    words, asked = context.words, state["gevraagd"]
    if not asked:
        return Part("toon", Verdict.NONE, ())
    forms = [each["vorm"] for each in asked]
    lines = [words.say("toon_telling", open=forms.count(OPEN), totaal=len(asked))]
    for form in (LEADING, SEVERAL, IMPROPER):
        found = [each for each in asked if each["vorm"] == form]
        if found:
            lines.append(words.say(f"toon_{form}", aantal=len(found), zin=found[0]["zin"]))
    grade = mean([_tone_of(each) for each in asked])
    if forms.count(OPEN) * 2 < len(asked) and not {LEADING, SEVERAL, IMPROPER} & set(forms):
        lines.append(words.say("toon_gesloten"))
    counts = {form: forms.count(form) for form in dict.fromkeys(forms)}
    details: dict[str, bool | int | float | str | None] = {**counts, "vragen": len(asked)}
    return Part(
        "toon", verdict_of(grade), tuple(lines), (Grade(Skill.VRAGEN, grade, details=details),)
    )


def _tone_of(asked: Mapping[str, Any]) -> float:
    grades = {OPEN: 1.0, "gesloten": 0.7, SEVERAL: 0.5, LEADING: 0.1, IMPROPER: 0.0}
    return grades.get(str(asked["vorm"]), 0.5)

"""How the motivation went: reasons named or missing, the five steps, and a model to compare."""

from __future__ import annotations

from typing import Final

from catalog.model import Uitkomst
from practice.cases.loader import facts_of
from practice.cases.model import Case, Steps
from practice.feedback.choosing import expected_name
from practice.feedback.parts import Part, Verdict, mean, verdict_of
from practice.forms.turn import Context, Grade, State
from practice.progress.model import Skill
from practice.words import enumerate_, fact_sentence, kenmerk_name

STEPS: Final = tuple(Steps.model_fields)


def motivating(case: Case, text: str, context: Context) -> Part:
    """Give which reasons a motivation names and which are missing; nothing written, no grade."""
    words, vocabulary = context.words, context.catalogue.vocabulary
    if not text.strip():
        every = (each.tekst for each in case.redenen)
        return Part("motivatie", Verdict.NONE, (words.say("niet_gemotiveerd"), *every))
    found = context.assess(text, case)
    named = [each for each in case.redenen if each.id in found.named]
    missing = [each for each in case.redenen if each.id not in found.named]
    lines = [words.say("reden_genoemd", reden=each.tekst) for each in named]
    lines += [words.say("reden_mist", reden=each.tekst) for each in missing]
    facts = facts_of(case, vocabulary)
    for name in found.wrong:
        if name in facts:
            fact = fact_sentence(vocabulary[name], facts[name])
            title = kenmerk_name(vocabulary[name])
            lines.append(words.say("klopt_niet", naam=title, feit=fact))
    grades = [
        Grade(
            Skill.MOTIVEREN, float(each in named), kenmerk=each.kenmerk, details={"reden": each.id}
        )
        for each in case.redenen
    ]
    return Part(
        "motivatie", verdict_of(mean([g.grade for g in grades])), tuple(lines), tuple(grades)
    )


def neighbour(state: State, case: Case, context: Context) -> Part:
    """Give how she told why the product next to it does not fit, beside the case's own reason."""
    near, text = state.get("buur"), str(state.get("waarom_niet", ""))
    if near is None:
        return Part("buurproduct", Verdict.NONE, ())
    words = context.words
    name = context.catalogue.stelsels[case.stelsel].product(near).naam
    compare = words.say("waarom_niet", keuze=name, reden=case.waarom_niet[near])
    if not text:
        return Part("buurproduct", Verdict.NONE, (compare,))
    named = bool(context.assess(text, case).named)
    line = words.say("buur_reden" if named else "buur_geen_reden")
    grade = Grade(Skill.MOTIVEREN, float(named), product=near, details={"buurproduct": True})
    verdict = Verdict.GOOD if named else Verdict.BETTER
    return Part("buurproduct", verdict, (line, compare), (grade,))


def steps(case: Case, text: str, context: Context) -> Part:
    """Give which of the five steps a motivation goes through."""
    if not text.strip():
        return Part("stappen", Verdict.NONE, ())
    words = context.words
    covered = [step for step in STEPS if step in context.assess(text, case).steps]
    grade = len(covered) / len(STEPS)
    lines = [words.say("stappen_telling", aantal=len(covered), totaal=len(STEPS))]
    left = [words.label("stappen", step) for step in STEPS if step not in covered]
    if left:
        lines.append(words.say("stappen_missen", namen=enumerate_(left)))
    details: dict[str, bool | int | float | str | None] = {s: s in covered for s in STEPS}
    given = (Grade(Skill.MOTIVEREN, grade, details=details),)
    return Part("stappen", verdict_of(grade), tuple(lines), given)


def model(case: Case, context: Context) -> Part:
    """Give the model weighing to compare with, step by step, and the conclusion."""
    words = context.words
    texts = {step: str(getattr(case.stappen, step)) for step in STEPS}
    lines = [f"{words.label('stappen', step)}: {text}" for step, text in texts.items()]
    lines.append(words.say("model_conclusie", verwacht=expected_name(case, context)))
    if case.uitkomst is Uitkomst.PRODUCT:
        stelsel = context.catalogue.stelsels[case.stelsel]
        lines += [
            words.say("model_waarom_niet", product=stelsel.product(id_).naam, reden=reason)
            for id_, reason in case.waarom_niet.items()
        ]
    return Part("model", Verdict.NONE, tuple(lines))

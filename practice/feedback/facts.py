"""How the marking of facts went: recognised, missed, or read into the story."""

from __future__ import annotations

from practice.cases.loader import facts_of
from practice.cases.model import Case
from practice.feedback.parts import Part, mean, verdict_of
from practice.forms.statements import Statement, statements
from practice.forms.turn import Context, Grade, State
from practice.progress.model import Skill
from practice.words import fact_sentence

OVER_READ = 0.0


def facts(state: State, case: Case, context: Context) -> Part:
    """Give which decisive facts were marked, and what was marked and does not count."""
    words, marked = context.words, set(state["feiten"])
    offered = statements(case, context.catalogue)
    decisive = [s for s in offered if s.wrong is None and s.kenmerk in case.beslissend]
    found = [s for s in decisive if s.id in marked]
    missed = [s for s in decisive if s.id not in marked]
    lines = [words.say("feit_herkend", feit=s.text) for s in found]
    lines += [words.say("feit_gemist", feit=s.text) for s in missed]
    over = [s for s in offered if s.wrong is not None and s.id in marked]
    lines += [_over_read(s, case, context) for s in over]
    grades = [
        Grade(Skill.KIEZEN, float(s in found), kenmerk=s.kenmerk, details={"feit": "beslissend"})
        for s in decisive
    ]
    grades += [
        Grade(Skill.KIEZEN, OVER_READ, kenmerk=s.kenmerk, details={"overlezen": s.wrong})
        for s in over
    ]
    return Part("feiten", verdict_of(mean([g.grade for g in grades])), tuple(lines), tuple(grades))


def _over_read(statement: Statement, case: Case, context: Context) -> str:
    """Say why something that was marked does not count."""
    if statement.wrong == "anders":
        kenmerk = context.catalogue.vocabulary[statement.kenmerk]
        fact = facts_of(case, context.catalogue.vocabulary)[statement.kenmerk]
        true = fact_sentence(kenmerk, fact)
        return context.words.say("feit_anders", feit=statement.text, wel=true)
    return context.words.say(f"feit_{statement.wrong}", feit=statement.text, zin=statement.told)

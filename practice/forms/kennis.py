"""Kennis: a handful of questions about products, made from the live catalogue, one by one."""

from __future__ import annotations

from typing import Final

from practice.feedback.parts import Part, Verdict, message, source_line
from practice.forms.naming import named
from practice.forms.turn import (
    DONE,
    Ask,
    Context,
    Grade,
    Input,
    Message,
    Option,
    Quiz,
    Say,
    State,
    Turn,
)
from practice.progress.model import Form, Skill

ANSWERING: Final = "vraag"
QUESTION: Final = "oefenen_kennis"
QUESTIONS: Final = 5
TRIES: Final = 400
"""Seeds that are tried to find a question about one product."""


def start(
    context: Context, seed: int, stelsel: str | None, level: int, product: str | None = None
) -> Turn:
    """Begin. `product` asks for a first question about it, where there is one."""
    state: State = {
        "vorm": Form.KENNIS.value,
        "casus": None,
        "fase": ANSWERING,
        "stelsel": stelsel,
        "niveau": level,
        "zaad": _seed_about(context, seed, stelsel, level, product),
        "nummer": 0,
        "goed": 0,
    }
    name = context.words.say("alle_stelsels")
    if stelsel is not None:
        name = context.catalogue.stelsels[stelsel].naam
    intro = Say(context.words.say("kennis_begin", stelsel=name))
    return Turn(state, (intro, ask(state, context)))


def _seed_about(
    context: Context, seed: int, stelsel: str | None, level: int, product: str | None
) -> int:
    if product is None:
        return seed
    tried = range(seed, seed + TRIES)
    about = (each for each in tried if context.quiz(each, stelsel, level).product == product)
    return next(about, seed)


def question(state: State, context: Context) -> Quiz:
    """Give the question that is open; the state alone says which."""
    seed = int(state["zaad"]) + int(state["nummer"])
    return context.quiz(seed, state["stelsel"], int(state["niveau"]))


def ask(state: State, context: Context) -> Ask:
    """Give the open question with its answers."""
    quiz = question(state, context)
    text = context.words.say(
        "kennis_vraag", nummer=state["nummer"] + 1, totaal=QUESTIONS, vraag=quiz.text
    )
    options = tuple(Option(str(place), each) for place, each in enumerate(quiz.options))
    return Ask(QUESTION, text, options, input="choice")


def take(state: State, given: Input, context: Context) -> Turn:
    """Take an answer: its feedback at once, then the next question or how all went."""
    quiz, words = question(state, context), context.words
    choice = _picked(given, quiz)
    if choice is None:
        return Turn(state, (Say(words.say("keuze_niet_herkend")), ask(state, context)))
    right = choice == quiz.right
    line = words.say(
        "kennis_goed" if right else "kennis_fout",
        antwoord=quiz.options[quiz.right].rstrip("."),
        gekozen=quiz.options[choice].rstrip("."),
    )
    lines = [line, quiz.explanation]
    if quiz.source:
        lines.append(source_line(quiz.source, words))
    grade = Grade(
        Skill.KIEZEN,
        float(right),
        product=quiz.product,
        stelsel=quiz.stelsel,
        details={"kennis": True},
    )
    verdict = Verdict.GOOD if right else Verdict.BETTER
    part = Part("kennis", verdict, tuple(lines), (grade,))
    said: list[Message] = [message([part], None, words)]
    state = {**state, "nummer": state["nummer"] + 1, "goed": state["goed"] + right}
    if state["nummer"] < QUESTIONS:
        return Turn(state, (*said, ask(state, context)), (grade,))
    told = words.say("kennis_klaar", goed=state["goed"], totaal=QUESTIONS)
    return Turn({**state, "fase": DONE}, (*said, Say(told)), (grade,))


def _picked(given: Input, quiz: Quiz) -> int | None:
    """Give the place of the answer that was chosen, or typed as its words or its number."""
    options = [Option(str(place), each) for place, each in enumerate(quiz.options)]
    if given.chosen:
        places = [int(each) for each in given.chosen if each in {o.value for o in options}]
        return places[0] if len(places) == 1 else None
    found = named(given.text, options)
    if len(found) == 1:
        return int(found[0])
    typed = given.text.strip(" .)")
    if typed.isdigit() and 1 <= int(typed) <= len(options):
        return int(typed) - 1
    return None

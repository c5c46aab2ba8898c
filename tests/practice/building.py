"""What the tests of practising work with: a few cases, and stand-ins for what understands words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalog.loader import shipped
from practice.cases.checking import Shelf
from practice.cases.model import Case
from practice.cases.shelf import serve
from practice.forms.turn import Ask, Context, Motivation, Quiz, Say, Turn
from practice.words import words

CASES = Path(__file__).parent / "casussen"


@dataclass(frozen=True)
class Heard:
    """What a question asks."""

    kenmerken: tuple[str, ...] = ()
    vorm: str = "open"


QUESTIONS: Mapping[str, Heard] = {
    "wat gebeurt er als het misgaat?": Heard(("risico",)),
    "hoe gaat zij met anderen om?": Heard(("gedrag",)),
    "en wat doet zij dan?": Heard(("gedrag",)),
    "u vindt haar zeker agressief?": Heard(("gedrag",), "suggestief"),
    "duurt het langer dan een half jaar?": Heard(("duur",), "gesloten"),
    "hoe lang duurt het en wat vergeet ze?": Heard(("duur", "beperkingen"), "meervoudig"),
    "is er altijd iemand, en hoe is het gedrag?": Heard(("blijvend_24_7", "gedrag"), "meervoudig"),
    "hoe oud is zij?": Heard(("leeftijd",)),
    "waar belt u over?": Heard(("hulpvraag",)),
    "hoe zit het met de nachten?": Heard(("beschikbaarheid",)),
    "waarom doet u daar zelf niets aan?": Heard((), "ongepast"),
    "wat vindt u van het weer?": Heard(),
    "dank u wel": Heard((), "geen_vraag"),
}


def recognise(text: str, before: tuple[str, ...]) -> Heard:
    """Hear one of the questions above; anything else asks nothing that is known."""
    if text.casefold() == "vertel daar eens meer over":
        return Heard(before)
    return QUESTIONS.get(text.casefold(), Heard())


def assess(text: str, case: Case) -> Motivation:
    """Name the reasons whose id stands in the text, and the steps that it names by key."""
    held = text.casefold()
    return Motivation(
        named=tuple(each.id for each in case.redenen if each.id in held),
        steps=tuple(step for step in type(case.stappen).model_fields if step in held),
        wrong=("gedrag",) if "geen gedrag" in held else (),
    )


def quiz(seed: int, stelsel: str | None, level: int) -> Quiz:
    """Give a question whose right answer is at the place that the seed gives."""
    return Quiz(
        id=f"q{seed}",
        text=f"Vraag met zaad {seed} op niveau {level}?",
        options=("Appel", "Peer", "Kers"),
        right=seed % 3,
        explanation="Zo staat het er.",
        source={"document": "Boek", "kop": "Fruit"},
        product="begeleiding-plus" if seed % 7 == 0 else "begeleiding-basis",
        stelsel=stelsel or "zeeuws-vlaanderen",
    )


@cache
def shelf() -> Shelf:
    """Give the cases of the tests."""
    found = serve(shipped(), CASES)
    assert not found.refused, found.refused
    return found


def context() -> Context:
    """Give what forms work with."""
    return Context(shipped(), shelf(), words(), recognise, assess, quiz)


def case(id_: str) -> Case:
    """Give one case of the tests."""
    return shelf().cases[id_]


def text_of(turn: Turn) -> str:
    """Give all that was said in a turn."""
    return "\n".join(message.text for message in turn.said)


def lines_of(turn: Turn) -> list[str]:
    """Give what the played person said in a turn."""
    said = [m for m in turn.said if isinstance(m, Say) and m.kind == "practice_said"]
    return [str(message.data["line"]) for message in said]


def asked(turn: Turn) -> Ask:
    """Give the question that ends a turn."""
    last = turn.said[-1]
    assert isinstance(last, Ask)
    return last

"""What people say under load: whole conversations of the development set, with varied words."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

YES: Final = "ja"
DONT_KNOW: Final = "weet ik niet"
LONGEST: Final = 15
"""So many messages has a conversation at most; then another begins."""
OPENINGS: Final = ("", "Goedendag. ", "Hallo, ", "Even over thuis: ", "Ik zoek hulp. ", "Nou, ")
CLOSINGS: Final = ("", ".", " denk ik", ", geloof ik", " hoor", ", zo is het")


@dataclass(frozen=True, slots=True)
class Talk:
    """One person: what the page knows beforehand, the story, and an answer per kenmerk."""

    start: Mapping[str, str]
    story: str
    answers: Mapping[str, str]

    def answer(self, question: str | None) -> str:
        """Give what this person says to a question, known by its id."""
        if question is not None and question in self.answers:
            return self.answers[question]
        return YES if question in (None, "overzicht", "samenvatting") else DONT_KNOW


def read_talks(path: Path) -> list[Talk]:
    """Read the conversations of a set (`dialogues`); OSError or ValueError when that fails."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines if line.strip()]
    return [
        Talk(
            {key: each[key] for key in ("stelsel", "domein", "spreker")},
            each["verhaal"],
            {name: str(text) for name, text in each["antwoorden"].items()},
        )
        for each in found
        # A worker signs in elsewhere: the web API takes people and those near them.
        if each["spreker"] in ("inwoner", "naaste")
    ]


def endless(talks: list[Talk], seed: int) -> Iterator[Talk]:
    """Give talks in a fixed random order for ever, the words around each answer varied.

    Nothing that remembers whole answers gains by it: hardly any text comes twice.
    """
    chance = random.Random(seed)  # noqa: S311 -- nothing secret
    while True:
        for talk in chance.sample(talks, len(talks)):
            answers = {name: _varied(chance, text) for name, text in talk.answers.items()}
            yield Talk(talk.start, chance.choice(OPENINGS) + talk.story, answers)


def _varied(chance: random.Random, text: str) -> str:
    if not any(each.isalpha() for each in text):
        return text
    return text + chance.choice(CLOSINGS)

"""The example questions of the shipped cases: open, and heard as what they are an example of."""

from __future__ import annotations

import re

from catalog.loader import shipped
from practice.cases.shelf import serve
from practice.questions import recognise

CLOSED = re.compile(
    r"(?:is|zijn|was|kan|kunt|heeft|hebt|heb|bent|ben|komt|wil|wilt|denkt|gaat|lukt|moet|moeten|"
    r"weet|doet|houdt|gebeurt|woont|belt|mag|zou|wordt)\b",
    re.IGNORECASE,
)
"""How a question begins that asks for yes or no."""
SAFETY = "acuut_gevaar"
"""What is asked at once and in the shortest way, and by nobody who practises asking."""
HEARD = 0.9
"""The share of the examples that must be heard; how well questions are heard is measured apart."""


def examples() -> list[tuple[str, str, str]]:
    return [
        (case.id, each.kenmerk, each.voorbeeld)
        for case in serve(shipped()).cases.values()
        for each in case.vraagt
        if each.kenmerk != SAFETY
    ]


def test_an_example_is_one_open_question() -> None:
    for case, _, text in examples():
        assert text.endswith("?"), (case, text)
        assert text.count("?") == 1, (case, text)
        assert not CLOSED.match(text), (case, text)
        assert not re.search(r", en (?:hoe|wat|wie|waar|wanneer|welke) ", text), (case, text)


def test_most_examples_are_heard_as_what_they_ask() -> None:
    found = examples()
    heard = sum(kenmerk in recognise(text).kenmerken for _, kenmerk, text in found)
    assert heard >= HEARD * len(found), (heard, len(found))

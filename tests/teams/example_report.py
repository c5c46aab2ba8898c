"""docs/voorbeeldverslag.md, made by the real code: `python -m tests.teams.example_report`.

An invented client; the words are as a worker might type them. A test keeps the page current.
"""

from __future__ import annotations

from pathlib import Path

from actions.dialogue import receipts, report
from actions.dialogue.library import Library
from catalog.loader import shipped
from gateway.paper.report import markdown
from tests.actions.dialogue.workers import CASE, fill, press, worker

PAGE = Path(__file__).resolve().parents[2] / "docs" / "voorbeeldverslag.md"
AT = "2026-11-27T09:30:00.000Z"
HEAD = """<!-- Made by `python -m tests.teams.example_report`. De persoon is verzonnen. -->

"""
TOLD = (
    ("risico", ("zorgmijding",), "mijdt zorg"),
    ("zelfregie", ("dagritme_structuur",), "draait dag en nacht om"),
    ("contact", "dagelijks", "elke dag even langs"),
)
"""What was understood from her text: kenmerk, value, words."""
REASON = "Cliënt weigert een groepswoning; ambulant met bereikbaarheid in de nacht is haalbaar."


def example() -> str:
    """Give the page."""
    talk = worker(Library(shipped()))
    for name, value, words in TOLD:
        talk.state.learn(name, value, words, 0.9)
    fill(talk, "situatie", CASE)
    fill(talk, "wonen", {"woonvorm": ["dicht_bij_anderen"], "steun": ["mantelzorg"]})
    press(talk, "overrule")
    talk.answer("Zelfstandig Thuis Intensief")
    talk.answer(REASON)
    # Made by chance in a real conversation.
    receipts.ids(talk)
    talk.state.extra[receipts.RECEIPTS]["wonen"]["id"] = "0123456789abcdef01234567"
    return HEAD + markdown(report.contents(talk), AT)


if __name__ == "__main__":
    PAGE.write_text(example(), encoding="utf-8")

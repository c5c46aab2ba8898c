"""Whatever a trainee says or picks: there is an answer, it is plain data, and nothing leaks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.loader import shipped
from practice.desk import Desk
from practice.forms.turn import Ask, Context, Input, Say
from practice.progress import Due, Form, Overview, ProgressStore, Result, Sharing
from practice.session import Practice, new
from practice.words import words
from tests.practice.building import Heard, assess, quiz, shelf

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
KENMERKEN = ("risico", "gedrag", "duur", "beperkingen", "leeftijd", "hulpvraag", "contact")
FORMS = ("open", "gesloten", "suggestief", "meervoudig", "ongepast", "geen_vraag")


def recognise(text: str, before: tuple[str, ...]) -> Heard:
    """Hear something that follows from the length of the text alone."""
    size = len(text)
    asked = tuple(name for place, name in enumerate(KENMERKEN) if (size >> place) & 1)
    return Heard(asked[:2] or before, FORMS[size % len(FORMS)])


CONTEXT = Context(shipped(), shelf(), words(), recognise, assess, quiz)


class Kept:
    """A store that keeps results in a list."""

    def __init__(self) -> None:
        self.kept: list[Result] = []

    def admitted(self, trainee: str) -> bool:
        return True

    def record(self, results: Sequence[Result]) -> None:
        self.kept += results

    def results(self, trainee: str) -> tuple[Result, ...]:
        return tuple(self.kept)

    def due(self, trainee: str, now: datetime | None = None) -> tuple[Due, ...]:
        return ()

    def seen(self, trainee: str) -> Mapping[str, datetime]:
        return {each.case: each.at for each in self.kept if each.case}

    def overview(self, trainee: str, now: datetime | None = None) -> Overview:
        return Overview((), (), (), 0, len(self.kept), None)

    def dispute(self, trainee: str, form: Form, case: str, text: str) -> int:
        return 1

    def sharing(self, trainee: str) -> Sharing:
        return Sharing()

    def share(self, trainee: str, sharing: Sharing) -> None:
        return None

    def group(self, trainee: str) -> str | None:
        return None

    def join(self, trainee: str, code_hash: str) -> str | None:
        return None

    def erase(self, trainee: str) -> bool:
        self.kept.clear()
        return True


TYPED = """
oefenen; oefen verder; casus; rollenspel; contrast; kennis; alle; 1; klaar; Begeleiding Plus
mijn voortgang; wis mijn voortgang; deel mijn voortgang; help; oneens; nee; volgende; sla over
zoek plus; nog een; wlz
"""
WORDS = st.one_of(
    st.sampled_from([each.strip() for each in TYPED.strip().replace("\n", ";").split(";")]),
    st.text(max_size=80),
)
STEPS = st.lists(st.one_of(WORDS, st.integers(0, 12)), max_size=30)


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_there_is_always_an_answer_and_a_question_after_it(steps: list[str | int]) -> None:
    store, state, now = Kept(), new(), NOW
    asked: Ask | None = None
    for step in ["oefenen", *steps]:
        now += timedelta(minutes=1)
        desk = Desk("teams-x", now, len(steps), store, lambda _wanted: [])
        practice = Practice(json.loads(json.dumps(state)), desk, CONTEXT)
        if isinstance(step, str):
            stand = practice.take(Input(step))
        elif asked is not None and asked.options:
            option = asked.options[step % len(asked.options)]
            stand = practice.take(Input(option.label, (option.value,)))
        else:
            stand = practice.resume()
        assert stand.said
        assert all(message.text.strip() for message in stand.said)
        if stand.over:
            state, asked = new(), None
            continue
        last = stand.said[-1]
        assert isinstance(last, Ask)
        assert sum(isinstance(message, Ask) for message in stand.said) == 1
        state, asked = stand.state, last
        _holds_no_unasked(stand.said, state)
    assert all(0 <= each.grade <= 1 for each in store.kept)


def _holds_no_unasked(said: Sequence[Say | Ask], state: dict[str, Any]) -> None:
    exercise = state["oefening"]
    if not exercise or exercise["vorm"] != "rollenspel" or exercise["fase"] != "vragen":
        return
    case = shelf().cases[exercise["casus"]]
    text = "\n".join(m.text for m in said if isinstance(m, Say) and m.kind == "practice_said")
    for name, saying in case.zegt.items():
        if name not in exercise["verteld"]:
            assert saying.antwoord not in text


def test_the_real_store_is_what_practising_needs() -> None:
    missing = [
        name for name in vars(Kept) if not name.startswith("_") and not hasattr(ProgressStore, name)
    ]
    assert missing == []

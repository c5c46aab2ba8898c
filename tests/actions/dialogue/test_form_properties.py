"""What holds for every form, whatever was known and whatever is filled in."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from actions.dialogue import filling, forms
from actions.dialogue.library import Library
from catalog.advice.explaining import plain
from catalog.advice.request import parse_facts
from catalog.loader import shipped
from catalog.model import Kenmerk, KenmerkType, Publiek, Value
from tests.actions.dialogue.workers import as_shown, fill, worker

LIBRARY = Library(shipped())
SUBJECTS = st.sampled_from(sorted(forms.subjects()))


def values_of(kenmerk: Kenmerk) -> st.SearchStrategy[Value]:
    """Give any value of a kenmerk."""
    if kenmerk.type is KenmerkType.BOOL:
        return st.booleans()
    if kenmerk.type is KenmerkType.ONE:
        return st.sampled_from(kenmerk.values)
    if kenmerk.type is KenmerkType.MANY:
        chosen = st.sets(st.sampled_from(kenmerk.values))
        return chosen.map(lambda some: tuple(v for v in kenmerk.values if v in some))
    if kenmerk.type is KenmerkType.INT:
        return st.integers(int(kenmerk.minimum or 0), int(kenmerk.maximum or 9))
    if kenmerk.type is KenmerkType.NUMBER:
        return st.integers(0, int(2 * (kenmerk.maximum or 9))).map(lambda n: n / 2)
    return st.sampled_from(["'s-Hertogenbosch", "Hulst", "Nijmegen"])


FACTS = st.fixed_dictionaries(
    {},
    optional={
        name: values_of(kenmerk)
        for name, kenmerk in LIBRARY.vocabulary.items()
        if Publiek.WIJKTEAM in kenmerk.asked_of
    },
)
ANYTHING = st.one_of(
    st.text(max_size=20),
    st.lists(st.one_of(st.sampled_from(["ja", "nee", "geen", "autisme"]), st.text(max_size=5))),
)


@settings(max_examples=150, deadline=None)
@given(SUBJECTS, FACTS)
def test_a_form_that_comes_back_as_it_was_shown_changes_nothing(
    subject: str, facts: dict[str, Value]
) -> None:
    talk = worker(LIBRARY)
    talk.state.facts = dict(facts)
    talk.state.stelsel = "meierij-bommelerwaard"
    if not forms.names_on(talk, subject):
        return
    shown = forms.show(talk, subject)
    taken = filling.take(talk, {"formulier": subject, "velden": as_shown(shown)})  # type: ignore[arg-type]
    assert (taken.learned, taken.cleared, taken.faults) == ([], [], [])
    assert talk.state.facts == facts


@settings(max_examples=150, deadline=None)
@given(SUBJECTS, FACTS, FACTS)
def test_what_is_filled_in_is_what_is_known_afterwards(
    subject: str, before: dict[str, Value], after: dict[str, Value]
) -> None:
    talk = worker(LIBRARY)
    talk.state.facts = dict(before)
    forms.show(talk, subject)
    names = forms.names_on(talk, subject)
    wanted: dict[str, Any] = {}
    for name in names:
        value = after.get(name)
        typed = LIBRARY.vocabulary[name].type in (
            *(KenmerkType.INT, KenmerkType.NUMBER, KenmerkType.TEXT),
        )
        wanted[name] = "" if typed and value is None else str(value) if typed else _keys(value)
    taken = filling.take(talk, {"formulier": subject, "velden": wanted})
    assert taken.faults == []
    for name in names:
        assert talk.state.facts.get(name) == after.get(name), name
    for name in set(before) - set(names):
        assert talk.state.facts[name] == before[name]


def _keys(value: Value | None) -> list[str]:
    if value is None:
        return []
    if isinstance(value, bool):
        return ["ja" if value else "nee"]
    return (list(value) or ["geen"]) if isinstance(value, tuple) else [str(value)]


@settings(max_examples=150, deadline=None)
@given(st.data(), SUBJECTS)
def test_whatever_comes_back_what_is_known_stays_valid(data: st.DataObject, subject: str) -> None:
    talk = worker(LIBRARY)
    known = [*forms.subjects()[subject]["kenmerken"], "citaat", "regio_bw", "spreker"]
    fields = data.draw(st.dictionaries(st.sampled_from(known), ANYTHING))
    fill(talk, subject, fields)
    written = {name: plain(value) for name, value in talk.state.facts.items()}
    assert dict(parse_facts(written, LIBRARY.vocabulary)) == talk.state.facts

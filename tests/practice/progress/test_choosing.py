"""What is practised next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from practice.progress import Due, Form, Item, Reason, Skill, Weak
from practice.progress.choosing import Candidate, Wish, choose, level_of
from tests.practice.progress.building import NOW, result


def candidate(id_: str, level: int = 1, **more: object) -> Candidate:
    given: dict[str, object] = {
        "stelsel": "s",
        "asks": frozenset({"gedrag", "contact"}),
        "decides": frozenset({"woonvorm"}),
        "products": frozenset({"p"}),
        **more,
    }
    return Candidate(id=id_, level=level, **given)  # type: ignore[arg-type]


CASES = (
    candidate("a"),
    candidate("b", asks=frozenset({"zelfzorg"})),
    candidate("c", level=2, contrast_kenmerk="woonvorm"),
    candidate("d", level=3, stelsel="t", products=frozenset({"q"})),
)


def due(skill: Skill, **item: str) -> Due:
    return Due(Item(skill, **item), NOW, 0.5)


def test_what_is_due_goes_before_what_is_weak_and_that_before_something_new() -> None:
    weak = [Weak(Item(Skill.VRAGEN, kenmerk="zelfzorg"), 0.2, 3)]
    first = choose(CASES, due=[due(Skill.VRAGEN, kenmerk="contact")], weak=weak)
    assert first is not None
    assert (first.form, first.case, first.reason) == (Form.ROLLENSPEL, "a", Reason.DUE)
    then = choose(CASES, weak=weak)
    assert then is not None
    assert (then.case, then.reason) == ("b", Reason.WEAK)
    new = choose(CASES)
    assert new is not None
    assert new.reason is Reason.NEW


@pytest.mark.parametrize(
    ("item", "form", "case"),
    [
        (Item(Skill.VRAGEN, kenmerk="gedrag"), Form.ROLLENSPEL, "a"),
        (Item(Skill.KIEZEN, kenmerk="woonvorm"), Form.CONTRAST, "c"),
        (Item(Skill.MOTIVEREN, kenmerk="woonvorm"), Form.CASUS, "a"),
        (Item(Skill.MOTIVEREN, stelsel="t", product="q"), Form.CASUS, "d"),
    ],
)
def test_each_item_comes_back_in_a_form_and_a_case_that_trains_it(
    item: Item, form: Form, case: str
) -> None:
    found = choose(CASES, due=[Due(item, NOW, 0.1)], seen={"b": NOW}, seed=4)
    assert found is not None
    assert found.form is form
    assert next(each for each in CASES if each.id == found.case).trains(item, form)
    assert found.case == case or found.case in "ac"


def test_a_product_comes_back_as_a_question_and_now_and_then_in_a_case() -> None:
    item = due(Skill.KIEZEN, stelsel="s", product="p")
    forms = [choose(CASES, due=[item], seed=seed) for seed in range(40)]
    found = {each.form for each in forms if each}
    assert found == {Form.KENNIS, Form.CASUS}


def test_a_case_that_was_not_done_goes_first_and_then_the_one_of_longest_ago() -> None:
    cases = tuple(candidate(id_) for id_ in "xyz")
    item = [due(Skill.VRAGEN, kenmerk="gedrag")]
    seen = {"x": NOW - timedelta(days=9), "y": NOW}
    first = choose(cases, due=item, seen=seen)
    assert first is not None
    assert first.case == "z"
    then = choose(cases, due=item, seen={**seen, "z": NOW - timedelta(days=3)})
    assert then is not None
    assert then.case == "x"


def test_what_she_chose_herself_holds() -> None:
    for seed in range(10):
        found = choose(CASES, wish=Wish(Form.ROLLENSPEL, "t", 3), seed=seed)
        assert found is not None
        assert (found.form, found.case) == (Form.ROLLENSPEL, "d")
    assert choose(CASES, wish=Wish(Form.CONTRAST, "t")) is None
    assert choose(CASES, wish=Wish(level=1, stelsel="t")) is None
    kennis = choose((), wish=Wish(Form.KENNIS, "s"))
    assert kennis is not None
    assert kennis.case is None


def test_what_is_due_of_another_stelsel_waits() -> None:
    found = choose(CASES, due=[due(Skill.KIEZEN, stelsel="t", product="q")], wish=Wish(stelsel="s"))
    assert found is not None
    assert found.reason is Reason.NEW


def test_the_same_seed_gives_the_same_choice_and_another_one_another() -> None:
    cases = tuple(candidate(f"case-{n}") for n in range(9))
    chosen = {
        seed: choose(cases, due=[due(Skill.VRAGEN, kenmerk="gedrag")], seed=seed)
        for seed in range(9)
    }
    assert len({each.case for each in chosen.values() if each}) > 2
    assert chosen[3] == choose(cases, due=[due(Skill.VRAGEN, kenmerk="gedrag")], seed=3)


def test_new_cases_are_of_her_level() -> None:
    cases = tuple(candidate(f"n{n}", level=n) for n in (1, 2, 3))
    found = [choose(cases, level=2, seed=seed) for seed in range(6)]
    assert {each.case for each in found if each} == {"n2"}


def test_the_next_level_comes_after_three_cases_that_went_well() -> None:
    levels = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2, "f": 2}
    well = [result(0.9, case=case) for case in "abc"]
    assert level_of([], levels) == 1
    assert level_of(well[:2], levels) == 1
    assert level_of(well, levels) == 2
    assert level_of([*well, result(0.2, case="c")], levels) == 1
    assert level_of([*well, *(result(1.0, case=case) for case in "def")], levels) == 3

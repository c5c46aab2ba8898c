"""What counts as the same value, and which pairs a set of kenmerken holds."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.loader import shipped
from evaluation.kenmerken import ADDED, measured, pairs, plain_value, recorded, same, shown


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (["ritme", "arbeid"], ["arbeid", "ritme"], True),
        ([], [], True),
        ([], None, False),
        (["ritme"], ["ritme", "arbeid"], False),
        (19, 19.0, True),
        (True, True, True),
        (True, 1, False),
        (0, False, False),
        (None, None, True),
        ("soms", "nee", False),
    ],
)
def test_lists_are_compared_as_sets_and_truth_is_no_number(
    one: Any, other: Any, alike: bool
) -> None:
    assert same(one, other) is alike
    assert same(other, one) is alike


def test_a_list_gives_one_pair_for_each_member_and_the_empty_one_gives_one() -> None:
    assert pairs({"risico": ["overlast", "escalatie"], "dagdoel": [], "leeftijd": 19.0}) == {
        ("risico", "overlast"),
        ("risico", "escalatie"),
        ("dagdoel", "geen"),
        ("leeftijd", "19"),
    }


def test_what_was_added_to_the_vocabulary_is_left_out() -> None:
    assert set(shipped().vocabulary) > ADDED
    assert not ADDED & set(measured())
    assert pairs({"steun": ["netwerk"], "contact": "wekelijks"}) == {("contact", "wekelijks")}
    assert recorded({"acuut_gevaar": True, "contact": None, "prikkelarm": False}) == {
        "prikkelarm": False
    }


def test_values_are_shown_as_words() -> None:
    assert [shown(v) for v in (None, True, False, [], ["b", "a"], 3)] == [
        *("-", "ja", "nee", "geen", "a + b", "3"),
    ]
    assert plain_value(67.0) == 67
    assert plain_value(2.5) == 2.5

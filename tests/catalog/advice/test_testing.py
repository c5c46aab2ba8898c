"""Whether one test holds."""

from __future__ import annotations

import pytest

from catalog.advice.testing import holds
from catalog.advice.truth import Truth
from catalog.model import Facts, Toets, Toetsing
from tests.catalog.advice.building import toets

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
BOTH = ("escalatie", "overlast")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, U),
        ({"gedrag": "matig"}, T),
        ({"gedrag": "ernstig"}, T),
        ({"gedrag": "geen"}, F),
        ({"prikkelarm": True}, U),
    ],
)
def test_one_of_the_values_suffices_and_another_value_denies_it(
    facts: Facts, expected: Truth
) -> None:
    assert holds(toets("gedrag", "matig", "ernstig"), facts) is expected


@pytest.mark.parametrize(
    ("toetsing", "value", "expected"),
    [
        (Toetsing.EEN_VAN, (), F),
        (Toetsing.EEN_VAN, ("overlast",), T),
        (Toetsing.ALLE, ("overlast",), F),
        (Toetsing.ALLE, BOTH, T),
        (Toetsing.GEEN_VAN, (), T),
        (Toetsing.GEEN_VAN, ("overlast",), F),
    ],
)
def test_a_list_that_is_given_is_complete(
    toetsing: Toetsing, value: tuple[str, ...], expected: Truth
) -> None:
    test = toets("risico", *BOTH, toetsing=toetsing)
    assert holds(test, {"risico": value}) is expected
    assert holds(test, {}) is U


@pytest.mark.parametrize(("hours", "expected"), [(0.9, F), (1, T), (2.5, T), (3, T), (3.1, F)])
def test_a_range_takes_in_both_its_ends(hours: float, expected: Truth) -> None:
    test = Toets("uren_per_week", minimum=1, maximum=3)
    assert holds(test, {"uren_per_week": hours}) is expected


def test_a_range_may_be_open_at_one_end() -> None:
    assert holds(Toets("leeftijd", maximum=17), {"leeftijd": 17}) is T
    assert holds(Toets("leeftijd", maximum=17), {"leeftijd": 18}) is F
    assert holds(Toets("leeftijd", minimum=18), {"leeftijd": 99}) is T


@pytest.mark.parametrize(("value", "expected"), [(True, F), (False, T)])
def test_a_truth_can_be_asked_to_be_false(value: bool, expected: Truth) -> None:
    assert holds(toets("prikkelarm", False), {"prikkelarm": value}) is expected


def test_only_a_test_on_unknown_is_always_known() -> None:
    test = Toets("gedrag", toetsing=Toetsing.ONBEKEND)
    assert holds(test, {}) is T
    assert holds(test, {"gedrag": "geen"}) is F


def test_none_of_the_values_is_the_opposite_of_one_of_them() -> None:
    test = toets("gedrag", "ernstig", toetsing=Toetsing.GEEN_VAN)
    assert holds(test, {"gedrag": "ernstig"}) is F
    assert holds(test, {"gedrag": "geen"}) is T
    assert holds(test, {}) is U

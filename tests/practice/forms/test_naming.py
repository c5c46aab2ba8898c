"""Names of products and outcomes, as they are typed."""

from __future__ import annotations

import pytest

from catalog.loader import shipped
from practice.forms.naming import advisable, conclusions, named, picked, picked_all
from practice.forms.turn import Input, Option
from practice.words import words

OPTIONS = conclusions(shipped(), "meierij-bommelerwaard", "dagbesteding", words())
HOUSES = conclusions(shipped(), "meierij-bommelerwaard", "wonen", words())


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("Kleinschalig Thuis Basis", "kleinschalig-thuis-basis"),
        ("ik denk kleinschalig thuis intensief", "kleinschalig-thuis-intensief"),
        ("kleinschalig thuis intensif", "kleinschalig-thuis-intensief"),
        ("KLEINSCHALIG-THUIS-BASIS!", "kleinschalig-thuis-basis"),
        ("iets anders", None),
        ("Kleinschalig Thuis Basis of Zelfstandig Thuis Basis", None),
        ("", None),
    ],
)
def test_a_product_is_found_by_its_name(typed: str, value: str | None) -> None:
    assert picked(Input(typed), HOUSES) == value


@pytest.mark.parametrize("number", [1, 2, 3])
def test_numbered_products_are_not_mixed_up(number: int) -> None:
    product = shipped().stelsels["meierij-bommelerwaard"].product(f"dagbesteding-module-{number}")
    assert picked(Input(product.naam), OPTIONS) == product.id


def test_every_product_is_found_by_its_own_name() -> None:
    for stelsel in shipped().stelsels.values():
        for domein in stelsel.domeinen:
            options = conclusions(shipped(), stelsel.id, domein, words())
            for product in advisable(stelsel, domein):
                assert picked(Input(product.naam), options) == product.id


def test_what_was_chosen_goes_before_what_was_typed() -> None:
    given = Input("Kleinschalig Thuis Basis", ("uitkomst:wlz",))
    assert picked(given, HOUSES) == "uitkomst:wlz"


def test_a_choice_that_was_not_offered_counts_for_nothing() -> None:
    assert picked(Input("", ("kaas",)), HOUSES) is None
    assert picked_all(Input("", ("kaas",)), HOUSES) == ()


def test_several_are_found_in_the_order_in_which_they_were_offered() -> None:
    options = [Option("a", "Woont alleen."), Option("b", "Drinkt veel."), Option("c", "Is bang.")]
    assert picked_all(Input("is bang; woont alleen"), options) == ("a", "c")
    assert picked_all(Input("", ("c", "b")), options) == ("b", "c")


def test_the_longer_of_two_names_counts() -> None:
    options = [Option("a", "Thuis"), Option("b", "Thuis Plus")]
    assert named("thuis plus", options) == ("b",)

"""Three-valued logic."""

from __future__ import annotations

from itertools import product

import pytest

from catalog.advice.truth import Truth, all_of, any_of, of_bool

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("one", "other", "either", "both"),
    [
        *((T, T, T, T), (T, F, T, F), (T, U, T, U)),
        *((F, T, T, F), (F, F, F, F), (F, U, U, F)),
        *((U, T, T, U), (U, F, U, F), (U, U, U, U)),
    ],
)
def test_two_truths_combine_as_kleene_has_it(
    one: Truth, other: Truth, either: Truth, both: Truth
) -> None:
    assert any_of([one, other]) is either
    assert all_of([one, other]) is both


def test_of_none_any_is_false_and_all_is_true() -> None:
    assert any_of([]) is F
    assert all_of([]) is T


def test_an_unknown_becomes_what_every_answer_to_it_would_give() -> None:
    for truths in product((T, F, U), repeat=3):
        for combine in (any_of, all_of):
            completions = {
                combine(completed)
                for completed in product(*[(T, F) if t is U else (t,) for t in truths])
            }
            expected = completions.pop() if len(completions) == 1 else U
            assert combine(truths) is expected


def test_what_is_known_is_true_or_false() -> None:
    assert of_bool(True) is T
    assert of_bool(False) is F

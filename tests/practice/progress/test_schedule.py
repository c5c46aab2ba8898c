"""When something comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Rating
from hypothesis import given
from hypothesis import strategies as st

from practice.progress.schedule import LONGEST_DAYS, SOON, practised, rating, recall
from tests.practice.progress.building import NOW


@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        *((0.0, Rating.Again), (0.49, Rating.Again), (0.5, Rating.Hard), (0.7, Rating.Good)),
        *((0.94, Rating.Good), (0.95, Rating.Easy), (1.0, Rating.Easy)),
    ],
)
def test_a_grade_becomes_a_rating(grade: float, expected: Rating) -> None:
    assert rating(grade) is expected


def test_what_went_wrong_comes_back_in_the_same_sitting() -> None:
    assert practised(None, 0.2, NOW).due == NOW + SOON


def test_what_went_well_comes_back_after_days_and_then_after_more_days() -> None:
    once = practised(None, 0.8, NOW)
    assert once.due >= NOW + timedelta(days=1)
    twice = practised(once, 0.8, once.due)
    assert twice.due - once.due > once.due - NOW


def test_what_is_forgotten_comes_back_soon_again() -> None:
    known = practised(practised(None, 1.0, NOW), 1.0, NOW + timedelta(days=20))
    assert practised(known, 0.1, known.due).due == known.due + SOON


def test_what_was_practised_longer_ago_is_known_less_well() -> None:
    memory = practised(None, 0.8, NOW)
    days = [recall(memory, NOW + timedelta(days=each)) for each in (0, 3, 10, 100)]
    assert days == sorted(days, reverse=True)
    assert 0 < days[-1] < days[0] <= 1


def test_a_clock_that_went_back_changes_nothing_for_the_better() -> None:
    memory = practised(None, 0.8, NOW)
    earlier = practised(memory, 0.8, NOW - timedelta(days=3))
    assert earlier == practised(memory, 0.8, NOW)
    assert recall(memory, NOW - timedelta(days=3)) == recall(memory, NOW)


MOMENTS = st.integers(0, 400).map(lambda days: timedelta(days=days))


@given(st.lists(st.tuples(st.floats(0, 1), MOMENTS), min_size=1, max_size=12))
def test_the_same_practice_leads_to_the_same_moments_within_half_a_year(
    steps: list[tuple[float, timedelta]],
) -> None:
    def run() -> list[datetime]:
        memory, at, due = None, NOW, []
        for grade, later in steps:
            at += later
            memory = practised(memory, grade, at)
            due.append(memory.due)
            assert SOON <= memory.due - at <= timedelta(days=LONGEST_DAYS)
            assert memory.due.tzinfo == UTC
            assert 0 <= recall(memory, at) <= 1
        return due

    assert run() == run()

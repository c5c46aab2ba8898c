"""A short run of the fuzzers, the same inputs each time; `make fuzz` runs them long."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from tests.attacks.fuzz.__main__ import SHARES, by_atheris, by_hypothesis
from tests.attacks.fuzz.targets import TARGETS


@pytest.fixture(autouse=True)
def _log_again() -> Iterator[None]:
    yield
    logging.disable(logging.NOTSET)


def test_every_target_has_its_share() -> None:
    assert set(SHARES) == set(TARGETS)


@pytest.mark.parametrize("name", list(TARGETS))
def test_no_input_breaks_a_promise(name: str) -> None:
    assert by_hypothesis(name, 150, again=True) >= 100


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("parser", b"\x02\x01\x02\x14\x14"),  # a number of five hundred digits
        ("masking", b"\x02\x01\x02\x0a\x0a"),  # half a character
        ("danger", b"\x02\x01\x02\x0a\x0a"),
    ],
)
def test_what_was_found_before_stays_mended(name: str, found: bytes) -> None:
    TARGETS[name](found)


def test_a_broken_promise_is_found_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes) -> None:
        # What is tried depends on the modules that are there; so many bytes come at any rate.
        assert len(data) < 8

    monkeypatch.setitem(TARGETS, "parser", broken)
    with pytest.raises(AssertionError):
        by_hypothesis("parser", 300, again=True)


def test_atheris_runs_a_target() -> None:
    tried, wrong = by_atheris("catalogue", 200, seed=1)
    assert (tried >= 200, wrong) == (True, "")

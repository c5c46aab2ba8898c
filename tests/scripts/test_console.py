"""What the person sees."""

from __future__ import annotations

import io

import pytest

from scripts.kt import console
from scripts.kt.console import Problem, Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Tell that it is one."""
        return True


def test_a_problem_is_always_one_line() -> None:
    assert str(Problem("first\n  second")) == "first second"


def test_a_terminal_gets_a_spinner_that_is_wiped_in_the_end() -> None:
    stream = Terminal()
    with Progress("Training", stream) as progress:
        progress.tick()
    assert "\r/ Training (0 s)" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[K- Training: done (0.0 s)\n")


def test_without_a_terminal_a_short_step_is_one_line() -> None:
    stream = io.StringIO()
    with Progress("Training", stream) as progress:
        progress.tick()
    assert stream.getvalue() == "- Training: done (0.0 s)\n"


def test_without_a_terminal_a_long_step_gives_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(console, "SECONDS_BETWEEN_LINES", 0.0)
    stream = io.StringIO()
    with Progress("Training", stream) as progress:
        progress.tick()
    assert stream.getvalue().splitlines()[0] == "  Training (0 s)"


def test_a_step_that_fails_is_not_called_done() -> None:
    stream = io.StringIO()
    with pytest.raises(Problem), Progress("Training", stream):
        raise Problem("no")
    assert stream.getvalue() == ""

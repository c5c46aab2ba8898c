"""What the person at the terminal sees: lines, progress of long steps, one clear problem."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TextIO

SPINNER = "|/-\\"
SECONDS_BETWEEN_LINES = 10.0


class Problem(Exception):
    """Something that the person must know or mend; its text is one line."""

    def __init__(self, text: str) -> None:
        super().__init__(" ".join(text.split()))


def say(text: str, stream: TextIO | None = None) -> None:
    """Print one line at once."""
    print(text, file=stream or sys.stdout, flush=True)


class Progress:
    """Shows that a step is busy: a spinner on a terminal, else a line now and then.

    Use as a context manager and call `tick` a few times per second. Ends with one line that
    gives the step and its time in seconds; after an exception with none.
    """

    def __init__(self, label: str, stream: TextIO | None = None) -> None:
        self.label = label
        self.stream = stream or sys.stdout
        self.on_terminal = self.stream.isatty()
        self.started = time.monotonic()
        self.last_line = self.started
        self.ticks = 0

    @property
    def elapsed(self) -> float:
        """Seconds since the step began."""
        return time.monotonic() - self.started

    def tick(self) -> None:
        """Show progress, when it is time for that."""
        self.ticks += 1
        if self.on_terminal:
            mark = SPINNER[self.ticks % len(SPINNER)]
            self._write(f"\r{mark} {self.label} ({self.elapsed:.0f} s)")
        elif time.monotonic() - self.last_line >= SECONDS_BETWEEN_LINES:
            self.last_line = time.monotonic()
            self._write(f"  {self.label} ({self.elapsed:.0f} s)\n")

    def __enter__(self) -> Progress:
        if self.on_terminal:
            self.tick()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self.on_terminal:
            self._write("\r\x1b[K")
        if error is None:
            self._write(f"- {self.label}: done ({self.elapsed:.1f} s)\n")

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()

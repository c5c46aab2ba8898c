"""A store of the test's own, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from practice.progress import ProgressStore
from tests.practice.progress.building import Clock


@pytest.fixture
def clock() -> Clock:
    """A clock that the test turns."""
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[ProgressStore]:
    """An empty store in a file."""
    made = ProgressStore(f"sqlite:///{tmp_path / 'practice.db'}", clock)
    yield made
    made.close()

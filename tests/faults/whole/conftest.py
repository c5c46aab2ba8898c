"""One start of everything, on PostgreSQL and Redis, for all of these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.running import Whole, running_whole


@pytest.fixture(scope="session")
def whole() -> Iterator[Whole]:
    """Everything that runs, by name, to be killed and started again."""
    with running_whole() as running:
        yield running

"""The real assistant for the conversations: trained model, action server, Rasa and gateway."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.kt.servers import Assistant
from tests.everything import everything


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the running servers keep their data."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def assistant(data_folder: Path) -> Iterator[Assistant]:
    """The running assistant, on free loopback ports, with databases of its own.

    Trains first when the model is missing or outdated. Everything ends with the session.
    """
    with everything(data_folder) as (running, _processes):
        yield running

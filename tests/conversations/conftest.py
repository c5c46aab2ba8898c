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


PRACTICE_SECRET = "a secret of the tests alone"


def practice_database(folder: Path) -> str:
    """Give the URL of the store of progress of what runs with its data in a folder."""
    return f"sqlite:///{folder / 'practice.db'}"


@pytest.fixture(scope="session")
def assistant(data_folder: Path) -> Iterator[Assistant]:
    """The running assistant, on free loopback ports, with databases of its own.

    Trains first when the model is missing or outdated. Everything ends with the session.
    """
    practice = {
        "KT_GATEWAY_PRACTICE": "true",
        "KT_PRACTICE_SECRET": PRACTICE_SECRET,
        "KT_PRACTICE_DATABASE_URL": practice_database(data_folder),
    }
    with everything(data_folder, practice) as (running, _processes):
        yield running

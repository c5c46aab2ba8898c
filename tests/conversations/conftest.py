"""The real assistant for the conversations: trained model, action server and Rasa."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scripts.kt.layout import Layout
from scripts.kt.load import load
from scripts.kt.ports import free_port
from scripts.kt.servers import Assistant, running_assistant
from scripts.kt.train import train


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The running assistant, on free loopback ports, with a catalogue database of its own.

    Trains first when the model is missing or outdated. Everything ends with the session.
    """
    layout = Layout.here()
    model, _trained = train(layout)
    database = tmp_path_factory.mktemp("database") / "catalogue.db"
    variables = {"DATABASE_URL": f"sqlite:///{database}"}
    load(layout, variables, log_name="test-load")
    ports = free_port(), free_port()
    with running_assistant(layout, model, *ports, variables, log_prefix="test-") as (running, _all):
        yield running

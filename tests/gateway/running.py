"""The gateway with its own store, for the folders that import it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.gateway.building import FakeAssistant, Page, app_before, settings_in


@pytest.fixture
def assistant() -> FakeAssistant:
    """An assistant that asks one question after another."""
    return FakeAssistant()


@pytest.fixture
def client(assistant: FakeAssistant, tmp_path: Path) -> Iterator[TestClient]:
    """The running gateway; what it does not foresee is an answer and no exception here."""
    app = app_before(assistant, settings_in(tmp_path))
    with TestClient(app, base_url="http://gateway.test", raise_server_exceptions=False) as running:
        yield running


@pytest.fixture
def page(client: TestClient) -> Page:
    """A person who has begun and got the first question."""
    begun = Page(client)
    begun.settled()
    return begun

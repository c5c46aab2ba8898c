"""The gateway with its own store, before an assistant of the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gateway.settings import Settings
from tests.gateway.building import FakeAssistant, Page, app_before, settings_in


@pytest.fixture
def assistant() -> FakeAssistant:
    """An assistant that asks one question after another."""
    return FakeAssistant()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a store of the test's own."""
    return settings_in(tmp_path)


@pytest.fixture
def client(assistant: FakeAssistant, settings: Settings) -> Iterator[TestClient]:
    """The running gateway."""
    with TestClient(app_before(assistant, settings), base_url="http://gateway.test") as running:
        yield running


@pytest.fixture
def page(client: TestClient) -> Page:
    """A person who has begun and got the first question."""
    begun = Page(client)
    begun.settled()
    return begun

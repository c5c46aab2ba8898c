"""The gateway with Teams on it, between a fake Microsoft and an assistant of the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gateway.app import create_app
from gateway.settings import Settings
from gateway.teams.settings import TeamsSettings
from tests.gateway.building import FakeAssistant, settings_in
from tests.teams.building import Worker
from tests.teams.fake.certificates import Certificates, make_certificates
from tests.teams.fake.microsoft import Microsoft, running


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Certificates of the test's own."""
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="session")
def servers(certificates: Certificates) -> Iterator[Microsoft]:
    """Microsoft's servers, on loopback."""
    with running(certificates) as microsoft:
        yield microsoft


@pytest.fixture
def microsoft(servers: Microsoft) -> Microsoft:
    """Microsoft's servers, as new."""
    servers.reset()
    return servers


@pytest.fixture
def assistant() -> FakeAssistant:
    """An assistant that asks one question after another."""
    return FakeAssistant()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a store of the test's own."""
    return settings_in(tmp_path)


@pytest.fixture
def teams_settings(
    microsoft: Microsoft, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> TeamsSettings:
    """Settings by which the fake is Microsoft."""
    for name, value in microsoft.variables(certificates).items():
        monkeypatch.setenv(name, value)
    return TeamsSettings()


@pytest.fixture
def client(
    assistant: FakeAssistant, settings: Settings, teams_settings: TeamsSettings
) -> Iterator[TestClient]:
    """The running gateway."""
    app = create_app(settings, assistant, teams_settings=teams_settings)
    with TestClient(app, base_url="https://gateway.test") as running_:
        yield running_


@pytest.fixture
def worker(client: TestClient, microsoft: Microsoft) -> Worker:
    """A worker in a personal chat."""
    return Worker(client, microsoft)

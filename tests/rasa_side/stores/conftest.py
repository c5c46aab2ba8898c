"""Real stores for the tests: PostgreSQL and Redis, started once where a test asks for them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import create_engine, text

from scripts.kt.layout import Layout
from scripts.kt.services import Services, running_services


@pytest.fixture(scope="session")
def services() -> Iterator[Services]:
    """Give PostgreSQL and Redis of the tests' own."""
    with running_services(Layout.here(), keep=False, log_prefix="rasa-side-") as found:
        yield found


@pytest.fixture
def postgres_url(services: Services) -> str:
    """Give the URL of an empty database."""
    url = services.variables["KT_TRACKERS_URL"]
    name = f"t{uuid.uuid4().hex}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT", future=True)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.replace("/trackers", f"/{name}")


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give where conversations are kept, each way in turn; empty for in memory."""
    if request.param == "memory":
        return ""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'trackers.db'}"
    found: str = request.getfixturevalue("postgres_url")
    return found


@pytest.fixture
def key() -> str:
    """Give a new key."""
    return Fernet.generate_key().decode()

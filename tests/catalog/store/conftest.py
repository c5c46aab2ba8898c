"""Every test of the store runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from catalog.store import migrate, open_engine
from tests.postgres import postgres_server, postgres_url

__all__ = ["postgres_server", "postgres_url"]

SOUND = Path(__file__).parent.parent / "lint" / "fixtures" / "sound"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'catalogue.db'}"
    found = request.getfixturevalue("postgres_url")
    assert isinstance(found, str)
    return found


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """Give an engine on a database with tables and nothing in them."""
    made = open_engine(url)
    migrate(made)
    yield made
    made.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the small sound catalogue, to be changed at will."""
    return Path(shutil.copytree(SOUND, tmp_path / "catalogue"))

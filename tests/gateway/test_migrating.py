"""The steps of the gateway's tables: they make what the code expects, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from gateway.store import migrating, store
from gateway.store.sealed import sealer_of
from gateway.store.store import Store
from gateway.store.tables import Base
from tests.postgres import postgres_server, postgres_url

__all__ = ["postgres_server", "postgres_url"]


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Give an empty database."""
    url = f"sqlite:///{tmp_path / 'conversations.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    made = store.engine_for(url)
    yield made
    made.dispose()


def differences(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


def test_the_steps_make_what_the_code_expects(engine: Engine) -> None:
    """Should this fail: `python -m gateway migrate --write-step "what is new"` writes the step."""
    migrating.migrate(engine)
    assert differences(engine) == []


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    migrating.migrate(engine)
    before = inspect(engine).get_table_names()
    migrating.migrate(engine)
    assert inspect(engine).get_table_names() == before


def test_a_lack_of_a_step_would_be_seen(engine: Engine) -> None:
    migrating.migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE switches ADD COLUMN more INTEGER"))
    assert differences(engine)


def test_a_database_on_a_server_is_migrated_when_somebody_says_so(postgres_url: str) -> None:
    sealer = sealer_of("sqlite://")
    with pytest.raises(ValueError, match="python -m gateway migrate"):
        Store(postgres_url, idle_seconds=1, absolute_seconds=1, sealer=sealer)
    Store(postgres_url, idle_seconds=1, absolute_seconds=1, sealer=sealer, migrating=True).close()
    Store(postgres_url, idle_seconds=1, absolute_seconds=1, sealer=sealer).close()


def test_embedded_tables_from_before_there_were_steps_are_made_anew(tmp_path: Path) -> None:
    made = store.engine_for(f"sqlite:///{tmp_path / 'conversations.db'}")
    with made.begin() as connection:
        connection.execute(text("CREATE TABLE conversations (id VARCHAR)"))
        connection.execute(text("CREATE TABLE anders (id VARCHAR)"))
    migrating.migrate(made)
    assert differences(made)[0][0] == "remove_table"
    assert "token_hash" in {c["name"] for c in inspect(made).get_columns("conversations")}
    made.dispose()


def test_a_step_is_written_for_what_is_new(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = tmp_path / "migrations"
    steps.mkdir()
    for each in ("env.py", "script.py.mako"):
        (steps / each).write_text((migrating.MIGRATIONS / each).read_text())
    versions = steps / "versions"
    versions.mkdir()
    for each in (migrating.MIGRATIONS / "versions").glob("*.py"):
        (versions / each.name).write_text(each.read_text())
    monkeypatch.setattr(migrating, "MIGRATIONS", steps)
    migrating.migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE switches"))
    known = set(versions.glob("*.py"))
    migrating.write_step(engine, "A table")
    (new,) = set(versions.glob("*.py")) - known
    assert "switches" in new.read_text()

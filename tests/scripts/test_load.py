"""Loading the catalogue when needed."""

from __future__ import annotations

import pytest

from scripts.kt.layout import Layout
from scripts.kt.load import load_when_changed


def _times(project: Layout) -> int:
    return len((project.root / "loaded.txt").read_text(encoding="utf-8"))


def test_an_unchanged_catalogue_is_loaded_once(project: Layout) -> None:
    assert load_when_changed(project)
    assert not load_when_changed(project)
    assert _times(project) == 1


@pytest.mark.parametrize("name", ["catalog/source.yaml", ".run/catalogue.db"])
def test_changed_sources_and_a_changed_database_are_loaded_again(
    name: str, project: Layout
) -> None:
    load_when_changed(project)
    (project.root / name).write_text("changed", encoding="utf-8")
    assert load_when_changed(project)
    assert _times(project) == 2


def test_a_database_that_is_gone_is_loaded_again(project: Layout) -> None:
    load_when_changed(project)
    project.database.unlink()
    assert load_when_changed(project)


def test_a_database_elsewhere_is_always_loaded(
    project: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1/keukentafel")
    assert load_when_changed(project)
    assert load_when_changed(project)
    assert _times(project) == 2

"""The tests' own PostgreSQL: where its tools are found, and what is said when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.postgres import MISSING, find_tool, require_tool


def _install(folder: Path, *versions: str) -> None:
    for version in versions:
        path = folder / version / "bin" / "pg_tool"
        path.parent.mkdir(parents=True)
        path.touch()


def test_the_newest_installed_version_is_taken(tmp_path: Path) -> None:
    _install(tmp_path, "9.6", "15", "14")
    assert find_tool("pg_tool", tmp_path) == tmp_path / "15" / "bin" / "pg_tool"


def test_a_missing_debian_package_is_named_in_one_line_and_fails(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception) as caught:
        require_tool("pg_tool", tmp_path)
    assert str(caught.value) == MISSING
    assert "\n" not in MISSING

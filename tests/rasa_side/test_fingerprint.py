"""What a component's fingerprint holds of the code that it uses."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from assistant.nlu.fingerprint import source_hash


def package(folder: Path, name: str = "bedacht") -> ModuleType:
    """Give a package with one module, without importing it."""
    place = folder / name
    (place / "diep").mkdir(parents=True)
    (place / "een.py").write_text("A = 1\n", encoding="utf-8")
    (place / "diep" / "twee.py").write_text("B = 2\n", encoding="utf-8")
    made = ModuleType(name)
    made.__path__ = [str(place)]
    return made


def test_the_same_source_gives_the_same_hash_wherever_it_stands(tmp_path: Path) -> None:
    one, other = package(tmp_path / "a"), package(tmp_path / "b")
    assert source_hash(one) == source_hash(one) == source_hash(other)


@pytest.mark.parametrize("changed", ["een.py", "diep/twee.py", "diep/nieuw.py"])
def test_a_change_in_any_module_below_changes_the_hash(tmp_path: Path, changed: str) -> None:
    made = package(tmp_path)
    before = source_hash(made)
    (tmp_path / "bedacht" / changed).write_text("C = 3\n", encoding="utf-8")
    assert source_hash(made) != before


def test_a_renamed_module_changes_the_hash(tmp_path: Path) -> None:
    made = package(tmp_path)
    before = source_hash(made)
    (tmp_path / "bedacht" / "een.py").rename(tmp_path / "bedacht" / "drie.py")
    assert source_hash(made) != before


def test_what_is_no_source_does_not_count(tmp_path: Path) -> None:
    made = package(tmp_path)
    before = source_hash(made)
    (tmp_path / "bedacht" / "leesmij.md").write_text("tekst", encoding="utf-8")
    assert source_hash(made) == before


def test_each_package_counts(tmp_path: Path) -> None:
    one, other = package(tmp_path, "een"), package(tmp_path, "twee")
    (tmp_path / "twee" / "een.py").write_text("A = 9\n", encoding="utf-8")
    assert len({source_hash(one), source_hash(other), source_hash(one, other)}) == 3


def test_nothing_of_it_is_imported(tmp_path: Path) -> None:
    source_hash(package(tmp_path, "bedacht_en_nooit_ingevoerd"))
    assert "bedacht_en_nooit_ingevoerd" not in sys.modules

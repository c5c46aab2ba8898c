"""Content hashes."""

from __future__ import annotations

import os
from pathlib import Path

from scripts.kt.hashing import content_hash, files_under


def _tree(root: Path) -> Path:
    (root / "data" / "intake").mkdir(parents=True)
    (root / "data" / "intake" / "nlu.yml").write_text("a", encoding="utf-8")
    (root / "config.yml").write_text("b", encoding="utf-8")
    return root


def test_the_hash_does_not_depend_on_place_or_time(tmp_path: Path) -> None:
    first, second = _tree(tmp_path / "first"), _tree(tmp_path / "second")
    os.utime(second / "config.yml", (0, 0))
    assert content_hash(first, [first / "data", first / "config.yml"]) == content_hash(
        second, [second / "config.yml", second / "data"]
    )


def test_every_change_of_content_name_or_extra_changes_the_hash(tmp_path: Path) -> None:
    root = _tree(tmp_path)
    seen = {content_hash(root, [root])}
    (root / "config.yml").write_text("c", encoding="utf-8")
    seen.add(content_hash(root, [root]))
    (root / "config.yml").rename(root / "other.yml")
    seen.add(content_hash(root, [root]))
    (root / "data" / "new.yml").touch()
    seen.add(content_hash(root, [root]))
    seen.add(content_hash(root, [root], extra=["spacy 3.4.0"]))
    assert len(seen) == 5


def test_caches_and_absent_paths_do_not_count(tmp_path: Path) -> None:
    root = _tree(tmp_path)
    before = files_under([root])
    (root / "data" / "__pycache__").mkdir()
    (root / "data" / "__pycache__" / "x.py").touch()
    (root / "data" / "x.pyc").touch()
    assert files_under([root, root / "absent"]) == before

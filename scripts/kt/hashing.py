"""Content hashes: what has been made stays valid until what it was made from changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

IGNORED_FOLDERS = {"__pycache__", ".venv", ".mypy_cache", ".ruff_cache"}
IGNORED_SUFFIXES = {".pyc", ".pyo", ".swp", ".tmp"}


def files_under(paths: Iterable[Path]) -> list[Path]:
    """List every file at or under the paths, sorted; absent paths and caches are left out."""
    found: set[Path] = set()
    for path in paths:
        if path.is_file():
            found.add(path)
        elif path.is_dir():
            found.update(file for file in path.rglob("*") if file.is_file() and not _ignored(file))
    return sorted(found)


def content_hash(root: Path, paths: Iterable[Path], extra: Iterable[str] = ()) -> str:
    """Hash names (from `root`) and contents of all files under the paths, and the extra texts.

    Gives 64 hexadecimal digits (SHA-256). Times and access rights do not count, so a fresh clone
    gives the same hash.
    """
    digest = hashlib.sha256()
    for file in files_under(paths):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{file.relative_to(root).as_posix()}\0{content}\n".encode())
    for text in extra:
        digest.update(f"+{text}\n".encode())
    return digest.hexdigest()


def _ignored(file: Path) -> bool:
    return file.suffix in IGNORED_SUFFIXES or bool(IGNORED_FOLDERS.intersection(file.parts))

"""Load the shipped sources into the database."""

from __future__ import annotations

import os
from collections.abc import Mapping

from scripts.kt.console import Problem, Progress
from scripts.kt.hashing import content_hash
from scripts.kt.layout import Layout, main_environment
from scripts.kt.processes import last_words, run_step


def load_when_changed(layout: Layout) -> bool:
    """Load unless SQLite's own file is as the last load of these sources left it.

    Tells whether it loaded. A database that DATABASE_URL names is always loaded: whether it
    changed cannot be seen from here. Raises Problem when loading fails.
    """
    stamp = layout.run / "loaded"
    if not os.environ.get("DATABASE_URL", "").strip():
        if stamp.exists() and stamp.read_text(encoding="utf-8") == _state(layout):
            return False
        stamp.unlink(missing_ok=True)
        load(layout)
        stamp.write_text(_state(layout), encoding="utf-8")
    else:
        load(layout)
    return True


def load(
    layout: Layout, variables: Mapping[str, str] | None = None, log_name: str = "load"
) -> None:
    """Run `python -m catalog load`; repeating it changes nothing.

    `variables` come on top of the environment (DATABASE_URL, say). Raises Problem when it fails.
    """
    log = layout.log(log_name)
    with Progress("Loading the catalogue") as progress:
        code = run_step(
            progress.label,
            [str(layout.main.python), "-m", "catalog", "load"],
            log,
            layout.root,
            {**main_environment(layout), **(variables or {})},
            progress,
        )
        if code != 0:
            raise Problem(
                f"Loading the catalogue failed: {last_words(log)} (log: {layout.short(log)})"
            )


def _state(layout: Layout) -> str:
    """Describe the code and sources of the catalogue and the database file as it is now."""
    try:
        file = layout.database.stat()
    except FileNotFoundError:
        return "no database"
    found = content_hash(layout.root, [layout.root / "catalog", layout.main.lock])
    return f"{found} {file.st_size} {file.st_mtime_ns}"

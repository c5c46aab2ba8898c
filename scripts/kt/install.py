"""Install what is needed: uv, the two Python environments, and the Dutch spaCy model if it can.

Everything is skipped by content: an environment is made again only when its lock file, its Python
version or the project's folder changed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.kt import spacy_model
from scripts.kt.console import Problem, Progress
from scripts.kt.hashing import content_hash
from scripts.kt.layout import Environment, Layout
from scripts.kt.locking import only_one
from scripts.kt.processes import last_words, run_step

OLDEST_UV = (0, 5)


def install(layout: Layout) -> bool:
    """Install what is missing or changed; tells whether anything had to be done.

    Raises Problem, in one line, when something cannot be fetched or made.
    """
    with only_one(layout, "install"):
        stale = [each for each in (layout.main, layout.rasa) if not is_current(layout, each)]
        if stale:
            uv = ensure_uv(layout)
            for environment in stale:
                make_environment(layout, uv, environment)
        tried = spacy_model.try_install(layout, lambda: ensure_uv(layout))
    return bool(stale) or tried


def is_current(layout: Layout, environment: Environment) -> bool:
    """Tell whether an environment is there and made from the present lock file."""
    stamp = stamp_file(environment)
    return (
        environment.python.exists()
        and stamp.exists()
        and stamp.read_text(encoding="utf-8") == stamp_text(layout, environment)
    )


def stamp_file(environment: Environment) -> Path:
    """Give the file in which an environment keeps what it was made from."""
    return environment.venv / "made-from"


def stamp_text(layout: Layout, environment: Environment) -> str:
    """Describe what an environment is made from.

    The folder is part of it: the commands in an environment hold its absolute path, so a copy in
    another place must be made again.
    """
    inputs = [environment.lock, environment.folder / ".python-version"]
    return content_hash(layout.root, inputs, extra=[str(environment.venv)])


def ensure_uv(layout: Layout) -> Path:
    """Give a usable uv: the machine's own, or else a pinned one fetched into the tools folder.

    Raises Problem when it cannot be fetched.
    """
    folder = layout.tools / "uv"
    own = folder / "bin" / "uv"
    if _uv_works(own):
        return own
    found = shutil.which("uv")
    if found and _uv_works(Path(found)):
        return Path(found)
    log = layout.log("install-uv")
    lock = layout.root / "scripts" / "uv.lock"
    with Progress("Fetching uv") as progress:
        shutil.rmtree(folder, ignore_errors=True)
        made = _run(layout, log, progress, [sys.executable, "-m", "venv", str(folder)])
        if not made or not (folder / "bin" / "pip").exists():
            raise Problem(
                f"{sys.executable} cannot make a virtual environment: install its venv and pip "
                f"(Debian: apt install python3-venv). Log: {layout.short(log)}"
            )
        pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
        wanted = ["install", "--quiet", "--require-hashes", "--requirement", str(lock)]
        if not _run(layout, log, progress, [*pip, *wanted]):
            raise _download_problem(layout, "uv", log)
    return own


def make_environment(layout: Layout, uv: Path, environment: Environment) -> None:
    """Make or update one environment so that it holds what its lock file says, and nothing else.

    Raises Problem when Python or a package cannot be fetched.
    """
    version = environment.python_version
    log = layout.log(f"install-{environment.name}")
    stamp_file(environment).unlink(missing_ok=True)
    if not _has_version(environment, version):
        with Progress(f"Python {version} for {environment.purpose}") as progress:
            command = [str(uv), "venv", "--clear", "--python", version, str(environment.venv)]
            if not _run(layout, log, progress, command, folder=environment.folder):
                raise Problem(
                    f"Python {version} was not found and could not be fetched: "
                    f"{last_words(log)} (log: {layout.short(log)})"
                )
    with Progress(f"Packages for {environment.purpose}") as progress:
        sync = [str(uv), "pip", "sync", "--require-hashes", "--python", str(environment.python)]
        # Compiled once here: a start of Rasa would take ten seconds more, and again each time
        # where Python is told to keep nothing.
        sync.append("--compile-bytecode")
        if not _run(layout, log, progress, [*sync, str(environment.lock)]):
            raise _download_problem(layout, f"the packages for {environment.purpose}", log)
    stamp_file(environment).write_text(stamp_text(layout, environment), encoding="utf-8")


def _has_version(environment: Environment, version: str) -> bool:
    """Tell whether the environment works at its place with that Python version (major.minor)."""
    ask = "import sys; print('%d.%d' % sys.version_info[:2], sys.prefix)"
    try:
        told = subprocess.run(
            [str(environment.python), "-c", ask], capture_output=True, text=True, check=True
        ).stdout.split(maxsplit=1)
    except (OSError, subprocess.CalledProcessError):
        return False
    return told == [version, f"{environment.venv}\n"]


def _uv_works(uv: Path) -> bool:
    try:
        told = subprocess.run([str(uv), "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    match = re.match(r"uv (\d+)\.(\d+)", told.stdout)
    return match is not None and (int(match[1]), int(match[2])) >= OLDEST_UV


def _run(
    layout: Layout,
    log: Path,
    progress: Progress,
    command: Sequence[str],
    folder: Path | None = None,
) -> bool:
    # Of the environment only what would point the tools at another Python is left out.
    # (pyenv's python3 sets the version for its children, which then see no other.)
    foreign = {"VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONPATH", "PYTHONHOME", "UV_PYTHON"}
    foreign |= {"PYENV_VERSION", "PYENV_DIR"}
    variables = {key: value for key, value in os.environ.items() if key not in foreign}
    code = run_step(progress.label, command, log, folder or layout.root, variables, progress)
    return code == 0


def _download_problem(layout: Layout, what: str, log: Path) -> Problem:
    return Problem(
        f"Fetching {what} failed (is there a network?): {last_words(log)} "
        f"(log: {layout.short(log)})"
    )

"""Make the hashed lock files again from the pyproject files."""

from __future__ import annotations

from scripts.kt.console import Problem, Progress
from scripts.kt.install import ensure_uv
from scripts.kt.layout import Layout
from scripts.kt.processes import last_words, run_step

# One lock for every platform, with hashes, and without the address of an index or of this machine.
OPTIONS = ("--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet")


def lock(layout: Layout) -> None:
    """Write the locks of both environments and of uv itself; pins stay unless an input asks else.

    Raises Problem when the requirements cannot be resolved.
    """
    uv = str(ensure_uv(layout))
    scripts = layout.root / "scripts"
    jobs = [(scripts, ["uv.in", "--output-file", "uv.lock"])]
    for each in (layout.main, layout.rasa):
        inputs = ["pyproject.toml", "--group", "pyproject.toml:dev"]
        version = ["--python-version", each.python_version]
        jobs.append((each.folder, [*inputs, *version, "--output-file", each.lock.name]))
        # What runs in production: the same versions, without the tools.
        run = ["pyproject.toml", *version, "--constraint", each.lock.name]
        jobs.append((each.folder, [*run, "--output-file", each.runtime_lock.name]))
    for folder, arguments in jobs:
        log = layout.log("lock")
        command = [uv, "pip", "compile", *OPTIONS, *arguments]
        with Progress(f"Lock file of {layout.short(folder)}") as progress:
            if run_step(progress.label, command, log, folder, None, progress) != 0:
                raise Problem(f"Resolving failed: {last_words(log)} (log: {layout.short(log)})")

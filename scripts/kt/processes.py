"""Child processes: steps that end, services that stay, and the certainty that both are ended.

Each child leads a process group of its own, so that ending the group ends what the child started
too, and Ctrl-C in the terminal reaches only the command itself, which then ends the groups.
"""

from __future__ import annotations

import os
import pwd
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from scripts.kt.console import Problem, Progress

SECONDS_BETWEEN_TICKS = 0.2
GRACE_SECONDS = 5.0
CAUSE_ABOVE = "The above exception was the direct cause of the following exception:"
RAISED = re.compile(r"[\w.]+(?:Error|Exception)\b")


class Stopped(BaseException):
    """The command was told to end (a signal); not an error."""


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Turn Ctrl-C, SIGTERM and a closed terminal into Stopped while the block runs."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        # A second signal must not cut the cleaning up short.
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    before = {
        each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def start_process(
    command: Sequence[str],
    log: Path,
    folder: Path,
    environment: Mapping[str, str] | None,
    account: pwd.struct_passwd | None = None,
) -> subprocess.Popen[bytes]:
    """Start a command in a process group of its own; its output goes to the (emptied) log.

    Without an environment it has this process's own; root may start it as another account.
    Raises Problem when it cannot be started.
    """
    with log.open("wb") as output:
        try:
            return subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=folder,
                env=environment,
                start_new_session=True,
                **as_account(account),
            )
        except OSError as error:
            raise Problem(f"{command[0]} cannot be started: {error.strerror}.") from error


def as_account(account: pwd.struct_passwd | None) -> dict[str, Any]:
    """Give what `subprocess` needs to start a command as another account (None: as this one)."""
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def end_process(process: subprocess.Popen[bytes], grace: float = GRACE_SECONDS) -> None:
    """End a process group: ask first, force what is left after `grace` seconds."""
    for each in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, each)
        except ProcessLookupError:
            break
        try:
            process.wait(timeout=grace)
        except subprocess.TimeoutExpired:
            continue
        if not _group_lives(process.pid, grace):
            break
    process.wait(timeout=grace)


def _group_lives(group: int, grace: float) -> bool:
    """Wait until a group whose leader has ended is empty; tell whether something stayed."""
    until = time.monotonic() + grace
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True


def run_step(
    label: str,
    command: Sequence[str],
    log: Path,
    folder: Path,
    environment: Mapping[str, str] | None,
    progress: Progress | None = None,
    account: pwd.struct_passwd | None = None,
) -> int:
    """Run a command to its end while showing progress; give its exit code.

    The command is ended too when this one is (signal, error). Raises Problem when it cannot be
    started.
    """
    progress = progress or Progress(label)
    process = start_process(command, log, folder, environment, account)
    try:
        while True:
            try:
                return process.wait(timeout=SECONDS_BETWEEN_TICKS)
            except subprocess.TimeoutExpired:
                progress.tick()
    finally:
        if process.poll() is None:
            end_process(process)


def last_words(log: Path, limit: int = 200) -> str:
    """Give the line of a log that most likely says what went wrong ('' for an empty log).

    That is the cause of the first chain of Python errors, else the last line that names an error,
    else the last line that is not blank.
    """
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return ""
    told = [line.rstrip() for line in lines if line.strip()]
    errors = [line for line in told if "error" in line.lower() or "exception" in line.lower()]
    causes = [
        before[-1]
        for number, line in enumerate(told)
        if line == CAUSE_ABOVE
        and (before := [each for each in told[:number] if RAISED.match(each)])
    ]
    chosen = " ".join((causes[:1] or errors[-1:] or told[-1:] or [""])[0].split())
    return chosen if len(chosen) <= limit else chosen[: limit - 3] + "..."

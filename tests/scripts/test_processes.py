"""Child processes."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.kt.console import Problem
from scripts.kt.processes import (
    Stopped,
    end_process,
    ending_on_signals,
    last_words,
    run_step,
    start_process,
)

# Starts a child of its own, which notes its process id and ignores a polite end.
PARENT = """
import subprocess, sys, time
child = "import os,signal,sys,time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
child += "open(sys.argv[1] + '.new', 'w').write(str(os.getpid())); "
child += "os.rename(sys.argv[1] + '.new', sys.argv[1]); time.sleep(60)"
subprocess.Popen([sys.executable, "-c", child, sys.argv[1]])
time.sleep(60)
"""


def _until(condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False


def _lives(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").split(")")[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_the_grandchildren_end_too_even_when_they_refuse(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    command = [sys.executable, "-c", PARENT, str(noted)]
    process = start_process(command, tmp_path / "log", tmp_path, None)
    assert _until(noted.exists)
    grandchild = int(noted.read_text(encoding="utf-8"))
    end_process(process, grace=0.3)
    assert process.poll() is not None
    assert _until(lambda: not _lives(grandchild))


def test_ending_what_has_ended_is_no_error(tmp_path: Path) -> None:
    process = start_process([sys.executable, "-c", ""], tmp_path / "log", tmp_path, None)
    process.wait()
    end_process(process)
    assert process.returncode == 0


def test_a_step_gives_its_exit_code_and_its_output_goes_to_the_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = [sys.executable, "-c", "print('told'); raise SystemExit(7)"]
    assert run_step("step", command, log, tmp_path, None) == 7
    assert log.read_text(encoding="utf-8") == "told\n"


def test_a_program_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no-such-program cannot be started"):
        run_step("step", ["no-such-program"], tmp_path / "log", tmp_path, None)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_a_running_step(number: signal.Signals, tmp_path: Path) -> None:
    # The step itself signals us once it runs.
    child = f"import os,time; os.kill({os.getpid()}, {int(number)}); time.sleep(60)"
    before = signal.getsignal(number)
    started = time.monotonic()
    with pytest.raises(Stopped), ending_on_signals():
        run_step("step", [sys.executable, "-c", child], tmp_path / "log", tmp_path, None)
    assert time.monotonic() - started < 30
    assert signal.getsignal(number) == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a\nValueError: bad  pipeline\nbye\n", "ValueError: bad pipeline"),
        (
            "  raise x\nTypeError: the cause\n\n"
            "The above exception was the direct cause of the following exception:\n\n"
            "GraphError: something failed\n",
            "TypeError: the cause",
        ),
        ("a\nlast\n\n", "last"),
        ("", ""),
        ("error " + "x" * 300, "error " + "x" * 191 + "..."),
    ],
)
def test_the_last_words_are_the_line_that_names_the_error(
    content: str, words: str, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    log.write_text(content, encoding="utf-8")
    assert last_words(log) == words


def test_a_log_that_is_not_there_has_no_last_words(tmp_path: Path) -> None:
    assert last_words(tmp_path / "log") == ""

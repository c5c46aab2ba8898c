"""What understanding costs: training and parsing, in seconds, milliseconds and megabytes."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from scripts.kt.console import Problem
from scripts.kt.processes import end_process, last_words, start_process

WARMING_UP: Final = 20
TIMED: Final = 300
"""So many texts are timed, after the first few."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds and peak memory of training, milliseconds of a message, peak memory of serving."""

    train_s: float
    train_mb: float | None
    parse_p50_ms: float
    parse_p95_ms: float
    serve_mb: float | None


@dataclass(frozen=True, slots=True)
class Training:
    """How training went."""

    seconds: float
    peak_mb: float


def train(
    command: Sequence[str], model: Path, log: Path, folder: Path, variables: Mapping[str, str]
) -> Training:
    """Run a training command in a process of its own; Problem when no model comes of it."""
    started = time.perf_counter()
    process = start_process(command, log, folder, variables)
    try:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    finally:
        if process.returncode is None:
            end_process(process)
    if process.returncode != 0 or not model.exists():
        raise Problem(f"Training failed: {last_words(log)} (log: {log})")
    return Training(time.perf_counter() - started, usage.ru_maxrss / 1000)


def time_each(understand: Callable[[str], object], texts: Sequence[str]) -> tuple[float, float]:
    """Give the median and the 95th percentile of the milliseconds that a text takes."""
    spent: list[float] = []
    for number, text in enumerate(texts[: WARMING_UP + TIMED]):
        started = time.perf_counter()
        understand(text)
        if number >= WARMING_UP or len(texts) <= WARMING_UP:
            spent.append((time.perf_counter() - started) * 1000)
    if len(spent) < 2:
        return (spent[0], spent[0]) if spent else (0.0, 0.0)
    return median(spent), quantiles(spent, n=20)[-1]


def peak_mb_of(process: int) -> float | None:
    """Give the most memory that a running process ever held, None where nobody counts it."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return None
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1000 if found else None

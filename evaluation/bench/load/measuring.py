"""What a load costs: how many messages, how long each took, what every process used."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any, Final

from evaluation.bench.load.people import Sent

TICKS: Final = os.sysconf("SC_CLK_TCK")
PERCENTILES: Final = (50, 95, 99)


@dataclass(frozen=True, slots=True)
class Used:
    """Processor seconds and resident megabytes of one process (and what it started)."""

    cpu_s: float
    memory_mb: float


@dataclass(frozen=True, slots=True)
class Round:
    """One load on one side: what was answered in how many seconds, and what that used."""

    people: int
    seconds: float
    sent: Sequence[Sent]
    unanswered: int
    cpu_s: Mapping[str, float]
    memory_mb: Mapping[str, float]


def used(process: int) -> Used:
    """Give what a process and its children have used until now; zeros for one that has ended."""
    cpu, memory = 0.0, 0.0
    for each in (process, *_children(process)):
        try:
            stat = Path(f"/proc/{each}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            status = Path(f"/proc/{each}/status").read_text(encoding="utf-8")
        except OSError:
            continue
        # Its own time; that of children which have ended lies in the next two fields.
        cpu += (int(stat[11]) + int(stat[12])) / TICKS
        found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
        shared = re.search(r"^RssShmem:\s+(\d+) kB", status, re.MULTILINE)
        memory += (int(found[1]) if found else 0) / 1000
        memory -= (int(shared[1]) if shared else 0) / 1000
    return Used(cpu, memory)


def _children(process: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            own = [int(each) for each in task.read_text(encoding="utf-8").split()]
        except OSError:
            continue
        for each in own:
            found += [each, *_children(each)]
    return found


def percentiles(sent: Sequence[Sent]) -> dict[str, float]:
    """Give p50, p95 and p99 of the answers' times, in milliseconds."""
    times = [each.seconds * 1000 for each in sent]
    if len(times) < 2:
        return {f"p{each}": times[0] if times else 0.0 for each in PERCENTILES}
    cut = quantiles(times, n=100, method="inclusive")
    return {f"p{each}": round(cut[each - 1], 1) for each in PERCENTILES}


def figures(rounds: Sequence[Round]) -> dict[str, Any]:
    """Give the figures of rounds of the same load taken together."""
    sent = [each for round_ in rounds for each in round_.sent]
    seconds = sum(round_.seconds for round_ in rounds)
    names = rounds[0].cpu_s
    count = max(1, len(sent))
    return {
        "people": rounds[0].people,
        "messages": len(sent),
        "unanswered": sum(round_.unanswered for round_ in rounds),
        "messages_per_second": round(len(sent) / seconds, 2),
        **percentiles(sent),
        "cpu_ms_per_message": {
            name: round(1000 * sum(r.cpu_s[name] for r in rounds) / count, 1) for name in names
        },
        "memory_mb": {name: round(max(r.memory_mb[name] for r in rounds)) for name in names},
    }


def ratio(ours: Mapping[str, Any], baseline: Mapping[str, Any]) -> dict[str, float]:
    """Give ours as a multiple of the baseline: more messages and less time are better."""
    names = ("messages_per_second", *(f"p{each}" for each in PERCENTILES))
    return {
        name: round(ours[name] / baseline[name], 3) if baseline[name] else 0.0 for name in names
    }

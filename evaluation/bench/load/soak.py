"""`python -m evaluation.bench.load.soak`: half of what it can bear, for long; nothing may grow.

First as many people as answer soonest are let in for a while, to know what it can bear. Then half
as many messages come in at an even pace. Every few seconds the memory, the connections and the
latency are noted. Growth is what a robust line (Theil-Sen) through the second half of the notes
says, so that warming up and single outliers do not count. It fails on more than a fair share.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, redirect_stdout
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any, Final

import aiohttp

from evaluation.bench.load.measuring import used
from evaluation.bench.load.people import NoAnswer, Sent, Web, client, crowd
from evaluation.bench.load.sides import Side, ours
from evaluation.bench.load.talks import Talk, endless, read_talks
from scripts.kt.console import Problem
from scripts.kt.layout import Layout
from scripts.kt.processes import Stopped, ending_on_signals

FINDING_SECONDS: Final = 20.0
FINDING_PEOPLE: Final = 10
MOST_NOTES: Final = 120
FEWEST_NOTES: Final = 12
GROWTH: Final = {"memory": 0.05, "connections": 0.10, "latency": 0.25}
"""What the second half may add at most, as a share of where that half began."""
SLACK: Final = {"memory": 25.0, "connections": 4.0, "latency": 60.0}
"""What it may add anyway (MB, connections, ms): below it a share of little is noise."""


@dataclass(frozen=True, slots=True)
class Note:
    """How things stood: seconds since the start, and a value per thing that is watched."""

    at: float
    values: Mapping[str, float]


def slope(notes: Sequence[tuple[float, float]]) -> float:
    """Give the growth per second: the median of the slopes of all pairs (Theil-Sen)."""
    found = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(notes, 2) if b[0] > a[0]]
    return median(found) if found else 0.0


def growth(notes: Sequence[Note], name: str) -> tuple[float, float]:
    """Give where the second half of the notes began (its line's start) and what it added."""
    half = [(n.at, n.values[name]) for n in notes[len(notes) // 2 :] if name in n.values]
    if len(half) < 2:
        return 0.0, 0.0
    rise = slope(half)
    start = median(value - rise * (at - half[0][0]) for at, value in half)
    return start, rise * (half[-1][0] - half[0][0])


def faults(notes: Sequence[Note]) -> list[str]:
    """Give what grew more than it may, in words."""
    found = []
    for name in sorted({name for note in notes for name in note.values}):
        kind = name.split(" ")[0]
        start, added = growth(notes, name)
        if added > max(SLACK[kind], GROWTH[kind] * start):
            found.append(f"{name} grew from {start:.1f} by {added:.1f}")
    return found


class Soak:
    """One long load on a running side."""

    def __init__(self, side: Side, talks: Iterator[Talk]) -> None:
        self.side = side
        self.talks = talks
        self.notes: list[Note] = []
        self.answered = 0
        self._recent: list[float] = []

    async def run(self, minutes: float) -> float:
        """Load for so many minutes; gives the messages per second. Raises NoAnswer."""
        async with client() as http:
            way = Web(http, self.side.url)
            found = await crowd(way, self.talks, FINDING_PEOPLE, FINDING_SECONDS)
            pace = max(0.5, len(found.sent) / FINDING_SECONDS / 2)
            print(f"{pace:.1f} messages a second, {minutes:g} minutes ...", file=sys.stderr)
            began = time.perf_counter()
            until = began + 60 * minutes
            every = max(2.0, 60 * minutes / MOST_NOTES)
            watching = asyncio.create_task(self._watch(began, every))
            people = [
                asyncio.create_task(self._person(way, FINDING_PEOPLE / pace, n, until))
                for n in range(FINDING_PEOPLE)
            ]
            try:
                await asyncio.gather(*people)
            finally:
                watching.cancel()
                for each in people:
                    each.cancel()
        return pace

    async def _person(self, way: Web, gap: float, number: int, until: float) -> None:
        """Talk with a pause between messages, for as long as it lasts."""
        due = time.perf_counter() + gap * number / FINDING_PEOPLE
        while time.perf_counter() < until:
            async for each in way.hold(next(self.talks)):
                self._note(each)
                due = max(due + gap, time.perf_counter())
                await asyncio.sleep(due - time.perf_counter())
                if time.perf_counter() >= until:
                    return

    def _note(self, sent: Sent) -> None:
        self.answered += 1
        self._recent.append(sent.seconds * 1000)

    async def _watch(self, began: float, every: float) -> None:
        while True:
            await asyncio.sleep(every)
            values = {f"memory {n}": used(p).memory_mb for n, p in self.side.processes.items()}
            values |= {
                f"connections {n}": float(connections(p)) for n, p in self.side.processes.items()
            }
            if self._recent:
                values["latency"] = median(self._recent)
                self._recent.clear()
            self.notes.append(Note(time.perf_counter() - began, values))


def connections(process: int) -> int:
    """Give how many sockets a process has open."""
    found = 0
    for each in Path(f"/proc/{process}/fd").glob("*"):
        try:
            found += str(each.readlink()).startswith("socket:")
        except OSError:
            continue
    return found


def main(argv: list[str] | None = None) -> int:
    """Soak and print; gives 0, 1 when something grew, 2 when something does not run."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.bench.load.soak")
    parser.add_argument("--minutes", type=float, default=30.0)
    args = parser.parse_args(argv)
    layout = Layout.here()
    talks = read_talks(layout.root / "evaluation" / "sets" / "dialogues-dev.jsonl")
    try:
        with ExitStack() as stack:
            stack.enter_context(ending_on_signals())
            stack.enter_context(redirect_stdout(sys.stderr))
            soak = Soak(stack.enter_context(ours(layout, "soak-")), endless(talks, seed=11))
            pace = asyncio.run(soak.run(args.minutes))
    except (Problem, NoAnswer, aiohttp.ClientError, OSError) as fault:
        print(f"{type(fault).__name__}: {fault}", file=sys.stderr)
        return 2
    except Stopped:
        return 130
    wrong = faults(soak.notes)
    if len(soak.notes) < FEWEST_NOTES:
        wrong.append(f"only {len(soak.notes)} notes: too short to tell")
    print(report(soak, pace, wrong))
    return 1 if wrong else 0


def report(soak: Soak, pace: float, wrong: Sequence[str]) -> str:
    """Give a line for each thing that is watched, what is wrong, and all as a JSON object."""
    lines = [f"{'':26}{'began':>12}{'added':>12}   (second half)"]
    told: dict[str, Any] = {}
    for name in sorted({name for note in soak.notes for name in note.values}):
        start, added = growth(soak.notes, name)
        lines.append(f"{name:26}{start:>12.1f}{added:>12.1f}")
        told[name] = {"began": round(start, 1), "added": round(added, 1)}
    lines += [f"wrong: {each}" for each in wrong]
    whole = {"messages_per_second": round(pace, 2), "messages": soak.answered}
    return "\n".join([*lines, json.dumps({**whole, "growth": told, "wrong": list(wrong)})])


if __name__ == "__main__":
    sys.exit(main())

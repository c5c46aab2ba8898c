"""`python -m evaluation.bench.load`: ours beside Rasa as it comes, under load, as a table.

Both run at the same time and are loaded in turn, so that whatever else the machine does meets
both. The last line is a JSON object: `ours`, `baseline` and `ratio` at ten conversations at once,
and all loads under `loads`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import aiohttp

from evaluation.bench.load.measuring import Round, figures, ratio, used
from evaluation.bench.load.people import Rest, Way, Web, client, crowd
from evaluation.bench.load.sides import Side, ours, theirs
from evaluation.bench.load.talks import Talk, endless, read_talks
from scripts.kt.console import Problem
from scripts.kt.layout import Layout
from scripts.kt.processes import Stopped, ending_on_signals

PEOPLE: Final = (1, 10, 50)
COMPARED: Final = 10
OURS, BASELINE = "ours", "baseline"
SECONDS, ROUNDS = 30.0, 3
QUICK_SECONDS, QUICK_ROUNDS = 8.0, 1
WARMING_UP_SECONDS = 5.0


@dataclass
class Bench:
    """The sides that are measured, with the talks that they get, and what was found."""

    sides: Mapping[str, Side]
    talks: Mapping[str, Iterator[Talk]]
    rounds: dict[tuple[str, int], list[Round]] = field(default_factory=dict)

    async def run(self, seconds: float, rounds: int, loads: Sequence[int]) -> None:
        """Load the sides in turn."""
        async with client() as http:
            for name in self.sides:
                await crowd(self.way(name, http), self.talks[name], 2, WARMING_UP_SECONDS)
            for people in loads:
                for number in range(rounds):
                    # Whoever goes first changes, too.
                    order = list(self.sides) if number % 2 == 0 else list(self.sides)[::-1]
                    for name in order:
                        found = await self.load(name, http, people, seconds)
                        self.rounds.setdefault((name, people), []).append(found)
                        print(figures([found]), file=sys.stderr, flush=True)

    async def load(
        self, name: str, http: aiohttp.ClientSession, people: int, seconds: float
    ) -> Round:
        """Put one load on one side."""
        print(f"{name}, {people} at once ...", file=sys.stderr, flush=True)
        processes = self.sides[name].processes
        before = {each: used(pid) for each, pid in processes.items()}
        found = await crowd(self.way(name, http), self.talks[name], people, seconds)
        after = {each: used(pid) for each, pid in processes.items()}
        return Round(
            people,
            seconds,
            found.sent,
            found.unanswered,
            {each: after[each].cpu_s - before[each].cpu_s for each in processes},
            {each: after[each].memory_mb for each in processes},
        )

    def way(self, name: str, http: aiohttp.ClientSession) -> Way:
        """Give how one talks with a side."""
        return (Web if name == OURS else Rest)(http, self.sides[name].url)


def main(argv: list[str] | None = None) -> int:
    """Measure and print; gives 0, 2 when something does not run, 130 when stopped."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.bench.load", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round of each load")
    parser.add_argument("--seconds", type=float, help="of one round")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--people", type=int, action="append", help=f"instead of {PEOPLE}")
    args = parser.parse_args(argv)
    seconds = args.seconds or (QUICK_SECONDS if args.quick else SECONDS)
    rounds = args.rounds or (QUICK_ROUNDS if args.quick else ROUNDS)
    layout = Layout.here()
    try:
        with ExitStack() as stack:
            stack.enter_context(ending_on_signals())
            stack.enter_context(redirect_stdout(sys.stderr))
            sides = {OURS: stack.enter_context(ours(layout))}
            sides[BASELINE] = stack.enter_context(theirs(layout))
            bench = Bench(sides, _talks(layout.root))
            asyncio.run(bench.run(seconds, rounds, args.people or PEOPLE))
    except (Problem, aiohttp.ClientError, OSError) as fault:
        print(f"{type(fault).__name__}: {fault}", file=sys.stderr)
        return 2
    except Stopped:
        return 130
    print(report(bench))
    return 0


def _talks(root: Path) -> dict[str, Iterator[Talk]]:
    """Give both sides the same talks in the same order."""
    talks = read_talks(root / "evaluation" / "sets" / "dialogues-dev.jsonl")
    return {name: endless(talks, seed=7) for name in (OURS, BASELINE)}


def report(bench: Bench) -> str:
    """Give the table, and the JSON line under it."""
    found = {key: figures(rounds) for key, rounds in bench.rounds.items()}
    loads = sorted({people for _name, people in found})
    lines = [f"{'':26}" + "".join(f"{f'{n} at {p}':>16}" for p in loads for n in bench.sides)]
    columns = [found[name, people] for people in loads for name in bench.sides]
    for label in ("messages_per_second", "p50", "p95", "p99", "messages", "unanswered"):
        lines.append(f"{label:26}" + "".join(f"{c[label]:>16}" for c in columns))
    for kind in ("cpu_ms_per_message", "memory_mb"):
        for process in sorted({p for c in columns for p in c[kind]}):
            cells = "".join(f"{c[kind].get(process, '-'):>16}" for c in columns)
            lines.append(f"{f'{kind[:6]} {process}':26}{cells}")
    starts = {name: round(side.start_s, 1) for name, side in bench.sides.items()}
    lines.append(f"{'start, s':26}" + "".join(f"{starts[n]:>16}" for _p in loads for n in starts))
    compared = COMPARED if COMPARED in loads else loads[-1]
    whole: dict[str, Any] = {
        OURS: found[OURS, compared],
        BASELINE: found[BASELINE, compared],
        "ratio": ratio(found[OURS, compared], found[BASELINE, compared]),
        "start_s": starts,
        "loads": {
            str(people): {name: found[name, people] for name in bench.sides} for people in loads
        },
    }
    return "\n".join([*lines, json.dumps(whole)])


if __name__ == "__main__":
    sys.exit(main())

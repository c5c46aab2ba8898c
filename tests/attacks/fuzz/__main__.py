"""`python -m tests.attacks.fuzz [--cases N]`: every target under atheris, then under hypothesis.

Prints a table and, as its last line, one JSON object with the cases per target and tool. Ends with
1 when a promise was broken; the input that broke it is printed above.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.attacks.fuzz.nasty import TEXTS, YAML
from tests.attacks.fuzz.targets import TARGETS

CASES = 110_000
# Of all cases, per target: the cheap ones get more.
SHARES = {"parser": 0.08, "masking": 0.18, "catalogue": 0.58, "danger": 0.01, "gateway": 0.13}
BY_HYPOTHESIS = 0.004
SECONDS = 3600


def inputs() -> st.SearchStrategy[bytes]:
    """Give bytes at random, and bytes made of pieces that broke things before."""
    piece = st.sampled_from([*(each.encode("utf-8", "replace") for each in TEXTS), *YAML])
    built = st.lists(st.one_of(piece, st.binary(max_size=12)), max_size=5).map(b"".join)
    return st.one_of(st.binary(max_size=300), st.binary(min_size=4, max_size=4).flatmap(
        lambda head: built.map(lambda body: head + body)
    ))  # fmt: skip


def by_hypothesis(name: str, cases: int, *, again: bool = False) -> int:
    """Try a target; gives how many cases were tried. `again` tries the same ones every time."""
    tried = 0

    @given(inputs())
    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        derandomize=again,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    def hold(data: bytes) -> None:
        nonlocal tried
        tried += 1
        TARGETS[name](data)

    hold()
    return tried


def by_atheris(name: str, cases: int, seed: int) -> tuple[int, str]:
    """Try a target in a process of its own; gives how many cases, and what broke ('': nothing)."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.attacks.fuzz.guided"]
    done = subprocess.run(
        [*command, name, str(cases), str(seed)],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=SECONDS,
        check=False,
    )
    found = re.search(r"number_of_executed_units:\s*(\d+)", done.stderr)
    broken = "" if done.returncode == 0 else done.stdout[-1500:] + done.stderr[-1500:]
    return int(found.group(1)) if found else 0, broken


def main() -> int:
    """Run everything; 1 when something broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.attacks.fuzz")
    parser.add_argument("--cases", type=int, default=CASES, help=f"in all; default {CASES}")
    parser.add_argument("--seed", type=int, default=0, help="0: another one every time")
    arguments = parser.parse_args()
    seed = arguments.seed or time.time_ns() % 2**31
    counts: dict[str, dict[str, int]] = {}
    wrong = False
    for name, share in SHARES.items():
        began = time.monotonic()
        guided, broken = by_atheris(name, int(arguments.cases * share), seed)
        counts[name] = {"atheris": guided}
        if broken:
            wrong = True
            print(broken)
        else:
            counts[name]["hypothesis"] = by_hypothesis(name, int(arguments.cases * BY_HYPOTHESIS))
        seconds = time.monotonic() - began
        print(f"{name:10} {counts[name]} in {seconds:.0f} s", flush=True)
    total = sum(each for found in counts.values() for each in found.values())
    print(json.dumps({"seed": seed, "total": total, "targets": counts}))
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())

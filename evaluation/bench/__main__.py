"""`python -m evaluation.bench`: the shipped catalogue against one of 342 gemeenten, as a table."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from catalog.loader import SHIPPED, shipped
from evaluation.bench.catalogues import blow_up
from evaluation.bench.measuring import (
    Answering,
    Loading,
    measure_answering,
    measure_loading,
    quickest,
    requests_for,
)

ROUNDS: Final = 3


@dataclass(frozen=True, slots=True)
class Column:
    """What was measured of one catalogue."""

    loading: Loading
    answering: Answering


def main(argv: list[str] | None = None) -> int:
    """Measure both catalogues and print the table; gives the exit status 0."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.bench", description=__doc__)
    parser.add_argument("--gemeenten", type=int, default=342)
    parser.add_argument("--products", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=300, help="calls of each kind")
    args = parser.parse_args(argv)
    asks = requests_for(shipped())
    places = [g.naam for g in shipped().gemeenten if g.stelsel is not None]
    with tempfile.TemporaryDirectory(prefix="keukentafel-bench-") as name:
        folder = Path(name)
        urls = [f"sqlite:///{folder / name}" for name in ("shipped.db", "large.db")]
        _say("loading the shipped catalogue")
        loadings = [_apart(measure_loading, SHIPPED, urls[0])]
        blow_up(folder / "large", args.gemeenten, args.products)
        _say(f"loading one of {args.gemeenten} gemeenten more (minutes)")
        loadings.append(_apart(measure_loading, folder / "large", urls[1]))
        _say("finding and advising")
        # In turn, so that whatever else the machine does meets both.
        rounds = [
            [_apart(measure_answering, url, asks, places, args.repeat) for url in urls]
            for _ in range(ROUNDS)
        ]
    small, large = (
        Column(loading, quickest(list(measured)))
        for loading, measured in zip(loadings, zip(*rounds, strict=True), strict=True)
    )
    print(table(small, large))
    return 0


def _apart[**P, R](call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run one measurement in a process of its own, so that memory is its own as well."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(call, *args, **kwargs).result()


def _say(what: str) -> None:
    print(f"{what} ...", file=sys.stderr, flush=True)


def table(small: Column, large: Column) -> str:
    """Give the measurements of both, and how much the large one takes of each."""
    rows: list[tuple[str, float, float, str]] = [
        ("stelsels", small.loading.report.stelsels, large.loading.report.stelsels, "{:.0f}"),
        ("products", small.loading.report.products, large.loading.report.products, "{:.0f}"),
        ("gemeenten", small.loading.report.gemeenten, large.loading.report.gemeenten, "{:.0f}"),
        ("loading, s", small.loading.seconds, large.loading.seconds, "{:.2f}"),
        (
            "loading unchanged, s",
            small.loading.again_seconds,
            large.loading.again_seconds,
            "{:.2f}",
        ),
        ("loading, peak MB", small.loading.peak_mb, large.loading.peak_mb, "{:.0f}"),
        ("database, MB", small.loading.file_mb, large.loading.file_mb, "{:.1f}"),
        ("first find, ms", small.answering.first_find_ms, large.answering.first_find_ms, "{:.1f}"),
        (
            "first advice, ms",
            small.answering.first_advice_ms,
            large.answering.first_advice_ms,
            "{:.1f}",
        ),
        ("find, median ms", small.answering.find.median, large.answering.find.median, "{:.2f}"),
        ("find, p95 ms", small.answering.find.p95, large.answering.find.p95, "{:.2f}"),
        (
            "advice, median ms",
            small.answering.advice.median,
            large.answering.advice.median,
            "{:.1f}",
        ),
        ("advice, p95 ms", small.answering.advice.p95, large.answering.advice.p95, "{:.1f}"),
        ("advising, peak MB", small.answering.peak_mb, large.answering.peak_mb, "{:.0f}"),
    ]
    lines = [f"{'':22}{'shipped':>12}{'large':>12}{'growth':>10}"]
    for name, one, other, form in rows:
        growth = f"x {other / one:.2f}" if one else "-"
        lines.append(f"{name:22}{form.format(one):>12}{form.format(other):>12}{growth:>10}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

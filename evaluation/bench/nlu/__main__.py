"""`python -m evaluation.bench.nlu`: ours, Rasa's default pipeline and keywords, as a table.

Each is trained anew on the same data and measured on the same sets, one after the other. The
whole takes some minutes, most of them for the default pipeline.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import httpx
import yaml

from evaluation.assistant import SECONDS_TO_ANSWER, Conversation, served
from evaluation.baseline_keywords import Keywords
from evaluation.bench.measuring import peak_mb
from evaluation.bench.nlu.cost import Cost, peak_mb_of, time_each, train
from evaluation.bench.nlu.default_pipeline import (
    Labels,
    default_config,
    template_in,
    training_data,
)
from evaluation.bench.nlu.scoring import (
    KIND_OF,
    Scores,
    Sets,
    predictions,
    read_sets,
    scores,
    texts_of,
)
from evaluation.kenmerken import measured
from evaluation.kinds import KINDS
from evaluation.records import RecordError
from evaluation.training import Example, all_examples
from scripts.kt.console import Problem
from scripts.kt.layout import Layout, rasa_environment
from scripts.kt.processes import Stopped, ending_on_signals
from scripts.kt.servers import Assistant

OURS: Final = "ours"
DEFAULT: Final = "rasa init"
KEYWORDS: Final = "keywords"


@dataclass(frozen=True, slots=True)
class Column:
    """What was measured of one way of understanding."""

    scores: Scores
    cost: Cost


@dataclass(frozen=True, slots=True)
class Bench:
    """What every way of understanding gets: folders, sets, and the examples to learn from."""

    layout: Layout
    folder: Path
    sets: Sets
    examples: list[Example]

    def variables(self, name: str) -> dict[str, str]:
        """Give the environment of a Rasa command that takes nothing from an earlier training."""
        cache = {"RASA_CACHE_DIRECTORY": str(self.folder / f"{name}-cache")}
        return {**rasa_environment(self.layout), **cache}

    def rasa(self, *arguments: str) -> list[str]:
        """Give a Rasa command."""
        return [str(self.layout.rasa.python), "-m", "rasa", *arguments]


def main(argv: list[str] | None = None) -> int:
    """Measure and print: the table, and the same as one JSON object on the last line."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.bench.nlu", description=__doc__)
    ways: Mapping[str, Callable[[Bench, int | None], Column]] = {
        OURS: measure_ours,
        DEFAULT: measure_default,
        KEYWORDS: measure_keywords,
    }
    parser.add_argument("--only", choices=list(ways), action="append", help="leave the others out")
    parser.add_argument("--epochs", type=int, help="of the default pipeline, instead of its 100")
    parser.add_argument("--data", type=Path, help="training data of keywords and rasa init")
    parser.add_argument("--sets", type=Path, help="the folder of the sets")
    args = parser.parse_args(argv)
    layout = Layout.here()
    try:
        with ending_on_signals(), tempfile.TemporaryDirectory(prefix="bench-nlu-") as name:
            sets = read_sets(args.sets or layout.root / "evaluation" / "sets")
            examples = all_examples(args.data or layout.root / "data")
            bench = Bench(layout, Path(name), sets, examples)
            columns: dict[str, Column] = {}
            for way, measure in ways.items():
                if not args.only or way in args.only:
                    print(f"{way} ...", file=sys.stderr, flush=True)
                    columns[way] = measure(bench, args.epochs)
    except (Problem, RecordError, httpx.HTTPError) as error:
        print(error, file=sys.stderr)
        return 2
    except Stopped:
        return 130
    print(table(columns))
    figures = {way: {**asdict(c.scores), **asdict(c.cost)} for way, c in columns.items()}
    print(json.dumps({"examples": len(examples), **figures}))
    return 0


def measure_ours(bench: Bench, _epochs: int | None) -> Column:
    """Train the assistant and hold the conversations of the measuring commands with it."""
    model = bench.folder / "ours.tar.gz"
    command = bench.rasa(
        *("train", "--config", "config.yml", "--domain", "domain.yml", "--data", "data"),
        *("--out", str(bench.folder), "--fixed-model-name", "ours"),
    )
    trained = train(
        command,
        model,
        bench.layout.log("bench-train-ours"),
        bench.layout.root,
        bench.variables("ours"),
    )
    with served(bench.layout, model, "bench-") as (address, process), client() as http:
        p50, p95 = time_each(lambda text: parse(http, address, text), texts_of(bench.sets))

        def begin(metadata: Mapping[str, str]) -> Conversation:
            return Conversation(http, address, metadata)

        predicted = {
            name: KINDS[KIND_OF[name]].predict(records, begin)
            for name, records in bench.sets.items()
        }
        memory = peak_mb_of(process)
    return Column(
        scores(bench.sets, predicted), Cost(trained.seconds, trained.peak_mb, p50, p95, memory)
    )


def measure_default(bench: Bench, epochs: int | None) -> Column:
    """Train Rasa's default pipeline on our data, and let it parse every text."""
    packages = sorted(bench.layout.rasa.venv.glob("lib/python*/site-packages"))[0]
    config, nlu = bench.folder / "default.yml", bench.folder / "default-nlu.yml"
    config.write_text(yaml.safe_dump(default_config(template_in(packages), epochs)), "utf-8")
    nlu.write_text(training_data(bench.examples), "utf-8")
    model = bench.folder / "default.tar.gz"
    command = bench.rasa(
        *("train", "nlu", "--config", str(config), "--nlu", str(nlu)),
        *("--out", str(bench.folder), "--fixed-model-name", "default"),
    )
    trained = train(
        command,
        model,
        bench.layout.log("bench-train-default"),
        bench.folder,
        bench.variables("default"),
    )
    texts = texts_of(bench.sets)
    with served(bench.layout, model, "bench-") as (address, process), client() as http:
        p50, p95 = time_each(lambda text: parse(http, address, text), texts)
        parsed = {text: parse(http, address, text) for text in texts}
        memory = peak_mb_of(process)
    found = predictions(Labels(parsed, measured()), bench.sets)
    return Column(
        scores(bench.sets, found), Cost(trained.seconds, trained.peak_mb, p50, p95, memory)
    )


def measure_keywords(bench: Bench, _epochs: int | None) -> Column:
    """Gather the keywords, and look for them."""
    started = time.perf_counter()
    keywords = Keywords(bench.examples, measured())
    seconds = time.perf_counter() - started
    p50, p95 = time_each(
        lambda text: (keywords.intent(text), keywords.facts(text)), texts_of(bench.sets)
    )
    found = predictions(keywords, bench.sets)
    return Column(scores(bench.sets, found), Cost(seconds, None, p50, p95, peak_mb()))


def client() -> httpx.Client:
    """Give what speaks with the servers."""
    return httpx.Client(timeout=SECONDS_TO_ANSWER)


def parse(http: httpx.Client, address: Assistant, text: str) -> str:
    """Give the intent of a text; a typed command is read as words."""
    body = {"text": text.lstrip("/ ")}
    reply = http.post(f"{address.url}/model/parse", params={"token": address.token}, json=body)
    reply.raise_for_status()
    return str((reply.json().get("intent") or {}).get("name"))


def table(columns: Mapping[str, Column]) -> str:
    """Give the measurements side by side; shares as percentages, `-` where there is none."""
    rows: list[tuple[str, list[float | None], str]] = []
    for name in Scores.__dataclass_fields__:
        shares = [getattr(column.scores, name) for column in columns.values()]
        points = [None if share is None else 100 * share for share in shares]
        rows.append((f"{name.replace('_', ' ')}, %", points, "{:.1f}"))
    for name in Cost.__dataclass_fields__:
        label, _, unit = name.rpartition("_")
        found = [getattr(column.cost, name) for column in columns.values()]
        form = "{:.2f}" if unit == "ms" else "{:.1f}"
        rows.append((f"{label.replace('_', ' ')}, {'MB' if unit == 'mb' else unit}", found, form))
    lines = [f"{'':24}" + "".join(f"{way:>12}" for way in columns)]
    for label, values, form in rows:
        cells = ("-" if value is None else form.format(value) for value in values)
        lines.append(f"{label:24}" + "".join(f"{cell:>12}" for cell in cells))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

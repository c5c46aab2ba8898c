"""`python -m evaluation KIND FILE [--json OUT]`: measure one kind of prediction."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from catalog.answering import current_answer
from catalog.store import StoreError
from catalog.yamlfile import CatalogueFileError
from evaluation import advice, masking
from evaluation.assistant import AssistantError, Begin, Conversation, trained_assistant
from evaluation.kinds import KINDS, Kind
from evaluation.mistakes import Mistake, only_measured
from evaluation.records import Record, RecordError, read_records, write_records
from evaluation.report import Section, kind_of, write_report
from scripts.kt.processes import Stopped, ending_on_signals

ADVICE = "advice"
MASKING = "masking"
REPORT = "report"


def main(argv: list[str] | None = None) -> int:
    """Run one measurement; gives 0, or 2 when it cannot be made (one line says why)."""
    given = list(sys.argv[1:] if argv is None else argv)
    run: Callable[[list[str]], None] = _report if given[:1] == [REPORT] else _measure
    try:
        with ending_on_signals():
            run(given)
    except (RecordError, AssistantError, CatalogueFileError, StoreError) as error:
        print(error, file=sys.stderr)
        return 2
    except Stopped:
        return 130
    return 0


def _measure(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation",
        description=__doc__,
        epilog=f"`python -m evaluation {REPORT} FILE...` measures several files and reports.",
    )
    parser.add_argument("kind", choices=[ADVICE, MASKING, *KINDS], help="what is measured")
    parser.add_argument("file", type=Path, help="JSON lines, as the contract describes them")
    parser.add_argument("--json", type=Path, metavar="OUT", help="one prediction a line")
    parser.add_argument(
        "--running", action="store_true", help="measure the assistant that `make start` serves"
    )
    args = parser.parse_args(argv)
    if args.kind == ADVICE:
        _measure_advice(args.file, args.json)
        return
    if args.kind == MASKING:
        _measure_masking(args.file, args.json)
        return
    kind = KINDS[args.kind]
    records = read(kind, args.file)
    # Whether the file can be written is known before the minutes are spent.
    if args.json:
        write_records(args.json, [])
    with _assistant_for([kind], running=args.running) as begin:
        predictions = kind.predict(records, begin)
    if args.json:
        write_records(args.json, predictions)
    for mistake in mistakes(kind, records, predictions):
        print(mistake.line(with_text=not only_measured(args.file)))
    print(json.dumps(kind.totals(records, predictions)))


def _measure_advice(file: Path, out: Path | None) -> None:
    records = read_records(file, advice.NEEDS)
    predictions = advice.predict(records, current_answer())
    if out:
        write_records(out, predictions)
    for record, prediction in zip(records, predictions, strict=True):
        if not advice.is_right(record, prediction):
            advised = ", ".join(prediction["producten"]) or "-"
            print(f"{record['id']}: {prediction['uitkomst']} ({advised})")
    print(json.dumps(advice.totals(records, predictions)))


def _measure_masking(file: Path, out: Path | None) -> None:
    records = read_records(file, masking.NEEDS, masking.check)
    predictions = masking.predict(records)
    if out:
        write_records(out, predictions)
    for prediction in predictions:
        if prediction["gemist"] or prediction["onnodig"]:
            # What was missed is told by its kind: the files of others may hold real names.
            missed = ", ".join(each["soort"] for each in prediction["gemist"])
            over = len(prediction["onnodig"])
            print(f"{prediction['id']}: gemist: {missed or '-'}; onnodig: {over}")
    print(json.dumps(masking.totals(records, predictions), ensure_ascii=False))


def _report(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(
        prog=f"python -m evaluation {REPORT}",
        description="Measure files of any kind with one start of the assistant, and report the "
        "worst confusions with the text.",
    )
    parser.add_argument(REPORT, help=argparse.SUPPRESS)
    parser.add_argument("file", type=Path, nargs="+", help="JSON lines; the kind shows from them")
    parser.add_argument("--out", type=Path, metavar="OUT.md", help="where it goes (else printed)")
    parser.add_argument("--running", action="store_true", help="as for one kind")
    args = parser.parse_args(argv)
    files = [(file, kind_of(file)) for file in args.file]
    read_files = [(file, name, read(KINDS[name], file)) for file, name in files]
    sections: list[Section] = []
    kinds = [KINDS[name] for _, name in files]
    with _assistant_for(kinds, running=args.running) as begin:
        for file, name, records in read_files:
            kind = KINDS[name]
            predictions = kind.predict(records, begin)
            totals = kind.totals(records, predictions)
            found = mistakes(kind, records, predictions)
            sections.append(Section(name, file, totals, found))
            print(json.dumps({"soort": name, "bestand": file.name, **totals}))
    write_report(args.out, sections)


@contextmanager
def _assistant_for(kinds: list[Kind], *, running: bool) -> Iterator[Begin]:
    """Start the assistant unless every one of these kinds does without."""
    if all(kind.alone for kind in kinds):
        yield _no_assistant
        return
    with trained_assistant(running=running) as begin:
        yield begin


def _no_assistant(_metadata: Mapping[str, str]) -> Conversation:
    raise AssistantError("no assistant runs for this kind")


def read(kind: Kind, file: Path) -> list[Record]:
    """Read the lines of a kind; RecordError names the first that cannot be used."""
    return read_records(file, kind.needs, kind.check)


def mistakes(kind: Kind, records: list[Record], predictions: list[Record]) -> list[Mistake]:
    """Give everything that went wrong, in the order of the lines."""
    return [
        mistake
        for record, prediction in zip(records, predictions, strict=True)
        for mistake in kind.mistakes(record, prediction)
    ]


if __name__ == "__main__":
    sys.exit(main())

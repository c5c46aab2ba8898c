"""`python -m evaluation KIND FILE [--json OUT]`: measure one kind of prediction."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from catalog.answering import current_answer
from catalog.store import StoreError
from catalog.yamlfile import CatalogueFileError
from evaluation import advice
from evaluation.records import RecordError, read_records, write_records


def main(argv: list[str] | None = None) -> int:
    """Run one measurement; gives 0, or 2 when the file cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("kind", choices=["advice"], help="what is measured")
    parser.add_argument("file", type=Path, help="JSON lines, as the contract describes them")
    parser.add_argument("--json", type=Path, metavar="OUT", help="one prediction a line")
    args = parser.parse_args(argv)
    try:
        records = read_records(args.file, advice.NEEDS)
        predictions = advice.predict(records, current_answer())
        if args.json:
            write_records(args.json, predictions)
    except (RecordError, CatalogueFileError, StoreError) as error:
        print(error, file=sys.stderr)
        return 2
    for record, prediction in zip(records, predictions, strict=True):
        if not advice.is_right(record, prediction):
            advised = ", ".join(prediction["producten"]) or "-"
            print(f"{record['id']}: {prediction['uitkomst']} ({advised})")
    print(json.dumps(advice.totals(records, predictions)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

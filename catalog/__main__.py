"""The command line of the catalogue: `python -m catalog COMMAND`."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from catalog.advice.explaining import bron_json
from catalog.advice.request import RequestError, is_id
from catalog.answering import Answer, answer_from, current_answer, current_catalogue
from catalog.classify import activity_rules, classification_json, classify, parse_question
from catalog.loader import Catalogue, read_catalogue, shipped
from catalog.model import Criterium, Product, Publiek, Stelsel
from catalog.store import StoreError
from catalog.yamlfile import CatalogueFileError


def main(argv: list[str] | None = None) -> int:
    """Run one command; gives the exit status (0 well, 1 some line wrong, 2 bad input)."""
    parser = argparse.ArgumentParser(prog="python -m catalog", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, help_: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help_)
        sub.add_argument("--folder", type=Path, help="another catalogue than the shipped one")
        return sub

    advise_ = command("advise", "weigh a situation: JSON in, JSON out")
    advise_.add_argument("--batch", action="store_true", help="one JSON object a line")
    products = command("products", "every product with its facts and criteria")
    products.add_argument("--json", action="store_true", help="as JSON (the default is a table)")
    classify_ = command("classify", "is an activity group support or individual support?")
    classify_.add_argument("--json", action="store_true", help="as JSON (the only form)")
    classify_.add_argument("--batch", action="store_true", help="one JSON object a line")
    load = command("load", "read the sources into the database, in one transaction")
    load.add_argument("--database", help="SQLAlchemy URL; default DATABASE_URL or SQLite")
    lint = command("lint", "faults in the sources")
    lint.add_argument("--terms", type=Path, help="YAML list of terms that are explained elsewhere")
    coverage = command("coverage", "which kenmerken and products no case reaches")
    coverage.add_argument("--cases", type=Path, default=Path("tests/cases"))
    schema = command("schema", "write the JSON Schemas of the file formats")
    schema.add_argument("--out", type=Path, help="folder; default: the shipped one")

    args = parser.parse_args(argv)
    try:
        return _run(args)
    except (CatalogueFileError, RequestError, StoreError) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 1


def _run(args: argparse.Namespace) -> int:
    # The store, the linter and the schemas are imported where they are needed: advising alone
    # should start fast.
    if args.command == "schema":
        from catalog.schemas import write_schemas

        for path in write_schemas(args.out):
            print(path)
        return 0
    if args.command == "load":
        from catalog.store import load_command

        return load_command(args.folder, args.database)
    if args.command == "advise":
        answer_ = answer_from(read_catalogue(args.folder)) if args.folder else current_answer()
        return _answer(answer_, batch=args.batch)
    if args.command in ("lint", "coverage"):
        # Faults are looked for in the files, not in what was loaded from them.
        catalogue = read_catalogue(args.folder) if args.folder else shipped()
    else:
        catalogue = read_catalogue(args.folder) if args.folder else current_catalogue()
    if args.command == "classify":
        rules = activity_rules(catalogue.stelsels.values())

        def answer(raw: object) -> dict[str, object]:
            activiteit, known = parse_question(raw)
            found = classification_json(classify(rules, activiteit, known), Publiek.WIJKTEAM)
            id_ = raw.get("id") if isinstance(raw, dict) else None
            return {"id": id_, **found} if is_id(id_) else found

        return _answer(answer, batch=args.batch)
    if args.command == "products":
        return _products(catalogue, as_json=args.json)
    if args.command == "lint":
        from catalog.lint import lint_command

        return lint_command(catalogue, args.terms)
    from catalog.coverage import coverage_command

    return coverage_command(catalogue, args.cases)


def _answer(answer: Answer, *, batch: bool) -> int:
    """Answer standard input: one object, or with `batch` one a line."""
    _speak_utf8()
    if not batch:
        print(json.dumps(answer(_parse(sys.stdin.read())), ensure_ascii=False))
        return 0
    status = 0
    for line in sys.stdin:
        if not line.strip():
            continue
        id_: object = None
        try:
            raw = _parse(line)
            id_ = raw.get("id") if isinstance(raw, Mapping) else None
            result = answer(raw)
        except RequestError as error:
            result = {"id": id_ if is_id(id_) else None, "fout": str(error)}
            status = 1
        print(json.dumps(result, ensure_ascii=False), flush=True)
    return status


def _parse(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits and lists thousands deep are no JSONDecodeError.
        raise RequestError(f"no JSON: {error}") from error


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the locale is; bytes that are none make a text invalid."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def _products(catalogue: Catalogue, *, as_json: bool) -> int:
    listed = [(s, p) for s in catalogue.stelsels.values() for p in s.producten]
    if as_json:
        print(json.dumps([product_json(s, p) for s, p in listed], ensure_ascii=False, indent=1))
        return 0
    for stelsel, product in listed:
        code = product.code or "-"
        print(f"{stelsel.id:24} {product.id:32} {code:8} {product.domein:13} {product.naam}")
    return 0


def product_json(stelsel: Stelsel, product: Product) -> dict[str, object]:
    """Give one product as `products --json` lists it."""
    return {
        "stelsel": stelsel.id,
        "id": product.id,
        "naam": product.naam,
        "code": product.code,
        "domein": product.domein,
        "eenheid": product.eenheid,
        "uren_per_week": product.uren_per_week,
        "bron": bron_json(product.bron),
        "alleen_uitleg": product.alleen_uitleg,
        "feiten": {
            kind: [
                {
                    "tekst": feit.tekst,
                    "waarde": feit.waarde,
                    "eenheid": feit.eenheid,
                    "bron": bron_json(feit.bron),
                }
                for feit in facts
            ]
            for kind, facts in product.feiten.items()
        },
        "criteria": _criteria(product.criteria),
    }


def _criteria(criteria: Iterable[Criterium]) -> list[dict[str, object]]:
    return [
        {
            "kenmerk": c.toets.kenmerk,
            "waarden": list(c.toets.waarden) or {"min": c.toets.minimum, "max": c.toets.maximum},
            "toets": c.toets.toetsing.value,
            "rol": c.rol.value,
            "groep": c.groep,
            "tekst": c.tekst.wijkteam,
            "bron": bron_json(c.bron),
            "zo_gelezen": c.zo_gelezen,
        }
        for c in criteria
    ]


if __name__ == "__main__":
    sys.exit(main())

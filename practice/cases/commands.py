"""The author's commands: check all cases, draft one, show one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from catalog.advice.request import RequestError
from catalog.answering import current_catalogue
from catalog.model import DOMEINEN
from catalog.yamlfile import CatalogueFileError
from practice.cases.checking import advice_for, check, decides
from practice.cases.drafting import draft, engine_lines, parse_given
from practice.cases.loader import FOLDER, load_case
from practice.cases.model import Case


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to a command line."""
    checking = commands.add_parser("check", help="hold every case against the catalogue")
    checking.add_argument("--folder", type=Path, default=FOLDER)
    checking.set_defaults(run=_check)
    drafting = commands.add_parser("draft", help="write the skeleton of a case")
    drafting.add_argument("--stelsel", required=True)
    drafting.add_argument("--domein", required=True, choices=DOMEINEN)
    drafting.add_argument("--id", default="nieuwe-casus")
    drafting.add_argument("kenmerken", nargs="+", metavar="kenmerk=waarde")
    drafting.set_defaults(run=_draft)
    showing = commands.add_parser("show", help="show one case and what the engine makes of it")
    showing.add_argument("id")
    showing.add_argument("--folder", type=Path, default=FOLDER)
    showing.set_defaults(run=_show)


def _check(args: argparse.Namespace) -> int:
    """Print what is wrong, one line each; 1 when something is."""
    catalogue = current_catalogue()
    cases: dict[str, Case] = {}
    wrong = 0
    for path in sorted(args.folder.glob("*.yaml")):
        try:
            case = load_case(path, catalogue)
        except CatalogueFileError as error:
            print(error, file=sys.stderr)
            wrong += 1
        else:
            cases[case.id] = case
    for case in cases.values():
        verdict = check(case, cases, catalogue)
        wrong += not verdict
        for why in verdict.stale:
            print(f"{case.id}.yaml: stale, is not served: {why}", file=sys.stderr)
        for why in verdict.faults:
            print(f"{case.id}.yaml: {why}", file=sys.stderr)
    if wrong:
        print(f"{wrong} of the cases cannot be served", file=sys.stderr)
    return 1 if wrong else 0


def _draft(args: argparse.Namespace) -> int:
    catalogue = current_catalogue()
    if args.stelsel not in catalogue.stelsels:
        print(f"no stelsel {args.stelsel}: {', '.join(catalogue.stelsels)}", file=sys.stderr)
        return 2
    try:
        facts = parse_given(args.kenmerken, catalogue.vocabulary)
    except RequestError as error:
        print(error, file=sys.stderr)
        return 2
    print(draft(catalogue, args.stelsel, args.domein, facts, args.id), end="")
    return 0


def _show(args: argparse.Namespace) -> int:
    catalogue = current_catalogue()
    try:
        case = load_case(args.folder / f"{args.id}.yaml", catalogue)
    except CatalogueFileError as error:
        print(error, file=sys.stderr)
        return 2
    advice = advice_for(case, catalogue)
    print(f"{case.titel} ({case.stelsel}, {case.domein}, niveau {case.niveau})\n")
    print(case.verhaal)
    print(f"{case.relation()}: {case.opening}\n")
    for name, value in case.kenmerken.items():
        print(f"{name} = {value}: {case.zegt[name].antwoord if name in case.zegt else '(opening)'}")
    print(f"\nbeslissend: {', '.join(case.beslissend)}")
    print(f"volgens de catalogus: {', '.join(sorted(decides(advice, catalogue)))}")
    print("\n".join(engine_lines(advice)))
    return 0

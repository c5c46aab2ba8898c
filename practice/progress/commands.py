"""The team's commands: hand out codes, see a group, export, read disputes, tidy."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from functools import wraps

from sqlalchemy.exc import SQLAlchemyError

from catalog.answering import current_catalogue
from catalog.store import StoreError
from practice.progress import exporting, groups
from practice.progress.identity import SecretMissing, secret_from_environment
from practice.progress.presenting import group_text
from practice.progress.store import ProgressStore, utc_now

MOST_CODES = 500

type Command = Callable[[argparse.Namespace, ProgressStore], int]


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to a command line."""
    codes = commands.add_parser("codes", help="make practice codes for a group, once to be seen")
    codes.add_argument("--group", required=True, help="small letters, digits and -")
    codes.add_argument("--count", type=int, default=1, help=f"1 to {MOST_CODES}")
    codes.set_defaults(run=_with_store(_codes))
    group = commands.add_parser("group", help="how a group stands: means of those who share")
    group.add_argument("name", nargs="?", help="left out: every group with its number of codes")
    group.add_argument("--withdraw", action="store_true", help="withdraw the group and its codes")
    group.set_defaults(run=_with_store(_group))
    export = commands.add_parser("export", help="the results of those who share them")
    export.add_argument("--format", choices=("csv", "xapi"), default="csv")
    export.add_argument("--group", help="of this group alone")
    export.add_argument("--home", default=exporting.HOME, help="xAPI: the IRL that ids begin with")
    export.set_defaults(run=_with_store(_export))
    disputes = commands.add_parser("disputes", help="feedback that trainees did not agree with")
    disputes.add_argument("--settled", action="store_true", help="those that were dealt with")
    disputes.add_argument("--settle", type=int, metavar="NUMBER", help="mark one as dealt with")
    disputes.add_argument("--json", action="store_true", help="one JSON object a line")
    disputes.set_defaults(run=_with_store(_disputes))
    tidy = commands.add_parser("tidy", help="erase what was not used for a year")
    tidy.set_defaults(run=_with_store(_tidy))
    rekey = commands.add_parser("rekey", help="seal disputes with the first key")
    rekey.set_defaults(run=_with_store(_rekey))


def _with_store(command: Command) -> Callable[[argparse.Namespace], int]:
    """Give a command with the store of KT_PRACTICE_DATABASE_URL; 2 where it cannot be used."""

    @wraps(command)
    def run(args: argparse.Namespace) -> int:
        try:
            store = ProgressStore()
        except (StoreError, SQLAlchemyError) as error:
            # The first line of what a database says holds no password; what follows might.
            print(str(error).splitlines()[0], file=sys.stderr)
            return 2
        try:
            return command(args, store)
        finally:
            store.close()

    return run


def _codes(args: argparse.Namespace, store: ProgressStore) -> int:
    if not 1 <= args.count <= MOST_CODES:
        print(f"--count: 1 to {MOST_CODES}", file=sys.stderr)
        return 2
    try:
        for code in groups.make_codes(store, secret_from_environment(), args.group, args.count):
            print(code)
    except (SecretMissing, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _group(args: argparse.Namespace, store: ProgressStore) -> int:
    if args.name is None:
        for name, count in groups.group_names(store):
            print(f"{name}\t{count}")
        return 0
    if args.withdraw:
        if groups.withdraw(store, args.name):
            return 0
    elif found := groups.group_overview(store, args.name, utc_now()):
        print(group_text(found, current_catalogue()))
        return 0
    print(f"no group {args.name}", file=sys.stderr)
    return 2


def _export(args: argparse.Namespace, store: ProgressStore) -> int:
    results = groups.exportable(store, args.group)
    if args.format == "csv":
        sys.stdout.write(exporting.as_csv(results))
    else:
        statements = exporting.as_xapi(results, args.home.rstrip("/"))
        print(json.dumps(statements, ensure_ascii=False, indent=1))
    return 0


def _disputes(args: argparse.Namespace, store: ProgressStore) -> int:
    if args.settle is not None:
        if store.settle(args.settle):
            return 0
        print(f"no open dispute {args.settle}", file=sys.stderr)
        return 2
    for each in store.disputes(settled=args.settled):
        told = {
            "number": each.id,
            "at": exporting.moment(each.at),
            "case": each.case,
            "form": each.form.value,
            "text": each.text,
        }
        if args.json:
            print(json.dumps(told, ensure_ascii=False))
        else:
            print(f"{each.id}\t{each.at:%Y-%m-%d}\t{each.case}\t{each.form.value}\t{each.text}")
    return 0


def _tidy(_args: argparse.Namespace, store: ProgressStore) -> int:
    print(f"{store.tidy()} erased")
    return 0


def _rekey(_args: argparse.Namespace, store: ProgressStore) -> int:
    print(f"{store.rekey()} sealed")
    return 0

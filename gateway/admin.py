"""What an administrator does beside the running gateway: `python -m gateway COMMAND`.

Every command reads the same settings as the server. A new one is a function in COMMANDS.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from gateway.backup import backup as make_backup
from gateway.backup import erase_again as erase_once_more
from gateway.backup import restore as put_back
from gateway.documents import write_documents
from gateway.journal import journal_of
from gateway.off import NAME
from gateway.quality import as_text, report
from gateway.settings import Settings
from gateway.store.counts import DailyCounts
from gateway.store.migrating import write_step
from gateway.store.receipts import Receipts
from gateway.store.sealed import Unreadable, new_key, renew_all
from gateway.store.store import Store
from gateway.store.switches import Switches
from gateway.store.tables import Base

type Arguments = argparse.Namespace


def store_of(settings: Settings, *, migrating: bool = False) -> Store:
    """Open the store of the settings. Raises ValueError without a key, or when not up to date."""
    return Store(
        settings.database_url,
        idle_seconds=settings.idle_seconds,
        absolute_seconds=settings.absolute_seconds,
        sealer=settings.sealer(),
        migrating=migrating,
    )


def key(_given: Arguments) -> int:
    """Print a new key for the store."""
    print(new_key())
    return 0


def rekey(_given: Arguments) -> int:
    """Seal everything with the first key; the others may be taken away afterwards."""
    store = store_of(Settings())
    try:
        changed = renew_all(store.engine, Base, store.sealer)
    except Unreadable:
        print("gateway: a value was sealed with a key that is not given", file=sys.stderr)
        return 1
    finally:
        store.close()
    print(json.dumps({"rows": changed}))
    return 0


def off(_given: Arguments) -> int:
    """Switch the chat off, for every process, within seconds."""
    return _switch(on=True)


def on(_given: Arguments) -> int:
    """Switch the chat on again."""
    return _switch(on=False)


def _switch(*, on: bool) -> int:
    store = store_of(Settings())
    try:
        Switches(store.engine).turn(NAME, on=on)
    finally:
        store.close()
    print(json.dumps({"off": on}))
    return 0


def migrate(given: Arguments) -> int:
    """Make the tables of the store what this version needs."""
    store = store_of(Settings(), migrating=True)
    if given.write_step:
        write_step(store.engine, given.write_step)
    store.close()
    return 0


def backup(given: Arguments) -> int:
    """Copy the database (PostgreSQL) into a new file."""
    make_backup(Settings().database_url, given.file)
    return 0


def restore(given: Arguments) -> int:
    """Put a copy into an empty database, and erase again what was erased since."""
    settings = Settings()
    if settings.erased_folder is None and not given.without_erased_folder:
        raise ValueError("erased_folder is needed, or what was erased since would be back")
    put_back(settings.database_url, given.file)
    return erase_again(given)


def erase_again(_given: Arguments) -> int:
    """Erase what the erased folder names and what has ended: after any kind of restore."""
    settings = Settings()
    store = store_of(settings, migrating=True)
    print(json.dumps({"erased": erase_once_more(store, journal_of(settings))}))
    store.close()
    return 0


def quality(given: Arguments) -> int:
    """Print the report of a month for the gemeente."""
    store = store_of(Settings())
    try:
        counts = DailyCounts(store.engine).of_month(given.month)
        counts["ander_product"] = Receipts(store.engine).overruled(given.month)
        found = report(given.month, counts)
    finally:
        store.close()
    print(json.dumps(found, ensure_ascii=False, indent=1) if given.json else as_text(found))
    return 0


def documents(given: Arguments) -> int:
    """Write the documents that a gemeente must have, filled in from the settings."""
    for each in write_documents(Settings(), given.out, given.site):
        print(each)
    return 0


COMMANDS: dict[str, Callable[[Arguments], int]] = {
    "key": key,
    "rekey": rekey,
    "migrate": migrate,
    "backup": backup,
    "restore": restore,
    "erase-again": erase_again,
    "off": off,
    "on": on,
    "quality": quality,
    "documents": documents,
}


def parser() -> argparse.ArgumentParser:
    """Give the parser of the command line."""
    made = argparse.ArgumentParser(prog="python -m gateway", description=__doc__)
    commands = made.add_subparsers(dest="command", required=True)
    parsers = {
        name: commands.add_parser(name, help=command.__doc__) for name, command in COMMANDS.items()
    }
    parsers["migrate"].add_argument(
        "--write-step", metavar="WHAT", help="write a step for what the code has and no step makes"
    )
    for name in ("backup", "restore"):
        parsers[name].add_argument("file", type=Path)
    parsers["restore"].add_argument(
        "--without-erased-folder", action="store_true", help="nothing was ever erased on request"
    )
    parsers["quality"].add_argument("--month", required=True, help="as in 2026-11")
    parsers["quality"].add_argument("--json", action="store_true", help="as JSON, not Markdown")
    parsers["documents"].add_argument("--out", type=Path, required=True, help="the folder")
    parsers["documents"].add_argument(
        "--site",
        default="voorbeeld",
        help="the site of the gemeente",
    )
    return made


def run(arguments: list[str]) -> int:
    """Do one command; gives its exit code. Raises ValueError for settings that are not right."""
    given = parser().parse_args(arguments)
    return COMMANDS[given.command](given)

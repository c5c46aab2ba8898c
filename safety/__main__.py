"""Command line: ``python -m safety mask`` and ``python -m safety danger``.

Both read JSON lines ``{"id": …, "tekst": …, "spreker": …}`` (spreker is optional; one that
is not known is taken as inwoner) on standard
input and write one JSON line for each, in order: ``{"id": …, "tekst": …}`` masked, or
``{"id": …, "gevaar": …}`` with a crisis intent or null. A line that cannot be read gives
``{"id": …, "fout": …}`` (id where there is one) and a line on standard error; the rest goes on
and the exit is 1. ``python -m safety numbers`` names telephone numbers that are to be checked
again and exits with 1 when there are any.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any, TextIO

from safety import danger, mask
from safety import help as help_texts


def _mask(line: dict[str, Any]) -> dict[str, Any]:
    return {"tekst": mask.mask(line["tekst"])}


def _danger(line: dict[str, Any]) -> dict[str, Any]:
    spreker = line.get("spreker")
    found = danger.detect(line["tekst"], spreker if isinstance(spreker, str) else None)
    return {"gevaar": found.kind if found else None}


_COMMANDS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "mask": _mask,
    "danger": _danger,
}


def _fault(line: Any) -> str | None:
    """Return what is wrong with a line that was read, or None."""
    if not isinstance(line, dict):
        return "geen object"
    if not isinstance(line.get("tekst"), str):
        return "tekst ontbreekt of is geen tekst"
    return None


def _one(command: Callable[[dict[str, Any]], dict[str, Any]], raw: str) -> dict[str, Any]:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return {"fout": "geen geldige JSON"}
    known = {"id": line["id"]} if isinstance(line, dict) and "id" in line else {}
    if fault := _fault(line):
        return {**known, "fout": fault}
    return {**known, **command(line)}


def run(name: str, source: TextIO, out: TextIO, err: TextIO) -> int:
    """Do one command over the lines of `source`; return the exit code, 0 or 1."""
    code = 0
    for number, raw in enumerate(source, start=1):
        if not raw.strip():
            continue
        result = _one(_COMMANDS[name], raw)
        if "fout" in result:
            code = 1
            print(f"regel {number}: {result['fout']}", file=err)
        print(json.dumps(result, ensure_ascii=False), file=out)
    return code


def numbers(out: TextIO) -> int:
    """Name the telephone numbers that were checked too long ago; return 1 when there are any."""
    old = help_texts.outdated(datetime.now(tz=timezone.utc).date())
    for contact in old:
        print(
            f"{contact.naam}: gecontroleerd op {contact.gecontroleerd}, ouder dan een jaar",
            file=out,
        )
    return 1 if old else 0


def main(arguments: list[str]) -> int:
    """Run the command line; return the exit code (2 for a command that does not exist)."""
    if arguments == ["numbers"]:
        return numbers(sys.stdout)
    if len(arguments) != 1 or arguments[0] not in _COMMANDS:
        print("gebruik: python -m safety mask|danger|numbers", file=sys.stderr)
        return 2
    for stream in (sys.stdin, sys.stdout):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    return run(arguments[0], sys.stdin, sys.stdout, sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

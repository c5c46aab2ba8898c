"""JSON lines in, JSON lines out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

type Record = dict[str, Any]


class RecordError(ValueError):
    """A line of a measuring file cannot be used; the message names file and line."""


def read_records(
    path: Path, needs: Iterable[str], check: Callable[[Record], str | None] = lambda _: None
) -> list[Record]:
    """Read a JSON-lines file.

    RecordError for a line that is no object, lacks a needed key, or in which `check` finds a
    fault (it gives the fault in words, or None).
    """
    wanted = tuple(needs)
    records: list[Record] = []
    try:
        # Not splitlines(): JSON may hold line separators of Unicode as they are.
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise RecordError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RecordError(f"{path}: no UTF-8: {error.reason}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise RecordError(f"{path}:{number}: no JSON: {error.msg}") from error
        missing = [k for k in wanted if not isinstance(record, dict) or k not in record]
        if missing:
            raise RecordError(f"{path}:{number}: lacks {', '.join(missing)}")
        if fault := check(record):
            raise RecordError(f"{path}:{number}: {fault}")
        records.append(record)
    return records


def write_records(path: Path, records: Iterable[Record]) -> None:
    """Write one JSON object a line; RecordError when the file cannot be written."""
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    try:
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise RecordError(f"{path}: {error.strerror}") from error

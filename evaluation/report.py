"""The error report: what is confused with what, most often first, with the texts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.kinds import KINDS
from evaluation.mistakes import Mistake, only_measured
from evaluation.records import Record, RecordError, read_records

type Confusion = tuple[str, str, str]
"""What it is about, what was expected, what was got."""

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Section:
    """One measured file: its kind and path, the totals, and every mistake."""

    kind: str
    file: Path
    totals: Record
    mistakes: list[Mistake]


def kind_of(file: Path) -> str:
    """Tell which kind a file is, from the keys of its first line; the most telling kind wins.

    Raises RecordError when no kind takes such lines.
    """
    records = read_records(file, ())
    if not records:
        raise RecordError(f"{file}: holds no lines")
    keys = set(records[0])
    fitting = [name for name, kind in KINDS.items() if set(kind.needs) <= keys]
    if not fitting:
        raise RecordError(f"{file}: of no kind that can be measured ({', '.join(KINDS)})")
    return max(fitting, key=lambda name: len(KINDS[name].needs))


def confusions(mistakes: Sequence[Mistake]) -> list[tuple[Confusion, list[Mistake]]]:
    """Give the confusions with their mistakes, most frequent first, equal ones by name."""
    found: dict[Confusion, list[Mistake]] = defaultdict(list)
    for mistake in mistakes:
        found[mistake.group, mistake.expected, mistake.got].append(mistake)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))


def report(sections: Sequence[Section]) -> str:
    """Give the report as Markdown."""
    lines = ["# What went wrong", ""]
    for section in sections:
        name = section.file.name
        lines += [f"## {section.kind}: {name}", "", f"`{json.dumps(section.totals)}`", ""]
        lines += _groups(section.mistakes)
        if only_measured(section.file):
            lines += ["The texts of a set that is only measured are not shown.", ""]
            continue
        for (group, expected, got), cases in confusions(section.mistakes):
            lines += [f"### {group}: {expected} -> {got} ({len(cases)})", ""]
            lines += [f"- {case.id}: {_short(case.text)}" for case in cases]
            lines.append("")
    return "\n".join(lines)


def _groups(mistakes: Sequence[Mistake]) -> list[str]:
    """Give a table of how many mistakes each kenmerk or intent has, most first."""
    counts: dict[str, int] = defaultdict(int)
    for mistake in mistakes:
        counts[mistake.group] += 1
    if not counts:
        return ["Nothing.", ""]
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ["| about | wrong |", "|---|---|", *(f"| {name} | {n} |" for name, n in ordered), ""]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 3]}..."


def write_report(out: Path | None, sections: Sequence[Section]) -> None:
    """Write the report to a file, or print it; RecordError when it cannot be written."""
    text = report(sections)
    if out is None:
        print(text)
        return
    try:
        out.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise RecordError(f"{out}: {error.strerror}") from error

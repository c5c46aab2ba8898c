"""Results as CSV and as xAPI statements (1.0.3), for a learning record store or a spreadsheet.

Who a result is of leaves the house as an alias that leads to nobody. Pure; nothing but codes,
numbers and moments is in it.
"""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from practice.progress.identity import alias
from practice.progress.model import Result, Skill
from practice.progress.presenting import practised, words

COLUMNS: Final = (
    *("trainee", "at", "form", "skill", "kenmerk", "stelsel", "product", "case", "grade"),
)
HOME: Final = "https://keukentafel.invalid/oefenen"
"""Where a record store is not told otherwise: a name that can belong to nobody (RFC 2606)."""

VERBS: Final = {
    Skill.VRAGEN: "asked",
    Skill.KIEZEN: "answered",
    Skill.MOTIVEREN: "commented",
}
VERB: Final = "http://adlnet.gov/expapi/verbs/"
ACTIVITY: Final = "http://adlnet.gov/expapi/activities/"
PASSED_FROM: Final = 0.7
LANGUAGE: Final = "nl"

EXPORT_KIND: Final = "practice_export"

type Json = Any


def download_entry(results: Sequence[Result]) -> tuple[str, dict[str, Json]]:
    """Give text and data of an entry `practice_export`: a trainee's own results, to save.

    Data: `filename`, `media_type` and `content` (CSV); only text where there is nothing yet.
    """
    if not results:
        return words().say("niets"), {}
    data = {
        "filename": words().say("bestand"),
        "media_type": "text/csv",
        "content": as_csv(results, with_trainee=False),
    }
    return words().say("bestand_klaar", onderdelen=practised(len(results))), data


def as_csv(results: Iterable[Result], *, with_trainee: bool = True) -> str:
    """Give results as CSV (RFC 4180, with a head); without the alias for her own download."""
    out = io.StringIO()
    columns = COLUMNS if with_trainee else COLUMNS[1:]
    writer = csv.DictWriter(out, columns, extrasaction="ignore")
    writer.writeheader()
    for each in results:
        writer.writerow(
            {
                "trainee": alias(each.trainee),
                "at": moment(each.at),
                "form": each.form.value,
                "skill": each.skill.value,
                "kenmerk": each.kenmerk or "",
                "stelsel": each.stelsel or "",
                "product": each.product or "",
                "case": each.case or "",
                "grade": f"{each.grade:.2f}",
            }
        )
    return out.getvalue()


def as_xapi(results: Iterable[Result], home: str = HOME) -> list[dict[str, Json]]:
    """Give one xAPI statement per result; `home` is the IRL under which ids are unique.

    The same result gives the same statement with the same id, so that a record store that gets
    it twice keeps it once.
    """
    found: list[dict[str, Json]] = []
    times: dict[str, int] = {}
    for each in results:
        about = _about(each)
        key = f"{alias(each.trainee)}|{each.at.isoformat()}|{about}|{each.skill}|{each.grade}"
        times[key] = times.get(key, 0) + 1
        found.append(_statement(each, home, f"{key}|{times[key]}", about))
    return found


def moment(at: datetime) -> str:
    """Give a moment as both formats write it: ISO 8601 in UTC, in milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _statement(result: Result, home: str, key: str, about: str) -> dict[str, Json]:
    verb = VERBS[result.skill]
    extensions = {
        f"{home}/ext/{name}": value
        for name, value in (
            ("form", result.form.value),
            ("kenmerk", result.kenmerk),
            ("stelsel", result.stelsel),
            ("product", result.product),
        )
        if value
    }
    statement: dict[str, Json] = {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{home}|{key}")),
        "version": "1.0.3",
        "timestamp": moment(result.at),
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": home, "name": alias(result.trainee)},
        },
        "verb": {"id": VERB + verb, "display": {LANGUAGE: words().label("xapi", verb)}},
        "object": {
            "objectType": "Activity",
            "id": f"{home}/{about}",
            "definition": {
                "type": ACTIVITY + ("simulation" if result.case else "question"),
                "name": {LANGUAGE: words().label("vormen", result.form)},
            },
        },
        "result": {
            "score": {"scaled": round(result.grade, 4)},
            "success": result.grade >= PASSED_FROM,
        },
        "context": {
            "platform": "Keukentafel",
            "language": LANGUAGE,
            "extensions": extensions,
            "contextActivities": {
                "category": [
                    {"objectType": "Activity", "id": f"{home}/vaardigheid/{result.skill.value}"}
                ]
            },
        },
    }
    return statement


def _about(result: Result) -> str:
    if result.case:
        return f"casus/{result.case}"
    if result.product:
        return f"product/{result.stelsel}/{result.product}"
    return f"kenmerk/{result.kenmerk}" if result.kenmerk else f"vorm/{result.form.value}"

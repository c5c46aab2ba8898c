"""`evaluation motivations`: which of a case's marked reasons a written motivation names.

It needs no assistant. Half of the lines are for tuning (`deel: dev`), half only for measuring.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from evaluation.assistant import Begin
from evaluation.kinds.checking import first, list_of_texts_in, object_in, texts_in
from evaluation.mistakes import Mistake
from evaluation.records import Record
from practice.motivation import Reason, assess

NEEDS: Final = ("id", "deel", "kenmerken", "redenen", "tekst", "genoemd")
ALONE: Final = True
PARTS: Final = ("dev", "test")


def check(record: Record) -> str | None:
    """Tell what is wrong with a line, None when it can be used."""
    return first(
        (
            texts_in(record, "tekst", "deel"),
            object_in(record, "kenmerken"),
            list_of_texts_in(record, "genoemd"),
            None if record["deel"] in PARTS else f"deel must be one of {', '.join(PARTS)}",
            _reasons_in(record["redenen"]),
        )
    )


def _reasons_in(reasons: Any) -> str | None:
    """Find a reason that is no object with its three keys."""
    keys = {"id", "kenmerk", "tekst"}
    if isinstance(reasons, list) and all(isinstance(r, dict) and keys <= set(r) for r in reasons):
        return None
    return "redenen must hold id, kenmerk and tekst"


def predict(records: list[Record], _begin: Begin) -> list[Record]:
    """Give per line its id, the ids of the reasons `genoemd`, and the kenmerken that are `fout`."""
    found = []
    for record in records:
        reasons = [Reason(r["id"], r["tekst"], r["kenmerk"]) for r in record["redenen"]]
        seen = assess(record["tekst"], reasons, record["kenmerken"])
        found.append({"id": record["id"], "genoemd": list(seen.named), "fout": list(seen.wrong)})
    return found


def totals(records: list[Record], predictions: list[Record]) -> Record:
    """Give `n`, and `precision` and `recall` over reasons: of all lines, and of the test half."""
    pairs = list(zip(records, predictions, strict=True))
    measured = [(r, p) for r, p in pairs if r["deel"] == "test"]
    return {"n": len(pairs), **_shares(pairs), "test": {"n": len(measured), **_shares(measured)}}


def _shares(pairs: Iterable[tuple[Record, Record]]) -> dict[str, float]:
    wanted = {(r["id"], reason) for r, _ in pairs for reason in r["genoemd"]}
    got = {(r["id"], reason) for r, p in pairs for reason in p["genoemd"]}
    right = len(wanted & got)
    return {
        "precision": round(right / len(got), 4) if got else 0.0,
        "recall": round(right / len(wanted), 4) if wanted else 0.0,
    }


def mistakes(record: Record, prediction: Record) -> list[Mistake]:
    """Give what went wrong in one line; of a line that is only measured nothing is shown."""
    wanted, got = (" + ".join(sorted(r["genoemd"])) or "-" for r in (record, prediction))
    if wanted == got or record["deel"] == "test":
        return []
    return [Mistake(str(record["id"]), "genoemd", wanted, got, record["tekst"])]

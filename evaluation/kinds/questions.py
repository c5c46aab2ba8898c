"""`evaluation questions`: a trainee's question to a played person. It needs no assistant."""

from __future__ import annotations

from typing import Any, Final

from evaluation.assistant import Begin
from evaluation.kenmerken import ADDED
from evaluation.kinds.checking import first, list_of_texts_in, texts_in
from evaluation.mistakes import Mistake
from evaluation.records import Record
from practice.questions import recognise

NEEDS: Final = ("id", "vraag", "kenmerken", "vorm")
ALONE: Final = True


def check(record: Record) -> str | None:
    """Tell what is wrong with a line, None when it can be used."""
    return first((texts_in(record, "vraag", "vorm"), list_of_texts_in(record, "kenmerken")))


def predict(records: list[Record], _begin: Begin) -> list[Record]:
    """Give per line its id, the `kenmerken` that the question asks for, and its `vorm`."""
    found = [(record["id"], recognise(record["vraag"])) for record in records]
    return [
        {
            "id": id_,
            "kenmerken": [name for name in question.kenmerken if name not in ADDED],
            "vorm": question.vorm.value,
        }
        for id_, question in found
    ]


def totals(records: list[Record], predictions: list[Record]) -> Record:
    """Give `n`, `juist` (all kenmerken and no other), `verkeerd` (any other) and `juist_vorm`."""
    pairs = list(zip(records, predictions, strict=True))
    return {
        "n": len(pairs),
        "juist": sum(set(r["kenmerken"]) == set(p["kenmerken"]) for r, p in pairs),
        "verkeerd": sum(bool(set(p["kenmerken"]) - set(r["kenmerken"])) for r, p in pairs),
        "juist_vorm": sum(r["vorm"] == p["vorm"] for r, p in pairs),
    }


def mistakes(record: Record, prediction: Record) -> list[Mistake]:
    """Give what went wrong in one line: the kenmerken, the form, or both."""
    id_, text = str(record["id"]), record["vraag"]
    found = []
    if set(record["kenmerken"]) != set(prediction["kenmerken"]):
        wanted, got = (_shown(each["kenmerken"]) for each in (record, prediction))
        found.append(Mistake(id_, "kenmerken", wanted, got, text))
    if record["vorm"] != prediction["vorm"]:
        found.append(Mistake(id_, "vorm", record["vorm"], prediction["vorm"], text))
    return found


def _shown(names: Any) -> str:
    return " + ".join(names) or "-"

"""`evaluation activities`: is an activity group or individual support, as a first message."""

from __future__ import annotations

from typing import Final

from actions.dialogue.activity import ACTIVITY
from catalog.classify import HANGT_ERVAN_AF
from evaluation.assistant import Begin, at_once
from evaluation.kinds.checking import first, speaker_in, speaker_metadata, texts_in
from evaluation.mistakes import Mistake
from evaluation.records import Record

NEEDS: Final = ("id", "bericht", "verwacht")


def check(record: Record) -> str | None:
    """Tell what is wrong with a line, None when it can be used."""
    return first((texts_in(record, "bericht", "verwacht"), speaker_in(record)))


def predict(records: list[Record], begin: Begin) -> list[Record]:
    """Give per line its id and `voorspeld`: the `soort` that is answered.

    It is hangt_ervan_af where a condition is asked back, None where no activity was seen.
    """

    def one(record: Record) -> Record:
        reply = begin(speaker_metadata(record)).say(record["bericht"])
        answered = [data["soort"] for data in reply.data("activity")]
        if answered:
            return {"id": record["id"], "voorspeld": answered[-1]}
        asks_back = reply.question == ACTIVITY
        return {"id": record["id"], "voorspeld": HANGT_ERVAN_AF if asks_back else None}

    return at_once(one, records)


def totals(records: list[Record], predictions: list[Record]) -> Record:
    """Give `n` and `juist`."""
    pairs = list(zip(records, predictions, strict=True))
    return {"n": len(pairs), "juist": sum(r["verwacht"] == p["voorspeld"] for r, p in pairs)}


def mistakes(record: Record, prediction: Record) -> list[Mistake]:
    """Give what went wrong in one line."""
    wanted, got = record["verwacht"], prediction["voorspeld"]
    if wanted == got:
        return []
    return [Mistake(str(record["id"]), wanted, wanted, got or "-", record["bericht"])]

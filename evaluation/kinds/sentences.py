"""`evaluation sentences`: the kenmerken that are taken from one sentence, as a first message."""

from __future__ import annotations

from typing import Final

from evaluation.assistant import Begin, at_once
from evaluation.kenmerken import pairs, recorded
from evaluation.kinds.checking import first, object_in, speaker_in, speaker_metadata, texts_in
from evaluation.mistakes import Mistake
from evaluation.records import Record

NEEDS: Final = ("id", "zin", "kenmerken")


def check(record: Record) -> str | None:
    """Tell what is wrong with a line, None when it can be used."""
    return first((texts_in(record, "zin"), object_in(record, "kenmerken"), speaker_in(record)))


def predict(records: list[Record], begin: Begin) -> list[Record]:
    """Give per line its id and `voorspeld`: the kenmerken that are recorded after it.

    What is only asked back ("klopt dat?") is not recorded yet and does not count.
    """

    def one(record: Record) -> Record:
        talk = begin(speaker_metadata(record))
        talk.say(record["zin"])
        return {"id": record["id"], "voorspeld": recorded(talk.slots())}

    return at_once(one, records)


def totals(records: list[Record], predictions: list[Record]) -> Record:
    """Give `n`, `precision`, `recall`, `f1` over (kenmerk, value) pairs, and `vals`.

    `vals` is the share of the lines that state nothing in which something was recorded all the
    same. A share of nothing at all is None.
    """
    right = wanted = got = 0
    silent: list[bool] = []
    for record, prediction in zip(records, predictions, strict=True):
        stated, taken = pairs(record["kenmerken"]), pairs(prediction["voorspeld"])
        right += len(stated & taken)
        wanted += len(stated)
        got += len(taken)
        if not stated:
            silent.append(bool(taken))
    return {
        "n": len(records),
        "precision": share(right, got),
        "recall": share(right, wanted),
        "f1": share(2 * right, wanted + got),
        "vals": share(sum(silent), len(silent)),
    }


def share(part: int, whole: int) -> float | None:
    """Give part of whole as a fraction of four decimals, None when there is no whole."""
    return round(part / whole, 4) if whole else None


def mistakes(record: Record, prediction: Record) -> list[Mistake]:
    """Give every pair that was missed and every pair that was taken wrongly."""
    stated, taken = pairs(record["kenmerken"]), pairs(prediction["voorspeld"])
    id_, text = str(record["id"]), record["zin"]
    missed = [Mistake(id_, name, value, "-", text) for name, value in sorted(stated - taken)]
    extra = [Mistake(id_, name, "-", value, text) for name, value in sorted(taken - stated)]
    return missed + extra

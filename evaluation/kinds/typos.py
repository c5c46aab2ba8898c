"""`evaluation typos`: the same answer in clean Dutch and as a low-literate person types it."""

from __future__ import annotations

from typing import Final

from evaluation.assistant import Begin, at_once
from evaluation.kenmerken import same, shown
from evaluation.kinds.answers import recorded_after
from evaluation.kinds.checking import first, kenmerk_in, speaker_in, texts_in
from evaluation.mistakes import Mistake
from evaluation.records import Record

NEEDS: Final = ("id", "kenmerk", "spreker", "verwacht", "schoon", "antwoord")


def check(record: Record) -> str | None:
    """Tell what is wrong with a line, None when it can be used."""
    return first((texts_in(record, "schoon", "antwoord"), kenmerk_in(record), speaker_in(record)))


def predict(records: list[Record], begin: Begin) -> list[Record]:
    """Give per line its id, `voorspeld` for what was typed, and `schoon` for the clean Dutch."""

    def one(record: Record) -> Record:
        typed, clean = (recorded_after(record, record[k], begin) for k in ("antwoord", "schoon"))
        return {"id": record["id"], "voorspeld": typed, "schoon": clean}

    return at_once(one, records)


def totals(records: list[Record], predictions: list[Record]) -> Record:
    """Give `n`, `juist` as typed, `juist_schoon`, and `verlies`: the loss in points of 100."""
    pairs = list(zip(records, predictions, strict=True))
    typed = sum(same(r["verwacht"], p["voorspeld"]) for r, p in pairs)
    clean = sum(same(r["verwacht"], p["schoon"]) for r, p in pairs)
    loss = round(100 * (clean - typed) / len(pairs), 2) if pairs else None
    return {"n": len(pairs), "juist": typed, "juist_schoon": clean, "verlies": loss}


def mistakes(record: Record, prediction: Record) -> list[Mistake]:
    """Give what was lost by the typing: right in clean Dutch only."""
    wanted, got = record["verwacht"], prediction["voorspeld"]
    if same(wanted, got) or not same(wanted, prediction["schoon"]):
        return []
    text = f"{record['antwoord']} ({record['schoon']})"
    return [Mistake(str(record["id"]), record["kenmerk"], shown(wanted), shown(got), text)]

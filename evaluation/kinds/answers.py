"""`evaluation answers`: one answer in own words to the question about one kenmerk."""

from __future__ import annotations

from typing import Any, Final

from actions.adapter import SLOT_ASKED, SLOT_STATE
from actions.dialogue import wording
from actions.dialogue.state import State, pack
from catalog.model import Publiek
from evaluation.assistant import Begin, at_once
from evaluation.kenmerken import ADDED, plain_value, same, shown
from evaluation.kinds.checking import (
    first,
    kenmerk_in,
    speaker_in,
    speaker_metadata,
    texts_in,
)
from evaluation.mistakes import Mistake
from evaluation.records import Record

NEEDS: Final = ("id", "kenmerk", "antwoord", "spreker", "verwacht")
STELSEL: Final = "meierij-bommelerwaard"
"""The stelsel of the conversations, so that no gemeente is asked; no answer rests on it."""


def check(record: Record) -> str | None:
    """Tell what is wrong with a line, None when it can be used."""
    return first((texts_in(record, "antwoord"), kenmerk_in(record), speaker_in(record)))


def predict(records: list[Record], begin: Begin) -> list[Record]:
    """Give per line its id and `voorspeld`: the value that was recorded, None for none."""

    def one(record: Record) -> Record:
        value = recorded_after(record, record["antwoord"], begin)
        return {"id": record["id"], "voorspeld": value}

    return at_once(one, records)


def recorded_after(record: Record, answer: str, begin: Begin) -> Any:
    """Give what the kenmerk of a line holds once the question was open and `answer` was sent."""
    kenmerk = record["kenmerk"]
    if kenmerk in ADDED:
        return None
    talk = begin(speaker_metadata(record))
    talk.set_slots(asked(kenmerk, record.get("spreker")))
    talk.say(answer)
    return plain_value(talk.slots().get(kenmerk))


def asked(kenmerk: str, spreker: str | None) -> dict[str, Any]:
    """Give the slots of a conversation in which a kenmerk was asked just now.

    Who is asked in everyday sub-questions (gedrag) is before the first of them.
    """
    publiek = Publiek(spreker) if spreker else Publiek.INWONER
    parts = wording.via(kenmerk, publiek)
    state = State(open=parts[0] if parts else kenmerk, welcomed=True)
    slots = {"spreker": publiek.value, SLOT_STATE: pack(state), SLOT_ASKED: kenmerk}
    return slots if kenmerk == "gemeente" else {**slots, "stelsel": STELSEL}


def totals(records: list[Record], predictions: list[Record]) -> Record:
    """Give `n`, `juist`, `verkeerd` (a wrong value recorded) and `onthouden` (none recorded)."""
    pairs = [
        (record["verwacht"], prediction["voorspeld"])
        for record, prediction in zip(records, predictions, strict=True)
        if record["kenmerk"] not in ADDED
    ]
    right = sum(same(wanted, got) for wanted, got in pairs)
    withheld = sum(got is None and wanted is not None for wanted, got in pairs)
    return {
        "n": len(pairs),
        "juist": right,
        "verkeerd": len(pairs) - right - withheld,
        "onthouden": withheld,
    }


def mistakes(record: Record, prediction: Record) -> list[Mistake]:
    """Give what went wrong in one line."""
    wanted, got = record["verwacht"], prediction["voorspeld"]
    if record["kenmerk"] in ADDED or same(wanted, got):
        return []
    text = record["antwoord"]
    return [Mistake(str(record["id"]), record["kenmerk"], shown(wanted), shown(got), text)]

"""`evaluation dialogues`: whole conversations, from the story to the advice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from actions.adapter import SLOT_ASKED
from actions.dialogue.flow import SUMMARY
from evaluation.advice import is_right, is_wrong
from evaluation.assistant import Begin, at_once
from evaluation.kenmerken import shown
from evaluation.kinds.checking import (
    first,
    list_of_texts_in,
    object_in,
    speaker_in,
    texts_in,
)
from evaluation.mistakes import Mistake
from evaluation.records import Record

NEEDS: Final = (
    *("id", "stelsel", "domein", "spreker", "verhaal"),
    *("antwoorden", "verwacht", "fout", "uitkomst"),
)
TURNS: Final = 30
YES: Final = "ja"
DONT_KNOW: Final = "weet ik niet"


def check(record: Record) -> str | None:
    """Tell what is wrong with a line, None when it can be used."""
    return first(
        (
            texts_in(record, "stelsel", "domein", "spreker", "verhaal", "uitkomst"),
            object_in(record, "antwoorden"),
            list_of_texts_in(record, "verwacht", "fout"),
            speaker_in(record),
        )
    )


def predict(records: list[Record], begin: Begin) -> list[Record]:
    """Give per line its id, `uitkomst`, `producten` and `vragen`: how many questions were asked.

    `uitkomst` is None when the conversation gave no advice. `gevraagd` names the questions, for
    whoever wants to know which.
    """

    def one(record: Record) -> Record:
        return {"id": record["id"], **converse(record, begin)}

    return at_once(one, records)


def converse(record: Record, begin: Begin) -> Record:
    """Hold one conversation: the story, then every question answered until there is an advice."""
    talk = begin({key: record[key] for key in ("stelsel", "domein", "spreker")})
    reply = talk.say(record["verhaal"])
    asked: list[str] = []
    while True:
        slots = talk.slots()
        # The advice is known when the summary is shown, but the person still has to say yes.
        waits = reply.question == SUMMARY
        if slots.get("advies") and not waits:
            return _result(slots["advies"], asked)
        if reply.question is None or len(asked) == TURNS:
            return _result(slots.get("advies"), asked)
        kenmerk = slots.get(SLOT_ASKED)
        asked.append(str(kenmerk or reply.question))
        reply = talk.say(answer_to(kenmerk, record["antwoorden"]))


def answer_to(kenmerk: str | None, answers: Mapping[str, str]) -> str:
    """Give what the person says; a question about no kenmerk ("klopt dit?") gets a yes."""
    return YES if kenmerk is None else answers.get(kenmerk) or DONT_KNOW


def _result(advies: Mapping[str, Any] | None, asked: list[str]) -> Record:
    given = advies or {}
    return {
        "uitkomst": given.get("uitkomst"),
        "producten": list(given.get("producten") or []),
        "vragen": len(asked),
        "gevraagd": asked,
    }


def totals(records: list[Record], predictions: list[Record]) -> Record:
    """Give `n`, `juist`, `fout` and `vragen`, the mean number of questions."""
    pairs = list(zip(records, predictions, strict=True))
    asked = [prediction["vragen"] for prediction in predictions]
    return {
        "n": len(pairs),
        "juist": sum(is_right(r, p) for r, p in pairs),
        "fout": sum(is_wrong(r, p) for r, p in pairs),
        "vragen": round(sum(asked) / len(asked), 2) if asked else None,
    }


def mistakes(record: Record, prediction: Record) -> list[Mistake]:
    """Give what went wrong in one line; a product that stands in `fout` is marked."""
    if is_right(record, prediction):
        return []
    got = _named(prediction["uitkomst"], prediction["producten"])
    if is_wrong(record, prediction):
        got += " (FOUT)"
    expected = _named(record["uitkomst"], record["verwacht"])
    return [Mistake(str(record["id"]), record["stelsel"], expected, got, record["verhaal"])]


def _named(uitkomst: str | None, products: list[str]) -> str:
    return f"{shown(uitkomst)} {', '.join(products)}".strip()

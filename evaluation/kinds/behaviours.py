"""`evaluation behaviours`: the intent that is understood, in each wording of a message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evaluation.assistant import Begin, at_once
from evaluation.kinds.checking import (
    first,
    list_of_texts_in,
    speaker_in,
    speaker_metadata,
    texts_in,
)
from evaluation.kinds.sentences import share
from evaluation.mistakes import Mistake
from evaluation.records import Record
from safety.danger import CRISIS_KINDS

NEEDS: Final = ("id", "bericht", "verwacht", "varianten")
NOT_UNDERSTOOD: Final = "nlu_fallback"
ANSWER: Final = "antwoord"


def check(record: Record) -> str | None:
    """Tell what is wrong with a line, None when it can be used."""
    return first(
        (
            texts_in(record, "bericht", "verwacht"),
            list_of_texts_in(record, "varianten"),
            speaker_in(record),
        )
    )


def predict(records: list[Record], begin: Begin) -> list[Record]:
    """Give per line its id, `voorspeld` (the intent of the message) and that of its `varianten`.

    The message goes through the channel as a first one, so that masking, typed commands and the
    rules for danger do what they do to a person's. What is not understood counts as an answer,
    as the dialogue takes it.
    """

    def intent(record: Record, text: str) -> str | None:
        talk = begin(speaker_metadata(record))
        talk.say(text)
        latest = talk.tracker().get("latest_message") or {}
        name = (latest.get("intent") or {}).get("name")
        return ANSWER if name == NOT_UNDERSTOOD else name

    def one(record: Record) -> Record:
        variants = [intent(record, text) for text in record["varianten"]]
        voorspeld = intent(record, record["bericht"])
        return {"id": record["id"], "voorspeld": voorspeld, "varianten": variants}

    return at_once(one, records)


def messages(record: Record, prediction: Record) -> Iterator[tuple[str, str | None]]:
    """Give every wording of a line with the intent that was understood."""
    yield record["bericht"], prediction["voorspeld"]
    yield from zip(record["varianten"], prediction["varianten"], strict=True)


def totals(records: list[Record], predictions: list[Record]) -> Record:
    """Give `n`, `juist`, and `recall` and `precision` of the crisis intents together.

    Each wording is a message of its own. A crisis that is taken for another crisis is found, and
    not right.
    """
    pairs = [
        (record["verwacht"], got)
        for record, prediction in zip(records, predictions, strict=True)
        for _text, got in messages(record, prediction)
    ]
    real = [wanted in CRISIS_KINDS for wanted, _ in pairs]
    seen = [got in CRISIS_KINDS for _, got in pairs]
    both = sum(r and s for r, s in zip(real, seen, strict=True))
    return {
        "n": len(pairs),
        "juist": sum(wanted == got for wanted, got in pairs),
        "recall": share(both, sum(real)),
        "precision": share(both, sum(seen)),
    }


def mistakes(record: Record, prediction: Record) -> list[Mistake]:
    """Give every wording that was understood as another intent."""
    wanted = record["verwacht"]
    return [
        Mistake(str(record["id"]), wanted, wanted, got or "-", text)
        for text, got in messages(record, prediction)
        if got != wanted
    ]

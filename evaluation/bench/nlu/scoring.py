"""The same sets for each way of understanding, scored as the measuring commands do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from evaluation.baseline_keywords import ANSWER
from evaluation.kenmerken import ADDED
from evaluation.kinds import KINDS, behaviours
from evaluation.records import Record, read_records

type Sets = Mapping[str, list[Record]]
"""Lines by what is measured with them: behaviours, danger, answers, sentences."""

KIND_OF: Final = {
    "behaviours": "behaviours",
    "danger": "behaviours",
    "answers": "answers",
    "sentences": "sentences",
}


class Understanding(Protocol):
    """A way of understanding that answers at once, without a conversation."""

    def intent(self, text: str) -> str:
        """Give the intent of a message."""

    def value(self, name: str, text: str) -> Any:
        """Give the value of a kenmerk in an answer, None for none."""

    def facts(self, text: str) -> dict[str, Any]:
        """Give the kenmerken that a message states."""


def read_sets(folder: Path) -> Sets:
    """Read the sets that are only measured, where a set has such a part, else the whole set.

    A line about danger becomes a message with the intent that it should get.
    """
    sets = {
        name: read_records(_file(folder, name), KINDS[KIND_OF[name]].needs)
        for name in ("behaviours", "answers", "sentences")
    }
    danger = read_records(_file(folder, "danger"), ("id", "tekst", "gevaar"))
    sets["danger"] = [
        {
            "id": line["id"],
            "bericht": line["tekst"],
            "verwacht": line["gevaar"] or ANSWER,
            "varianten": [],
            "spreker": line.get("spreker"),
        }
        for line in danger
    ]
    return sets


def _file(folder: Path, name: str) -> Path:
    measured = folder / f"{name}-test.jsonl"
    return measured if measured.exists() else folder / f"{name}.jsonl"


def texts_of(sets: Sets) -> list[str]:
    """Give every text that will be understood, each once, in order."""
    found: dict[str, None] = {}
    for record in (*sets["behaviours"], *sets["danger"]):
        found.update(dict.fromkeys([record["bericht"], *record["varianten"]]))
    found.update(dict.fromkeys(record["antwoord"] for record in sets["answers"]))
    found.update(dict.fromkeys(record["zin"] for record in sets["sentences"]))
    return list(found)


def predictions(by: Understanding, sets: Sets) -> Sets:
    """Give what a way of understanding makes of each line, as the measuring commands write it."""

    def messages(record: Record) -> Record:
        variants = [by.intent(text) for text in record["varianten"]]
        voorspeld = by.intent(record["bericht"])
        return {"id": record["id"], "voorspeld": voorspeld, "varianten": variants}

    def answer(record: Record) -> Record:
        name = record["kenmerk"]
        value = None if name in ADDED else by.value(name, record["antwoord"])
        return {"id": record["id"], "voorspeld": value}

    def sentence(record: Record) -> Record:
        return {"id": record["id"], "voorspeld": by.facts(record["zin"])}

    one: Mapping[str, Callable[[Record], Record]] = {
        "behaviours": messages,
        "answers": answer,
        "sentences": sentence,
    }
    return {name: [one[KIND_OF[name]](r) for r in records] for name, records in sets.items()}


@dataclass(frozen=True, slots=True)
class Scores:
    """How well one way of understanding does; shares from 0 to 1."""

    intents: float | None
    crisis_recall: float | None
    crisis_precision: float | None
    answers_right: float | None
    answers_wrong: float | None
    answers_withheld: float | None
    sentences_precision: float | None
    sentences_recall: float | None
    sentences_false: float | None


def scores(sets: Sets, predicted: Sets) -> Scores:
    """Score the predictions of every set; danger and behaviours together tell of a crisis."""
    totals = {
        name: KINDS[KIND_OF[name]].totals(records, predicted[name])
        for name, records in sets.items()
    }
    crisis = behaviours.totals(
        [*sets["behaviours"], *sets["danger"]], [*predicted["behaviours"], *predicted["danger"]]
    )
    told, answered, stated = totals["behaviours"], totals["answers"], totals["sentences"]
    return Scores(
        intents=_share(told, "juist"),
        crisis_recall=crisis["recall"],
        crisis_precision=crisis["precision"],
        answers_right=_share(answered, "juist"),
        answers_wrong=_share(answered, "verkeerd"),
        answers_withheld=_share(answered, "onthouden"),
        sentences_precision=stated["precision"],
        sentences_recall=stated["recall"],
        sentences_false=stated["vals"],
    )


def _share(totals: Record, key: str) -> float | None:
    return round(totals[key] / totals["n"], 4) if totals["n"] else None

"""What can be measured of the assistant: one module for each kind of the contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from evaluation.assistant import Begin
from evaluation.kinds import (
    activities,
    answers,
    behaviours,
    dialogues,
    motivations,
    questions,
    sentences,
    typos,
)
from evaluation.mistakes import Mistake
from evaluation.records import Record


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of measurement.

    `needs` are the keys of a line in; `check` gives what is wrong with a line, or None; `predict`
    gives a prediction for each line; `totals` the figures; `mistakes` what went wrong in one line.
    A kind that is `alone` needs no running assistant.
    """

    needs: tuple[str, ...]
    check: Callable[[Record], str | None]
    predict: Callable[[list[Record], Begin], list[Record]]
    totals: Callable[[list[Record], list[Record]], Record]
    mistakes: Callable[[Record, Record], list[Mistake]]
    alone: bool = False


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        module.__name__.rpartition(".")[2]: Kind(
            module.NEEDS,
            module.check,
            module.predict,
            module.totals,
            module.mistakes,
            getattr(module, "ALONE", False),
        )
        for module in (
            *(answers, sentences, behaviours, activities, dialogues, typos),
            *(questions, motivations),
        )
    }
)

"""Checks that several kinds of lines share; each gives what is wrong in words, or None.

They look at the shape of a line only. A value that no kenmerk knows can be expected in vain; that
the sets of our own hold none is a test's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from catalog.model import Publiek
from evaluation.kenmerken import ADDED, measured
from evaluation.records import Record


def texts_in(record: Record, *keys: str) -> str | None:
    """Find the first key that does not hold a text."""
    return next((f"{key} must be a text" for key in keys if not isinstance(record[key], str)), None)


def speaker_in(record: Record) -> str | None:
    """Find a `spreker` that is none (it may be left out)."""
    speakers = [publiek.value for publiek in Publiek]
    if record.get("spreker") in (None, *speakers):
        return None
    return f"spreker must be one of {', '.join(speakers)}"


def kenmerk_in(record: Record) -> str | None:
    """Find a `kenmerk` that does not exist."""
    name = record["kenmerk"]
    if isinstance(name, str) and (name in measured() or name in ADDED):
        return None
    return f"there is no kenmerk {name!r}"


def object_in(record: Record, *keys: str) -> str | None:
    """Find the first key that does not hold an object."""
    wrong = (f"{key} must be an object" for key in keys if not isinstance(record[key], dict))
    return next(wrong, None)


def list_of_texts_in(record: Record, *keys: str) -> str | None:
    """Find the first key that does not hold a list of texts."""
    for key in keys:
        value = record[key]
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            return f"{key} must be a list of texts"
    return None


def first(faults: Iterable[str | None]) -> str | None:
    """Give the first fault of several checks."""
    return next((fault for fault in faults if fault), None)


def speaker_metadata(record: Record) -> Mapping[str, str]:
    """Give the metadata by which a channel says who writes; empty where the line does not."""
    return {"spreker": record["spreker"]} if record.get("spreker") else {}

"""Receipts: what is kept of an advice, for how long, and that it leads to nobody."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.store.receipts import MONTHS, ReceiptRow, Receipts, oldest_kept
from gateway.store.store import Outcome, Store

GIVEN: dict[str, Any] = {
    "id": "0123456789abcdef01234567",
    "domein": "wonen",
    "facts": {"woonvorm": "dicht_bij_anderen"},
    "rules": ["lichtste-dat-volstaat"],
    "outcome": "product",
    "products": ["ktb", "kti"],
    "catalogue": {"stelsel": "meierij", "hash": "abc"},
    "engine": "1.0.0",
    "overruled_with": None,
    "reason": None,
}


def seconds(day: str) -> float:
    return datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()


class Clock:
    """A clock that a test sets."""

    def __init__(self, day: str) -> None:
        self.day = day

    def __call__(self) -> float:
        return seconds(self.day)


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-11-27")


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Any:
    made = Store(
        f"sqlite:///{tmp_path}/conversations.db",
        idle_seconds=3600,
        absolute_seconds=7200,
        clock=clock,
    )
    yield made
    made.close()


def advise(store: Store, message: str, *receipts: dict[str, Any], channel: str = "teams") -> str:
    """Let a new conversation come to an advice with receipts; gives its id."""
    conversation = store.create(channel, f"hash-{message}", {})
    store.accept(conversation, message, "print", None, {}, max_queue=5)
    work = store.claim(conversation, "worker", 60)
    assert work is not None
    ids = {each["domein"]: each["id"] for each in receipts}
    store.finish(work, Outcome([], {"receipts": ids}, receipts=receipts))
    return conversation


def rows(tmp_path: Path, table: str = "receipts") -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(tmp_path / "conversations.db")) as database:
        return database.execute(f"SELECT * FROM {table}").fetchall()


def test_a_receipt_is_kept_with_the_month_and_no_other_time(store: Store, tmp_path: Path) -> None:
    advise(store, "message-1", GIVEN)
    ((id_, month, channel, *rest),) = rows(tmp_path)
    assert (id_, month, channel) == (GIVEN["id"], "2026-11", "teams")
    assert not [each for each in rest if isinstance(each, float)]


def test_nothing_leads_from_a_receipt_to_a_conversation_that_was_erased(
    store: Store, tmp_path: Path
) -> None:
    conversation = advise(store, "message-1", GIVEN)
    assert conversation not in str(rows(tmp_path))
    standing = store.snapshot(conversation)
    assert standing is not None
    assert standing.state["receipts"] == {"wonen": GIVEN["id"]}
    # The row that knows it is sealed.
    assert GIVEN["id"] not in str(rows(tmp_path, "conversations"))
    store.erase(conversation)
    assert len(rows(tmp_path)) == 1
    for table in ("conversations", "entries", "messages", "erasures"):
        assert GIVEN["id"] not in str(rows(tmp_path, table))


def test_another_product_is_written_on_the_same_receipt(store: Store, tmp_path: Path) -> None:
    advise(store, "message-1", GIVEN)
    advise(store, "message-2", {**GIVEN, "overruled_with": "ztb", "reason": "Ambulant volstaat."})
    with Session(store.engine) as session:
        (kept,) = session.scalars(select(ReceiptRow)).all()
    assert (kept.overruled_with, kept.reason) == ("ztb", "Ambulant volstaat.")
    assert "Ambulant" not in str(rows(tmp_path))


@pytest.mark.parametrize(
    ("day", "oldest"),
    [("2026-11-01", "2026-06"), ("2026-05-31", "2025-12"), ("2027-01-15", "2026-08")],
)
def test_no_receipt_may_be_older_than_six_months(day: str, oldest: str) -> None:
    assert oldest_kept(seconds(day)) == oldest
    made, now = datetime.fromisoformat(f"{oldest}-01"), datetime.fromisoformat(day)
    assert (now.year - made.year) * 12 + now.month - made.month < MONTHS


def test_an_old_receipt_goes_and_a_newer_one_stays(
    store: Store, tmp_path: Path, clock: Clock
) -> None:
    advise(store, "message-1", GIVEN)
    clock.day = "2027-04-30"
    assert store.erase_old_receipts() == 0
    advise(store, "message-2", {**GIVEN, "id": "f" * 24})
    clock.day = "2027-05-01"
    assert store.erase_old_receipts() == 1
    assert [row[0] for row in rows(tmp_path)] == ["f" * 24]


def test_the_quality_report_counts_products_and_names_nobody(store: Store, clock: Clock) -> None:
    advise(store, "message-1", GIVEN)
    advise(store, "message-2", {**GIVEN, "id": "a" * 24, "overruled_with": "ztb", "reason": "x"})
    advise(store, "message-3", {**GIVEN, "id": "b" * 24, "overruled_with": "ztb", "reason": "y"})
    receipts = Receipts(store.engine, clock)
    assert receipts.overruled("2026-11") == {"meierij: ktb, ztb": 2}
    assert receipts.overruled("2026-10") == {}

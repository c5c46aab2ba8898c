"""The receipts of advice: coded facts, rules and versions, for accountability, and nothing else.

A receipt has the id that the assistant made by chance; it stands on the person's own copy. Here
only the conversation's row knows that id, so that it leads to nobody once that row is erased. No
time of a receipt is kept but its month, and after six months at most it goes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Engine, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from gateway.store.sealed import SealedJSON, SealedText
from gateway.store.tables import Base

MONTHS = 6
YEAR = 12


class ReceiptRow(Base):
    """One advice: what it was derived from and what came of it."""

    __tablename__ = "receipts"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), index=True)
    channel: Mapped[str] = mapped_column(String(32))
    domein: Mapped[str] = mapped_column(String(32))
    stelsel: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[str] = mapped_column(String(64))
    products: Mapped[list[str]] = mapped_column(JSON)
    facts: Mapped[dict[str, Any]] = mapped_column(SealedJSON)
    rules: Mapped[list[str]] = mapped_column(JSON)
    catalogue: Mapped[dict[str, Any]] = mapped_column(JSON)
    engine: Mapped[str] = mapped_column(String(32))
    overruled_with: Mapped[str | None] = mapped_column(String(128), default=None)
    reason: Mapped[str | None] = mapped_column(SealedText, default=None)


def month_of(seconds: float) -> str:
    """Give the month of a time, as `2026-11`, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m")


def oldest_kept(seconds: float) -> str:
    """Give the oldest month whose receipts may be there: none is older than six months."""
    now = datetime.fromtimestamp(seconds, UTC)
    months = now.year * YEAR + (now.month - 1) - (MONTHS - 1)
    return f"{months // YEAR}-{months % YEAR + 1:02}"


def keep(session: Session, channel: str, receipts: Iterable[dict[str, Any]], now: float) -> None:
    """Write receipts; one that is there already is written anew, and keeps its month."""
    for each in receipts:
        known = session.get(ReceiptRow, str(each["id"]))
        session.merge(
            ReceiptRow(
                id=str(each["id"]),
                month=known.month if known is not None else month_of(now),
                channel=channel,
                domein=str(each["domein"]),
                stelsel=str(each["catalogue"].get("stelsel")),
                outcome=str(each["outcome"]),
                products=list(each["products"]),
                facts=dict(each["facts"]),
                rules=list(each["rules"]),
                catalogue=dict(each["catalogue"]),
                engine=str(each["engine"]),
                overruled_with=each.get("overruled_with"),
                reason=each.get("reason"),
            )
        )


class Receipts:
    """What is done with receipts beside writing them."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._clock = clock

    def erase_old(self) -> int:
        """Remove the receipts whose time is over; gives how many."""
        with Session(self._engine.execution_options(kt_write=True)) as session, session.begin():
            old = ReceiptRow.month < oldest_kept(self._clock())
            found = session.scalar(select(func.count()).select_from(ReceiptRow).where(old)) or 0
            if found:
                session.execute(delete(ReceiptRow).where(old))
            return found

    def overruled(self, month: str) -> dict[str, int]:
        """Give how often a worker chose another product in a month (`2026-11`).

        The keys name the stelsel, what was proposed (with several variants the first one) and
        what was chosen; nothing of anybody.
        """
        asked = select(
            ReceiptRow.stelsel, ReceiptRow.outcome, ReceiptRow.products, ReceiptRow.overruled_with
        ).where(ReceiptRow.month == month, ReceiptRow.overruled_with.is_not(None))
        with Session(self._engine) as session, session.begin():
            rows = session.execute(asked).all()
        counts: dict[str, int] = {}
        for stelsel, outcome, products, chosen in rows:
            proposed = products[0] if outcome == "product" and products else outcome
            key = f"{stelsel}: {proposed}, {chosen}"
            counts[key] = counts.get(key, 0) + 1
        return counts

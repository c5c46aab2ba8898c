"""Counts per day, for the report of a month: kept together in memory, written now and then.

What is counted names no person and no conversation. A process that is killed loses the counts of
the last half minute at most; they are for a report, not for accounts.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from gateway.store.tables import CountRow

VALUE_LENGTH = 96


class DailyCounts:
    """The counts of one process, and those of all in the database."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine.execution_options(kt_write=True)
        self._clock = clock
        self._lock = threading.Lock()
        self._waiting: Counter[tuple[str, str, str]] = Counter()

    def add(self, what: str, value: str) -> None:
        """Count one, today (UTC)."""
        day = datetime.fromtimestamp(self._clock(), UTC).date().isoformat()
        with self._lock:
            self._waiting[day, what, value[:VALUE_LENGTH]] += 1

    def write(self) -> int:
        """Add what was counted to the database; gives how many rows. What fails stays waiting."""
        with self._lock:
            taken, self._waiting = self._waiting, Counter()
        if not taken:
            return 0
        try:
            self._add(taken)
        except Exception:
            with self._lock:
                self._waiting.update(taken)
            raise
        return len(taken)

    def _add(self, taken: Counter[tuple[str, str, str]]) -> None:
        dialect = postgresql if self._engine.dialect.name == "postgresql" else sqlite
        rows = [
            {"day": day, "what": what, "value": value, "number": number}
            # In one order everywhere: two processes must not wait for each other.
            for (day, what, value), number in sorted(taken.items())
        ]
        adding = dialect.insert(CountRow).values(rows)
        adding = adding.on_conflict_do_update(
            index_elements=["day", "what", "value"],
            set_={"number": CountRow.number + adding.excluded.number},
        )
        with self._engine.begin() as connection:
            connection.execute(adding)

    def of_month(self, month: str) -> dict[str, dict[str, int]]:
        """Give what was counted in a month (`2026-11`): what -> value -> number."""
        found: dict[str, dict[str, int]] = {}
        query = (
            select(CountRow.what, CountRow.value, func.sum(CountRow.number))
            .where(CountRow.day.like(f"{month}-%"))
            .group_by(CountRow.what, CountRow.value)
        )
        with self._engine.connect() as connection:
            for what, value, number in connection.execute(query):
                found.setdefault(what, {})[value] = int(number)
        return found

    def forget(self, before: str) -> None:
        """Remove the counts of the days before one (`2026-11-01`)."""
        with self._engine.begin() as connection:
            connection.execute(delete(CountRow).where(CountRow.day < before))

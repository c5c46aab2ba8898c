"""What a gateway does beside its messages: look at the off switch, keep its figures up to date."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from gateway.context import Gateway
from gateway.turns import threaded

logger = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
LOOKS_PER_ROUND = 10
DAYS_OF_A_MONTH = 31


async def keep_watching(gateway: Gateway) -> None:
    """Look every two seconds and write the counts every twenty; once more at the end."""
    looks = 0
    try:
        while True:
            try:
                off = await threaded(gateway.off.look)
                gateway.metrics.off.set(int(off))
                if looks % LOOKS_PER_ROUND == 0:
                    await _round(gateway)
            except Exception as fault:
                logger.error("watch", extra={"kind": type(fault).__name__})
                gateway.metrics.fault(type(fault).__name__)
            looks += 1
            await asyncio.sleep(LOOK_SECONDS)
    finally:
        # Here and now: whoever ends this waits for nothing else.
        with suppress(SQLAlchemyError):
            if gateway.counts is not None:
                gateway.counts.write()


async def _round(gateway: Gateway) -> None:
    metrics = gateway.metrics
    open_, waiting, owed = await threaded(gateway.store.figures)
    metrics.open.set(open_)
    metrics.waiting.set(waiting)
    metrics.owed.set(owed)
    metrics.ready.set(int(await gateway.assistant.ready()))
    if gateway.counts is not None:
        await threaded(gateway.counts.write)
        kept = timedelta(days=DAYS_OF_A_MONTH * gateway.settings.counts_months)
        oldest = (datetime.now(UTC) - kept).date().isoformat()
        await threaded(gateway.counts.forget, oldest)

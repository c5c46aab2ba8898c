"""Erasing what was not used for a year, at the start of a server and every day after that."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from catalog.store import StoreError
from practice.progress.database import default_url, sqlite_file
from practice.progress.store import ProgressStore

SECONDS_BETWEEN: Final = 24 * 3600.0

logger = logging.getLogger(__name__)


def tidy_once() -> int:
    """Tidy the store of KT_PRACTICE_DATABASE_URL; gives how many trainees were erased.

    Where nobody ever practised no database is made for it. What a database raises is logged by
    its kind: the next day it is tried again.
    """
    try:
        file = sqlite_file(make_url(default_url()))
        if file is not None and not file.exists():
            return 0
        store = ProgressStore()
        try:
            return store.tidy()
        finally:
            store.close()
    except (StoreError, SQLAlchemyError) as fault:
        logger.error("practice store: %s", type(fault).__name__)
        return 0


async def keep_tidying(seconds: float = SECONDS_BETWEEN) -> None:
    """Tidy now and after every so many seconds, beside the event loop, until cancelled."""
    while True:
        await asyncio.to_thread(tidy_once)
        await asyncio.sleep(seconds)

"""What an administrator switches for every process at once, without a restart."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from gateway.store.tables import SwitchRow


class Switches:
    """The switches in the database."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._clock = clock

    def is_on(self, name: str) -> bool:
        """Tell whether a switch is on."""
        with self._engine.connect() as connection:
            return (
                connection.scalar(select(SwitchRow.since).where(SwitchRow.name == name)) is not None
            )

    def turn(self, name: str, *, on: bool) -> None:
        """Turn a switch on or off; it may be so already."""
        with Session(self._engine.execution_options(kt_write=True)) as session, session.begin():
            there = session.get(SwitchRow, name)
            if on and there is None:
                session.add(SwitchRow(name=name, since=self._clock()))
            elif not on:
                session.execute(delete(SwitchRow).where(SwitchRow.name == name))

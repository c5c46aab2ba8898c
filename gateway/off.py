"""The off switch: no conversations, while contact with the gemeente and help in danger stay.

It is off while a setting says so, while a file is there (one that a cluster mounts), or while an
administrator switched it off in the database (`python -m gateway off`), for every process within
seconds and without a restart.
"""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from gateway.store.switches import Switches

NAME = "off"

logger = logging.getLogger(__name__)


class OffSwitch:
    """Tells whether the chat is switched off, as `look` found it last."""

    def __init__(
        self,
        *,
        always: bool = False,
        file: Path | None = None,
        switches: Switches | None = None,
    ) -> None:
        self._always, self._file, self._switches = always, file, switches
        self.is_off = always

    def look(self) -> bool:
        """Look into file and database; gives whether it is off now. Blocks shortly."""
        try:
            self.is_off = (
                self._always
                or (self._file is not None and self._file.exists())
                or (self._switches is not None and self._switches.is_on(NAME))
            )
        except SQLAlchemyError as fault:
            # The database is away: it stays as it was.
            logger.error("off_switch", extra={"kind": type(fault).__name__})
        return self.is_off

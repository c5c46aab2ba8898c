"""Which conversations were erased on request: kept outside the database, for after a restore.

A backup still holds what was erased after it was made. So the ids of erased conversations (they
lead to nobody) lie in a folder of their own for as long as a conversation can live; whoever puts
a backup back erases them again.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gateway.settings import Settings

DAY: Final = 86400.0


def journal_of(settings: Settings) -> Journal | None:
    """Give the journal of the settings, None where there is none."""
    if settings.erased_folder is None:
        return None
    return Journal(settings.erased_folder, settings.absolute_seconds)


class Journal:
    """A folder with a file per day and process, and in it a line with the id of each erasure."""

    def __init__(
        self, folder: Path, keep_seconds: float, clock: Callable[[], float] = time.time
    ) -> None:
        self._folder = folder
        self._keep = keep_seconds
        self._clock = clock
        # Several processes may share the folder: none writes in another's file.
        self._own = secrets.token_hex(4)

    def add(self, conversation: str) -> None:
        """Note an erasure, on disk before this returns. Raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        day = datetime.fromtimestamp(self._clock(), UTC).date().isoformat()
        file = self._folder / f"{day}-{self._own}.txt"
        if not file.exists():
            self.forget_old()
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, f"{conversation}\n".encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def conversations(self) -> list[str]:
        """Give the conversations that were erased and that a backup may hold."""
        found: dict[str, None] = {}
        for file in sorted(self._folder.glob("*.txt")):
            found |= dict.fromkeys(file.read_text(encoding="utf-8").split())
        return list(found)

    def forget_old(self) -> None:
        """Remove the files of days whose conversations have ended in every backup by now."""
        for file in self._folder.glob("*.txt"):
            began = datetime.fromisoformat(file.name[:10]).replace(tzinfo=UTC).timestamp()
            if began + DAY + self._keep < self._clock():
                file.unlink(missing_ok=True)

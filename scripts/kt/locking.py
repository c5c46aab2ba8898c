"""One at a time: two commands in the same folder must not install or train at once."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager

from scripts.kt.console import Progress
from scripts.kt.layout import Layout


@contextmanager
def only_one(layout: Layout, name: str) -> Iterator[None]:
    """Hold the lock of that name while the block runs; wait, with progress, for whoever has it.

    The system frees the lock when the process ends, however it ends.
    """
    file = layout.log(name).parent.parent / f"{name}.lock"
    with file.open("w", encoding="utf-8") as handle:
        if not _taken(handle.fileno()):
            with Progress(f"Waiting for another {name} in this folder") as progress:
                while not _taken(handle.fileno()):
                    progress.tick()
                    time.sleep(0.2)
        yield


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

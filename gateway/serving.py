"""How connections are served: a request must get finished, and its head has a size.

The server's own time limit counts between requests only; who sends a head drop by drop, or
nothing at all, would hold a connection for ever. Bodies have theirs in `gateway.middleware`.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD_BYTES = 32 * 1024


class PatientProtocol(HttpToolsProtocol):
    """Ends a connection whose request line and headers do not come within `seconds`."""

    seconds = 20.0
    _head = 0
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take bytes; a head that is whole stops the waiting."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop()
            return
        self._head += len(data)
        if self._head > MAX_HEAD_BYTES:
            self.transport.close()
        elif self._timer is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the waiting with the connection."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._timer = self.loop.call_later(self.seconds, self.transport.close)

    def _stop(self) -> None:
        self._head = 0
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def protocol_for(seconds: float) -> type[PatientProtocol]:
    """Give the protocol that waits so long for the head of a request."""
    return type("PatientProtocol", (PatientProtocol,), {"seconds": seconds})

"""How much one person or address may ask. Counts live in memory, or where a URL says."""

from __future__ import annotations

import ipaddress
import time

from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from gateway.metrics import Metrics
from gateway.problems import Problem

IPV6_NETWORK = 64


class Limits:
    """The rate limits of one gateway; raises Problem(429) when one is reached."""

    def __init__(
        self,
        url: str,
        *,
        message: str,
        address: str,
        session: str,
        metrics: Metrics | None = None,
    ) -> None:
        self._metrics = metrics or Metrics()
        self._limiter = MovingWindowRateLimiter(storage_from_string(url))
        self._message, self._address = parse(message), parse(address)
        self._session = parse(session)

    def message(self, conversation: str) -> None:
        """Count a message of a conversation."""
        self._hit(self._message, "message", conversation, "too_fast")

    def request(self, address: str) -> None:
        """Count a request of an address."""
        self._hit(self._address, "address", network(address), "too_fast")

    def session(self, address: str) -> None:
        """Count a new conversation of an address."""
        self._hit(self._session, "session", network(address), "too_many_sessions")

    def _hit(self, limit: RateLimitItem, what: str, who: str, code: str) -> None:
        if not self._limiter.hit(limit, what, who):
            self._metrics.limit(what)
            reset, _left = self._limiter.get_window_stats(limit, what, who)
            raise Problem(429, code, retry_after=max(1.0, reset - time.time()))


def network(address: str) -> str:
    """Give what counts as one address: an IPv6 connection has a whole network of them."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 6:
        return str(ipaddress.ip_network((found, IPV6_NETWORK), strict=False))
    return str(found)

"""How much one person or address may ask. Counts live in memory, or where a URL says.

While Redis cannot be reached each process counts by itself: nobody is turned away for it, and
nobody gets past the limits.
"""

from __future__ import annotations

import ipaddress
import logging
import time
from typing import Any

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from gateway.metrics import Metrics
from gateway.problems import Problem

logger = logging.getLogger(__name__)

IPV6_NETWORK = 64
SECONDS_WITHOUT = 5.0
"""So long Redis is left alone after it could not be reached."""
# A request waits for its count: never long.
REDIS_OPTIONS: dict[str, Any] = {"socket_connect_timeout": 0.5, "socket_timeout": 1.0}


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
        options = REDIS_OPTIONS if url.startswith("redis") else {}
        self._shared = MovingWindowRateLimiter(storage_from_string(url, **options))
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._away_until = 0.0
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
        if time.monotonic() >= self._away_until:
            try:
                self._count(self._shared, limit, what, who, code)
            except (RedisError, OSError) as fault:
                self._away_until = time.monotonic() + SECONDS_WITHOUT
                logger.warning("limits", extra={"kind": type(fault).__name__})
                self._metrics.fault(type(fault).__name__)
            else:
                return
        self._count(self._own, limit, what, who, code)

    def _count(
        self, limiter: MovingWindowRateLimiter, limit: RateLimitItem, what: str, who: str, code: str
    ) -> None:
        if not limiter.hit(limit, what, who):
            self._metrics.limit(what)
            reset, _left = limiter.get_window_stats(limit, what, who)
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

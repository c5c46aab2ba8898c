"""What the channel counts; no number leads to a person, a talk or a text.

A process has one channel, so these are the module's own. They are served with what the gateway
counts, from its registry (`serve_with`).
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter


def _counter(name: str, tells: str, *labels: str) -> Counter:
    return Counter(f"kt_teams_{name}", tells, labels, registry=None)


REFUSED = _counter("refused", "requests that were turned away", "kind")
TAKEN = _counter("activities", "activities that were taken", "kind")
SENT = _counter("sent", "messages that Teams took")
RETRIED = _counter("retried", "attempts that Teams asked to repeat", "status")
UNDELIVERED = _counter("undelivered", "messages that were given up", "status")
UNDELIVERED_FOR = (
    *("401", "429", "500", "502", "503", "504"),
    *("ConnectError", "ConnectTimeout", "NoToken"),
)
# There from the start, so that the first one is seen as a rise.
for _why in UNDELIVERED_FOR:
    UNDELIVERED.labels(_why)
ALL = (REFUSED, TAKEN, SENT, RETRIED, UNDELIVERED)


def serve_with(registry: CollectorRegistry) -> None:
    """Let a registry serve these counters too. Raises ValueError when it does already."""
    for each in ALL:
        registry.register(each)

"""What the gateway counts, for Prometheus and for a month's report; never who or what was said.

Labels take few values: a name that is not expected, or one name too many, counts as "anders". The
counters are served by `serve` on a port of their own, which does not face the world.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    start_http_server,
)

OTHER = "anders"
NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 25.0)
STAGES = ("accept", "queue", "assistant", "store")
CHANNELS = ("webchat", "teams", "oefenen")
KINDS = ("text", "choice", "command", "change")
DOMAINS = ("begeleiding", "dagbesteding", "wonen")
OUTCOMES = (
    *("product", "wlz", "jeugdwet", "voorliggend", "crisis", "meer-informatie-nodig"),
    *("buiten-catalogus", "geen-stelsel"),
)
LIMITS = ("message", "address", "session", "sessions", "queue", "body", "slow")
MOST_QUESTIONS = 120
MOST_CATALOGUES = 40


class Tally(Protocol):
    """Keeps what is counted per day, for the report of a month."""

    def add(self, what: str, value: str) -> None:
        """Count one."""


class NoTally:
    """Keeps nothing."""

    def add(self, what: str, value: str) -> None:
        """Forget it."""


@dataclass
class Bounded:
    """The values that a label may take: those that are listed, or the first few that come."""

    known: frozenset[str] = frozenset()
    most: int = 0
    _seen: set[str] = field(default_factory=set)

    def of(self, value: object) -> str:
        """Give the label for a value."""
        name = str(value)
        if name in self.known or name in self._seen:
            return name
        if len(self._seen) >= self.most or not NAME.fullmatch(name):
            return OTHER
        self._seen.add(name)
        return name


class Metrics:
    """The counters of one gateway."""

    def __init__(self, tally: Tally | None = None) -> None:
        self.registry = CollectorRegistry()
        self.tally: Tally = tally or NoTally()
        ProcessCollector(registry=self.registry)
        self._channels, self._kinds = Bounded(frozenset(CHANNELS)), Bounded(frozenset(KINDS))
        self._domains, self._outcomes = Bounded(frozenset(DOMAINS)), Bounded(frozenset(OUTCOMES))
        self._limits = Bounded(frozenset(LIMITS))
        self._questions = Bounded(most=MOST_QUESTIONS)
        self._dangers = Bounded(most=24)
        self._faults, self._reasons = Bounded(most=60), Bounded(most=24)
        self._catalogues = Bounded(most=MOST_CATALOGUES)
        self.requests = self._counter("requests", "answers", "method", "route", "status")
        self.messages = self._counter("messages", "messages taken", "channel", "kind")
        self.conversations = self._counter("conversations", "conversations begun", "channel")
        self.outcomes = self._counter("outcomes", "advices given", "domein", "uitkomst")
        self.questions = self._counter("questions", "questions asked", "question")
        self.misunderstood = self._counter(
            "not_understood", "typed answers after which the same was asked", "question"
        )
        self.dangers = self._counter("danger", "messages with a sign of danger", "kind")
        self.overrules = self._counter("overrules", "advices overruled by a worker", "domein")
        self.limits_hit = self._counter("limits_hit", "refused because of a limit", "limit")
        self.errors = self._counter("errors", "faults", "kind")
        self.meldingen = self._counter("meldingen", "meldingen by what came of them", "result")
        self.erased = self._counter("erased", "conversations erased", "why")
        self.stages = Histogram(
            "kt_stage_seconds",
            "what a message spends where",
            ["stage"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self.open = self._gauge("open_conversations", "conversations in the store")
        self.waiting = self._gauge("waiting_messages", "messages that wait for the assistant")
        self.owed = self._gauge("erasures_owed", "conversations that the assistant must erase")
        self.ready = self._gauge("assistant_ready", "1 while the assistant answers")
        self.off = self._gauge("switched_off", "1 while the chat is switched off")
        self.catalogue = Gauge(
            "kt_catalogue_info",
            "catalogues that advices were given from",
            ["stelsel", "geldig_vanaf", "hash"],
            registry=self.registry,
        )
        for stage in STAGES:
            self.stages.labels(stage)

    def _counter(self, name: str, tells: str, *labels: str) -> Counter:
        return Counter(f"kt_{name}", tells, labels, registry=self.registry)

    def _gauge(self, name: str, tells: str) -> Gauge:
        return Gauge(f"kt_{name}", tells, registry=self.registry)

    # -- what happens ----------------------------------------------------------------------------

    def request(self, method: str, route: str, status: int) -> None:
        """Count an answer; `route` is the pattern of the path, never the path itself."""
        known = method if method in ("GET", "POST", "DELETE", "HEAD", "OPTIONS", "PUT") else OTHER
        self.requests.labels(known, route, str(status)).inc()

    def begun(self, channel: str) -> None:
        """Count a conversation."""
        self.conversations.labels(self._channels.of(channel)).inc()
        self.tally.add("gesprek", self._channels.of(channel))

    def message(self, channel: str, kind: str) -> None:
        """Count a message that was taken."""
        self.messages.labels(self._channels.of(channel), self._kinds.of(kind)).inc()

    def spent(self, stage: str, seconds: float) -> None:
        """Note how long a message was in a stage (one of STAGES)."""
        self.stages.labels(stage).observe(max(0.0, seconds))

    def danger(self, kind: str) -> None:
        """Count a sign of danger; its kind and nothing else."""
        self.dangers.labels(self._dangers.of(kind)).inc()
        self.tally.add("gevaar", self._dangers.of(kind))

    def limit(self, limit: str) -> None:
        """Count a request that was refused because of a limit."""
        self.limits_hit.labels(self._limits.of(limit)).inc()

    def fault(self, kind: str) -> None:
        """Count a fault, by its class or code."""
        self.errors.labels(self._faults.of(kind.lower())).inc()

    def overruled(self, domein: str) -> None:
        """Count an advice that a worker overruled."""
        self.overrules.labels(self._domains.of(domein)).inc()
        self.tally.add("overruled", self._domains.of(domein))

    def melding(self, result: str) -> None:
        """Count a melding: `sent` or `failed`."""
        self.meldingen.labels(result if result == "sent" else "failed").inc()
        self.tally.add("melding", "verstuurd" if result == "sent" else "mislukt")

    def gone(self, why: str, number: int = 1) -> None:
        """Count conversations that were erased: `asked` or `ended`."""
        self.erased.labels(why if why in ("asked", "ended") else OTHER).inc(number)

    def stopped(self, question: object) -> None:
        """Note where somebody stopped: the question that was open when the time was over."""
        name = self._questions.of(question) if question is not None else "klaar"
        self.tally.add("gestopt", name)

    def turn(
        self,
        kinds: Iterable[tuple[str, Mapping[str, Any]]],
        *,
        typed: bool,
        before: object,
        after: object,
    ) -> None:
        """Count what an answer of the assistant holds.

        `kinds` are its messages, each by kind and data; `typed` tells whether the person typed,
        `before` and `after` are the questions that were open.
        """
        told = list(kinds)
        for kind, data in told:
            if kind == "question":
                self._asked(data.get("question"))
            elif kind == "advice":
                self._advised(data)
        again = before is not None and before == after
        if typed and again and {kind for kind, _data in told} <= {"text", "question"}:
            self.misunderstood.labels(self._questions.of(before)).inc()
            self.tally.add("niet_begrepen", self._questions.of(before))

    def _asked(self, question: object) -> None:
        name = self._questions.of(question)
        self.questions.labels(name).inc()
        self.tally.add("vraag", name)

    def _advised(self, block: Mapping[str, Any]) -> None:
        domein = self._domains.of(block.get("domein"))
        outcome = self._outcomes.of(block.get("uitkomst"))
        self.outcomes.labels(domein, outcome).inc()
        self.tally.add("uitkomst", f"{domein}/{outcome}")
        about = block.get("catalogus") or {}
        stelsel = self._catalogues.of(about.get("stelsel"))
        if stelsel != OTHER:
            since = str(about.get("geldig_vanaf"))[:10]
            self.catalogue.labels(stelsel, since, str(about.get("hash"))[:12]).set(1)


@contextmanager
def serving(metrics: Metrics, host: str, port: int | None) -> Iterator[int | None]:
    """Serve the counters at `/metrics` of a port while the block runs; None: not at all.

    Gives the port (0 asks for a free one). Raises OSError when the port is taken.
    """
    if port is None:
        yield None
        return
    server, thread = start_http_server(port, addr=host, registry=metrics.registry)
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)

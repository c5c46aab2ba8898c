"""How long actions take and which fail: Prometheus counters and OpenTelemetry spans.

Both hold the names of actions and nothing of a conversation. The counters are served on a port of
their own (KT_ACTIONS_METRICS_PORT, on KT_ACTIONS_METRICS_HOST), spans go to
KT_ACTIONS_OTLP_ENDPOINT; without these nothing is served and nothing is sent.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.propagate import extract
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    start_http_server,
)
from rasa_sdk.executor import ActionExecutor, ActionExecutorRunResult

METRICS_PORT = "KT_ACTIONS_METRICS_PORT"
METRICS_HOST = "KT_ACTIONS_METRICS_HOST"
OTLP = "KT_ACTIONS_OTLP_ENDPOINT"
LOOPBACK = "127.0.0.1"
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
OTHER = "anders"
TRACE = "traceparent"
"""Where the metadata of a message holds the trace that it belongs to."""


class SeenExecutor(ActionExecutor):
    """Runs actions, and counts and times them."""

    def __init__(self, tracing: TracerProvider | None = None) -> None:
        super().__init__()
        self.registry = CollectorRegistry()
        self._tracing = tracing
        ProcessCollector(registry=self.registry)
        self._runs = Counter(
            "kt_actions",
            "actions by what came of them",
            ["action", "result"],
            registry=self.registry,
        )
        self._times = Histogram(
            "kt_action_seconds",
            "what an action takes",
            ["action"],
            buckets=SECONDS,
            registry=self.registry,
        )

    async def run(
        self, action_call: dict[str, Any], *args: Any, **more: Any
    ) -> ActionExecutorRunResult | None:
        """Run one action. Raises what it raises."""
        asked = action_call.get("next_action")
        # A caller could ask for anything; a label may not.
        name = str(asked) if asked in self.actions else OTHER
        began, result = time.perf_counter(), "failed"
        try:
            with self._span(name, action_call):
                answer = await super().run(action_call, *args, **more)
            result = "ok"
            return answer
        finally:
            self._runs.labels(name, result).inc()
            self._times.labels(name).observe(time.perf_counter() - began)

    def _span(self, name: str, call: Mapping[str, Any]) -> AbstractContextManager[Any]:
        if self._tracing is None:
            return nullcontext()
        return self._tracing.get_tracer("keukentafel").start_as_current_span(
            name,
            context=extract({TRACE: trace_of(call)}),
            record_exception=False,
            set_status_on_exception=False,
        )


def trace_of(call: Mapping[str, Any]) -> str:
    """Give the trace of the message that a call is about, an empty text for none."""
    message = (call.get("tracker") or {}).get("latest_message") or {}
    found = (message.get("metadata") or {}).get(TRACE)
    return found if isinstance(found, str) else ""


def tracing_from_environment() -> TracerProvider | None:
    """Give where spans go, None while no address is set."""
    endpoint = os.environ.get(OTLP)
    if not endpoint:
        return None
    provider = TracerProvider(resource=Resource({"service.name": "keukentafel-actions"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint, timeout=5)))
    return provider


def serve_counters(executor: SeenExecutor) -> None:
    """Serve the counters where the environment says so. Raises OSError for a port in use."""
    port = os.environ.get(METRICS_PORT)
    if port:
        host = os.environ.get(METRICS_HOST) or LOOPBACK
        start_http_server(int(port), addr=host, registry=executor.registry)

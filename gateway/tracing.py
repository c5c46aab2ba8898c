"""Traces of where a message spends its time, sent by OpenTelemetry; off unless an address is set.

A span has a name and a duration, and nothing of a person or a conversation. The W3C header
`traceparent` goes along to the assistant, whose actions add their own spans.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.propagate import inject
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

TRACER = "keukentafel"


class _Tracing:
    """The provider of this process, None while tracing is off."""

    provider: TracerProvider | None = None


def switch_on(service: str, endpoint: str | None, processor: SpanProcessor | None = None) -> None:
    """Send spans to an OTLP address (`http://collector:4318/v1/traces`), or to a processor."""
    provider = TracerProvider(resource=Resource({"service.name": service}))
    provider.add_span_processor(
        processor or BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint, timeout=5))
    )
    _Tracing.provider = provider


def switch_off() -> None:
    """Send what still waits, and no more."""
    provider, _Tracing.provider = _Tracing.provider, None
    if provider is not None:
        provider.shutdown()


@contextmanager
def span(name: str) -> Iterator[None]:
    """Time the block as a span of the current trace."""
    if _Tracing.provider is None:
        yield
        return
    tracer = _Tracing.provider.get_tracer(TRACER)
    # An exception may quote a message: its class alone would be safe, and that is counted already.
    with tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False):
        yield


def headers() -> dict[str, str]:
    """Give the header that lets the receiver add to the current trace; empty when off."""
    if _Tracing.provider is None:
        return {}
    carrier: dict[str, str] = {}
    inject(carrier)
    return {name: value for name, value in carrier.items() if name == "traceparent"}

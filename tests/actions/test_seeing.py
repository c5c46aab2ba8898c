"""What is seen of actions: their time and whether they failed, nothing of a conversation."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import generate_latest

from actions.seeing import OTHER, SeenExecutor, tracing_from_environment

WORD = "kwetsbaarheidsgeheim"
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def call(action: str, **metadata: str) -> dict[str, Any]:
    message = {"text": WORD, "metadata": metadata}
    tracker = {"sender_id": WORD, "slots": {"a": WORD}, "latest_message": message, "events": []}
    return {"next_action": action, "tracker": tracker, "domain": {}, "sender_id": WORD}


def with_actions(executor: SeenExecutor) -> SeenExecutor:
    def fine(dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        return []

    def failing(dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        raise KeyError(WORD)

    executor.register_function("action_fine", fine)
    executor.register_function("action_failing", failing)
    return executor


@pytest.fixture
def spans() -> Iterator[tuple[SeenExecutor, InMemorySpanExporter]]:
    kept, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    yield with_actions(SeenExecutor(provider)), kept
    provider.shutdown()


def runs(executor: SeenExecutor, action: str, result: str) -> float:
    labels = {"action": action, "result": result}
    return executor.registry.get_sample_value("kt_actions_total", labels) or 0.0


def test_actions_are_counted_by_name_and_result() -> None:
    executor = with_actions(SeenExecutor())
    asyncio.run(executor.run(call("action_fine")))
    with pytest.raises(KeyError):
        asyncio.run(executor.run(call("action_failing")))
    with pytest.raises(Exception, match=WORD):
        asyncio.run(executor.run(call(f"action_{WORD}")))
    assert runs(executor, "action_fine", "ok") == 1
    assert runs(executor, "action_failing", "failed") == 1
    assert runs(executor, OTHER, "failed") == 1
    assert WORD not in generate_latest(executor.registry).decode()


def test_an_action_is_a_span_of_the_trace_that_came_with_the_message(
    spans: tuple[SeenExecutor, InMemorySpanExporter],
) -> None:
    executor, kept = spans
    asyncio.run(executor.run(call("action_fine", traceparent=TRACE)))
    (span,) = kept.get_finished_spans()
    assert span.name == "action_fine"
    assert span.context is not None
    assert f"{span.context.trace_id:032x}" == TRACE.split("-")[1]
    assert WORD not in span.to_json()


def test_what_is_no_trace_makes_a_trace_of_its_own(
    spans: tuple[SeenExecutor, InMemorySpanExporter],
) -> None:
    executor, kept = spans
    asyncio.run(executor.run(call("action_fine", traceparent=WORD)))
    with pytest.raises(KeyError):
        asyncio.run(executor.run(call("action_failing")))
    assert len(kept.get_finished_spans()) == 2
    assert WORD not in "".join(each.to_json() for each in kept.get_finished_spans())


def test_without_an_address_nothing_is_traced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KT_ACTIONS_OTLP_ENDPOINT", raising=False)
    assert tracing_from_environment() is None

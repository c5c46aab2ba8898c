"""Traces: where a message spends its time, and nothing of whoever sent it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator

import httpx
import pytest
from fastapi.testclient import TestClient
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import SecretStr

from gateway import tracing
from gateway.assistant import RasaAssistant, Said
from tests.gateway.building import SECRET, FakeAssistant, Page

WORD = "kwetsbaarheidsgeheim"


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    """Keep the spans that are made while the test runs."""
    kept = InMemorySpanExporter()
    tracing.switch_on("test", None, SimpleSpanProcessor(kept))
    yield kept
    tracing.switch_off()


def asked_of_rasa(conversation: str = "webchat-1") -> httpx.Request:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"messages": [], "state": None})

    async def ask() -> None:
        hop = RasaAssistant(
            "http://rasa.test", SecretStr(SECRET), transport=httpx.MockTransport(answer)
        )
        await hop.send(conversation, "message-1", Said(WORD))
        await hop.close()

    asyncio.run(ask())
    return seen[0]


def told(found: tuple[ReadableSpan, ...]) -> str:
    return "".join(each.to_json() for each in found)


def test_without_an_address_nothing_is_traced_and_no_header_goes_along() -> None:
    assert tracing.headers() == {}
    assert "traceparent" not in asked_of_rasa().headers


def test_the_assistant_gets_the_trace_that_the_gateway_is_in(spans: InMemorySpanExporter) -> None:
    header = asked_of_rasa().headers["traceparent"]
    (span,) = spans.get_finished_spans()
    assert span.name == "assistant POST"
    assert span.context is not None
    assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}", header)
    assert header.split("-")[1] == f"{span.context.trace_id:032x}"


def test_a_message_makes_a_span_that_holds_nothing_of_a_person(
    spans: InMemorySpanExporter, client: TestClient, page: Page, assistant: FakeAssistant
) -> None:
    page.says(text=f"mijn {WORD} is dat ik Jan de Vries heet")
    found = spans.get_finished_spans()
    assert [each.name for each in found] == ["turn", "turn"]
    for trace in (WORD, "Vries", page.token, assistant.sent[0][0]):
        assert trace not in told(found)
    assert [dict(each.attributes or {}) for each in found] == [{}, {}]


def test_a_fault_in_a_span_does_not_quote_what_was_said(spans: InMemorySpanExporter) -> None:
    with pytest.raises(ValueError, match=WORD), tracing.span("turn"):
        raise ValueError(WORD)
    found = spans.get_finished_spans()
    assert [each.name for each in found] == ["turn"]
    assert WORD not in told(found)

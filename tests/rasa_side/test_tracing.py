"""The trace of a message goes on to the actions; nothing else gets in by that header."""

from __future__ import annotations

import pytest

from assistant.channel.tracing import HEADER, trace_of

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_a_trace_is_passed_on() -> None:
    assert trace_of({HEADER: TRACE}) == {HEADER: TRACE}


@pytest.mark.parametrize(
    "value", ["", "geheim", TRACE + "x", TRACE.upper(), TRACE[1:], TRACE + "\n"]
)
def test_what_has_not_its_form_is_left_out(value: str) -> None:
    assert trace_of({HEADER: value}) == {}
    assert trace_of({}) == {}

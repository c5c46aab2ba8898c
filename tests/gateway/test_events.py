"""Server-sent events: what is said, how things stand, typing, and the end."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.gateway.building import FakeAssistant, Page, app_before, settings_in

type Event = tuple[str, Any, int | None]


def events(text: str) -> list[Event]:
    """Give the events of a stream: name, data and number."""
    found: list[Event] = []
    for block in text.split("\n\n"):
        fields = dict(
            line.split(": ", 1) for line in block.splitlines() if line and not line.startswith(":")
        )
        if fields:
            number = int(fields["id"]) if "id" in fields else None
            found.append((fields["event"], json.loads(fields["data"]), number))
    return found


def stream(page: Page, after: int = 0, **headers: str) -> list[Event]:
    """Read a stream to its end."""
    answer = page.client.get(
        "/api/events", params={"after": after}, headers={**page.headers, **headers}
    )
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"].startswith("no-store")
    return events(answer.text)


@pytest.fixture
def slow(tmp_path: Path, assistant: FakeAssistant) -> Iterator[Page]:
    """A person whose assistant takes its time, with a short time before the sign of typing."""
    settings = settings_in(
        tmp_path, typing_after_seconds=0.2, keep_alive_seconds=0.3, stream_seconds=1.6
    )
    with TestClient(app_before(assistant, settings)) as client:
        page = Page(client)
        page.settled()
        assistant.seconds = 0.7
        yield page


def test_what_was_said_comes_in_order_with_its_number_and_then_how_things_stand(
    page: Page,
) -> None:
    page.says(text="ik woon alleen")
    found = stream(page)
    assert [name for name, _d, _n in found] == ["entry", "entry", "entry", "state"]
    assert [number for _n, _d, number in found] == [1, 2, 3, None]
    assert [data for name, data, _n in found if name == "entry"] == page.standing()["entries"]
    state = found[-1][1]
    assert {**state, "entries": page.standing()["entries"]} == page.standing()


def test_a_stream_goes_on_after_what_was_seen(page: Page) -> None:
    page.says(text="ik woon alleen")
    assert [number for _n, _d, number in stream(page, after=2)] == [3, None]
    assert [number for _n, _d, number in stream(page, **{"Last-Event-ID": "2"})] == [3, None]


@pytest.mark.parametrize("number", ["x", "-1", "²", "99999999999999999999"])
def test_a_number_that_is_none_is_no_fault(page: Page, number: str) -> None:
    answer = page.client.get(
        "/api/events", headers={**page.headers, "Last-Event-ID": number.encode()}
    )
    assert answer.status_code == 200


def test_an_answer_that_takes_long_shows_that_somebody_is_typing(slow: Page) -> None:
    slow.send({"text": "ik woon alleen"})
    found = stream(slow, after=1)
    names = [(name, data.get("typing")) for name, data, _n in found if name in ("entry", "typing")]
    assert names == [("entry", None), ("typing", True), ("entry", None), ("typing", False)]
    assert [data["busy"] for name, data, _n in found if name == "state"] == [True, False]


def test_a_quick_answer_shows_no_typing(page: Page, assistant: FakeAssistant) -> None:
    assistant.seconds = 0.1
    page.send({"text": "ik woon alleen"})
    assert "typing" not in [name for name, _d, _n in stream(page)]


def test_a_stream_in_which_nothing_happens_is_kept_alive(slow: Page) -> None:
    answer = slow.get("/api/events", params={"after": 9})
    assert answer.text.count(": still here") >= 2


def test_what_another_process_does_comes_too(tmp_path: Path, assistant: FakeAssistant) -> None:
    with (
        TestClient(app_before(assistant, settings_in(tmp_path))) as one,
        TestClient(app_before(assistant, settings_in(tmp_path))) as other,
    ):
        page = Page(one)
        page.settled()
        assistant.seconds = 0.4
        page.send({"text": "ik woon alleen"})
        page.client = other
        began = time.monotonic()
        assert [number for _n, _d, number in stream(page, after=2) if number] == [3]
        assert time.monotonic() - began < 5


def test_the_end_of_a_conversation_is_told(page: Page, assistant: FakeAssistant) -> None:
    def erase() -> None:
        time.sleep(0.3)
        assert page.client.delete("/api/session", headers=page.headers).status_code == 204

    thread = threading.Thread(target=erase)
    thread.start()
    found = stream(page)
    thread.join()
    name, data, _number = found[-1]
    assert (name, data["code"]) == ("end", "conversation_gone")
    assert "gewist" in data["text"]

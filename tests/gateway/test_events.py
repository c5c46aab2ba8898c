"""Server-sent events: what is said, how things stand, typing, and the end."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from gateway.api.events import stream as stream_of
from gateway.context import Gateway
from gateway.settings import Settings
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


async def read(
    gateway: Gateway, conversation: str, after: int, enough: Callable[[str], bool]
) -> str:
    """Read a stream until what came is enough, or the stream ends."""
    found = ""
    async for part in stream_of(gateway, conversation, after):
        found += part
        if enough(found):
            break
    return found


def live(page: Page, assistant: FakeAssistant, after: int, enough: Callable[[str], bool]) -> str:
    """Give what a stream tells as it comes, until that is enough; no clock decides."""
    gateway = page.client.app.state.gateway  # type: ignore[attr-defined]
    conversation = assistant.sent[0][0]
    assert page.client.portal is not None
    return page.client.portal.call(read, gateway, conversation, after, enough)


@pytest.fixture
def patient(tmp_path: Path) -> Settings:
    """Settings under which nothing is over before the test is."""
    return settings_in(
        tmp_path,
        typing_after_seconds=0.2,
        keep_alive_seconds=0.3,
        stream_seconds=60,
        assistant_patience=60,
    )


@pytest.fixture
def slow(patient: Settings, assistant: FakeAssistant) -> Iterator[Page]:
    """A person whose assistant answers when the test lets it."""
    with TestClient(app_before(assistant, patient)) as client:
        page = Page(client)
        page.settled()
        assistant.free.clear()
        yield page
        assistant.free.set()


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


def test_an_answer_that_takes_long_shows_that_somebody_is_typing(
    slow: Page, assistant: FakeAssistant
) -> None:
    slow.send({"text": "ik woon alleen"})

    def answered(text: str) -> bool:
        if '{"typing": true}' in text:
            assistant.free.set()
        return '"busy":false' in text

    found = events(live(slow, assistant, 1, answered))
    names = [(name, data.get("typing")) for name, data, _n in found if name in ("entry", "typing")]
    assert names == [("entry", None), ("typing", True), ("entry", None), ("typing", False)]
    assert [data["busy"] for name, data, _n in found if name == "state"] == [True, False]


def test_an_answer_that_comes_in_time_shows_no_typing(
    tmp_path: Path, assistant: FakeAssistant
) -> None:
    settings = settings_in(
        tmp_path, typing_after_seconds=60, stream_seconds=60, assistant_patience=60
    )
    with TestClient(app_before(assistant, settings)) as client:
        page = Page(client)
        page.settled()
        assistant.free.clear()
        page.send({"text": "ik woon alleen"})

        def answered(text: str) -> bool:
            if '"busy":true' in text:
                assistant.free.set()
            return '"busy":false' in text

        found = events(live(page, assistant, 1, answered))
    assert [number for _name, _data, number in found if number] == [2, 3]
    assert "typing" not in [name for name, _d, _n in found]


def test_a_stream_in_which_nothing_happens_is_kept_alive(
    slow: Page, assistant: FakeAssistant
) -> None:
    found = live(slow, assistant, 9, lambda text: text.count(": still here") == 2)
    assert [name for name, _d, _n in events(found)] == ["state"]


def test_a_stream_ends_by_itself_after_a_while(page: Page) -> None:
    assert [name for name, _d, _n in stream(page)] == ["entry", "state"]


def test_what_another_process_does_comes_too(patient: Settings, assistant: FakeAssistant) -> None:
    with (
        TestClient(app_before(assistant, patient)) as one,
        TestClient(app_before(assistant, patient)) as other,
    ):
        page = Page(one)
        page.settled()
        assistant.free.clear()
        page.send({"text": "ik woon alleen"})
        page.client = other

        def answered(text: str) -> bool:
            if '"busy":true' in text:
                assistant.free.set()
            return "id: 3" in text

        found = events(live(page, assistant, 2, answered))
        assert [number for _n, _d, number in found if number] == [3]


def test_the_end_of_a_conversation_is_told(slow: Page, assistant: FakeAssistant) -> None:
    seen = threading.Event()

    def erase() -> None:
        assert seen.wait(30)
        assert slow.client.delete("/api/session", headers=slow.headers).status_code == 204

    def standing(text: str) -> bool:
        if "event: state" in text:
            seen.set()
        return False

    thread = threading.Thread(target=erase)
    thread.start()
    found = events(live(slow, assistant, 0, standing))
    thread.join()
    name, data, _number = found[-1]
    assert (name, data["code"]) == ("end", "conversation_gone")
    assert "gewist" in data["text"]

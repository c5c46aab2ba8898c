"""The off switch: at once, everywhere, without a restart; help in danger is still given."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from fastapi.testclient import TestClient

from gateway.off import NAME, OffSwitch
from gateway.store.store import Store
from gateway.store.switches import Switches
from tests.gateway.building import FakeAssistant, Page, app_before, settings_in

BEGIN = {"channel": "webchat", "start": {}}


def until(told: Callable[[], bool]) -> None:
    latest = time.monotonic() + 6
    while not told():
        assert time.monotonic() < latest, "it took too long"
        time.sleep(0.05)


def switch(client: TestClient, *, on: bool) -> None:
    store = client.app.state.gateway.store  # type: ignore[attr-defined]
    Switches(store.engine).turn(NAME, on=on)


def test_what_is_switched_off_begins_nothing_and_takes_nothing(
    client: TestClient, page: Page, assistant: FakeAssistant
) -> None:
    switch(client, on=True)
    until(lambda: client.get("/api/config").json()["off"] is not None)
    begun = client.post("/api/sessions", json=BEGIN)
    assert (begun.status_code, begun.json()["code"]) == (503, "switched_off")
    said = page.send({"text": "ik zoek hulp"})
    assert (said.status_code, said.json()["code"]) == (503, "switched_off")
    assert "gemeente" in said.json()["detail"]
    assert "112" in said.json()["detail"]
    assert assistant.handled == []


def test_it_goes_on_where_it_was_when_it_is_switched_on_again(
    client: TestClient, page: Page, assistant: FakeAssistant
) -> None:
    switch(client, on=True)
    until(lambda: page.send({"text": "ben je er"}).status_code == 503)
    switch(client, on=False)
    until(lambda: page.send({"text": "ben je er nog"}).status_code == 202)
    page.settled()
    assert "ben je er nog" in [said.text for said in assistant.handled]


def test_whoever_tells_of_danger_gets_help_all_the_same(client: TestClient, page: Page) -> None:
    switch(client, on=True)
    until(lambda: page.send({"text": "hallo"}).status_code == 503)
    answer = page.send({"text": "ik wil niet meer leven"})
    assert answer.status_code == 503
    assert "113" in answer.json()["detail"]
    assert answer.json()["detail"].index("113") < answer.json()["detail"].index("De chat staat")


def test_what_was_said_can_still_be_read_taken_along_and_erased(
    client: TestClient, page: Page
) -> None:
    switch(client, on=True)
    until(lambda: client.get("/api/config").json()["off"] is not None)
    assert page.get("/api/conversation").status_code == 200
    assert page.get("/api/transcript").status_code == 200
    assert client.delete("/api/session", headers=page.headers).status_code == 204


def test_the_page_is_told_how_to_reach_people(client: TestClient) -> None:
    switch(client, on=True)
    until(lambda: client.get("/api/config").json()["off"] is not None)
    told = client.get("/api/config").json()
    assert told["contact"]["organisatie"]
    assert "gemeente" in told["off"]


def test_a_file_switches_off_while_it_is_there(assistant: FakeAssistant, tmp_path: Path) -> None:
    file = tmp_path / "uit"
    with TestClient(app_before(assistant, settings_in(tmp_path, off_file=file))) as client:
        assert client.post("/api/sessions", json=BEGIN).status_code == 201
        file.touch()
        until(lambda: client.post("/api/sessions", json=BEGIN).status_code == 503)
        file.unlink()
        until(lambda: client.post("/api/sessions", json=BEGIN).status_code == 201)


def test_a_setting_switches_off_from_the_first_request(
    assistant: FakeAssistant, tmp_path: Path
) -> None:
    with TestClient(app_before(assistant, settings_in(tmp_path, off=True))) as client:
        assert client.post("/api/sessions", json=BEGIN).status_code == 503


def test_a_gateway_that_starts_while_it_is_off_begins_nothing(
    client: TestClient, assistant: FakeAssistant, tmp_path: Path
) -> None:
    switch(client, on=True)
    with TestClient(app_before(assistant, settings_in(tmp_path))) as other:
        assert other.post("/api/sessions", json=BEGIN).status_code == 503


def test_when_the_database_is_away_it_stays_as_it_was(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path}/own.db"
    store = Store(url, idle_seconds=1, absolute_seconds=1)
    switches = Switches(store.engine)
    off = OffSwitch(switches=switches)
    switches.turn(NAME, on=True)
    assert off.look()
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE switches")
    assert off.look()
    store.close()


def test_switching_twice_is_switching_once(client: TestClient) -> None:
    for on in (True, True, False, False):
        switch(client, on=on)
    store = client.app.state.gateway.store  # type: ignore[attr-defined]
    assert not Switches(store.engine).is_on(NAME)

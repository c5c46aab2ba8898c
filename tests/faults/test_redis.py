"""Redis goes and comes back: limits go on counting, nobody is turned away for it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gateway import limits
from tests.gateway.building import FakeAssistant, Page, app_before, settings_in


@pytest.fixture
def address(tmp_path: Path) -> Path:
    return tmp_path / "redis.sock"


@pytest.fixture
def client(tmp_path: Path, address: Path, assistant: FakeAssistant) -> Iterator[TestClient]:
    settings = settings_in(
        tmp_path,
        limits_url=f"redis+unix://{address}",
        notify_url=f"unix://{address}",
        message_rate="3/minute",
    )
    with TestClient(app_before(assistant, settings)) as running:
        yield running


def start(address: Path) -> subprocess.Popen[bytes]:
    program = shutil.which("redis-server")
    assert program, "missing Debian package: redis-server"
    command = [program, "--port", "0", "--unixsocket", str(address), "--save", ""]
    process = subprocess.Popen(command, cwd=address.parent, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 20
    while not _listens(address):
        assert time.monotonic() < until
        time.sleep(0.05)
    return process


def _listens(address: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as trying:
        return trying.connect_ex(str(address)) == 0


def test_a_talk_goes_on_without_redis_and_is_still_limited(client: TestClient) -> None:
    page = Page(client)
    page.settled()
    for number in range(3):
        page.says(text=f"bericht {number}")
    answer = page.send({"text": "nog een"})
    assert (answer.status_code, answer.json()["code"]) == (429, "too_fast")
    assert page.lines()[-1][1] == "question"


def test_redis_counts_again_when_it_is_back(
    client: TestClient, address: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SECONDS_WITHOUT", 0.0)
    page = Page(client)
    page.settled()
    process = start(address)
    try:
        for number in range(3):
            page.says(text=f"bericht {number}")
        assert page.send({"text": "nog een"}).status_code == 429
    finally:
        process.kill()
        process.wait(timeout=20)
    # Gone again: this process counts from nothing, and nobody sees an error.
    page.says(text="ik ben er nog")


def test_a_redis_that_does_not_answer_holds_nobody_up_for_long(
    client: TestClient, address: Path
) -> None:
    page = Page(client)
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(address))
        deaf.listen(50)
        began = time.monotonic()
        page.says(text="ik woon alleen")
        page.says(text="en ik ben oud")
        assert time.monotonic() - began < 8

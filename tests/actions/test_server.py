"""The action server: what it answers when an action fails, and where it listens."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from actions.__main__ import SORRY
from scripts.kt.ports import free_port

# Registers two actions and serves them as `python -m actions` does its own.
SERVER = """
import logging, sys
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic
from actions.__main__ import make_app
logging.basicConfig(level=logging.WARNING)
def fine(dispatcher, tracker, domain):
    dispatcher.utter_message(text="Dag.")
    return []
def failing(dispatcher, tracker, domain):
    raise KeyError("unknown")
executor = ActionExecutor()
executor.register_function("action_fine", fine)
executor.register_function("action_failing", failing)
app = make_app(executor, sys.argv[2])
app.prepare(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, motd=False)
Sanic.serve_single(primary=app)
"""
ROOT = Path(__file__).resolve().parents[2]
SECRET = "a-secret-of-the-tests"
HEADERS = {"X-Keukentafel-Secret": SECRET}


def _until_answering(url: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            httpx.get(f"{url}/health")
        except httpx.TransportError:
            assert time.monotonic() < until, "the action server does not answer"
            time.sleep(0.1)
        else:
            return


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a server with two actions, and its log."""
    url, log = (
        f"http://127.0.0.1:{(port := free_port())}",
        tmp_path_factory.mktemp("server") / "log",
    )
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [sys.executable, "-c", SERVER, str(port), SECRET],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        _until_answering(url)
        yield url, log
        process.terminate()


def _call(url: str, action: str) -> httpx.Response:
    tracker = {"sender_id": "x", "slots": {}, "latest_message": {"text": "mijn geheim"}}
    content = {"next_action": action, "tracker": tracker, "domain": {}, "version": "3.6.21"}
    return httpx.post(f"{url}/webhook", json=content, headers=HEADERS)


def _actions(port: int) -> list[dict[str, str]]:
    found: list[dict[str, str]] = httpx.get(
        f"http://127.0.0.1:{port}/actions", headers=HEADERS
    ).json()
    return found


@pytest.mark.parametrize("headers", [{}, {"X-Keukentafel-Secret": "a-wrong-secret-of-the-tests"}])
def test_who_does_not_know_the_secret_gets_no_answer(
    server: tuple[str, Path], headers: dict[str, str]
) -> None:
    for answer in (
        httpx.post(f"{server[0]}/webhook", json={}, headers=headers),
        httpx.get(f"{server[0]}/actions", headers=headers),
    ):
        assert answer.status_code == 401
        assert answer.json() == {"error": "unauthorized"}


def test_it_refuses_to_start_without_a_secret() -> None:
    environment = {k: v for k, v in os.environ.items() if k != "KT_ACTIONS_SECRET"}
    done = subprocess.run(
        [sys.executable, "-m", "actions"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "KT_ACTIONS_SECRET: at least 16 characters are needed"


def test_an_action_that_fails_says_sorry_and_where_help_is(server: tuple[str, Path]) -> None:
    url, log = server
    answer = _call(url, "action_failing")
    assert answer.status_code == 200
    assert answer.json() == {"events": [], "responses": [{"text": SORRY}]}
    assert "112" in SORRY
    assert "0800-0113" in SORRY
    assert "KeyError" in log.read_text(encoding="utf-8")
    assert "geheim" not in log.read_text(encoding="utf-8")


def test_an_action_that_works_is_left_alone(server: tuple[str, Path]) -> None:
    assert _call(server[0], "action_fine").json()["responses"][0]["text"] == "Dag."


def test_web_pages_of_others_are_not_let_in(server: tuple[str, Path]) -> None:
    answer = httpx.get(
        f"{server[0]}/actions", headers={**HEADERS, "Origin": "https://elsewhere.example"}
    )
    assert "access-control-allow-origin" not in answer.headers


def test_it_listens_on_loopback_only_and_serves_our_actions() -> None:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "actions"],
        cwd=ROOT,
        env={**os.environ, "KT_ACTIONS_PORT": str(port), "KT_ACTIONS_SECRET": SECRET},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _until_answering(f"http://127.0.0.1:{port}")
        listed = {each["name"] for each in _actions(port)}
        # Every 127.x address is this machine, but only an open door answers on all of them.
        with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.2", port)):
            pass
        process.terminate()
    assert listed
    assert all(each.startswith(("action_", "validate_")) for each in listed)

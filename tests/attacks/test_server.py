"""Attacks on the server itself, a real process on loopback: slow, endless and broken requests."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from scripts.kt.ports import free_port
from tests.gateway.building import SECRET

ROOT = Path(__file__).resolve().parents[2]
SLOW = 40


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Give the port of a gateway whose assistant is not there."""
    folder, port = tmp_path_factory.mktemp("server"), free_port()
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(ROOT),
        "KT_CHANNEL_SECRET": SECRET,
        "KT_GATEWAY_PORT": str(port),
        "KT_GATEWAY_ASSISTANT_URL": f"http://127.0.0.1:{free_port()}",
        "KT_GATEWAY_DATABASE_URL": f"sqlite:///{folder}/conversations.db",
        "KT_GATEWAY_REQUEST_SECONDS": "2",
    }
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gateway"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    try:
        until = time.monotonic() + 60
        while not _healthy(port):
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < until, (folder / "log").read_text()
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _healthy(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def _open(stack: ExitStack, port: int) -> socket.socket:
    return stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))


def _ends(connection: socket.socket, seconds: float) -> bool:
    """Tell whether the server ends a connection within some time, answered or not."""
    connection.settimeout(seconds)
    try:
        while connection.recv(4096):
            pass
    except TimeoutError:
        return False
    except OSError:
        return True
    return True


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"POST /api/sessions HTTP/1.1\r\nHost: x\r\nX-a: ",
        b"POST /api/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{",
        b"POST /api/sessions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
    ],
    ids=["nothing", "headers", "body", "chunks"],
)
def test_a_request_that_does_not_get_finished_is_ended_and_others_are_served(
    port: int, begun: bytes
) -> None:
    with ExitStack() as stack:
        slow = [_open(stack, port) for _each in range(SLOW)]
        for each in slow:
            each.sendall(begun)
        assert _healthy(port)
        assert _ends(slow[0], 15)
        assert _ends(slow[-1], 5)


def test_a_drop_now_and_then_does_not_keep_a_request_open(port: int) -> None:
    with ExitStack() as stack:
        slow = _open(stack, port)
        slow.sendall(b"POST /api/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n")
        until = time.monotonic() + 15
        ended = False
        while not ended and time.monotonic() < until:
            try:
                slow.sendall(b" ")
                ended = _ends(slow, 0.5)
            except OSError:
                ended = True
        assert ended


@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 30 + b"\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /api/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/facts HTTP/1.1\r\n\r\n",
        b"POST /api/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost : x\r\n\r\n",
    ],
    ids=["header", "path", "tls", "version", "both-lengths", "negative-length", "space"],
)
def test_a_request_that_is_broken_is_refused_and_the_next_is_served(port: int, raw: bytes) -> None:
    with ExitStack() as stack:
        connection = _open(stack, port)
        answer = b""
        try:
            connection.sendall(raw)
            connection.settimeout(10)
            answer = connection.recv(4096)
        except OSError:
            pass
        # Either nothing at all, or a refusal: never a success.
        assert not answer or answer.split()[1] in (b"400", b"404", b"414", b"422", b"431"), answer
        assert b"server:" not in answer.lower()
    assert _healthy(port)


def test_many_connections_of_one_address_leave_room(port: int) -> None:
    with ExitStack() as stack:
        held = []
        for _each in range(120):
            try:
                held.append(_open(stack, port))
            except OSError:
                break
        assert _healthy(port)
    assert _healthy(port)

"""Ports on loopback."""

from __future__ import annotations

import socket

import pytest

from scripts.kt.console import Problem
from scripts.kt.ports import LOOPBACK, free_port, is_free, port_from_environment, require_free


def test_a_port_somebody_listens_on_is_named_with_the_remedy() -> None:
    with socket.create_server((LOOPBACK, 0)) as server:
        port = server.getsockname()[1]
        assert not is_free(port)
        with pytest.raises(Problem, match=rf"Port {port} for Rasa is taken.*KT_RASA_PORT=") as told:
            require_free(port, "Rasa", "KT_RASA_PORT")
    assert "\n" not in str(told.value)


def test_a_port_that_was_closed_a_moment_ago_is_free() -> None:
    with socket.create_server((LOOPBACK, 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection((LOOPBACK, port)):
            server.accept()[0].close()
    require_free(port, "Rasa", "KT_RASA_PORT")


def test_a_free_port_is_free() -> None:
    assert is_free(free_port())


def test_the_port_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KT_RASA_PORT", raising=False)
    assert port_from_environment("KT_RASA_PORT", 5005) == 5005
    monkeypatch.setenv("KT_RASA_PORT", "6006")
    assert port_from_environment("KT_RASA_PORT", 5005) == 6006


@pytest.mark.parametrize("text", ["zes", "0", "65536", "-1", "5 005"])
def test_a_port_that_is_none_is_a_problem(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KT_RASA_PORT", text)
    with pytest.raises(Problem, match="KT_RASA_PORT must be a port number"):
        port_from_environment("KT_RASA_PORT", 5005)

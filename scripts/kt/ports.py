"""Ports on the loopback address: the ones that were asked for, and free ones for tests."""

from __future__ import annotations

import os
import socket

from scripts.kt.console import Problem

LOOPBACK = "127.0.0.1"


def port_from_environment(variable: str, default: int) -> int:
    """Read a port number from an environment variable; raises Problem when it is none."""
    text = os.environ.get(variable, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise Problem(f"{variable} must be a port number from 1 to 65535, not {text!r}.")
    return int(text)


def is_free(port: int) -> bool:
    """Tell whether a server could listen on this loopback port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # Servers set this too: without it a port that was closed a moment ago seems taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def require_free(port: int, purpose: str, variable: str) -> None:
    """Raise Problem, naming port and remedy, when something else listens on the port."""
    if not is_free(port):
        raise Problem(
            f"Port {port} for {purpose} is taken by another program: "
            f"end that program, or choose another port with {variable}=..."
        )


def free_port() -> int:
    """Give a loopback port that is free now (the system picks it)."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port

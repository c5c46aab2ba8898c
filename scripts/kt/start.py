"""From a clone to a conversation: install, load, train, serve, and end it all afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import webbrowser
from collections.abc import Mapping
from contextlib import ExitStack

from scripts.kt.console import Problem, say
from scripts.kt.install import install
from scripts.kt.layout import (
    ACTIONS_PORT_VARIABLE,
    DEFAULT_ACTIONS_PORT,
    DEFAULT_GATEWAY_PORT,
    DEFAULT_RASA_PORT,
    GATEWAY_PORT_VARIABLE,
    RASA_PORT_VARIABLE,
    Layout,
)
from scripts.kt.load import load, load_when_changed
from scripts.kt.ports import LOOPBACK, port_from_environment, require_free
from scripts.kt.processes import last_words
from scripts.kt.servers import (
    Assistant,
    fallen,
    read_servers_file,
    running_everything,
    write_servers_file,
)
from scripts.kt.services import install as install_services
from scripts.kt.services import running_services
from scripts.kt.train import train


def start(layout: Layout, *, services: bool = False) -> None:
    """Serve the whole until the person stops it; opens the web chat where there is a browser.

    With `services` on PostgreSQL and Redis, which are started too; else on what is embedded.
    Raises Problem for everything that goes wrong, Stopped when the person ends it.
    """
    already = read_servers_file(layout)
    if already is not None:
        raise Problem(f"The assistant already runs: open {page_of(already)}")
    rasa_port = port_from_environment(RASA_PORT_VARIABLE, DEFAULT_RASA_PORT)
    actions_port = port_from_environment(ACTIONS_PORT_VARIABLE, DEFAULT_ACTIONS_PORT)
    gateway_port = port_from_environment(GATEWAY_PORT_VARIABLE, DEFAULT_GATEWAY_PORT)
    require_free(gateway_port, "the gateway", GATEWAY_PORT_VARIABLE)
    require_free(rasa_port, "Rasa", RASA_PORT_VARIABLE)
    require_free(actions_port, "the action server", ACTIONS_PORT_VARIABLE)
    install(layout)
    model, _trained = train(layout)
    ports = rasa_port, actions_port, gateway_port
    with ExitStack() as stack:
        variables: Mapping[str, str] = {}
        watched: dict[str, subprocess.Popen[bytes]] = {}
        if services:
            install_services(layout)
            found = stack.enter_context(running_services(layout))
            variables, watched = found.variables, dict(found.processes)
            load(layout, variables)
        else:
            load_when_changed(layout)
        assistant, processes = stack.enter_context(
            running_everything(layout, model, *ports, variables)
        )
        watched |= processes
        write_servers_file(layout, assistant)
        try:
            say(f"Open {page_of(assistant)} to talk. (In a terminal: `make chat`.)")
            say("Ctrl-C ends it.")
            if sys.stdin.isatty():
                open_browser(page_of(assistant))
            _watch(layout, watched)
        finally:
            layout.servers_file.unlink(missing_ok=True)


def page_of(assistant: Assistant) -> str:
    """Give the address of the web chat, as a person types it."""
    return assistant.gateway_url.replace(LOOPBACK, "localhost")


def open_browser(address: str) -> None:
    """Show the web chat where the machine has a screen; without one this does nothing."""
    has_screen = sys.platform == "darwin" or any(
        os.environ.get(each) for each in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if has_screen:
        webbrowser.open(address)


def _watch(layout: Layout, processes: Mapping[str, subprocess.Popen[bytes]]) -> None:
    while True:
        name = fallen(processes)
        if name is not None:
            log = layout.log(name)
            raise Problem(
                f"The server '{name}' has ended: {last_words(log)} (log: {layout.short(log)})"
            )
        time.sleep(0.5)

"""From a clone to a conversation: install, load, train, serve, and end it all afterwards."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping

from scripts.kt import chat
from scripts.kt.console import Problem, say
from scripts.kt.install import install
from scripts.kt.layout import (
    ACTIONS_PORT_VARIABLE,
    DEFAULT_ACTIONS_PORT,
    DEFAULT_RASA_PORT,
    RASA_PORT_VARIABLE,
    Layout,
)
from scripts.kt.load import load_when_changed
from scripts.kt.ports import port_from_environment, require_free
from scripts.kt.processes import last_words
from scripts.kt.servers import (
    fallen,
    read_servers_file,
    running_assistant,
    write_servers_file,
)
from scripts.kt.train import train


def start(layout: Layout) -> None:
    """Serve the assistant until the person stops it; opens the chat when there is a terminal.

    Raises Problem for everything that goes wrong, Stopped when the person ends it.
    """
    already = read_servers_file(layout)
    if already is not None:
        raise Problem(f"The assistant already runs on {already.url}: talk to it with `make chat`.")
    rasa_port = port_from_environment(RASA_PORT_VARIABLE, DEFAULT_RASA_PORT)
    actions_port = port_from_environment(ACTIONS_PORT_VARIABLE, DEFAULT_ACTIONS_PORT)
    require_free(rasa_port, "Rasa", RASA_PORT_VARIABLE)
    require_free(actions_port, "the action server", ACTIONS_PORT_VARIABLE)
    install(layout)
    load_when_changed(layout)
    model, _trained = train(layout)
    with running_assistant(layout, model, rasa_port, actions_port) as (assistant, processes):
        write_servers_file(layout, assistant)
        try:
            say(f"The assistant listens on {assistant.messages_url}")
            if sys.stdin.isatty():
                chat.talk(assistant.messages_url)
            else:
                say("Talk to it with `make chat` in another terminal; Ctrl-C ends it.")
                _watch(layout, processes)
        finally:
            layout.servers_file.unlink(missing_ok=True)


def _watch(layout: Layout, processes: Mapping[str, subprocess.Popen[bytes]]) -> None:
    while True:
        name = fallen(processes)
        if name is not None:
            log = layout.log(name)
            raise Problem(
                f"The server '{name}' has ended: {last_words(log)} (log: {layout.short(log)})"
            )
        time.sleep(0.5)

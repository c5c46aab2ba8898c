"""The whole on PostgreSQL and Redis, whose processes a test kills and starts again."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg

from scripts.kt import services as kt_services
from scripts.kt.layout import Layout
from scripts.kt.load import load
from scripts.kt.ports import free_port
from scripts.kt.processes import end_process, start_process
from scripts.kt.servers import Assistant, running_everything
from scripts.kt.train import train
from tests.everything import NO_LIMITS

PREFIX = "faults-"
SECONDS_TO_START = 120.0


@dataclass
class Whole:
    """What runs, by name: actions, rasa, gateway, postgresql, redis."""

    assistant: Assistant
    processes: dict[str, subprocess.Popen[bytes]]
    variables: dict[str, str]
    sockets: Path
    _started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def kill(self, name: str) -> Callable[[], None]:
        """Kill a process and all that it started, at once; gives what starts the same again."""
        process = self.processes[name]
        folder = Path(f"/proc/{process.pid}/cwd").readlink()
        raw = Path(f"/proc/{process.pid}/environ").read_text(encoding="utf-8")
        environment = dict(each.split("=", 1) for each in raw.split("\0") if "=" in each)
        owner = Path(f"/proc/{process.pid}").stat().st_uid
        account = kt_services._account() if owner != os.geteuid() else None
        command = [str(each) for each in process.args]  # type: ignore[union-attr]
        # SIGKILL, as a machine that falls away; PostgreSQL's children end by its immediate stop.
        number = signal.SIGQUIT if name == "postgresql" else signal.SIGKILL
        target = process.pid
        if name == "postgresql":
            os.kill(target, number)
        else:
            os.killpg(target, number)
        process.wait(timeout=30)

        def start() -> None:
            log = Layout.here().log(f"{PREFIX}{name}-again")
            again = start_process(command, log, folder, environment, account)
            self.processes[name] = again
            self._started.append(again)

        return start

    def ready(self) -> None:
        """Wait until gateway, assistant and stores answer."""
        until = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            assert time.monotonic() < until, "it does not come back"
            time.sleep(0.2)

    def _answers(self) -> bool:
        try:
            found = httpx.get(f"{self.assistant.gateway_url}/readyz", timeout=5)
        except httpx.HTTPError:
            return False
        return found.status_code == 200

    def database(self) -> psycopg.Connection[Any]:
        """Open the gateway's database."""
        return psycopg.connect(self.variables["KT_GATEWAY_DATABASE_URL"])

    def end(self) -> None:
        """End what was started again."""
        for each in self._started:
            end_process(each)


@contextmanager
def running_whole() -> Iterator[Whole]:
    """Run everything while the block runs."""
    layout = Layout.here()
    model, _trained = train(layout)
    with kt_services.running_services(layout, keep=False, log_prefix=PREFIX) as services:
        variables = {**services.variables, **NO_LIMITS, "KT_GATEWAY_ASSISTANT_PATIENCE": "90"}
        load(layout, variables, log_name=f"{PREFIX}load")
        ports = free_port(), free_port(), free_port()
        with running_everything(layout, model, *ports, variables, PREFIX) as (assistant, processes):
            both = {**services.processes, **processes}
            whole = Whole(assistant, both, variables, services.sockets)
            try:
                yield whole
            finally:
                whole.end()

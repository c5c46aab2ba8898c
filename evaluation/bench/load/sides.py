"""The two sides, each running with stores of its own kind: PostgreSQL, and Redis for ours."""

from __future__ import annotations

import secrets
import subprocess
import time
import urllib.error
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evaluation.bench.load import baseline
from scripts.kt.console import Problem, Progress
from scripts.kt.layout import (
    ACTIONS_PORT_VARIABLE,
    ACTIONS_VARIABLE,
    Layout,
    main_environment,
    rasa_environment,
)
from scripts.kt.load import load
from scripts.kt.ports import LOOPBACK, free_port
from scripts.kt.processes import end_process, last_words, start_process
from scripts.kt.servers import ONE_THREAD, actions_command, running_everything
from scripts.kt.services import USER, running_services
from scripts.kt.train import train
from scripts.kt.web import loopback

SECONDS_TO_START = 300.0
# People of a load talk faster than people, and from one address.
NO_LIMITS = {
    "KT_GATEWAY_MESSAGE_RATE": "100000/minute",
    "KT_GATEWAY_ADDRESS_RATE": "1000000/minute",
    "KT_GATEWAY_SESSION_RATE": "100000/minute",
    "KT_GATEWAY_MAX_SESSIONS": "1000000",
}


@dataclass(frozen=True)
class Side:
    """A running side: where it is talked to, its processes, and how long it took to start."""

    url: str
    processes: Mapping[str, int]
    start_s: float


@contextmanager
def ours(layout: Layout, prefix: str = "bench-ours-") -> Iterator[Side]:
    """Run the whole chain on PostgreSQL and Redis: gateway, Rasa with our stores, actions."""
    model, _trained = train(layout)
    with running_services(layout, keep=False, log_prefix=prefix) as services:
        load(layout, services.variables, log_name=f"{prefix}load")
        began = time.perf_counter()
        ports = free_port(), free_port(), free_port()
        variables = {**services.variables, **NO_LIMITS}
        with running_everything(layout, model, *ports, variables, prefix) as (whole, processes):
            found = {**_pids(processes), **_pids(services.processes)}
            yield Side(whole.gateway_url, found, time.perf_counter() - began)


@contextmanager
def theirs(layout: Layout, prefix: str = "bench-baseline-") -> Iterator[Side]:
    """Run Rasa as it comes, with its SQL tracker store on PostgreSQL, and our action server."""
    model = baseline.trained(layout)
    with running_services(layout, keep=False, log_prefix=prefix) as services:
        load(layout, services.variables, log_name=f"{prefix}load")
        began = time.perf_counter()
        rasa_port, actions_port = free_port(), free_port()
        folder = layout.run / "bench" / "settings"
        baseline.write_settings(folder, actions_port, services.sockets, USER)
        extra = {
            **services.variables,
            ACTIONS_PORT_VARIABLE: str(actions_port),
            ACTIONS_VARIABLE: secrets.token_urlsafe(32),
        }
        processes: dict[str, subprocess.Popen[bytes]] = {}
        try:
            processes["actions"] = start_process(
                actions_command(layout),
                layout.log(f"{prefix}actions"),
                layout.root,
                {**main_environment(layout), **ONE_THREAD, **extra},
            )
            processes["rasa"] = start_process(
                baseline.command(layout, model, folder, rasa_port),
                layout.log(f"{prefix}rasa"),
                folder,
                {**rasa_environment(layout), **extra},
            )
            url = f"http://{LOOPBACK}:{rasa_port}"
            _wait(layout, f"{url}/status", processes["rasa"], layout.log(f"{prefix}rasa"))
            found = {**_pids(processes), **_pids(services.processes)}
            yield Side(url, found, time.perf_counter() - began)
        finally:
            for each in reversed(list(processes.values())):
                end_process(each)


def _pids(processes: Mapping[str, subprocess.Popen[bytes]]) -> dict[str, int]:
    return {name: each.pid for name, each in processes.items()}


def _wait(layout: Layout, url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    with Progress("Starting Rasa as it comes") as progress:
        while True:
            if process.poll() is not None:
                raise Problem(f"Rasa ended while starting: {last_words(log)}")
            try:
                with loopback().open(url, timeout=5):
                    return
            except urllib.error.HTTPError as error:
                error.close()
            except OSError:
                pass
            if progress.elapsed > SECONDS_TO_START:
                raise Problem(f"Rasa did not answer in time (log: {layout.short(log)})")
            progress.tick()
            time.sleep(0.2)

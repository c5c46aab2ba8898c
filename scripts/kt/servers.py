"""The servers, on loopback: start, wait until they answer, watch, end."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import time
import urllib.error
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from http import HTTPStatus
from pathlib import Path

from scripts.kt.console import Problem, Progress
from scripts.kt.layout import (
    ACTIONS_PORT_VARIABLE,
    ACTIONS_VARIABLE,
    CHANNEL_VARIABLE,
    GATEWAY_PORT_VARIABLE,
    Layout,
    main_environment,
    rasa_environment,
)
from scripts.kt.ports import LOOPBACK
from scripts.kt.processes import end_process, last_words, run_step, start_process
from scripts.kt.web import loopback

SECONDS_TO_START = 300.0
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""The matrices of a message are small: threads that wait for each other cost more than they do."""
# Rasa goes on without its model when that cannot be loaded, and then answers with a conflict.
NO_MODEL = object()


@dataclass(frozen=True)
class Assistant:
    """A running assistant: where it answers, and with which model.

    `token` opens Rasa's own interface (`/status`, `/conversations/...`) as the query parameter
    `token`; the REST channel does without. `channel_secret` opens the gateway's channel.
    `gateway_url` is where the web chat and its API are, empty while no gateway runs.
    """

    url: str
    actions_url: str
    token: str
    model: str
    process: int
    channel_secret: str = ""
    gateway_url: str = ""

    @property
    def messages_url(self) -> str:
        """The address of the REST channel, for messages of a person."""
        return f"{self.url}/webhooks/rest/webhook"

    def tracker_url(self, sender: str) -> str:
        """Give the address of what the assistant knows of one conversation."""
        return f"{self.url}/conversations/{sender}/tracker?token={self.token}"


@contextmanager
def running_assistant(
    layout: Layout,
    model: Path,
    rasa_port: int,
    actions_port: int,
    variables: Mapping[str, str] | None = None,
    log_prefix: str = "",
) -> Iterator[tuple[Assistant, dict[str, subprocess.Popen[bytes]]]]:
    """Run both servers while the block runs; gives the assistant and its processes by name.

    `variables` come on top of the environment of both (DATABASE_URL, say); replicas get the same
    KT_CHANNEL_SECRET by it. Raises Problem when a server ends early, does not answer in time, or
    serves another model than asked.
    """
    token = secrets.token_urlsafe(24)
    channel_secret = (variables or {}).get(CHANNEL_VARIABLE) or secrets.token_urlsafe(32)
    extra = {
        **(variables or {}),
        ACTIONS_PORT_VARIABLE: str(actions_port),
        # New at every start: they are known to these processes alone.
        ACTIONS_VARIABLE: secrets.token_urlsafe(32),
        CHANNEL_VARIABLE: channel_secret,
    }
    assistant = Assistant(
        url=f"http://{LOOPBACK}:{rasa_port}",
        actions_url=f"http://{LOOPBACK}:{actions_port}",
        token=token,
        model=model.name,
        process=os.getpid(),
        channel_secret=channel_secret,
    )
    logs = {name: layout.log(f"{log_prefix}{name}") for name in ("actions", "rasa")}
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        processes["actions"] = start_process(
            actions_command(layout),
            logs["actions"],
            layout.root,
            {**main_environment(layout), **ONE_THREAD, **extra},
        )
        processes["rasa"] = start_process(
            rasa_command(layout, model, rasa_port, token),
            logs["rasa"],
            layout.root,
            {**rasa_environment(layout), **ONE_THREAD, **extra},
        )
        with Progress("Starting the action server and Rasa") as progress:
            addresses = {
                "actions": f"{assistant.actions_url}/health",
                "rasa": f"{assistant.url}/status?token={token}",
            }
            answers = _wait(layout, addresses, processes, logs, progress)
        _require_model(answers["rasa"], model)
        yield assistant, processes
    finally:
        for process in reversed(list(processes.values())):
            end_process(process)


@contextmanager
def running_everything(
    layout: Layout,
    model: Path,
    rasa_port: int,
    actions_port: int,
    gateway_port: int,
    variables: Mapping[str, str] | None = None,
    log_prefix: str = "",
) -> Iterator[tuple[Assistant, dict[str, subprocess.Popen[bytes]]]]:
    """Run both servers of the assistant and the gateway before them while the block runs.

    As `running_assistant`; `variables` may set the gateway (KT_GATEWAY_...) as well.
    """
    with running_assistant(layout, model, rasa_port, actions_port, variables, log_prefix) as (
        assistant,
        processes,
    ):
        settings = {"KT_GATEWAY_DATABASE_URL": f"sqlite:///{layout.conversations}"}
        settings |= variables or {}
        with running_gateway(layout, assistant, gateway_port, settings, log_prefix) as (
            whole,
            gateway,
        ):
            processes["gateway"] = gateway
            yield whole, processes


@contextmanager
def running_gateway(
    layout: Layout,
    assistant: Assistant,
    port: int,
    variables: Mapping[str, str],
    log_prefix: str = "",
) -> Iterator[tuple[Assistant, subprocess.Popen[bytes]]]:
    """Run a gateway before a running assistant while the block runs, its database up to date.

    Gives the whole and the gateway's process. Raises Problem when it does not start.
    """
    whole = replace(assistant, gateway_url=f"http://{LOOPBACK}:{port}")
    log = layout.log(f"{log_prefix}gateway")
    settings = {
        **main_environment(layout),
        **ONE_THREAD,
        **variables,
        **gateway_variables(whole, port),
    }
    migrate = [*gateway_command(layout), "migrate"]
    if run_step("Preparing the gateway's database", migrate, log, layout.root, settings) != 0:
        raise Problem(f"The gateway's database cannot be used: {last_words(log)}")
    gateway = start_process(gateway_command(layout), log, layout.root, settings)
    try:
        with Progress("Starting the gateway") as progress:
            address = {"gateway": f"{whole.gateway_url}/readyz"}
            _wait(layout, address, {"gateway": gateway}, {"gateway": log}, progress)
        yield whole, gateway
    finally:
        end_process(gateway)


def gateway_command(layout: Layout) -> list[str]:
    """Give the command that runs the gateway (its settings come from the environment)."""
    return [str(layout.main.python), "-m", "gateway"]


def gateway_variables(assistant: Assistant, port: int) -> dict[str, str]:
    """Give what the gateway must know to reach the assistant, and where it listens."""
    return {
        GATEWAY_PORT_VARIABLE: str(port),
        "KT_GATEWAY_ASSISTANT_URL": assistant.url,
        CHANNEL_VARIABLE: assistant.channel_secret,
    }


def actions_command(layout: Layout) -> list[str]:
    """Give the command that runs the action server (its port comes from the environment)."""
    return [str(layout.main.python), "-m", "actions"]


def rasa_command(layout: Layout, model: Path, port: int, token: str) -> list[str]:
    """Give the command that runs Rasa with exactly this model, on loopback."""
    settings = layout.rasa.folder
    return [
        str(layout.rasa.python),
        *("-m", "assistant.serve", "run", "--enable-api", "--model", str(model)),
        *("--interface", LOOPBACK, "--port", str(port), "--auth-token", token),
        *("--endpoints", str(settings / "endpoints.yml")),
        *("--credentials", str(settings / "credentials.yml")),
    ]


def fallen(processes: Mapping[str, subprocess.Popen[bytes]]) -> str | None:
    """Name a server that has ended, or None while all run."""
    return next((name for name, each in processes.items() if each.poll() is not None), None)


def write_servers_file(layout: Layout, assistant: Assistant) -> None:
    """Note what runs, for the commands that talk to it; only this user can read it."""
    layout.servers_file.unlink(missing_ok=True)
    descriptor = os.open(layout.servers_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(assistant), file)


def read_servers_file(layout: Layout) -> Assistant | None:
    """Give the assistant that `start` runs now, or None when it runs none."""
    try:
        assistant = Assistant(**json.loads(layout.servers_file.read_text(encoding="utf-8")))
        os.kill(assistant.process, 0)
    except (OSError, ValueError, TypeError):
        return None
    return assistant


def _wait(
    layout: Layout,
    addresses: Mapping[str, str],
    processes: Mapping[str, subprocess.Popen[bytes]],
    logs: Mapping[str, Path],
    progress: Progress,
) -> dict[str, object]:
    answers: dict[str, object] = {}
    while len(answers) < len(addresses):
        name = fallen(processes)
        if name is not None:
            log = logs.get(name) or layout.log(name)
            raise Problem(
                f"The server '{name}' ended while starting: {last_words(log)} "
                f"(log: {layout.short(log)})"
            )
        for each in addresses.keys() - answers.keys():
            answer = _get_json(addresses[each])
            if answer is NO_MODEL:
                raise Problem(
                    f"Rasa cannot load the model: {last_words(logs[each])} "
                    f"(log: {layout.short(logs[each])})"
                )
            if answer is not None:
                answers[each] = answer
        if progress.elapsed > SECONDS_TO_START:
            late = sorted(addresses.keys() - answers.keys())[0]
            raise Problem(
                f"The server '{late}' did not answer within {SECONDS_TO_START:.0f} s "
                f"(log: {layout.short(logs[late])})"
            )
        progress.tick()
        time.sleep(0.2)
    return answers


def _get_json(address: str) -> object | None:
    try:
        with loopback().open(address, timeout=5) as reply:
            answer: object = json.load(reply)
    except urllib.error.HTTPError as error:
        error.close()
        return NO_MODEL if error.code == HTTPStatus.CONFLICT else None
    except (OSError, ValueError):
        return None
    return answer


def _require_model(status: object, model: Path) -> None:
    # Rasa silently loads another model from the folder when the named one cannot be had.
    served = status.get("model_file") if isinstance(status, dict) else None
    if not isinstance(served, str) or Path(served).name != model.name:
        raise Problem(f"Rasa serves the model {served} instead of {model.name}.")

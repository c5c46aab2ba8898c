"""The real assistant for a measurement: trained model, Rasa and action server, on loopback."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx

from scripts.kt.console import Problem
from scripts.kt.layout import Layout
from scripts.kt.ports import free_port
from scripts.kt.servers import Assistant, read_servers_file, running_assistant
from scripts.kt.train import model_path

SECONDS_TO_ANSWER: Final = 120.0
AT_ONCE: Final = 2
"""Conversations held at the same time: one waits for Rasa while the other is in the actions."""


class AssistantError(RuntimeError):
    """The assistant cannot be measured; the message is one line that says why."""


@dataclass(frozen=True)
class Reply:
    """What came back to one message: each message of the channel, in order."""

    messages: tuple[Mapping[str, Any], ...]

    def data(self, kind: str) -> list[Mapping[str, Any]]:
        """Give the data messages of one type (`question`, `activity`, ...)."""
        return [
            custom
            for message in self.messages
            if isinstance(custom := message.get("custom"), Mapping) and custom.get("type") == kind
        ]

    @property
    def question(self) -> str | None:
        """Give the id of the last question that was asked, None when none was."""
        asked = self.data("question")
        return str(asked[-1]["id"]) if asked else None


@dataclass
class Conversation:
    """One person's talk with the assistant, over the REST channel.

    `metadata` goes with every message, as a channel would send it.
    """

    client: httpx.Client
    address: Assistant
    metadata: Mapping[str, str] = field(default_factory=dict)
    sender: str = field(default_factory=lambda: uuid.uuid4().hex)

    def set_slots(self, slots: Mapping[str, Any]) -> None:
        """Bring the conversation to where these slots are filled."""
        events = [{"event": "slot", "name": name, "value": slots[name]} for name in slots]
        path = f"{self.address.url}/conversations/{self.sender}/tracker/events"
        params = {"token": self.address.token, "include_events": "NONE"}
        self.client.post(path, params=params, json=events).raise_for_status()

    def say(self, text: str) -> Reply:
        """Send one message and give what comes back."""
        body = {"sender": self.sender, "message": text, "metadata": dict(self.metadata)}
        answer = self.client.post(self.address.messages_url, json=body)
        answer.raise_for_status()
        return Reply(tuple(answer.json()))

    def tracker(self) -> Mapping[str, Any]:
        """Give what the assistant knows now: `slots`, `latest_message`, ... without the events."""
        path = f"{self.address.url}/conversations/{self.sender}/tracker"
        params = {"token": self.address.token, "include_events": "NONE"}
        answer = self.client.get(path, params=params)
        answer.raise_for_status()
        tracker: Mapping[str, Any] = answer.json()
        return tracker

    def slots(self) -> Mapping[str, Any]:
        """Give the slots as they are now."""
        slots: Mapping[str, Any] = self.tracker()["slots"]
        return slots


type Begin = Callable[[Mapping[str, str]], Conversation]
"""Begins a conversation with this metadata."""


@contextmanager
def trained_assistant(*, running: bool = False) -> Iterator[Begin]:
    """Run the trained assistant while the block runs; gives what begins a conversation.

    It runs on free ports, with the shipped catalogue and conversations in memory. With `running`
    it is the one that `make start` serves now. Raises AssistantError when there is no model of
    the present files, when the servers do not start, or when they fail during the block.
    """
    try:
        with _served(running) as address, httpx.Client(timeout=SECONDS_TO_ANSWER) as client:
            yield lambda metadata: Conversation(client, address, metadata)
    except Problem as problem:
        raise AssistantError(str(problem)) from problem
    except httpx.HTTPError as error:
        raise AssistantError(f"the assistant failed: {' '.join(str(error).split())}") from error


@contextmanager
def _served(running: bool) -> Iterator[Assistant]:
    layout = Layout.here()
    if running:
        found = read_servers_file(layout)
        if found is None:
            raise AssistantError("nothing runs: `make start` serves the assistant")
        yield found
        return
    model = model_path(layout)
    if not model.exists():
        raise AssistantError(
            f"no trained assistant of the present files ({layout.short(model)}): run `make train`"
        )
    with served(layout, model, "evaluation-") as (address, _process):
        yield address


@contextmanager
def served(layout: Layout, model: Path, log_prefix: str) -> Iterator[tuple[Assistant, int]]:
    """Serve a model on free ports while the block runs, with the shipped catalogue.

    Gives where it answers and the process id of Rasa. Raises Problem when it does not start.
    What it tells on the way goes to standard error: results alone are for standard output.
    """
    variables = {"KT_CATALOGUE": str(layout.root / "catalog")}
    ports = free_port(), free_port()
    with ExitStack() as stack:
        servers = running_assistant(layout, model, *ports, variables, log_prefix=log_prefix)
        with redirect_stdout(sys.stderr):
            address, processes = stack.enter_context(servers)
        yield address, processes["rasa"].pid


def at_once[T, R](call: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """Give the result for each item, in order; some are worked on at the same time."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(call, items))

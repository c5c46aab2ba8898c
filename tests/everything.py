"""The whole, for tests: the trained assistant, the action server and the gateway on free ports."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from scripts.kt.layout import Layout
from scripts.kt.load import load
from scripts.kt.ports import free_port
from scripts.kt.servers import Assistant, running_everything
from scripts.kt.services import running_services
from scripts.kt.train import train

SERVICES = "KT_TEST_SERVICES"
STORES = "stores.json"

# A test talks faster than people do, and from one address.
NO_LIMITS = {
    "KT_GATEWAY_MESSAGE_RATE": "100000/minute",
    "KT_GATEWAY_ADDRESS_RATE": "1000000/minute",
    "KT_GATEWAY_SESSION_RATE": "100000/minute",
}


@contextmanager
def everything(
    folder: Path, variables: Mapping[str, str] | None = None, log_prefix: str = "test-"
) -> Iterator[tuple[Assistant, dict[str, subprocess.Popen[bytes]]]]:
    """Run everything while the block runs; databases and meldingen lie in `folder`.

    With KT_TEST_SERVICES in the environment it all runs on PostgreSQL and Redis of its own. What
    the stores are set to lies in `folder` too, for tests that look into them (STORES).
    Trains first when the model is missing or outdated. Gives where the servers are, and their
    processes by name (actions, rasa, gateway).
    """
    with ExitStack() as stack:
        stores = embedded(folder)
        if os.environ.get(SERVICES):
            found = stack.enter_context(
                running_services(Layout.here(), keep=False, log_prefix=log_prefix)
            )
            stores = dict(found.variables)
        (folder / STORES).write_text(json.dumps(stores), encoding="utf-8")
        yield stack.enter_context(_on(stores, folder, variables, log_prefix))


def embedded(folder: Path) -> dict[str, str]:
    """Give the settings of stores that need no server."""
    return {
        "DATABASE_URL": f"sqlite:///{folder / 'catalogue.db'}",
        "KT_GATEWAY_DATABASE_URL": f"sqlite:///{folder / 'conversations.db'}",
    }


@contextmanager
def _on(
    stores: Mapping[str, str], folder: Path, variables: Mapping[str, str] | None, log_prefix: str
) -> Iterator[tuple[Assistant, dict[str, subprocess.Popen[bytes]]]]:
    layout = Layout.here()
    model, _trained = train(layout)
    known = {
        **stores,
        "KT_GATEWAY_MELDING_FOLDER": str(folder / "meldingen"),
        **NO_LIMITS,
        **(variables or {}),
    }
    load(layout, known, log_name=f"{log_prefix}load")
    ports = free_port(), free_port(), free_port()
    with running_everything(layout, model, *ports, known, log_prefix) as running:
        yield running

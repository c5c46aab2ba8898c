"""Command line: `python3 -m scripts.kt COMMAND`; the commands are below."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from scripts.kt import chat, services, webchat
from scripts.kt.console import Problem, say
from scripts.kt.install import install
from scripts.kt.layout import Layout
from scripts.kt.lock import lock
from scripts.kt.processes import Stopped, ending_on_signals
from scripts.kt.start import start
from scripts.kt.train import train

COMMANDS = (
    *("install", "lock", "train", "start", "start-services", "services", "chat"),
    *("webchat", "webtools"),
)
USAGE = "usage: python3 -m scripts.kt " + " | ".join(COMMANDS)


def main(arguments: Sequence[str]) -> int:
    """Run one command; gives the exit code: 0 done or ended by the person, 1 problem, 2 usage."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        say(USAGE, sys.stderr)
        return 2
    layout = Layout.here()
    try:
        with ending_on_signals():
            run(arguments[0], layout)
    except Stopped:
        return 0 if arguments[0] in ("start", "start-services", "chat") else 130
    except Problem as problem:
        say(f"{arguments[0]}: {problem}", sys.stderr)
        return 1
    return 0


def run(command: str, layout: Layout) -> None:
    """Run the command of that name; raises Problem or Stopped."""
    if command == "install":
        if not install(layout):
            say("Everything is installed.")
    elif command == "lock":
        lock(layout)
    elif command == "train":
        install(layout)
        model, trained = train(layout)
        if not trained:
            say(f"The model is up to date: {layout.short(model)}")
    elif command == "webchat":
        install(layout)
        webchat.build(layout)
    elif command == "webtools":
        install(layout)
        webchat.prepare(layout)
    elif command == "start":
        start(layout)
    elif command == "services":
        services.install(layout)
    elif command == "start-services":
        start(layout, services=True)
    else:
        chat.chat(layout)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

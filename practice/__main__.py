"""The command line of practice: `python -m practice COMMAND`."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from practice.cases import commands as cases
from practice.progress import commands as progress

PARTS: tuple[Callable[[argparse._SubParsersAction[argparse.ArgumentParser]], None], ...] = (
    cases.register,
    progress.register,
)
"""Each adds its commands, with a `run` that takes the arguments and gives the exit status."""


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read a command line; what is no command ends the process with status 2."""
    parser = argparse.ArgumentParser(prog="python -m practice", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for register in PARTS:
        register(commands)
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; gives the exit status."""
    args = parse(arguments)
    run: Callable[[argparse.Namespace], int] = args.run
    return run(args)


if __name__ == "__main__":
    raise SystemExit(main())

"""The words that only workers read, from their own YAML files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from actions.dialogue.wording import FOLDER

type Words = Mapping[str, Any]


@cache
def read(name: str) -> Words:
    """Give a whole file: `consulent`, `formulieren` or `verslag`."""
    found: Words = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def phrase(name: str, **values: object) -> str:
    """Give one phrase with its placeholders filled; one without any raises KeyError."""
    return str(read("consulent")["teksten"][name]).format_map(values)


@cache
def _commands() -> Mapping[str, str]:
    words: Mapping[str, list[str]] = read("consulent")["woorden"]
    return {each: command for command, several in words.items() for each in several}


def command_in(text: str) -> str | None:
    """Give the command that a message asks for by a word of its own, None for any other text."""
    bare = re.sub(r"^[\s/]+|[\s.!]+$", "", text).casefold()
    return _commands().get(bare) or _commands().get(bare.rstrip("?").strip())

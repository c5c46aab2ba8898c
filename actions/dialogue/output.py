"""What the assistant says: the message model that every channel renders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Say:
    """A message without a question. `kind` tells a channel how to show it."""

    text: str
    kind: str = "text"
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to click: the value it stands for and its label."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One question with its choices. `progress` is (which, of about how many).

    `input` says what an answer looks like: `choice`, `number` (with its bounds), `place` (with
    `suggestions` to complete from) or `text`; empty where the choices say it.
    """

    id: str
    text: str
    choices: tuple[Choice, ...] = ()
    multi: bool = False
    progress: tuple[int, int] | None = None
    help: str | None = None
    example: str | None = None
    why: str | None = None
    input: str = ""
    suggestions: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


type Message = Say | Ask

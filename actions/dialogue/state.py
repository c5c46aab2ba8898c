"""What a conversation remembers."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from catalog.model import Publiek, Value

type Json = Any

GENERAL_ROUTE = "algemene_route"
"""Where `State.extra` notes that the general route was told, for want of an advice."""


@dataclass
class State:
    """The working copy of one conversation during one turn.

    `facts` are the kenmerken that were stated. `open` is the id of the question that waits for
    an answer: a kenmerk, or one of the dialogue's own questions. `declined` holds questions that
    were answered with "I don't know" or skipped. `answered` is the order in which questions were
    answered, for going back. `extra` keeps answers that are no kenmerk (how long behaviour
    lasts, whether the person knows about this talk).

    `herkomst` holds of each fact the words it was taken from and how sure that was; `waiting` the
    values that were heard but are not sure enough, in the same form with their `waarde`: they
    are asked back. `latest` names what the last message that told anything told. `detour` is what
    was said at the open question and taken for something else than its answer.
    """

    facts: dict[str, Value] = field(default_factory=dict)
    advies: dict[str, Json] | None = None
    stelsel: str | None = None
    domein: str | None = None
    spreker: Publiek | None = None
    open: str | None = None
    relatie: str | None = None
    welcomed: bool = False
    confirmed: bool = False
    stopped: bool = False
    paused: str | None = None
    misses: int = 0
    asked: int = 0
    variant: int = 0
    declined: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    extra: dict[str, Json] = field(default_factory=dict)
    herkomst: dict[str, Json] = field(default_factory=dict)
    waiting: dict[str, Json] = field(default_factory=dict)
    latest: list[str] = field(default_factory=list)
    detour: str | None = None

    @property
    def publiek(self) -> Publiek:
        """Give the audience; an inwoner until somebody says otherwise."""
        return self.spreker or Publiek.INWONER

    @property
    def advised(self) -> bool:
        """Tell whether an advice was given on the facts as they are now.

        While a person still checks the summary the advice is known and not yet given.
        """
        return self.advies is not None and self.confirmed

    @property
    def told_what_now(self) -> bool:
        """Tell whether the person got an advice, or the general route where none can be given."""
        return self.advised or bool(self.extra.get(GENERAL_ROUTE))

    def learn(self, kenmerk: str, value: Value, words: str = "", confidence: float = 1.0) -> None:
        """Take a fact, with the words it was taken from and how sure that is (from 0 to 1)."""
        self.touch()
        self.facts[kenmerk] = value
        self.herkomst[kenmerk] = {"woorden": words, "zekerheid": round(confidence, 2)}
        self.waiting.pop(kenmerk, None)
        if kenmerk in self.declined:
            self.declined.remove(kenmerk)

    def unlearn(self, kenmerk: str) -> None:
        """Forget a fact, or what was heard of it, and where it came from."""
        self.touch()
        self.facts.pop(kenmerk, None)
        self.herkomst.pop(kenmerk, None)
        self.waiting.pop(kenmerk, None)

    def touch(self) -> None:
        """Forget the advice and the confirmation: the facts changed."""
        self.advies = None
        self.confirmed = False
        self.extra.pop(GENERAL_ROUTE, None)

    def record(self, question: str) -> None:
        """Note that a question was answered, once, as the latest."""
        if question in self.answered:
            self.answered.remove(question)
        self.answered.append(question)
        if question in self.declined:
            self.declined.remove(question)
        self.misses = 0

    def decline(self, question: str) -> None:
        """Note that a question stays open by the person's own choice."""
        self.record(question)
        self.declined.append(question)


SLOTTED = frozenset({"facts", "advies", "stelsel", "domein", "spreker"})
"""Fields that have slots of their own; all others lie together in the slot `gesprek`."""


def pack(state: State) -> dict[str, Json]:
    """Give the fields without slots of their own as plain JSON data."""
    return {name: value for name, value in asdict(state).items() if name not in SLOTTED}


def unpack(packed: Mapping[str, Json] | None) -> dict[str, Json]:
    """Give keyword arguments for State from what `pack` gave; unknown keys are dropped.

    Copies: a turn that changed what `packed` itself holds would look as if nothing had changed.
    """
    names = {f.name for f in fields(State)} - SLOTTED
    return {name: deepcopy(value) for name, value in (packed or {}).items() if name in names}

"""What is known of a trainee's practising: results, what is due, and how the trainee stands.

Everything here is a code, a number or a moment. There is no place for words of a trainee.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/-]{0,127}")
"""What an id looks like; free text does not match, for want of spaces."""

type Detail = bool | int | float | str | None


class Skill(StrEnum):
    """What is practised apart."""

    VRAGEN = "vragen"
    KIEZEN = "kiezen"
    MOTIVEREN = "motiveren"


class Form(StrEnum):
    """In which form something was practised."""

    ROLLENSPEL = "rollenspel"
    CASUS = "casus"
    CONTRAST = "contrast"
    KENNIS = "kennis"


class Reason(StrEnum):
    """Why something is practised now."""

    DUE = "due"
    WEAK = "weak"
    NEW = "new"


class Trend(StrEnum):
    """Where a skill is going."""

    UP = "up"
    DOWN = "down"
    EQUAL = "equal"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """What comes back: one skill with a kenmerk, or with a product of a stelsel.

    At most one of `kenmerk` and `product` is filled; a product goes with its `stelsel`.
    """

    skill: Skill
    kenmerk: str = ""
    stelsel: str = ""
    product: str = ""

    @property
    def key(self) -> str:
        """Give the item's name in the store: `kenmerk:NAME`, `product:STELSEL/ID` or `geheel`."""
        if self.kenmerk:
            return f"kenmerk:{self.kenmerk}"
        return f"product:{self.stelsel}/{self.product}" if self.product else "geheel"


def item_of(skill: Skill, key: str) -> Item:
    """Give the item of a key (see `Item.key`). Raises ValueError for another text."""
    kind, _colon, rest = key.partition(":")
    if kind == "geheel" and not rest:
        return Item(skill)
    if kind == "kenmerk" and rest:
        return Item(skill, kenmerk=rest)
    stelsel, slash, product = rest.partition("/")
    if kind == "product" and slash and product:
        return Item(skill, stelsel=stelsel, product=product)
    raise ValueError(f"no key of an item: {key!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How one thing went, once.

    `trainee` is an opaque id, `at` an aware moment, `grade` from 0 (not) to 1 (well). `kenmerk` or
    `product` (of `stelsel`) says what it was about; neither: the skill as a whole. `case` is the
    id of the case. `details` are codes and numbers. Raises ValueError for anything else, so that
    free text cannot get into the store.
    """

    trainee: str
    at: datetime
    form: Form
    skill: Skill
    grade: float
    kenmerk: str | None = None
    product: str | None = None
    stelsel: str | None = None
    case: str | None = None
    details: Mapping[str, Detail] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_code("trainee", self.trainee)
        for name in ("kenmerk", "product", "stelsel", "case"):
            if (value := getattr(self, name)) is not None:
                check_code(name, value)
        if not 0 <= self.grade <= 1:
            raise ValueError("grade: from 0 to 1")
        if self.at.tzinfo is None:
            raise ValueError("at: a moment with a time zone is needed")
        if self.kenmerk and self.product:
            raise ValueError("a kenmerk or a product, not both")
        for name, value in self.details.items():
            check_code("details", name)
            if isinstance(value, str):
                check_code(f"details.{name}", value)

    @property
    def item(self) -> Item:
        """Give what comes back because of this result."""
        if self.kenmerk:
            return Item(self.skill, kenmerk=self.kenmerk)
        if self.product:
            return Item(self.skill, stelsel=self.stelsel or "", product=self.product)
        return Item(self.skill)


@dataclass(frozen=True, slots=True)
class Due:
    """Something that should come back: since when, and how well it is still known (0 to 1)."""

    item: Item
    since: datetime
    recall: float


@dataclass(frozen=True, slots=True)
class Week:
    """The results of one week: its Monday (ISO date), the mean grade (None: nothing), how many."""

    begins: str
    grade: float | None
    count: int


@dataclass(frozen=True, slots=True)
class SkillProgress:
    """How one skill stands: the mean of the last results, where it goes, week by week."""

    skill: Skill
    count: int
    grade: float | None
    trend: Trend
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class Weak:
    """Something that goes less well: the mean of its last results, and how many there are."""

    item: Item
    grade: float
    count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """How a trainee stands. `next_due` is when something comes back, when nothing is due now."""

    skills: tuple[SkillProgress, ...]
    weak: tuple[Weak, ...]
    due: tuple[Due, ...]
    cases: int
    results: int
    next_due: datetime | None


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a trainee shares: her results in the group's overview, and in the team's export."""

    overview: bool = False
    export: bool = False


@dataclass(frozen=True, slots=True)
class Dispute:
    """That somebody did not agree with the feedback on a case. `text` is masked."""

    id: int
    at: datetime
    form: Form
    case: str
    text: str
    settled_at: datetime | None


def check_code(name: str, value: str) -> str:
    """Give a code back. Raises ValueError (naming `name`, never the value) for free text."""
    if not CODE.fullmatch(value):
        raise ValueError(f"{name}: an id is needed, not a text")
    return value

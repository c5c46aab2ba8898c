"""The format of a case, as a pydantic model; docs/casussen-schrijven.md tells how to write one.

The model knows nothing of the catalogue: what a case says about products and kenmerken is checked
by `practice.cases.loader` and `practice.cases.checking`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from catalog.files import Domein, FaultAt, Slug, Strict, Text
from catalog.model import Uitkomst

type Raw = bool | int | float | str | list[str]
"""The value of a kenmerk as YAML has it."""

type Line = Annotated[str, StringConstraints(min_length=2, strip_whitespace=True)]


class Person(Strict):
    """The invented client: a first name, an age in years and the pronoun that goes with it."""

    naam: Annotated[str, StringConstraints(pattern=r"^[^\W\d_][\w'-]*$")] = Field(
        description="first name only"
    )
    leeftijd: int = Field(ge=0, le=110)
    voornaamwoord: Literal["zij", "hij", "die"]


class Saying(Strict):
    """How the played person tells one kenmerk.

    `antwoord` answers an open question, `gesloten` one that asks for yes or no, `ontwijkend` is
    what comes first at level 2 and 3. Without the last two `antwoord` does for all.
    """

    antwoord: Line
    gesloten: Line | None = None
    ontwijkend: Line | None = None


class Distractor(Strict):
    """Something that is told and does not count: it is of somebody else, past, or an opinion.

    `kenmerk` and `waarde` are what it would be taken for.
    """

    tekst: Line
    over: Literal["ander", "verleden", "mening"]
    kenmerk: Slug | None = None
    waarde: Raw | None = None


class WorthAsking(Strict):
    """One thing that a good consultant asks, why, and how it can be asked."""

    kenmerk: Slug
    waarom: Text
    voorbeeld: Text


class CaseReason(Strict):
    """One reason that a good motivation names; `kenmerk` is the fact that it rests on."""

    id: Slug
    kenmerk: Slug | None = None
    tekst: Text


class Steps(Strict):
    """The model weighing in the five steps of the Centrale Raad van Beroep, one text per step."""

    hulpvraag: Text
    problemen: Text
    ondersteuning: Text
    eigen_kracht: Text
    wmo: Text


class Contrast(Strict):
    """The case that differs from this one in the value of one kenmerk, and what that changes."""

    met: Slug
    kenmerk: Slug
    uitleg: Text


class Case(Strict):
    """One case. The id is the name of its file."""

    id: Slug
    titel: Text
    stelsel: Slug
    domein: Domein
    niveau: Literal[1, 2, 3]
    persoon: Person
    spreker: Literal["inwoner", "naaste"]
    relatie: Line | None = Field(default=None, description="moeder, buurman, … of a naaste")
    verhaal: Text
    opening: Text
    kenmerken: dict[Slug, Raw] = Field(min_length=1)
    in_verhaal: list[Slug] = Field(default_factory=list)
    in_opening: list[Slug] = Field(default_factory=list)
    zegt: dict[Slug, Saying]
    weet_niet: Text
    afleiders: list[Distractor] = Field(default_factory=list)
    vraagt: list[WorthAsking] = Field(min_length=1)
    uitkomst: Uitkomst
    verwacht: list[Slug] = Field(default_factory=list)
    beslissend: list[Slug] = Field(min_length=1)
    redenen: list[CaseReason] = Field(min_length=1)
    waarom_niet: dict[Slug, Text] = Field(default_factory=dict)
    stappen: Steps
    contrast: Contrast | None = None

    @model_validator(mode="after")
    def _speaks_of_what_it_holds(self) -> Self:
        if (self.spreker == "naaste") != bool(self.relatie):
            raise FaultAt(("relatie",), "a naaste needs a relatie, an inwoner has none")
        if (self.uitkomst is Uitkomst.PRODUCT) and not self.verwacht:
            raise FaultAt(("verwacht",), "the outcome product needs at least one product")
        held = set(self.kenmerken)
        needed: dict[str, Iterable[str]] = {
            "in_verhaal": self.in_verhaal,
            "in_opening": self.in_opening,
            "zegt": self.zegt,
        }
        if self.uitkomst is not Uitkomst.MEER_INFORMATIE:
            # What is not known may decide there: it is what must still be asked.
            needed["beslissend"] = self.beslissend
        for key, names in needed.items():
            if missing := sorted(set(names) - held):
                raise FaultAt((key,), f"{', '.join(missing)} not in kenmerken")
        # The age is told at the start, with the name.
        told = {*self.zegt, *self.in_opening, "leeftijd"}
        if silent := sorted(held - told):
            why = f"no words for {', '.join(silent)}: add them here, or to in_opening"
            raise FaultAt(("zegt",), why)
        _once("redenen", (each.id for each in self.redenen))
        _once("vraagt", (each.kenmerk for each in self.vraagt))
        if self.kenmerken.get("leeftijd", self.persoon.leeftijd) != self.persoon.leeftijd:
            raise FaultAt(("persoon", "leeftijd"), "is another age than in kenmerken")
        if both := sorted(set(self.waarom_niet) & set(self.verwacht)):
            raise FaultAt(("waarom_niet",), f"{', '.join(both)} is expected too")
        return self

    def relation(self) -> str:
        """Give who speaks, in words: the person, or "de moeder van Bram"."""
        name = self.persoon.naam
        return f"de {self.relatie} van {name}" if self.relatie else name


def _once(key: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for index, id_ in enumerate(ids):
        if id_ in seen:
            raise FaultAt((key, index), f"{id_} stands twice")
        seen.add(id_)

"""The domain: what a catalogue is made of, as immutable values.

Field names that also stand in the public contract (`kenmerk`, `rol`, `bron`, ...) are spelled as
there, in Dutch; everything else is English. Nothing here reads a file, a database or a clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

type Value = str | bool | int | float | tuple[str, ...]
"""One known kenmerk: a word, a truth, a number, or a tuple of words (`()` means none of them)."""

type Facts = Mapping[str, Value]
"""A situation: kenmerk -> value. A kenmerk that is absent is unknown, never a default."""


class KenmerkType(StrEnum):
    """How the value of a kenmerk is written."""

    ONE = "one"
    MANY = "many"
    INT = "int"
    NUMBER = "number"
    BOOL = "bool"
    TEXT = "text"


class Rol(StrEnum):
    """What a criterion does to a product."""

    VEREIST = "vereist"
    """Known false excludes; unknown leaves the product possible."""
    UITSLUITEND = "uitsluitend"
    """Known true excludes."""
    DOORSLAGGEVEND = "doorslaggevend"
    """Chooses among products that fit."""
    ONDERSTEUNEND = "ondersteunend"
    """Explains, decides nothing."""


class Toetsing(StrEnum):
    """How the values of a test are compared with the situation."""

    EEN_VAN = "een_van"
    ALLE = "alle"
    GEEN_VAN = "geen_van"
    ONBEKEND = "onbekend"


class Uitkomst(StrEnum):
    """The outcomes of an advice."""

    PRODUCT = "product"
    WLZ = "wlz"
    JEUGDWET = "jeugdwet"
    VOORLIGGEND = "voorliggend"
    CRISIS = "crisis"
    MEER_INFORMATIE = "meer-informatie-nodig"
    BUITEN_CATALOGUS = "buiten-catalogus"


class Oordeel(StrEnum):
    """How one product fares in one situation."""

    PAST = "past"
    MISSCHIEN = "past-misschien"
    NIET = "past-niet"


class Publiek(StrEnum):
    """Whom a text is written for."""

    INWONER = "inwoner"
    NAASTE = "naaste"
    WIJKTEAM = "wijkteam"


class Status(StrEnum):
    """The standing of a source document."""

    GELDEND = "geldend"
    CONTRACT = "contract"
    CONCEPT = "concept"
    VOORNEMEN = "voornemen"
    TOELICHTING = "toelichting"


DOMEINEN = ("begeleiding", "dagbesteding", "wonen")


@dataclass(frozen=True, slots=True)
class Bron:
    """Where something is written: the document's title and the heading in it."""

    document: str
    kop: str


@dataclass(frozen=True, slots=True)
class Teksten:
    """One statement in the words of each audience.

    `naaste` may hold `{wie}` and `{Wie}`, which become "uw zoon", "Uw moeder" and so on.
    """

    wijkteam: str
    inwoner: str
    naaste: str

    def for_(self, publiek: Publiek, wie: str = "uw naaste") -> str:
        """Give the text for one audience; `wie` names the person a naaste speaks of."""
        if publiek is Publiek.WIJKTEAM:
            return self.wijkteam
        if publiek is Publiek.INWONER:
            return self.inwoner
        return self.naaste.replace("{wie}", wie).replace("{Wie}", wie[:1].upper() + wie[1:])


@dataclass(frozen=True, slots=True)
class Kenmerk:
    """One thing that can be known of a situation.

    `labels` gives per value and audience the short name; `sentences` a whole sentence that
    states the fact. The key of a bool value is `ja` or `nee`, of an empty list `geen`, of a
    number `waarde` (with `{waarde}` in the sentence).
    """

    naam: str
    type: KenmerkType
    values: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    ordered: bool = False
    asked_of: tuple[Publiek, ...] = ()
    names: Teksten | None = None
    labels: Mapping[str, Teksten] = field(default_factory=lambda: MappingProxyType({}))
    sentences: Mapping[str, Teksten] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Toets:
    """A test of one kenmerk: one of these values, all of them, none of them, or a range.

    `minimum` and `maximum` are inclusive and go with numbers only.
    """

    kenmerk: str
    waarden: tuple[str | bool, ...] = ()
    toetsing: Toetsing = Toetsing.EEN_VAN
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Criterium:
    """A test with its role for one product, its words and its source.

    Criteria of one product that share a `groep` and a `rol` are alternatives: one true suffices.
    `zo_gelezen` says how an ambiguous source was read (a ruling), for workers to see.
    """

    id: str
    toets: Toets
    rol: Rol
    tekst: Teksten
    bron: Bron
    groep: str | None = None
    zo_gelezen: str | None = None


@dataclass(frozen=True, slots=True)
class Feit:
    """One fact of a source, in our own words; `waarde` and `eenheid` where it is a figure."""

    tekst: str
    bron: Bron
    waarde: float | str | None = None
    eenheid: str | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """One product of a stelsel. Products of one `pakket` differ in hours only."""

    id: str
    naam: str
    domein: str
    samenvatting: Teksten
    bron: Bron
    zwaarte: int
    code: str | None = None
    eenheid: str | None = None
    uren_per_week: float | None = None
    pakket: str | None = None
    alleen_uitleg: bool = False
    criteria: tuple[Criterium, ...] = ()
    feiten: Mapping[str, tuple[Feit, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Regel:
    """A rule that comes before the products: when all of `als` are known true, `uitkomst` holds.

    `domeinen` empty means every domain. `producten` names what is nearest, or what remains.
    """

    id: str
    als: tuple[Toets, ...]
    uitkomst: Uitkomst
    tekst: Teksten
    bron: Bron
    domeinen: tuple[str, ...] = ()
    producten: tuple[str, ...] = ()
    zo_gelezen: str | None = None


@dataclass(frozen=True, slots=True)
class Signaal:
    """Something that must be said beside an outcome.

    It is given when all of `als` are known true and, where `producten` is not empty, one of them
    is advised.
    """

    id: str
    tekst: Teksten
    bron: Bron
    als: tuple[Toets, ...] = ()
    producten: tuple[str, ...] = ()
    domeinen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Samen:
    """Products that are advised together, in this order, when `als` holds and all remain."""

    producten: tuple[str, ...]
    als: tuple[Toets, ...]
    tekst: Teksten
    bron: Bron
    zo_gelezen: str | None = None


@dataclass(frozen=True, slots=True)
class ActiviteitRegel:
    """One rule of `classify`: which kind of support an activity is, under which conditions.

    `als` maps a condition (`gericht_op_hersteldoel`, ...) to the truth it must have. The first
    rule whose conditions all hold gives the answer. A `standaard` is what the source says unless
    an exception is stated: an exception before it that nobody spoke of does not hold it up.
    """

    id: str
    activiteiten: tuple[str, ...]
    soort: str
    waarom: Teksten
    bron: Bron
    als: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    standaard: bool = False
    zo_gelezen: str | None = None


@dataclass(frozen=True, slots=True)
class Stelsel:
    """One region's or document's own set of products, at one validity date.

    `beslist` holds per domain the groups of kenmerken that decide: a group is open while none of
    its kenmerken is known. `hash` is the SHA-256 of the source file's bytes, in hex.
    """

    id: str
    naam: str
    status: Status
    document: str
    toelichting: Teksten
    geldig_vanaf: str | None = None
    hash: str = ""
    domeinen: tuple[str, ...] = ()
    beslist: Mapping[str, tuple[tuple[str, ...], ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    producten: tuple[Product, ...] = ()
    regels: tuple[Regel, ...] = ()
    signalen: tuple[Signaal, ...] = ()
    samen: tuple[Samen, ...] = ()
    activiteiten: tuple[ActiviteitRegel, ...] = ()
    feiten: Mapping[str, tuple[Feit, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def product(self, id_: str) -> Product:
        """Give the product with this id; KeyError when the stelsel has none."""
        for product in self.producten:
            if product.id == id_:
                return product
        raise KeyError(id_)

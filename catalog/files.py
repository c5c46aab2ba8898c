"""The format of the catalogue's YAML files, as pydantic models.

These models are the only description of the format: the JSON Schemas in `catalog/schema/` that
editors use are generated from them. Each `to_...` gives the immutable value of `catalog.model`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from catalog.model import (
    ActiviteitRegel,
    Bron,
    Criterium,
    Feit,
    Product,
    Regel,
    Rol,
    Samen,
    Signaal,
    Status,
    Stelsel,
    Teksten,
    Toets,
    Toetsing,
    Uitkomst,
)

type Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$")]
type Text = Annotated[str, StringConstraints(min_length=3, strip_whitespace=True)]
type Domein = Literal["begeleiding", "dagbesteding", "wonen"]
type FactKind = Literal[
    "definitie",
    "doelgroep",
    "doelen",
    "woonvorm",
    "levering",
    "uren",
    "overdag",
    "nacht",
    "reactietijd",
    "personeel",
    "groepsgrootte",
    "kwaliteitskeurmerken",
    "vervoer",
    "uitsluitingen",
    "specifieke_eisen",
    "inschrijving",
    "op_en_afschalen",
    "evaluatie",
    "niet_inbegrepen",
    "inbegrepen",
    "bekostiging",
    "stapelen",
    "herindicatie",
    "plaats",
    "overig",
]
type Soort = Literal[
    "groepsbegeleiding", "individuele_begeleiding", "geen_begeleidingstijd", "hangt_ervan_af"
]
type Activiteit = Literal[
    "koken",
    "schoonmaken",
    "medicatie",
    "koffie_en_eten",
    "nachtzorg",
    "wekken_en_aansturen",
    "overnemen_van_taken",
    "welzijnsactiviteit",
    "hersteldoel_gesprek",
    "begeleiden_naar_afspraak",
    "wachten",
    "reizen",
    "anders",
]
type Voorwaarde = Literal[
    "een_op_een",
    "gericht_op_hersteldoel",
    "woont_zelfstandig_zonder_groep",
    "sluit_aan_bij_groep",
    "gepland",
    "noodzakelijk_voor_behandeling",
]


class Strict(BaseModel):
    """Base of every file model: no unknown keys, no silent conversions of text."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FaultAt(ValueError):
    """A fault that only the whole file shows, with the path of the part that is wrong."""

    def __init__(self, path: tuple[str | int, ...], why: str) -> None:
        self.path = path
        super().__init__(why)


class BronFile(Strict):
    """A source: the heading, and the document where it is another than the file's own."""

    kop: Text
    document: Text | None = None

    def to_bron(self, document: str) -> Bron:
        """Give the source, with the file's document where none is named."""
        return Bron(self.document or document, self.kop)


class TekstenFile(Strict):
    """One statement for each audience; `naaste` may hold {wie} and {Wie}."""

    wijkteam: Text
    inwoner: Text
    naaste: Text

    def to_teksten(self) -> Teksten:
        """Give the immutable texts."""
        return Teksten(self.wijkteam, self.inwoner, self.naaste)


class ToetsFile(Strict):
    """A test of one kenmerk. Numbers take min and max (inclusive), the rest takes waarden."""

    kenmerk: Slug
    waarden: list[bool | str] = Field(default_factory=list)
    toets: Toetsing = Toetsing.EEN_VAN
    min: float | None = None
    max: float | None = None

    @model_validator(mode="after")
    def _has_something_to_test(self) -> Self:
        ranged = self.min is not None or self.max is not None
        if self.toets is Toetsing.ONBEKEND:
            if self.waarden or ranged:
                raise ValueError("toets onbekend takes no waarden, min or max")
        elif ranged == bool(self.waarden):
            raise ValueError("give either waarden or min/max")
        return self

    def to_toets(self) -> Toets:
        """Give the immutable test."""
        return Toets(self.kenmerk, tuple(self.waarden), self.toets, self.min, self.max)


class CriteriumFile(ToetsFile):
    """A named test with its words and source, to which products refer."""

    tekst: TekstenFile
    bron: BronFile
    zo_gelezen: Text | None = None


class CriteriumRef(Strict):
    """A product's use of a named criterion; `bron` replaces the criterion's own source."""

    criterium: Slug
    rol: Rol
    groep: Slug | None = None
    bron: BronFile | None = None
    zo_gelezen: Text | None = None


class FeitFile(Strict):
    """One fact, in our own words, with the figure where it is one."""

    tekst: Text
    bron: BronFile
    waarde: float | str | None = None
    eenheid: Text | None = None


class ProductFile(Strict):
    """One product."""

    id: Slug
    naam: Text
    domein: Domein
    samenvatting: TekstenFile
    bron: BronFile
    zwaarte: int = Field(ge=0, description="heavier is higher; equal means not comparable")
    code: str | None = None
    eenheid: Literal["uur", "dagdeel", "maand"] | None = None
    uren_per_week: float | None = Field(default=None, gt=0, description="average hours a week")
    pakket: Slug | None = Field(default=None, description="variants that differ in hours only")
    alleen_uitleg: bool = Field(default=False, description="explained, never advised")
    criteria: list[CriteriumRef] = Field(default_factory=list)
    feiten: dict[FactKind, list[FeitFile]] = Field(default_factory=dict)


class RegelFile(Strict):
    """A rule before the products: all of `als` known true gives the outcome."""

    id: Slug
    als: list[ToetsFile] = Field(min_length=1)
    uitkomst: Uitkomst
    tekst: TekstenFile
    bron: BronFile
    domeinen: list[Domein] = Field(default_factory=list)
    producten: list[Slug] = Field(default_factory=list)
    zo_gelezen: Text | None = None

    def to_regel(self, document: str) -> Regel:
        """Give the immutable rule."""
        return Regel(
            id=self.id,
            als=tuple(t.to_toets() for t in self.als),
            uitkomst=self.uitkomst,
            tekst=self.tekst.to_teksten(),
            bron=self.bron.to_bron(document),
            domeinen=tuple(self.domeinen),
            producten=tuple(self.producten),
            zo_gelezen=self.zo_gelezen,
        )


class SignaalFile(Strict):
    """Something that must be said beside an outcome."""

    id: Slug
    tekst: TekstenFile
    bron: BronFile
    als: list[ToetsFile] = Field(default_factory=list)
    producten: list[Slug] = Field(default_factory=list)
    domeinen: list[Domein] = Field(default_factory=list)

    def to_signaal(self, document: str) -> Signaal:
        """Give the immutable signal."""
        return Signaal(
            id=self.id,
            tekst=self.tekst.to_teksten(),
            bron=self.bron.to_bron(document),
            als=tuple(t.to_toets() for t in self.als),
            producten=tuple(self.producten),
            domeinen=tuple(self.domeinen),
        )


class SamenFile(Strict):
    """Products that are advised together, in this order."""

    producten: list[Slug] = Field(min_length=2)
    als: list[ToetsFile] = Field(min_length=1)
    tekst: TekstenFile
    bron: BronFile
    zo_gelezen: Text | None = None


class ActiviteitFile(Strict):
    """One rule of `classify`; rules are tried in the order of the file."""

    id: Slug
    activiteiten: list[Activiteit] = Field(min_length=1)
    soort: Soort
    waarom: TekstenFile
    bron: BronFile
    als: dict[Voorwaarde, bool] = Field(default_factory=dict)
    standaard: bool = Field(
        default=False, description="holds unless an exception before it is stated"
    )
    zo_gelezen: Text | None = None


class DomeinFile(Strict):
    """How a domain is decided: groups of kenmerken, each open while none of it is known."""

    beslist: list[list[Slug]] = Field(min_length=1)
    bron: BronFile | None = None


class DocumentFile(Strict):
    """The source document as given."""

    titel: Text
    bestand: Text


class StelselFile(Strict):
    """One source document at one validity date."""

    stelsel: Slug
    naam: Text
    geldig_vanaf: dt.date | None
    status: Status
    document: DocumentFile
    toelichting: TekstenFile
    domeinen: dict[Domein, DomeinFile]
    criteria: dict[Slug, CriteriumFile] = Field(default_factory=dict)
    regels: list[RegelFile] = Field(default_factory=list)
    signalen: list[SignaalFile] = Field(default_factory=list)
    samen: list[SamenFile] = Field(default_factory=list)
    activiteiten: list[ActiviteitFile] = Field(default_factory=list)
    feiten: dict[FactKind, list[FeitFile]] = Field(default_factory=dict)
    producten: list[ProductFile] = Field(min_length=1)

    @model_validator(mode="after")
    def _refers_to_what_exists(self) -> Self:
        known: set[str] = set()
        for index, product in enumerate(self.producten):
            here = ("producten", index)
            if product.id in known:
                raise FaultAt((*here, "id"), f"product {product.id} stands twice")
            known.add(product.id)
            if product.domein not in self.domeinen:
                allowed = ", ".join(self.domeinen)
                why = f"domein {product.domein} is not described; there are: {allowed}"
                raise FaultAt((*here, "domein"), why)
            for number, ref in enumerate(product.criteria):
                if ref.criterium not in self.criteria:
                    allowed = ", ".join(sorted(self.criteria))
                    why = f"no criterium {ref.criterium}; there are: {allowed}"
                    raise FaultAt((*here, "criteria", number, "criterium"), why)
        named = [("regels", i, r.producten) for i, r in enumerate(self.regels)]
        named += [("signalen", i, s.producten) for i, s in enumerate(self.signalen)]
        named += [("samen", i, s.producten) for i, s in enumerate(self.samen)]
        for section, index, products in named:
            if missing := sorted(set(products) - known):
                allowed = ", ".join(sorted(known))
                why = f"no product {', '.join(missing)}; there are: {allowed}"
                raise FaultAt((section, index, "producten"), why)
        return self

    def to_stelsel(self, digest: str) -> Stelsel:
        """Give the immutable stelsel; `digest` is the SHA-256 of the file, in hex."""
        doc = self.document.titel
        return Stelsel(
            id=self.stelsel,
            naam=self.naam,
            status=self.status,
            document=doc,
            toelichting=self.toelichting.to_teksten(),
            geldig_vanaf=self.geldig_vanaf.isoformat() if self.geldig_vanaf else None,
            hash=digest,
            domeinen=tuple(self.domeinen),
            beslist=MappingProxyType(
                {d: tuple(tuple(group) for group in f.beslist) for d, f in self.domeinen.items()}
            ),
            producten=tuple(self._product(p, doc) for p in self.producten),
            regels=tuple(r.to_regel(doc) for r in self.regels),
            signalen=tuple(s.to_signaal(doc) for s in self.signalen),
            samen=tuple(
                Samen(
                    producten=tuple(s.producten),
                    als=tuple(t.to_toets() for t in s.als),
                    tekst=s.tekst.to_teksten(),
                    bron=s.bron.to_bron(doc),
                    zo_gelezen=s.zo_gelezen,
                )
                for s in self.samen
            ),
            activiteiten=tuple(
                ActiviteitRegel(
                    id=a.id,
                    activiteiten=tuple(a.activiteiten),
                    soort=a.soort,
                    waarom=a.waarom.to_teksten(),
                    bron=a.bron.to_bron(doc),
                    als=MappingProxyType({str(k): v for k, v in a.als.items()}),
                    standaard=a.standaard,
                    zo_gelezen=a.zo_gelezen,
                )
                for a in self.activiteiten
            ),
            feiten=_facts(self.feiten.items(), doc),
        )

    def _product(self, p: ProductFile, doc: str) -> Product:
        return Product(
            id=p.id,
            naam=p.naam,
            domein=p.domein,
            samenvatting=p.samenvatting.to_teksten(),
            bron=p.bron.to_bron(doc),
            zwaarte=p.zwaarte,
            code=p.code,
            eenheid=p.eenheid,
            uren_per_week=p.uren_per_week,
            pakket=p.pakket,
            alleen_uitleg=p.alleen_uitleg,
            criteria=tuple(self._criterium(ref, doc) for ref in p.criteria),
            feiten=_facts(p.feiten.items(), doc),
        )

    def _criterium(self, ref: CriteriumRef, doc: str) -> Criterium:
        named = self.criteria[ref.criterium]
        return Criterium(
            id=ref.criterium,
            toets=named.to_toets(),
            rol=ref.rol,
            tekst=named.tekst.to_teksten(),
            bron=(ref.bron or named.bron).to_bron(doc),
            groep=ref.groep,
            zo_gelezen=ref.zo_gelezen or named.zo_gelezen,
        )


def _facts(
    items: Iterable[tuple[str, list[FeitFile]]], doc: str
) -> MappingProxyType[str, tuple[Feit, ...]]:
    return MappingProxyType(
        {
            kind: tuple(Feit(f.tekst, f.bron.to_bron(doc), f.waarde, f.eenheid) for f in facts)
            for kind, facts in items
        }
    )


class GrenzenFile(Strict):
    """The boundaries that hold in every stelsel, tried in the order of the file."""

    document: DocumentFile
    regels: list[RegelFile] = Field(min_length=1)
    signalen: list[SignaalFile] = Field(default_factory=list)

    def to_rules(self) -> tuple[tuple[Regel, ...], tuple[Signaal, ...]]:
        """Give the immutable rules and signals."""
        title = self.document.titel
        return (
            tuple(r.to_regel(title) for r in self.regels),
            tuple(s.to_signaal(title) for s in self.signalen),
        )


class ContactFile(Strict):
    """How the gemeente is reached, with the date on which that was checked."""

    organisatie: Text
    telefoon: str | None = None
    website: str | None = None
    bezoek: str | None = None
    openingstijden: str | None = None
    nagezien_op: dt.date


class GemeenteFile(Strict):
    """One gemeente: its names, its stelsel, its contacts and its own settings."""

    naam: Text
    ook: list[str] = Field(default_factory=list, description="other spellings and place names")
    stelsel: Slug | None = None
    stelsel_bevestigd: bool = Field(
        default=False, description="the gemeente itself confirmed which stelsel holds"
    )
    toon_concept: bool = Field(
        default=False, description="inwoners may get advice from a concept or plan"
    )
    contact: ContactFile
    clientondersteuning: ContactFile | None = None
    teksten: dict[str, str] = Field(default_factory=dict)

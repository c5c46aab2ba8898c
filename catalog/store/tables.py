"""The tables.

`source_texts` holds every file that was ever loaded, to the byte, beside its validated content as
JSON: from that a stelsel is rebuilt. The other tables are the same content in relations, to find
and to count in. Rows are added and never changed; only `places` follows the newest load.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

HASH = String(64)
NAME = Text()


class Base(DeclarativeBase):
    """Base of all tables; constraints have names, so that a migration can refer to them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class SourceText(Base):
    """One version of one file. `kind` is kenmerken, grenzen, stelsel or gemeente."""

    __tablename__ = "source_texts"
    __table_args__ = (UniqueConstraint("kind", "name", "hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(NAME)
    hash: Mapped[str] = mapped_column(HASH)
    raw: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    parsed: Mapped[str] = mapped_column(Text)


class Load(Base):
    """One loading that changed something; the newest is the catalogue that holds."""

    __tablename__ = "loads"

    id: Mapped[int] = mapped_column(primary_key=True)
    loaded_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    catalogue_hash: Mapped[str] = mapped_column(HASH)
    kenmerken_id: Mapped[int] = mapped_column(ForeignKey("source_texts.id"))
    grenzen_id: Mapped[int] = mapped_column(ForeignKey("source_texts.id"))


class StelselVersion(Base):
    """One text of one stelsel. `geldig_vanaf` is null where the document bears no date."""

    __tablename__ = "stelsel_versions"
    __table_args__ = (UniqueConstraint("stelsel", "hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("source_texts.id"), unique=True)
    stelsel: Mapped[str] = mapped_column(NAME)
    hash: Mapped[str] = mapped_column(HASH)
    naam: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    document: Mapped[str] = mapped_column(Text)
    geldig_vanaf: Mapped[dt.date | None]


class LoadedStelsel(Base):
    """Which stelsel versions one load holds."""

    __tablename__ = "loaded_stelsels"

    load_id: Mapped[int] = mapped_column(ForeignKey("loads.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("stelsel_versions.id"), primary_key=True, index=True
    )


class ProductRow(Base):
    """One product of one stelsel version."""

    __tablename__ = "products"

    version_id: Mapped[int] = mapped_column(ForeignKey("stelsel_versions.id"), primary_key=True)
    product: Mapped[str] = mapped_column(NAME, primary_key=True)
    position: Mapped[int]
    naam: Mapped[str] = mapped_column(Text)
    domein: Mapped[str] = mapped_column(String(20))
    zwaarte: Mapped[int]
    code: Mapped[str | None] = mapped_column(Text)
    eenheid: Mapped[str | None] = mapped_column(String(20))
    uren_per_week: Mapped[float | None]
    pakket: Mapped[str | None] = mapped_column(NAME)
    alleen_uitleg: Mapped[bool]
    document: Mapped[str] = mapped_column(Text)
    kop: Mapped[str] = mapped_column(Text)


class CriteriumRow(Base):
    """One criterion of one product, in the order of the file."""

    __tablename__ = "criteria"
    __table_args__ = (
        ForeignKeyConstraint(
            ["version_id", "product"], ["products.version_id", "products.product"]
        ),
    )

    version_id: Mapped[int] = mapped_column(primary_key=True)
    product: Mapped[str] = mapped_column(NAME, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    criterium: Mapped[str] = mapped_column(NAME)
    kenmerk: Mapped[str] = mapped_column(NAME, index=True)
    toetsing: Mapped[str] = mapped_column(String(20))
    waarden: Mapped[list[Any]] = mapped_column(JSON)
    minimum: Mapped[float | None]
    maximum: Mapped[float | None]
    rol: Mapped[str] = mapped_column(String(20))
    groep: Mapped[str | None] = mapped_column(NAME)
    wijkteam: Mapped[str] = mapped_column(Text)
    inwoner: Mapped[str] = mapped_column(Text)
    naaste: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(Text)
    kop: Mapped[str] = mapped_column(Text)
    zo_gelezen: Mapped[str | None] = mapped_column(Text)


class FactRow(Base):
    """One fact; `product` is null for a fact that holds for the whole stelsel."""

    __tablename__ = "facts"
    __table_args__ = (
        ForeignKeyConstraint(
            ["version_id", "product"], ["products.version_id", "products.product"]
        ),
    )

    version_id: Mapped[int] = mapped_column(ForeignKey("stelsel_versions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    product: Mapped[str | None] = mapped_column(NAME)
    kind: Mapped[str] = mapped_column(String(40))
    tekst: Mapped[str] = mapped_column(Text)
    waarde: Mapped[str | None] = mapped_column(Text)
    eenheid: Mapped[str | None] = mapped_column(Text)
    document: Mapped[str] = mapped_column(Text)
    kop: Mapped[str] = mapped_column(Text)


class RuleRow(Base):
    """One rule that comes before the products."""

    __tablename__ = "rules"

    version_id: Mapped[int] = mapped_column(ForeignKey("stelsel_versions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(NAME)
    uitkomst: Mapped[str] = mapped_column(String(40))
    als: Mapped[list[Any]] = mapped_column(JSON)
    wijkteam: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(Text)
    kop: Mapped[str] = mapped_column(Text)


class SignalRow(Base):
    """One thing that must be said beside an outcome."""

    __tablename__ = "signals"

    version_id: Mapped[int] = mapped_column(ForeignKey("stelsel_versions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    signal: Mapped[str] = mapped_column(NAME)
    als: Mapped[list[Any]] = mapped_column(JSON)
    wijkteam: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(Text)
    kop: Mapped[str] = mapped_column(Text)


class GemeenteVersion(Base):
    """One text of one gemeente; `stelsel` is null where no document covers it."""

    __tablename__ = "gemeente_versions"
    __table_args__ = (UniqueConstraint("gemeente", "hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("source_texts.id"), unique=True)
    gemeente: Mapped[str] = mapped_column(NAME)
    hash: Mapped[str] = mapped_column(HASH)
    naam: Mapped[str] = mapped_column(Text)
    stelsel: Mapped[str | None] = mapped_column(NAME)


class LoadedGemeente(Base):
    """Which gemeente versions one load holds."""

    __tablename__ = "loaded_gemeenten"

    load_id: Mapped[int] = mapped_column(ForeignKey("loads.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("gemeente_versions.id"), primary_key=True, index=True
    )


class Place(Base):
    """A folded place name (`catalog.places.place_key`) of the newest load and its gemeente."""

    __tablename__ = "places"

    key: Mapped[str] = mapped_column(NAME, primary_key=True)
    naam: Mapped[str] = mapped_column(Text)
    gemeente_version_id: Mapped[int] = mapped_column(ForeignKey("gemeente_versions.id"))

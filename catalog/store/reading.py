"""From the database back to the immutable values of the loader."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, Select, select

from catalog.files import GemeenteFile, GrenzenFile, StelselFile
from catalog.loader import Catalogue, build_catalogue
from catalog.model import Kenmerk, Regel, Signaal, Stelsel
from catalog.places import Gemeente, to_gemeente
from catalog.store.database import StoreError
from catalog.store.tables import (
    GemeenteVersion,
    Load,
    LoadedGemeente,
    LoadedStelsel,
    SourceText,
    StelselVersion,
)
from catalog.vocabulary_file import VocabularyFile


@dataclass(frozen=True, slots=True)
class Common:
    """What holds in every stelsel."""

    vocabulary: dict[str, Kenmerk]
    grenzen: tuple[Regel, ...]
    signalen: tuple[Signaal, ...]


@dataclass(frozen=True, slots=True)
class CurrentLoad:
    """The load that holds, with the ids of its vocabulary's and boundaries' texts."""

    id: int
    kenmerken_id: int
    grenzen_id: int


def current_load(connection: Connection) -> CurrentLoad:
    """Give the newest load; StoreError when nothing was loaded."""
    found = connection.execute(
        select(Load.id, Load.kenmerken_id, Load.grenzen_id).order_by(Load.id.desc()).limit(1)
    ).first()
    if found is None:
        raise StoreError("nothing is loaded: run `python -m catalog load` first")
    return CurrentLoad(found.id, found.kenmerken_id, found.grenzen_id)


def read_common(connection: Connection, load: CurrentLoad) -> Common:
    """Give vocabulary and boundaries of one load."""
    texts = select(SourceText.id, SourceText.parsed).where(
        SourceText.id.in_((load.kenmerken_id, load.grenzen_id))
    )
    parsed = {row.id: row.parsed for row in connection.execute(texts)}
    kenmerken = VocabularyFile.model_validate_json(parsed[load.kenmerken_id])
    regels, signalen = GrenzenFile.model_validate_json(parsed[load.grenzen_id]).to_rules()
    return Common(dict(kenmerken.to_vocabulary()), regels, signalen)


def to_stelsel(parsed: str, digest: str) -> Stelsel:
    """Rebuild one stelsel from its validated content and the hash of its text."""
    return StelselFile.model_validate_json(parsed).to_stelsel(digest)


def gemeente_from(id_: str, parsed: str) -> Gemeente:
    """Rebuild one gemeente from its validated content."""
    return to_gemeente(id_, GemeenteFile.model_validate_json(parsed))


def read_catalogue(engine: Engine) -> Catalogue:
    """Give the whole catalogue that holds, equal to what `catalog.loader` read from the files.

    Raises StoreError when nothing was loaded.
    """
    with engine.connect() as connection:
        load = current_load(connection)
        common = read_common(connection, load)
        stelsels = connection.execute(
            select(StelselVersion.hash, SourceText.parsed)
            .join(LoadedStelsel, LoadedStelsel.version_id == StelselVersion.id)
            .join(SourceText, SourceText.id == StelselVersion.text_id)
            .where(LoadedStelsel.load_id == load.id)
            .order_by(StelselVersion.stelsel)
        ).all()
        gemeenten = connection.execute(
            select(GemeenteVersion.gemeente, SourceText.parsed)
            .join(LoadedGemeente, LoadedGemeente.version_id == GemeenteVersion.id)
            .join(SourceText, SourceText.id == GemeenteVersion.text_id)
            .where(LoadedGemeente.load_id == load.id)
        ).all()
    places = [gemeente_from(row.gemeente, row.parsed) for row in gemeenten]
    return build_catalogue(
        common.vocabulary,
        common.grenzen,
        common.signalen,
        [to_stelsel(row.parsed, row.hash) for row in stelsels],
        tuple(sorted(places, key=lambda gemeente: gemeente.id)),
    )


def read_stelsel(
    engine: Engine, id_: str, *, digest: str | None = None, geldig_vanaf: str | None = None
) -> Stelsel:
    """Give one stelsel: the version that holds, or an earlier one.

    `digest` names a text exactly, also one that was replaced; `geldig_vanaf` (ISO date) gives the
    newest text of that date. KeyError when there is no such version, StoreError when nothing was
    loaded, ValueError for a date that is none.
    """
    with engine.connect() as connection:
        if digest is not None:
            query = _versions(id_).where(StelselVersion.hash == digest)
        elif geldig_vanaf is not None:
            date = dt.date.fromisoformat(geldig_vanaf)
            query = _versions(id_).where(StelselVersion.geldig_vanaf == date)
            query = query.order_by(StelselVersion.id.desc())
        else:
            query = current_version(id_, current_load(connection).id)
        row = connection.execute(query.limit(1)).first()
        if row is None:
            raise KeyError(id_)
        text = select(SourceText.parsed).where(SourceText.id == row.text_id)
        return to_stelsel(connection.execute(text).scalar_one(), row.hash)


def read_text(engine: Engine, id_: str, digest: str) -> bytes:
    """Give the exact bytes of one stelsel's source file; KeyError when they were never loaded."""
    query = select(SourceText.raw).where(
        SourceText.kind == "stelsel", SourceText.name == id_, SourceText.hash == digest
    )
    with engine.connect() as connection:
        raw = connection.execute(query).scalar()
    if raw is None:
        raise KeyError(digest)
    return raw


def _versions(id_: str) -> Select[int, str]:
    return select(StelselVersion.text_id, StelselVersion.hash).where(StelselVersion.stelsel == id_)


def current_version(id_: str, load_id: int) -> Select[int, str]:
    """Give the query for the version of a stelsel that holds in a load: the newest date."""
    return (
        _versions(id_)
        .join(LoadedStelsel, LoadedStelsel.version_id == StelselVersion.id)
        .where(LoadedStelsel.load_id == load_id)
        # An undated document counts as the oldest, on every database.
        .order_by(StelselVersion.geldig_vanaf.is_(None), StelselVersion.geldig_vanaf.desc())
    )

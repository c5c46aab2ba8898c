"""From a folder of YAML files into the database, in one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from catalog.files import GemeenteFile
from catalog.loader import SHIPPED, FolderReader, SourceFile, folder_digest
from catalog.model import Bron, Feit, Stelsel, Toets
from catalog.places import place_key
from catalog.schemas import schemas
from catalog.store.database import StoreError, migrate, one_line, open_engine, writing
from catalog.store.tables import (
    Base,
    CriteriumRow,
    FactRow,
    GemeenteVersion,
    Load,
    LoadedGemeente,
    LoadedStelsel,
    Place,
    ProductRow,
    RuleRow,
    SignalRow,
    SourceText,
    StelselVersion,
)
from catalog.yamlfile import CatalogueFileError

type Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did.

    `load_id` is the load that holds now. `changed` is False when the folder was loaded already;
    `new` names the files whose text was not in the database yet, as kind/name.
    """

    load_id: int
    catalogue_hash: str
    changed: bool
    new: tuple[str, ...]
    stelsels: int
    products: int
    gemeenten: int

    def __str__(self) -> str:
        held = f"{self.stelsels} stelsels, {self.products} products, {self.gemeenten} gemeenten"
        if not self.changed:
            return f"unchanged: {held}"
        return f"loaded: {held}; {len(self.new)} new texts"


def load_command(folder: Path | None, url: str | None) -> int:
    """Migrate, load and report: the command `load`.

    Gives the exit status: 0, or 2 with one line on standard error for a database that cannot be
    used. Raises CatalogueFileError for a broken file. Both leave what was loaded as it was.
    """
    try:
        engine = open_engine(url)
        try:
            migrate(engine)
            print(load_catalogue(engine, folder or SHIPPED))
        finally:
            engine.dispose()
    except StoreError as error:
        print(error, file=sys.stderr)
        return 2
    except SQLAlchemyError as error:
        print(f"the database cannot be used: {one_line(error)}", file=sys.stderr)
        return 2
    return 0


def load_catalogue(engine: Engine, folder: Path) -> LoadReport:
    """Load a folder (layout: `catalog.loader`) as the catalogue that holds from now on.

    All of it in one transaction: the first fault in a file takes everything back. Loads wait for
    each other; readers do not wait. What is there already is not written again, and no earlier
    version is taken away. Raises CatalogueFileError, and SQLAlchemyError where the database fails.
    """
    digest = catalogue_digest(folder)
    with writing(engine) as connection:
        last = connection.execute(
            select(Load.id, Load.catalogue_hash).order_by(Load.id.desc()).limit(1)
        ).first()
        if last is not None and last.catalogue_hash == digest:
            return _report(connection, last.id, digest, changed=False, new=())
        load_id, new = _write(connection, FolderReader(folder), digest)
        if catalogue_digest(folder) != digest:
            raise CatalogueFileError(folder.name, 1, (), "changed while it was loaded; load again")
        return _report(connection, load_id, digest, changed=True, new=tuple(new))


def catalogue_digest(folder: Path) -> str:
    """Hash the files of a folder and their format, as each load keeps it (SHA-256, hex).

    What a new version of the format reads is read anew.
    """
    return hashlib.sha256(f"{folder_digest(folder)} {_format()}".encode()).hexdigest()


@cache
def _format() -> str:
    return hashlib.sha256("".join(schemas().values()).encode()).hexdigest()


def _report(
    connection: Connection, load_id: int, digest: str, *, changed: bool, new: tuple[str, ...]
) -> LoadReport:
    versions = (
        select(StelselVersion.id)
        .join(LoadedStelsel, LoadedStelsel.version_id == StelselVersion.id)
        .where(LoadedStelsel.load_id == load_id)
    )
    held = versions.subquery()
    counts = (
        select(func.count(StelselVersion.stelsel.distinct())).join(
            held, held.c.id == StelselVersion.id
        ),
        select(func.count()).select_from(ProductRow).join(held, held.c.id == ProductRow.version_id),
        select(func.count()).select_from(LoadedGemeente).where(LoadedGemeente.load_id == load_id),
    )
    stelsels, products, gemeenten = (connection.execute(q).scalar_one() for q in counts)
    return LoadReport(load_id, digest, changed, new, stelsels, products, gemeenten)


def _write(connection: Connection, reader: FolderReader, digest: str) -> tuple[int, list[str]]:
    texts = _Texts(connection)
    load_id = connection.execute(
        insert(Load)
        .values(
            loaded_at=dt.datetime.now(dt.UTC),
            catalogue_hash=digest,
            kenmerken_id=texts.keep("kenmerken", reader.kenmerken)[0],
            grenzen_id=texts.keep("grenzen", reader.grenzen)[0],
        )
        .returning(Load.id)
    ).scalar_one()
    for file in reader.stelsels():
        text_id, is_new = texts.keep("stelsel", file)
        if is_new:
            stelsel = file.parsed.to_stelsel(file.digest)
            version_id = _add_stelsel(connection, stelsel, text_id)
        else:
            query = select(StelselVersion.id).where(StelselVersion.text_id == text_id)
            version_id = connection.execute(query).scalar_one()
        connection.execute(insert(LoadedStelsel).values(load_id=load_id, version_id=version_id))
    connection.execute(delete(Place))
    for gemeente in reader.gemeenten():
        text_id, is_new = texts.keep("gemeente", gemeente)
        _add_gemeente(connection, gemeente, text_id, load_id, is_new=is_new)
    return load_id, texts.new


class _Texts:
    """Writes the texts that are not there yet."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.new: list[str] = []

    def keep[M: BaseModel](self, kind: str, file: SourceFile[M]) -> tuple[int, bool]:
        """Give the id of a file's text, and whether it is new."""
        parsed = file.parsed.model_dump_json()
        found = self._connection.execute(
            select(SourceText.id, SourceText.parsed).where(
                SourceText.kind == kind,
                SourceText.name == file.id,
                SourceText.hash == file.digest,
            )
        ).first()
        if found is not None:
            if found.parsed != parsed:
                # The same text, read by another version of the format.
                statement = update(SourceText).where(SourceText.id == found.id)
                self._connection.execute(statement.values(parsed=parsed))
            return found.id, False
        self.new.append(f"{kind}/{file.id}" if file.id else kind)
        values = {
            "kind": kind,
            "name": file.id,
            "hash": file.digest,
            "raw": file.raw,
            "parsed": parsed,
        }
        added = insert(SourceText).values(values).returning(SourceText.id)
        return self._connection.execute(added).scalar_one(), True


def _add_stelsel(connection: Connection, stelsel: Stelsel, text_id: int) -> int:
    vanaf = stelsel.geldig_vanaf
    version_id: int = connection.execute(
        insert(StelselVersion)
        .values(
            text_id=text_id,
            stelsel=stelsel.id,
            hash=stelsel.hash,
            naam=stelsel.naam,
            status=stelsel.status.value,
            document=stelsel.document,
            geldig_vanaf=dt.date.fromisoformat(vanaf) if vanaf else None,
        )
        .returning(StelselVersion.id)
    ).scalar_one()
    _insert(connection, ProductRow, _products(stelsel, version_id))
    _insert(connection, CriteriumRow, _criteria(stelsel, version_id))
    _insert(connection, FactRow, _facts(stelsel, version_id))
    _insert(connection, RuleRow, _rules(stelsel, version_id))
    _insert(connection, SignalRow, _signals(stelsel, version_id))
    return version_id


def _insert(connection: Connection, table: type[Base], rows: Iterable[Row]) -> None:
    if found := list(rows):
        connection.execute(insert(table), found)


def _bron(bron: Bron) -> Row:
    return {"document": bron.document, "kop": bron.kop}


def _products(stelsel: Stelsel, version_id: int) -> Iterator[Row]:
    for position, p in enumerate(stelsel.producten):
        yield {
            "version_id": version_id,
            "product": p.id,
            "position": position,
            "naam": p.naam,
            "domein": p.domein,
            "zwaarte": p.zwaarte,
            "code": p.code,
            "eenheid": p.eenheid,
            "uren_per_week": p.uren_per_week,
            "pakket": p.pakket,
            "alleen_uitleg": p.alleen_uitleg,
            **_bron(p.bron),
        }


def _criteria(stelsel: Stelsel, version_id: int) -> Iterator[Row]:
    for product in stelsel.producten:
        for position, c in enumerate(product.criteria):
            yield {
                "version_id": version_id,
                "product": product.id,
                "position": position,
                "criterium": c.id,
                "kenmerk": c.toets.kenmerk,
                "toetsing": c.toets.toetsing.value,
                "waarden": list(c.toets.waarden),
                "minimum": c.toets.minimum,
                "maximum": c.toets.maximum,
                "rol": c.rol.value,
                "groep": c.groep,
                **asdict(c.tekst),
                **_bron(c.bron),
                "zo_gelezen": c.zo_gelezen,
            }


def _facts(stelsel: Stelsel, version_id: int) -> Iterator[Row]:
    listed: list[tuple[str | None, str, Feit]] = [
        (None, kind, fact) for kind, facts in stelsel.feiten.items() for fact in facts
    ]
    for product in stelsel.producten:
        listed += [(product.id, k, fact) for k, facts in product.feiten.items() for fact in facts]
    for position, (product_id, kind, fact) in enumerate(listed):
        yield {
            "version_id": version_id,
            "position": position,
            "product": product_id,
            "kind": kind,
            "tekst": fact.tekst,
            "waarde": None if fact.waarde is None else str(fact.waarde),
            "eenheid": fact.eenheid,
            **_bron(fact.bron),
        }


def _als(tests: tuple[Toets, ...]) -> list[Row]:
    return [asdict(toets) for toets in tests]


def _rules(stelsel: Stelsel, version_id: int) -> Iterator[Row]:
    for position, regel in enumerate(stelsel.regels):
        yield {
            "version_id": version_id,
            "position": position,
            "rule": regel.id,
            "uitkomst": regel.uitkomst.value,
            "als": _als(regel.als),
            "wijkteam": regel.tekst.wijkteam,
            **_bron(regel.bron),
        }


def _signals(stelsel: Stelsel, version_id: int) -> Iterator[Row]:
    for position, signaal in enumerate(stelsel.signalen):
        yield {
            "version_id": version_id,
            "position": position,
            "signal": signaal.id,
            "als": _als(signaal.als),
            "wijkteam": signaal.tekst.wijkteam,
            **_bron(signaal.bron),
        }


def _add_gemeente(
    connection: Connection,
    file: SourceFile[GemeenteFile],
    text_id: int,
    load_id: int,
    *,
    is_new: bool,
) -> None:
    parsed = file.parsed
    if is_new:
        statement = (
            insert(GemeenteVersion)
            .values(
                text_id=text_id,
                gemeente=file.id,
                hash=file.digest,
                naam=parsed.naam,
                stelsel=parsed.stelsel,
            )
            .returning(GemeenteVersion.id)
        )
        version_id = connection.execute(statement).scalar_one()
    else:
        query = select(GemeenteVersion.id).where(GemeenteVersion.text_id == text_id)
        version_id = connection.execute(query).scalar_one()
    connection.execute(insert(LoadedGemeente).values(load_id=load_id, version_id=version_id))
    named = {place_key(name): name for name in (*parsed.ook, parsed.naam)}
    _insert(
        connection,
        Place,
        [{"key": k, "naam": n, "gemeente_version_id": version_id} for k, n in named.items()],
    )

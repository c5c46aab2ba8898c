"""Finds and builds only what one advice needs, however many stelsels there are."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Collection, Iterator
from typing import Final

from sqlalchemy import Engine, exists, func, select
from sqlalchemy.exc import SQLAlchemyError

from catalog.advice.advise import Knowledge
from catalog.model import Stelsel
from catalog.places import Gemeente, place_key
from catalog.store.database import (
    StoreError,
    default_file,
    default_url,
    is_current,
    one_line,
    open_engine,
)
from catalog.store.reading import (
    Common,
    CurrentLoad,
    current_load,
    current_version,
    gemeente_from,
    read_common,
    read_stelsel,
    to_stelsel,
)
from catalog.store.tables import (
    GemeenteVersion,
    Load,
    LoadedStelsel,
    Place,
    SourceText,
    StelselVersion,
)

_KEPT: Final = 64
"""Stelsels that stay in memory; a text never changes, so its hash is its key."""


class Repository:
    """The loaded catalogue, read piece by piece.

    Every method looks at the load that holds at that moment. The number of queries and of rows
    that they read does not depend on how many other stelsels or gemeenten there are. Safe to use
    from several threads.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # Whoever forgets to close it leaves no connection open.
        self._finalizer = weakref.finalize(self, engine.dispose)
        self._lock = threading.Lock()
        self._stelsels: OrderedDict[tuple[str, str], Stelsel] = OrderedDict()
        self._common: tuple[tuple[int, int], Common] | None = None
        self.stelsel_ids: Collection[str] = _StelselIds(engine)
        """The ids of all stelsels; asking whether one is in it reads one row."""

    def close(self) -> None:
        """Close the connections; the repository can be used again after it."""
        self._engine.dispose()

    def catalogue_hash(self) -> str:
        """Give the digest of the files that were loaded last; StoreError when nothing was."""
        newest = select(Load.catalogue_hash).order_by(Load.id.desc()).limit(1)
        with self._engine.connect() as connection:
            found = connection.execute(newest).scalar()
        if found is None:
            raise StoreError("nothing is loaded: run `python -m catalog load` first")
        return found

    def common(self) -> Common:
        """Give vocabulary and boundaries; StoreError when nothing was loaded."""
        with self._engine.connect() as connection:
            load = current_load(connection)
            key = (load.kenmerken_id, load.grenzen_id)
            with self._lock:
                if self._common and self._common[0] == key:
                    return self._common[1]
            common = read_common(connection, load)
        with self._lock:
            self._common = (key, common)
        return common

    def get_stelsel(self, id_: str) -> Stelsel:
        """Give the version that holds; KeyError when there is no such stelsel."""
        with self._engine.connect() as connection:
            load: CurrentLoad = current_load(connection)
            row = connection.execute(current_version(id_, load.id).limit(1)).first()
            if row is None:
                raise KeyError(id_)
            if (kept := self._kept(id_, row.hash)) is not None:
                return kept
            text = select(SourceText.parsed).where(SourceText.id == row.text_id)
            return self._keep(to_stelsel(connection.execute(text).scalar_one(), row.hash))

    def get_version(self, id_: str, digest: str) -> Stelsel:
        """Give the stelsel as an earlier advice saw it; KeyError when that text is unknown."""
        if (kept := self._kept(id_, digest)) is not None:
            return kept
        return self._keep(read_stelsel(self._engine, id_, digest=digest))

    def find_gemeente(self, name: str) -> Gemeente | None:
        """Give the gemeente that a place name leads to, in any spelling, or None."""
        query = (
            select(GemeenteVersion.gemeente, SourceText.parsed)
            .join(Place, Place.gemeente_version_id == GemeenteVersion.id)
            .join(SourceText, SourceText.id == GemeenteVersion.text_id)
            .where(Place.key == place_key(name))
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return gemeente_from(row.gemeente, row.parsed) if row else None

    def find_stelsel_for_place(self, name: str) -> Stelsel | None:
        """Give the stelsel that holds where `name` is; None for a place without one."""
        gemeente = self.find_gemeente(name)
        if gemeente is None or gemeente.stelsel is None:
            return None
        return self.get_stelsel(gemeente.stelsel)

    def knowledge(self, stelsel: str, place: str | None = None) -> Knowledge:
        """Give what an advice on one stelsel is derived from; `place` is where the person lives.

        KeyError when there is no such stelsel.
        """
        common = self.common()
        gemeente = self.find_gemeente(place) if place else None
        return Knowledge(
            stelsel=self.get_stelsel(stelsel),
            vocabulary=common.vocabulary,
            grenzen=common.grenzen,
            signalen=common.signalen,
            gemeente_stelsel=gemeente.stelsel if gemeente else None,
        )

    def _kept(self, id_: str, digest: str) -> Stelsel | None:
        with self._lock:
            found = self._stelsels.get((id_, digest))
            if found is not None:
                self._stelsels.move_to_end((id_, digest))
            return found

    def _keep(self, stelsel: Stelsel) -> Stelsel:
        with self._lock:
            self._stelsels[stelsel.id, stelsel.hash] = stelsel
            while len(self._stelsels) > _KEPT:
                self._stelsels.popitem(last=False)
        return stelsel


class _StelselIds(Collection[str]):
    """The ids of the load that holds, asked of the database each time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __contains__(self, id_: object) -> bool:
        if not isinstance(id_, str):
            return False
        with self._engine.connect() as connection:
            load = current_load(connection)
            query = select(exists(current_version(id_, load.id).order_by(None)))
            return bool(connection.execute(query).scalar())

    def __iter__(self) -> Iterator[str]:
        with self._engine.connect() as connection:
            load = current_load(connection)
            query = (
                select(StelselVersion.stelsel)
                .distinct()
                .join(LoadedStelsel, LoadedStelsel.version_id == StelselVersion.id)
                .where(LoadedStelsel.load_id == load.id)
                .order_by(StelselVersion.stelsel)
            )
            return iter(connection.execute(query).scalars().all())

    def __len__(self) -> int:
        return len(list(iter(self)))


def loaded_repository(url: str | None = None) -> Repository | None:
    """Give the repository of the database, or None when nothing was loaded into it.

    `url` is by default `default_url()`. Raises StoreError for a database that is named and
    cannot be reached.
    """
    chosen = url or default_url()
    if chosen == f"sqlite:///{default_file()}" and not default_file().exists():
        return None
    engine = open_engine(chosen)
    try:
        with engine.connect() as connection:
            if is_current(connection) and connection.execute(select(func.max(Load.id))).scalar():
                return Repository(engine)
    except SQLAlchemyError as error:
        engine.dispose()
        raise StoreError(f"the database cannot be used: {one_line(error)}") from error
    engine.dispose()
    return None

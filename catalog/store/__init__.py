"""The catalogue in a database: SQLite by default, PostgreSQL by `DATABASE_URL`.

A loaded catalogue keeps every version of every file, so that an advice of last year can be
explained with last year's text. The engine never sees any of this: the repository hands it the
same immutable values as the loader.
"""

from catalog.store.database import StoreError, default_url, migrate, open_engine
from catalog.store.loading import (
    LoadReport,
    catalogue_digest,
    load_catalogue,
    load_command,
)
from catalog.store.reading import read_catalogue, read_stelsel
from catalog.store.repository import Repository, loaded_repository

__all__ = [
    "LoadReport",
    "Repository",
    "StoreError",
    "catalogue_digest",
    "default_url",
    "load_catalogue",
    "load_command",
    "loaded_repository",
    "migrate",
    "open_engine",
    "read_catalogue",
    "read_stelsel",
]

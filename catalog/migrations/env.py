"""Runs the migrations on the connection that `catalog.store.database` hands over."""

from __future__ import annotations

from alembic import context

from catalog.store.database import open_engine, writing
from catalog.store.tables import Base


def run() -> None:
    """Run them in the connection's transaction, or in one of an own connection."""
    given = context.config.attributes.get("connection")
    if given is None:
        with writing(open_engine()) as connection:
            context.config.attributes["connection"] = connection
            run()
        return
    # SQLite cannot alter a constraint in place: batch mode copies the table.
    context.configure(connection=given, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


run()

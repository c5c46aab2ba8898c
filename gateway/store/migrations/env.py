"""Runs the migrations on the connection that `gateway.store.migrating` hands over."""

from __future__ import annotations

from alembic import context

from gateway.store.tables import Base


def run() -> None:
    """Run them in the connection's transaction."""
    connection = context.config.attributes["connection"]
    # SQLite cannot alter a constraint in place: batch mode copies the table.
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


run()

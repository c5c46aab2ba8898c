"""Runs the migrations on the connection that `practice.progress.database` hands over."""

from __future__ import annotations

from alembic import context

from practice.progress.database import VERSION_TABLE
from practice.progress.tables import Base

# SQLite cannot alter a constraint in place: batch mode copies the table.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

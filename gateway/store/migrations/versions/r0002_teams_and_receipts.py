"""Where in Teams a talk is, which buttons were used, and the receipts of advice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "receipts",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("domein", sa.String(length=32), nullable=False),
        sa.Column("stelsel", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=64), nullable=False),
        sa.Column("products", sa.JSON(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("catalogue", sa.JSON(), nullable=False),
        sa.Column("engine", sa.String(length=32), nullable=False),
        sa.Column("overruled_with", sa.String(length=128), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_receipts_month", "receipts", ["month"])

    op.create_table(
        "teams_seen",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_teams_seen_at", "teams_seen", ["at"])

    op.create_table(
        "teams_conversations",
        sa.Column("conversation", sa.String(length=64), nullable=False),
        sa.Column("chat", sa.String(length=64), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("sent_seq", sa.Integer(), nullable=False),
        sa.Column("sending_by", sa.String(length=64), nullable=True),
        sa.Column("sending_until", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["conversation"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("conversation"),
    )
    op.create_index("ix_teams_conversations_chat", "teams_conversations", ["chat"])

    op.create_table(
        "teams_used",
        sa.Column("conversation", sa.String(length=64), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.Column("message", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["conversation"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("conversation", "once"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("teams_used")
    op.drop_index("ix_teams_conversations_chat", "teams_conversations")

    op.drop_table("teams_conversations")
    op.drop_index("ix_teams_seen_at", "teams_seen")

    op.drop_table("teams_seen")
    op.drop_index("ix_receipts_month", "receipts")

    op.drop_table("receipts")

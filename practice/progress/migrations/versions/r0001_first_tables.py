"""The first tables of practising."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "practice_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "practice_codes",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["practice_groups.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "practice_trainees",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("shares_overview", sa.Boolean(), nullable=False),
        sa.Column("shares_export", sa.Boolean(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["practice_groups.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_practice_trainees_group_id", "practice_trainees", ["group_id"], unique=False
    )
    op.create_index("ix_practice_trainees_last_at", "practice_trainees", ["last_at"], unique=False)
    op.create_table(
        "practice_cards",
        sa.Column("trainee", sa.String(length=64), nullable=False),
        sa.Column("skill", sa.String(length=16), nullable=False),
        sa.Column("item", sa.String(length=300), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("stability", sa.Float(), nullable=True),
        sa.Column("difficulty", sa.Float(), nullable=True),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["trainee"], ["practice_trainees.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("trainee", "skill", "item"),
    )
    op.create_table(
        "practice_disputes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trainee", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("form", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=128), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["trainee"], ["practice_trainees.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "practice_results",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trainee", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("form", sa.String(length=16), nullable=False),
        sa.Column("skill", sa.String(length=16), nullable=False),
        sa.Column("grade", sa.Float(), nullable=False),
        sa.Column("kenmerk", sa.String(length=128), nullable=True),
        sa.Column("product", sa.String(length=128), nullable=True),
        sa.Column("stelsel", sa.String(length=128), nullable=True),
        sa.Column("case_id", sa.String(length=128), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["trainee"], ["practice_trainees.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_practice_results_trainee_at", "practice_results", ["trainee", "at"], unique=False
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_practice_results_trainee_at", table_name="practice_results")
    op.drop_table("practice_results")
    op.drop_table("practice_disputes")
    op.drop_table("practice_cards")
    op.drop_index("ix_practice_trainees_last_at", table_name="practice_trainees")
    op.drop_index("ix_practice_trainees_group_id", table_name="practice_trainees")
    op.drop_table("practice_trainees")
    op.drop_table("practice_codes")
    op.drop_table("practice_groups")

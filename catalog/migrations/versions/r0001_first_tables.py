"""The first tables of the catalogue."""

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
        "source_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("parsed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_texts")),
        sa.UniqueConstraint("kind", "name", "hash", name=op.f("uq_source_texts_kind")),
    )
    op.create_table(
        "gemeente_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("stelsel", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["text_id"], ["source_texts.id"], name=op.f("fk_gemeente_versions_text_id_source_texts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gemeente_versions")),
        sa.UniqueConstraint("gemeente", "hash", name=op.f("uq_gemeente_versions_gemeente")),
        sa.UniqueConstraint("text_id", name=op.f("uq_gemeente_versions_text_id")),
    )
    op.create_table(
        "loads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("catalogue_hash", sa.String(length=64), nullable=False),
        sa.Column("kenmerken_id", sa.Integer(), nullable=False),
        sa.Column("grenzen_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grenzen_id"], ["source_texts.id"], name=op.f("fk_loads_grenzen_id_source_texts")
        ),
        sa.ForeignKeyConstraint(
            ["kenmerken_id"], ["source_texts.id"], name=op.f("fk_loads_kenmerken_id_source_texts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loads")),
    )
    op.create_table(
        "stelsel_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("stelsel", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("geldig_vanaf", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["text_id"], ["source_texts.id"], name=op.f("fk_stelsel_versions_text_id_source_texts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stelsel_versions")),
        sa.UniqueConstraint("stelsel", "hash", name=op.f("uq_stelsel_versions_stelsel")),
        sa.UniqueConstraint("text_id", name=op.f("uq_stelsel_versions_text_id")),
    )
    op.create_table(
        "loaded_gemeenten",
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["load_id"], ["loads.id"], name=op.f("fk_loaded_gemeenten_load_id_loads")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["gemeente_versions.id"],
            name=op.f("fk_loaded_gemeenten_version_id_gemeente_versions"),
        ),
        sa.PrimaryKeyConstraint("load_id", "version_id", name=op.f("pk_loaded_gemeenten")),
    )
    with op.batch_alter_table("loaded_gemeenten", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_loaded_gemeenten_version_id"), ["version_id"], unique=False
        )

    op.create_table(
        "loaded_stelsels",
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["load_id"], ["loads.id"], name=op.f("fk_loaded_stelsels_load_id_loads")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["stelsel_versions.id"],
            name=op.f("fk_loaded_stelsels_version_id_stelsel_versions"),
        ),
        sa.PrimaryKeyConstraint("load_id", "version_id", name=op.f("pk_loaded_stelsels")),
    )
    with op.batch_alter_table("loaded_stelsels", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_loaded_stelsels_version_id"), ["version_id"], unique=False
        )

    op.create_table(
        "places",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("gemeente_version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente_version_id"],
            ["gemeente_versions.id"],
            name=op.f("fk_places_gemeente_version_id_gemeente_versions"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_places")),
    )
    op.create_table(
        "products",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("domein", sa.String(length=20), nullable=False),
        sa.Column("zwaarte", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("eenheid", sa.String(length=20), nullable=True),
        sa.Column("uren_per_week", sa.Double(), nullable=True),
        sa.Column("pakket", sa.Text(), nullable=True),
        sa.Column("alleen_uitleg", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("kop", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["stelsel_versions.id"],
            name=op.f("fk_products_version_id_stelsel_versions"),
        ),
        sa.PrimaryKeyConstraint("version_id", "product", name=op.f("pk_products")),
    )
    op.create_table(
        "rules",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("uitkomst", sa.String(length=40), nullable=False),
        sa.Column("als", sa.JSON(), nullable=False),
        sa.Column("wijkteam", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("kop", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["stelsel_versions.id"],
            name=op.f("fk_rules_version_id_stelsel_versions"),
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name=op.f("pk_rules")),
    )
    op.create_table(
        "signals",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("signal", sa.Text(), nullable=False),
        sa.Column("als", sa.JSON(), nullable=False),
        sa.Column("wijkteam", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("kop", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["stelsel_versions.id"],
            name=op.f("fk_signals_version_id_stelsel_versions"),
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name=op.f("pk_signals")),
    )
    op.create_table(
        "criteria",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("criterium", sa.Text(), nullable=False),
        sa.Column("kenmerk", sa.Text(), nullable=False),
        sa.Column("toetsing", sa.String(length=20), nullable=False),
        sa.Column("waarden", sa.JSON(), nullable=False),
        sa.Column("minimum", sa.Double(), nullable=True),
        sa.Column("maximum", sa.Double(), nullable=True),
        sa.Column("rol", sa.String(length=20), nullable=False),
        sa.Column("groep", sa.Text(), nullable=True),
        sa.Column("wijkteam", sa.Text(), nullable=False),
        sa.Column("inwoner", sa.Text(), nullable=False),
        sa.Column("naaste", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("kop", sa.Text(), nullable=False),
        sa.Column("zo_gelezen", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id", "product"],
            ["products.version_id", "products.product"],
            name=op.f("fk_criteria_version_id_products"),
        ),
        sa.PrimaryKeyConstraint("version_id", "product", "position", name=op.f("pk_criteria")),
    )
    with op.batch_alter_table("criteria", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_criteria_kenmerk"), ["kenmerk"], unique=False)

    op.create_table(
        "facts",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("product", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("tekst", sa.Text(), nullable=False),
        sa.Column("waarde", sa.Text(), nullable=True),
        sa.Column("eenheid", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("kop", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id", "product"],
            ["products.version_id", "products.product"],
            name=op.f("fk_facts_version_id_products"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["stelsel_versions.id"],
            name=op.f("fk_facts_version_id_stelsel_versions"),
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name=op.f("pk_facts")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("facts")
    with op.batch_alter_table("criteria", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_criteria_kenmerk"))

    op.drop_table("criteria")
    op.drop_table("signals")
    op.drop_table("rules")
    op.drop_table("products")
    op.drop_table("places")
    with op.batch_alter_table("loaded_stelsels", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_loaded_stelsels_version_id"))

    op.drop_table("loaded_stelsels")
    with op.batch_alter_table("loaded_gemeenten", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_loaded_gemeenten_version_id"))

    op.drop_table("loaded_gemeenten")
    op.drop_table("stelsel_versions")
    op.drop_table("loads")
    op.drop_table("gemeente_versions")
    op.drop_table("source_texts")

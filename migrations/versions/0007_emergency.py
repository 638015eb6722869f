"""Notices, and conflicts of interest with people who are not here yet"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=True),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["about_id"], ["users.id"], name=op.f("fk_notices_about_id_users"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=op.f("fk_notices_family_id_families"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_notices_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_family_id"), "notices", ["family_id"])
    op.create_index("ix_notices_user_id_seen_at", "notices", ["user_id", "seen_at"])

    op.create_table(
        "standing_conflicts",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("cpr_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "relative",
                "neighbour",
                "former_partner",
                "friend",
                "other",
                name="conflictkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_standing_conflicts_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_conflicts")),
    )
    op.create_index(op.f("ix_standing_conflicts_cpr_index"), "standing_conflicts", ["cpr_index"])
    op.create_index(op.f("ix_standing_conflicts_user_id"), "standing_conflicts", ["user_id"])


def downgrade() -> None:
    op.drop_table("standing_conflicts")
    op.drop_table("notices")

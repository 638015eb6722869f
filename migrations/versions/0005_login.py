"""Logins that can be told apart, one-time codes, and drafts of what is being written"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Made anew, empty: a login of before has no id to name it by, so whoever is logged in logs in once more.
    op.drop_table("login_sessions")
    op.create_table(
        "login_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        *old_columns(),
        sa.Column("device", sa.String(40), nullable=False),
        sa.Column("awaits_code", sa.Boolean(), nullable=False),
        sa.Column("stepped_up_at", sa.DateTime(timezone=True)),
        *old_constraints(),
        sa.UniqueConstraint("id", name="uq_login_sessions_id"),
    )
    op.create_index("ix_login_sessions_user_id", "login_sessions", ["user_id"])
    op.create_table(
        "second_factors",
        sa.Column(
            "user_id",
            sa.Uuid(),
            sa.ForeignKey("users.id", name="fk_second_factors_user_id_users", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_second_factors"),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "user_id",
            sa.Uuid(),
            sa.ForeignKey("users.id", name="fk_recovery_codes_user_id_users", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("code_hash", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_codes"),
        sa.UniqueConstraint("code_hash", name="uq_recovery_codes_code_hash"),
    )
    op.create_index("ix_recovery_codes_user_id", "recovery_codes", ["user_id"])
    op.create_table(
        "drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "family_id",
            sa.Uuid(),
            sa.ForeignKey("families.id", name="fk_drafts_family_id_families", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column(
            "user_id",
            sa.Uuid(),
            sa.ForeignKey("users.id", name="fk_drafts_user_id_users", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.UniqueConstraint("user_id", "address", name="uq_drafts_user_id_address"),
    )
    op.create_index("ix_drafts_family_id", "drafts", ["family_id"])
    op.create_index("ix_drafts_saved_at", "drafts", ["saved_at"])


def downgrade() -> None:
    op.drop_table("drafts")
    op.drop_table("recovery_codes")
    op.drop_table("second_factors")
    op.drop_table("login_sessions")
    op.create_table("login_sessions", *old_columns(), *old_constraints())
    op.create_index("ix_login_sessions_user_id", "login_sessions", ["user_id"])


def old_columns() -> list[sa.Column[Any]]:
    """What a login had before, and still has."""
    return [
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    ]


def old_constraints() -> list[sa.Constraint]:
    """Its keys."""
    return [
        sa.PrimaryKeyConstraint("token_hash", name="pk_login_sessions"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_login_sessions_user_id_users", ondelete="CASCADE"),
    ]

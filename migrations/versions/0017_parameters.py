"""What administrators keep beside the program's own lists: catalogue, deadlines, housing areas, scales"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KINDS = ("measures", "rules", "deadlines", "areas", "scales")
DEEDS = ("added", "changed", "closed", "reopened")


def upgrade() -> None:
    op.create_table(
        "parameters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", choice("kind", KINDS), nullable=False),
        sa.Column("owner", sa.String(80), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("baseline", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("words_en", sa.String(200), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_parameters"),
        sa.ForeignKeyConstraint(["updated_by_id"], ["users.id"], name="fk_parameters_updated_by_id_users"),
    )
    op.create_index("ix_parameters_kind_owner", "parameters", ["kind", "owner"])
    op.create_table(
        "parameter_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("parameter_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("deed", choice("deed", DEEDS), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(400), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_parameter_changes"),
        sa.ForeignKeyConstraint(
            ["parameter_id"], ["parameters.id"], name="fk_parameter_changes_parameter_id_parameters"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name="fk_parameter_changes_by_id_users"),
    )
    op.create_index("ix_parameter_changes_parameter_id", "parameter_changes", ["parameter_id"])
    grant()


def choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    """One of the words, as text that the database checks."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def grant() -> None:
    """Requests read the lists; only the program's own session writes them. Nobody deletes, and history only grows."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("GRANT SELECT ON parameters TO hfi_app, hfi_read")
        op.execute("GRANT SELECT, INSERT, UPDATE ON parameters TO hfi_system")
        op.execute("GRANT SELECT, INSERT ON parameter_changes TO hfi_system")


def downgrade() -> None:
    op.drop_table("parameter_changes")
    op.drop_table("parameters")

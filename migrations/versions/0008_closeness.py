"""Whom content concerns, from whom a child keeps it, and confidential notes"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LINKS = (
    # table, its own column, what it belongs to, its other column, what that points at
    ("section_persons", "record_id", "section_records", "person_id", "persons"),
    ("section_kept_from", "record_id", "section_records", "person_id", "persons"),
    ("measure_kept_from", "measure_id", "measures", "person_id", "persons"),
    ("agreement_kept_from", "agreement_id", "agreements", "person_id", "persons"),
    ("confidence_persons", "confidence_id", "confidences", "person_id", "persons"),
    ("confidence_readers", "confidence_id", "confidences", "user_id", "users"),
)
KINDS = ("childs_confidence", "concern", "other")


def upgrade() -> None:
    kinds = sa.Enum(*KINDS, name="confidencekind", native_enum=False, create_constraint=True, length=40)
    op.create_table(
        "confidences",
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name="fk_confidences_author_id_users"),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name="fk_confidences_family_id_families", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["updated_by_id"], ["users.id"], name="fk_confidences_updated_by_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_confidences"),
    )
    op.create_index("ix_confidences_family_id", "confidences", ["family_id"])
    for link in LINKS:
        create_link(*link)


def create_link(table: str, own: str, owner: str, other: str, target: str) -> None:
    op.create_table(
        table,
        sa.Column(own, sa.Uuid(), nullable=False),
        sa.Column(other, sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint([own], [f"{owner}.id"], name=f"fk_{table}_{own}_{owner}", ondelete="CASCADE"),
        sa.ForeignKeyConstraint([other], [f"{target}.id"], name=f"fk_{table}_{other}_{target}"),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=f"fk_{table}_family_id_families", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(own, other, name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_family_id", table, ["family_id"])


def downgrade() -> None:
    for table, *_rest in reversed(LINKS):
        op.drop_index(f"ix_{table}_family_id", table_name=table)
        op.drop_table(table)
    op.drop_index("ix_confidences_family_id", table_name="confidences")
    op.drop_table("confidences")

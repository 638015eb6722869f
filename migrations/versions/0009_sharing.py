"""Who gave a consent, how and in which words; custody; legal grounds"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

CHOICES = {"native_enum": False, "create_constraint": True, "length": 40}


def upgrade() -> None:
    op.create_table(
        "custody_holders",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["persons.id"], name=op.f("fk_custody_holders_child_id_persons"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=op.f("fk_custody_holders_family_id_families"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["persons.id"], name=op.f("fk_custody_holders_holder_id_persons"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("child_id", "holder_id", name=op.f("pk_custody_holders")),
    )
    op.create_index(op.f("ix_custody_holders_family_id"), "custody_holders", ["family_id"])
    op.create_table(
        "legal_grounds",
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("reader", sa.String(length=20), nullable=False),
        sa.Column(
            "extent", sa.Enum("none", "times_only", "full", "sensitive", name="extent", **CHOICES), nullable=False
        ),
        sa.Column("paragraph", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["ended_by_id"], ["users.id"], name=op.f("fk_legal_grounds_ended_by_id_users")),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=op.f("fk_legal_grounds_family_id_families"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_legal_grounds_recorded_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_grounds")),
    )
    op.create_index(op.f("ix_legal_grounds_family_id"), "legal_grounds", ["family_id"])
    op.create_table(
        "legal_ground_persons",
        sa.Column("ground_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=op.f("fk_legal_ground_persons_family_id_families"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ground_id"],
            ["legal_grounds.id"],
            name=op.f("fk_legal_ground_persons_ground_id_legal_grounds"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_legal_ground_persons_person_id_persons"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ground_id", "person_id", name=op.f("pk_legal_ground_persons")),
    )
    op.create_index(op.f("ix_legal_ground_persons_family_id"), "legal_ground_persons", ["family_id"])
    widen_consents()


def consents_before() -> sa.Table:
    """The table as it was, so that the statements can be written without looking at a database."""
    return sa.Table(
        "consents",
        sa.MetaData(),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("reader", sa.String(length=20), nullable=False),
        sa.Column("extent", sa.String(length=40), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("extent IN ('full', 'times_only')", name=op.f("ck_consents_extent")),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=op.f("fk_consents_family_id_families"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_consents_person_id_persons"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sa.Index(op.f("ix_consents_family_id"), "family_id"),
        sa.Index(op.f("ix_consents_person_id"), "person_id"),
    )


def widen_consents() -> None:
    """Let old consents stand as they are: given by all who were to be asked, in a way that nobody wrote down."""
    with op.batch_alter_table("consents", copy_from=consents_before()) as batch_op:
        batch_op.drop_constraint(op.f("ck_consents_extent"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_consents_extent"), "extent IN ('none', 'times_only', 'full', 'sensitive')"
        )
        batch_op.add_column(sa.Column("given_by_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("manner", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("purpose", sa.String(length=40), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("text_version", sa.String(length=20), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("explained", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("recorded_by_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("ending", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("ended_by_id", sa.Uuid(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_consents_manner"), "manner IN ('written', 'read_aloud', 'oral')")
        batch_op.create_check_constraint(op.f("ck_consents_ending"), "ending IN ('withdrawn', 'replaced')")
        batch_op.create_foreign_key(
            op.f("fk_consents_given_by_id_persons"), "persons", ["given_by_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.create_foreign_key(op.f("fk_consents_recorded_by_id_users"), "users", ["recorded_by_id"], ["id"])
        batch_op.create_foreign_key(op.f("fk_consents_ended_by_id_users"), "users", ["ended_by_id"], ["id"])


def downgrade() -> None:
    op.execute("DELETE FROM consents WHERE extent = 'none'")
    op.execute("UPDATE consents SET extent = 'full' WHERE extent = 'sensitive'")
    with op.batch_alter_table("consents") as batch_op:
        for name in ("fk_consents_ended_by_id_users", "fk_consents_recorded_by_id_users"):
            batch_op.drop_constraint(op.f(name), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_consents_given_by_id_persons"), type_="foreignkey")
        for name in ("ck_consents_ending", "ck_consents_manner", "ck_consents_extent"):
            batch_op.drop_constraint(op.f(name), type_="check")
        batch_op.create_check_constraint(op.f("ck_consents_extent"), "extent IN ('full', 'times_only')")
        for name in (
            "ended_by_id",
            "ending",
            "recorded_by_id",
            "recorded_at",
            "explained",
            "text_version",
            "purpose",
            "manner",
            "given_by_id",
        ):
            batch_op.drop_column(name)
    op.drop_table("legal_ground_persons")
    op.drop_table("legal_grounds")
    op.drop_table("custody_holders")

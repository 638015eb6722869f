"""The phase of a family, referrals, visitation, and the joint assessment; drafts that are of no family yet"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

PHASES = ("referred", "waiting", "enrolled", "paused", "closed", "declined")
TABLES = ("referrals", "rule_answers", "tellings", "department_views", "assessment_approvals")


def one_of(name: str, *values: str) -> sa.Enum:
    """A text that the database checks."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    with op.batch_alter_table("families", copy_from=families_before()) as batch_op:
        batch_op.add_column(sa.Column("phase", sa.String(length=40), nullable=False, server_default="enrolled"))
        batch_op.add_column(sa.Column("expected_end_on", sa.Date(), nullable=True))
        batch_op.alter_column("enrolled_on", existing_type=sa.Date(), nullable=True)
        batch_op.create_check_constraint(op.f("ck_families_phase"), f"phase IN {PHASES}")
    op.create_index(op.f("ix_families_phase"), "families", ["phase"])
    op.execute("UPDATE families SET phase = 'closed' WHERE closed_on IS NOT NULL")
    with op.batch_alter_table("drafts", copy_from=drafts_before()) as batch_op:
        batch_op.alter_column("family_id", existing_type=sa.Uuid(), nullable=True)
    make_tables()
    if op.get_context().dialect.name == "postgresql":
        for name in TABLES:
            op.execute(f"SELECT hfi_protect('{name}')")


def make_tables() -> None:
    """The tables of the way in."""
    make_table(
        "referrals",
        versioned(),
        by("referrer_id", "users", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "source", one_of("source", "department", "school", "health_visitor", "family", "other"), nullable=False
        ),
        sealed("source_name"),
        sealed("family_name"),
        sealed("answers"),
        sealed("why"),
        sa.Column("manner", one_of("manner", "written", "read_aloud", "oral"), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=False),
        by("contact_1_id", "users"),
        by("contact_2_id", "users"),
        sa.Column("outcome", one_of("outcome", "enrol", "wait", "decline"), nullable=True),
        sealed("outcome_reason"),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        by("decided_by_id", "users"),
        unique=("family_id",),
    )
    op.create_index(op.f("ix_referrals_referrer_id"), "referrals", ["referrer_id"])
    make_table(
        "rule_answers",
        sa.Column("rule_key", sa.String(length=40), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sealed("note"),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        by("answered_by_id", "users", nullable=False),
        unique=("family_id", "rule_key"),
    )
    make_table(
        "tellings",
        versioned(),
        sa.Column(
            "theme",
            one_of("theme", "history", "matters", "resources", "worries", "dreams", "worked"),
            nullable=False,
        ),
        sealed("words"),
        by("person_id", "persons", ondelete="SET NULL"),
        sealed("told_by"),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("ask_not_again", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    make_table(
        "department_views",
        versioned(),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sealed("text"),
        unique=("family_id", "owner"),
    )
    make_table(
        "assessment_approvals",
        sealed("who"),
        sa.Column("manner", one_of("manner", "written", "read_aloud", "oral"), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        by("recorded_by_id", "users", nullable=False),
    )


def make_table(name: str, *columns: object, unique: tuple[str, ...] = ()) -> None:
    """A table of family data; what `versioned` and `by` give is taken apart."""
    flat = [part for one in columns for part in (one if isinstance(one, tuple) else (one,))]
    keys = [op.f(f"uq_{name}_{'_'.join(unique)}")] if unique else []
    op.create_table(
        name,
        *(named(name, one) for one in flat),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=op.f(f"fk_{name}_family_id_families"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *(sa.UniqueConstraint(*unique, name=one) for one in keys),
    )
    op.create_index(op.f(f"ix_{name}_family_id"), name, ["family_id"])


def named(table: str, part: object) -> object:
    """The part; a foreign key with its table's name in its own."""
    if isinstance(part, dict):
        column, target = part["column"], part["target"]
        return sa.ForeignKeyConstraint(
            [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"), ondelete=part["ondelete"]
        )
    return part


def by(column: str, target: str, nullable: bool = True, ondelete: str | None = None) -> tuple:
    """A column that points at a row of the other table."""
    return sa.Column(column, sa.Uuid(), nullable=nullable), {"column": column, "target": target, "ondelete": ondelete}


def versioned() -> tuple:
    """The columns of a row that people edit."""
    return (
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        *by("updated_by_id", "users"),
    )


def sealed(name: str) -> sa.Column:
    """A column whose content is encrypted."""
    return sa.Column(name, sa.LargeBinary(), nullable=True)


def families_before() -> sa.Table:
    """The table as it was, so that the statements can be written without looking at a database."""
    return sa.Table(
        "families",
        sa.MetaData(),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("housing_area", sa.String(length=80), nullable=False),
        sa.Column("district", sa.String(length=80), nullable=False),
        sa.Column("interpreter_language", sa.String(length=40), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("dream", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("what_works", sa.Text(), nullable=False),
        sa.Column("do_not_ask_again", sa.Text(), nullable=False),
        sa.Column("story_told_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by_id", sa.Uuid(), nullable=True),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["updated_by_id"], ["users.id"], name=op.f("fk_families_updated_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_families")),
        sa.UniqueConstraint("reference", name=op.f("uq_families_reference")),
        sa.Index(op.f("ix_families_housing_area"), "housing_area"),
        sa.Index(op.f("ix_families_name"), "name"),
        sa.Index(op.f("ix_families_programme"), "programme"),
    )


def drafts_before() -> sa.Table:
    """The same of the drafts."""
    return sa.Table(
        "drafts",
        sa.MetaData(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name="fk_drafts_family_id_families", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_drafts_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.UniqueConstraint("user_id", "address", name="uq_drafts_user_id_address"),
        sa.Index("ix_drafts_family_id", "family_id"),
        sa.Index("ix_drafts_saved_at", "saved_at"),
    )


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
    op.execute("DELETE FROM drafts WHERE family_id IS NULL")
    with op.batch_alter_table("drafts") as batch_op:
        batch_op.alter_column("family_id", existing_type=sa.Uuid(), nullable=False)
    # Before, there was no family without a plan: what was only referred can be kept in no other way.
    op.execute("UPDATE families SET enrolled_on = CURRENT_DATE WHERE enrolled_on IS NULL")
    op.drop_index(op.f("ix_families_phase"), table_name="families")
    with op.batch_alter_table("families") as batch_op:
        batch_op.drop_constraint(op.f("ck_families_phase"), type_="check")
        batch_op.alter_column("enrolled_on", existing_type=sa.Date(), nullable=False)
        batch_op.drop_column("expected_end_on")
        batch_op.drop_column("phase")

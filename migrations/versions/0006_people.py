"""Absences and substitutes, who attached whom and why it ended, and what was asked for about accounts"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROLES = ("professional", "coordinator", "manager", "steering_group", "administrator", "evaluator", "dpo")
PROFESSIONS = (
    "social_caseworker",
    "employment_caseworker",
    "psychologist",
    "health_visitor",
    "absence_consultant",
    "leisure_worker",
    "health_worker",
)
ANSWERS = ("approved", "refused", "taken_back")
REFERENCES = {"attached_by_id": "users", "ended_by_id": "users", "absence_id": "absences"}


def choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def to_user(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["users.id"], name=op.f(f"fk_{table}_{column}_users"))


def upgrade() -> None:
    make_absences()
    make_account_requests()
    for column, table in REFERENCES.items():
        # Not in a batch, which copies the table: SQLite can add the column with its key as it stands.
        with_key = sa.Column(column, sa.Uuid(), sa.ForeignKey(f"{table}.id"), nullable=True)
        op.add_column("attachments", with_key, inline_references=True)
    op.add_column("attachments", sa.Column("end_reason", sa.Text(), nullable=False, server_default=""))
    op.create_index(op.f("ix_attachments_absence_id"), "attachments", ["absence_id"], unique=False)


def make_absences() -> None:
    op.create_table(
        "absences",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        to_user("absences", "user_id"),
        to_user("absences", "written_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index(op.f("ix_absences_user_id"), "absences", ["user_id"], unique=False)
    op.create_index(op.f("ix_absences_to_on"), "absences", ["to_on"], unique=False)
    op.create_table(
        "substitutes",
        sa.Column("absence_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["absence_id"], ["absences.id"], name=op.f("fk_substitutes_absence_id_absences"), ondelete="CASCADE"
        ),
        to_user("substitutes", "user_id"),
        sa.PrimaryKeyConstraint("absence_id", "user_id", name=op.f("pk_substitutes")),
    )
    op.create_index(op.f("ix_substitutes_user_id"), "substitutes", ["user_id"], unique=False)


def make_account_requests() -> None:
    op.create_table(
        "account_requests",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("role", choice("role", ROLES), nullable=False),
        sa.Column("department", sa.String(length=20), nullable=False),
        sa.Column("profession", choice("profession", PROFESSIONS), nullable=True),
        sa.Column("was_role", sa.String(length=40), nullable=False),
        sa.Column("was_department", sa.String(length=20), nullable=False),
        sa.Column("was_profession", sa.String(length=40), nullable=False),
        sa.Column("was_active", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=True),
        sa.Column("link_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waiting", sa.Boolean(), nullable=True),
        sa.Column("answer", choice("answer", ANSWERS), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        to_user("account_requests", "user_id"),
        to_user("account_requests", "asked_by_id"),
        to_user("account_requests", "answered_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_requests")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_account_requests_link_hash")),
        sa.UniqueConstraint("user_id", "waiting", name=op.f("uq_account_requests_user_id_waiting")),
    )
    op.create_index(op.f("ix_account_requests_user_id"), "account_requests", ["user_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_attachments_absence_id"))
        # Their keys go with them.
        for column in (*REFERENCES, "end_reason"):
            batch_op.drop_column(column)
    op.drop_table("account_requests")
    op.drop_table("substitutes")
    op.drop_table("absences")

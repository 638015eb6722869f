"""Plan meetings from the call to the closing, versions of the plan, approvals, and answers after the meeting

What was held before keeps its number; it has no version, since nobody kept what was handed over.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SEALED = sa.LargeBinary()
MOMENT = sa.DateTime(timezone=True)
NEW_COLUMNS = (
    ("question", SEALED),
    ("guests", SEALED),
    ("reminded_at", MOMENT),
    ("cancelled_at", MOMENT),
    ("cancel_reason", SEALED),
    ("decisions", SEALED),
    ("next_at", MOMENT),
    ("record", SEALED),
    ("revise", sa.Boolean()),
    ("revise_reason", SEALED),
    ("closed_at", MOMENT),
)
TABLES = (
    "meeting_persons",
    "meeting_users",
    "goal_talks",
    "plan_versions",
    "version_papers",
    "approvals",
    "meeting_answers",
)


def upgrade() -> None:
    for name, kind in NEW_COLUMNS:
        op.add_column("plan_meetings", sa.Column(name, kind, nullable=True))
    op.add_column("plan_meetings", sa.Column("next_place", sa.String(200), nullable=False, server_default=""))
    op.add_column("agreements", sa.Column("dropped_reason", SEALED, nullable=True))
    op.add_column("agreements", sa.Column("carried", sa.Integer(), nullable=False, server_default="0"))
    create_link("meeting_persons", "person_id", "persons")
    create_link("meeting_users", "user_id", "users")
    create_table(
        "goal_talks",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("why", SEALED, nullable=True),
        sa.Column("outcome", choice("outcome", "better", "same", "worse"), nullable=True),
        *edited("goal_talks"),
        refers("goal_talks", "meeting_id", "plan_meetings", cascade=True),
        refers("goal_talks", "goal_id", "goals", cascade=True),
        sa.UniqueConstraint("meeting_id", "goal_id", name="uq_goal_talks_meeting_id_goal_id"),
    )
    op.create_index("ix_goal_talks_meeting_id", "goal_talks", ["meeting_id"])
    create_version_tables()
    create_table(
        "meeting_answers",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("side", choice("side", "family", "staff"), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("heard", "clear", "hopeful")),
        sa.Column("words", SEALED, nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        refers("meeting_answers", "meeting_id", "plan_meetings", cascade=True),
        *(
            sa.CheckConstraint(f"{name} BETWEEN 0 AND 10", name=f"ck_meeting_answers_{name}")
            for name in ("heard", "clear", "hopeful")
        ),
    )
    op.create_index("ix_meeting_answers_meeting_id", "meeting_answers", ["meeting_id"])
    if op.get_context().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(f"SELECT hfi_protect('{table}')")


def create_version_tables() -> None:
    create_table(
        "plan_versions",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("snapshot", SEALED, nullable=True),
        refers("plan_versions", "meeting_id", "plan_meetings", cascade=True),
        refers("plan_versions", "made_by_id", "users"),
        sa.UniqueConstraint("family_id", "number", name="uq_plan_versions_family_id_number"),
        sa.UniqueConstraint("meeting_id", name="uq_plan_versions_meeting_id"),
    )
    create_table(
        "version_papers",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("content", SEALED, nullable=True),
        refers("version_papers", "version_id", "plan_versions", cascade=True),
        sa.UniqueConstraint("version_id", name="uq_version_papers_version_id"),
    )
    create_table(
        "approvals",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("how", choice("consented", "signed", "orally", "later", "not"), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("kept_at", SEALED, nullable=True),
        *edited("approvals"),
        refers("approvals", "version_id", "plan_versions", cascade=True),
        refers("approvals", "person_id", "persons"),
        refers("approvals", "user_id", "users"),
    )
    op.create_index("ix_approvals_version_id", "approvals", ["version_id"])


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def refers(table: str, column: str, target: str, cascade: bool = False) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE" if cascade else None)


def edited(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("updated_by_id", sa.Uuid(), nullable=True),
        refers(table, "updated_by_id", "users"),
    )


def create_table(table: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        *parts,
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        refers(table, "family_id", "families", cascade=True),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_family_id", table, ["family_id"])


def create_link(table: str, column: str, target: str) -> None:
    op.create_table(
        table,
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column(column, sa.Uuid(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        refers(table, "meeting_id", "plan_meetings", cascade=True),
        refers(table, column, target),
        refers(table, "family_id", "families", cascade=True),
        sa.PrimaryKeyConstraint("meeting_id", column, name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_family_id", table, ["family_id"])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    with op.batch_alter_table("agreements") as batch:
        batch.drop_column("carried")
        batch.drop_column("dropped_reason")
    with op.batch_alter_table("plan_meetings") as batch:
        batch.drop_column("next_place")
        for name, _kind in reversed(NEW_COLUMNS):
            batch.drop_column(name)

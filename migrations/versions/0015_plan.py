"""What a goal wants, its way on the scale, departments' goals under it; how measures end; what sector plans replace;
contacts with the family and how agreed appointments went

The way of the goals that are there begins with what is known: the start when the goal was agreed on, and where it is.
"""

import uuid
from typing import Any

import sqlalchemy as sa
from alembic import context, op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SEALED = sa.LargeBinary()
MOMENT = sa.DateTime(timezone=True)
TABLES = (
    "goal_points",
    "department_goals",
    "sector_plan_yes",
    "contact_entries",
    "contact_persons",
    "turnouts",
    "turnout_persons",
)


def upgrade() -> None:
    for name in ("preferred_future", "signs"):
        op.add_column("goals", sa.Column(name, SEALED, nullable=True))
    add_outcome()
    add_to_plans()
    make_tables()
    if not context.is_offline_mode():
        begin_the_way()
    if op.get_context().dialect.name == "postgresql":
        for name in TABLES:
            op.execute(f"SELECT hfi_protect('{name}')")


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
    for name in ("replaces", "followed_up_on", "decided_on", "owner_id"):
        op.drop_column("sector_plans", name)
    op.drop_column("measures", "outcome")
    for name in ("signs", "preferred_future"):
        op.drop_column("goals", name)


def add_outcome() -> None:
    """A column with its check, which SQLite takes only when both come in one statement."""
    op.execute(
        "ALTER TABLE measures ADD COLUMN outcome VARCHAR(40) "
        "CONSTRAINT ck_measures_measureoutcome CHECK (outcome IN ('reached', 'partly', 'stopped'))"
    )


def add_to_plans() -> None:
    kind = sa.Uuid().compile(dialect=op.get_context().dialect)
    op.execute(
        f"ALTER TABLE sector_plans ADD COLUMN owner_id {kind} "
        "CONSTRAINT fk_sector_plans_owner_id_users REFERENCES users (id)"
    )
    for name in ("decided_on", "followed_up_on"):
        op.add_column("sector_plans", sa.Column(name, sa.Date(), nullable=True))
    op.add_column("sector_plans", sa.Column("replaces", sa.String(200), nullable=False, server_default=""))


def make_tables() -> None:
    make_table(
        "goal_points",
        refers("goal_points", "goal_id", "goals", cascade=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.CheckConstraint("value BETWEEN 0 AND 10", name=op.f("ck_goal_points_value")),
    )
    op.create_index(op.f("ix_goal_points_goal_id"), "goal_points", ["goal_id"])
    make_table(
        "department_goals",
        *versioned("department_goals"),
        refers("department_goals", "goal_id", "goals", cascade=True),
        sa.Column("section_id", sa.String(80), nullable=False),
        sa.Column("text", SEALED, nullable=True),
        sa.Column("seen_by", SEALED, nullable=True),
        sa.Column("status", one_of("goalstatus", "active", "reached", "dropped"), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    make_link("sector_plan_yes", "plan_id", "sector_plans", "person_id", "persons")
    make_table(
        "contact_entries",
        *versioned("contact_entries"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("how", one_of("how", "visit", "phone", "message", "meeting", "letter", "other"), nullable=False),
        sa.Column("about", SEALED, nullable=True),
        refers("contact_entries", "user_id", "users"),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    make_link("contact_persons", "entry_id", "contact_entries", "person_id", "persons")
    make_table(
        "turnouts",
        *versioned("turnouts"),
        refers("turnouts", "appointment_id", "appointments", cascade=True),
        sa.Column("title", SEALED, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("outcome", one_of("turnoutoutcome", "came", "cancelled", "missed"), nullable=False),
        sa.Column("obstacle", SEALED, nullable=True),
        refers("turnouts", "user_id", "users"),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    make_link("turnout_persons", "turnout_id", "turnouts", "person_id", "persons")


def one_of(name: str, *values: str) -> sa.Enum:
    """A text that the database checks."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def refers(table: str, column: str, target: str, *, cascade: bool = False) -> sa.Column[Any]:
    """A column that points at a row."""
    name, how = op.f(f"fk_{table}_{column}_{target}"), "CASCADE" if cascade else None
    return sa.Column(column, sa.Uuid(), sa.ForeignKey(f"{target}.id", name=name, ondelete=how), nullable=False)


def versioned(table: str) -> tuple[sa.Column[Any], ...]:
    """The columns of a row that people edit."""
    by = sa.ForeignKey("users.id", name=op.f(f"fk_{table}_updated_by_id_users"))
    return (
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("updated_by_id", sa.Uuid(), by, nullable=True),
    )


def make_table(name: str, *parts: Any) -> None:
    """A table of family data."""
    key = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}"))
    op.create_table(name, sa.Column("id", sa.Uuid(), nullable=False), *of_family(name), *parts, key)
    op.create_index(op.f(f"ix_{name}_family_id"), name, ["family_id"])


def make_link(name: str, own: str, target: str, other: str, other_target: str) -> None:
    """A table that ties rows of a family."""
    key = sa.PrimaryKeyConstraint(own, other, name=op.f(f"pk_{name}"))
    ends = refers(name, own, target, cascade=True), refers(name, other, other_target)
    op.create_table(name, *ends, *of_family(name), key)
    op.create_index(op.f(f"ix_{name}_family_id"), name, ["family_id"])


def of_family(name: str) -> tuple[sa.Column[Any], ...]:
    return (refers(name, "family_id", "families", cascade=True),)


def begin_the_way() -> None:
    """What is known of the goals that are there."""
    names = ("id", "family_id")
    goals = sa.table("goals", *(sa.column(one, sa.Uuid) for one in names), *map(sa.column, ("start", "now")))
    columns = (*goals.c, sa.column("agreed_on", sa.Date), sa.column("updated_at", MOMENT))
    for row in op.get_bind().execute(sa.select(*columns).select_from(goals)).all():
        for value, day in ((row.start, row.agreed_on), (row.now, row.updated_at.date())):
            if value is not None:
                op.get_bind().execute(sa.insert(POINTS).values(point(row, value, max(day, row.agreed_on))))


def point(row: Any, value: int, day: Any) -> dict[str, Any]:
    known = {"id": uuid.uuid4(), "family_id": row.family_id, "goal_id": row.id}
    return known | {"day": day, "at": row.updated_at, "value": value}


POINTS = sa.table(
    "goal_points",
    *(sa.column(one, sa.Uuid) for one in ("id", "family_id", "goal_id")),
    sa.column("day", sa.Date),
    sa.column("at", MOMENT),
    sa.column("value", sa.Integer),
)

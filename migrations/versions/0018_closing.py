"""Pauses, moves to another programme, closings with what becomes of each thing, how long content is kept, letters"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TABLES = ("pauses", "programme_moves", "closings", "closing_lines", "retentions", "letters")
ENDINGS = ("planned", "stopped", "moved", "other")
BECOMES = ("ends", "done", "dropped", "goes_on")


def upgrade() -> None:
    make_table(
        "pauses",
        *versioned(),
        day("from_on", nullable=False),
        day("expected_until"),
        sealed("reason"),
        day("resumed_on"),
        moment("created_at"),
    )
    make_table(
        "programme_moves",
        sa.Column("from_programme", sa.String(40), nullable=False),
        sa.Column("to_programme", sa.String(40), nullable=False),
        day("moved_on", nullable=False),
        sealed("reason"),
        by("moved_by_id", nullable=False),
    )
    make_closings()
    make_table(
        "retentions",
        by("person_id", "persons", nullable=False),
        day("keep_until", nullable=False),
        sa.Column("archive", sa.Boolean(), nullable=False),
        unique=("family_id", "person_id"),
    )
    make_table(
        "letters",
        by("leaves_id", "attachments", nullable=False),
        by("comes_id", "attachments"),
        by("person_id", "persons"),
        sealed("words"),
        moment("written_at"),
        by("written_by_id", nullable=False),
    )
    if op.get_context().dialect.name == "postgresql":
        for name in TABLES:
            op.execute(f"SELECT hfi_protect('{name}')")


def make_closings() -> None:
    """A closing, and its lines."""
    make_table(
        "closings",
        *versioned(),
        sa.Column("ending", one_of("ending", ENDINGS), nullable=False),
        day("closed_on", nullable=False),
        by("closed_by_id", nullable=False),
        day("last_met_on"),
        *(sealed(name) for name in ("summary", "whom_to_call", "municipality", "hand_over")),
        day("call_due_on", nullable=False),
        day("called_on"),
        sealed("call_note"),
        by("called_by_id"),
        day("reopened_on"),
        sealed("reopen_reason"),
        by("reopened_by_id"),
    )
    op.create_index(op.f("ix_closings_call_due_on"), "closings", ["call_due_on"])
    make_table(
        "closing_lines",
        by("closing_id", "closings", nullable=False),
        by("measure_id", "measures"),
        by("agreement_id", "agreements"),
        sa.Column("becomes", one_of("becomes", BECOMES), nullable=False),
        sealed("words"),
    )
    op.create_index(op.f("ix_closing_lines_closing_id"), "closing_lines", ["closing_id"])


def make_table(name: str, *parts: object, unique: tuple[str, ...] = ()) -> None:
    """A table of family data."""
    columns = [one[0] if isinstance(one, tuple) else one for one in parts]
    keys = [foreign_key(name, *one) for one in parts if isinstance(one, tuple)]
    if unique:
        keys.append(sa.UniqueConstraint(*unique, name=op.f(f"uq_{name}_{'_'.join(unique)}")))
    op.create_table(
        name,
        *columns,
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *keys,
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=op.f(f"fk_{name}_family_id_families"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_family_id"), name, ["family_id"])


def foreign_key(table: str, column: sa.Column, target: str) -> sa.ForeignKeyConstraint:
    """The column points at a row of the target; what is the family's goes with it, users stay."""
    gone = None if target == "users" else "CASCADE"
    name = op.f(f"fk_{table}_{column.name}_{target}")
    return sa.ForeignKeyConstraint([column.name], [f"{target}.id"], name=name, ondelete=gone)


def by(column: str, target: str = "users", nullable: bool = True) -> tuple:
    """A column that points at a row of the other table."""
    return sa.Column(column, sa.Uuid(), nullable=nullable), target


def versioned() -> tuple:
    """The columns of a row that people edit."""
    return sa.Column("version", sa.Integer(), nullable=False), moment("updated_at"), by("updated_by_id")


def day(name: str, nullable: bool = True) -> sa.Column:
    """A date."""
    return sa.Column(name, sa.Date(), nullable=nullable)


def moment(name: str) -> sa.Column:
    """A moment."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def sealed(name: str) -> sa.Column:
    """A column whose content is encrypted."""
    return sa.Column(name, sa.LargeBinary(), nullable=True)


def one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    """A text that the database checks."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
    # Before, nobody took a pause: whoever does is at work with the family again.
    op.execute("UPDATE families SET phase = 'enrolled' WHERE phase = 'paused'")

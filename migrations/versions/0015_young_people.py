"""A young person's own page: own words that nobody rewrites, the people around them, contact with the caseworker"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("own_words", "own_words_kept_from", "supporters", "supporter_kept_from", "contact_promises")
PENNED = ("self", "word_for_word")
RINGS = ("near", "middle", "outer")


def upgrade() -> None:
    create_words()
    create_supporters()
    create_promises()
    keep_words()
    if op.get_context().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(f"SELECT hfi_protect('{table}')")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_index(f"ix_{table}_family_id", table_name=table)
        op.drop_table(table)
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_rewriting()")


def create_words() -> None:
    create(
        "own_words",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("penned", one_of("penned", PENNED), nullable=False),
        *(sa.Column(name, sa.LargeBinary(), nullable=True) for name in ("resources", "challenges", "dreams", "help")),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        points("own_words", "person_id", "persons"),
        points("own_words", "written_by_id", "users"),
    )
    create_link("own_words_kept_from", "words_id", "own_words")


def create_supporters() -> None:
    create(
        "supporters",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("known_id", sa.Uuid(), nullable=True),
        *(sa.Column(name, sa.LargeBinary(), nullable=True) for name in ("name", "relation", "helps")),
        sa.Column("ring", one_of("ring", RINGS), nullable=False),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        points("supporters", "person_id", "persons"),
        points("supporters", "known_id", "persons"),
    )
    create_link("supporter_kept_from", "supporter_id", "supporters")


def create_promises() -> None:
    create(
        "contact_promises",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("manner", sa.LargeBinary(), nullable=True),
        sa.Column("counts", sa.LargeBinary(), nullable=True),
        points("contact_promises", "person_id", "persons"),
        sa.UniqueConstraint("family_id", "person_id", name="uq_contact_promises_family_id_person_id"),
    )


def create(table: str, *parts: sa.Column | sa.Constraint) -> None:
    """A table of rows that people edit, of one family."""
    op.create_table(
        table,
        *(one for one in parts if isinstance(one, sa.Column)),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by_id", sa.Uuid(), nullable=True),
        points(table, "family_id", "families", ondelete="CASCADE"),
        points(table, "updated_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        *(one for one in parts if not isinstance(one, sa.Column)),
    )
    op.create_index(f"ix_{table}_family_id", table, ["family_id"])


def create_link(table: str, own: str, owner: str) -> None:
    """From whom something is kept on paper."""
    op.create_table(
        table,
        sa.Column(own, sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        points(table, own, owner, ondelete="CASCADE"),
        points(table, "person_id", "persons"),
        points(table, "family_id", "families", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(own, "person_id", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_family_id", table, ["family_id"])


def points(table: str, column: str, to: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}", ondelete=ondelete)


def one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def keep_words() -> None:
    """Own words are added and never changed, whoever asks; they go only with their family."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'own words are only added to'; END $$"
        )
        run = "FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()"
    else:
        run = "BEGIN SELECT RAISE(ABORT, 'own words are only added to'); END"
    op.execute(f"CREATE TRIGGER own_words_stay BEFORE UPDATE ON own_words {run}")

"""The log as chains: one row a request and family, ends and seals, sample checks, and nothing but adding"""

import hmac
import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import context, op
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NO_FAMILY = uuid.UUID(int=0)
BATCH = 500
APPENDED = {"audit_entries": "family_id = NEW.family_id AND seq = NEW.seq", "revisions": "id = NEW.id"}
APPENDED |= {"audit_seals": "day = NEW.day"}
OLD_INDEXES = {
    "revisions": ("ix_revisions_entry_id", "ix_revisions_family_id"),
    "audit_entries": ("ix_audit_entries_actor_id", "ix_audit_entries_family_id_at", "ix_audit_entries_item_id"),
}


def upgrade() -> None:
    put_aside(OLD_INDEXES)
    create_tables()
    if not context.is_offline_mode():
        chain_old_rows(op.get_bind())
    op.drop_table("revisions_before")
    op.drop_table("audit_entries_before")
    refuse_changes()


def downgrade() -> None:
    allow_changes()
    op.drop_table("audit_checks")
    op.drop_table("audit_seals")
    op.drop_table("audit_heads")
    put_aside(
        {
            "revisions": ("ix_revisions_family_id_seq", "ix_revisions_item_id"),
            "audit_entries": ("ix_audit_entries_actor_id", "ix_audit_entries_at", "ix_audit_entries_family_id_at"),
        }
    )
    create_old_tables()
    if not context.is_offline_mode():
        unchain(op.get_bind())
    op.drop_table("revisions_before")
    op.drop_table("audit_entries_before")


def put_aside(indexes: dict[str, tuple[str, ...]]) -> None:
    """Rename the two tables, and free the names that their successors need."""
    for table, names in indexes.items():
        for name in names:
            op.drop_index(name, table_name=table)
        op.rename_table(table, f"{table}_before")
        if op.get_context().dialect.name == "postgresql":
            op.execute(f"ALTER TABLE {table}_before RENAME CONSTRAINT pk_{table} TO pk_{table}_before")


def create_tables() -> None:
    op.create_table(
        "audit_heads",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("last", sa.LargeBinary(length=32), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("family_id", name=op.f("pk_audit_heads")),
    )
    op.create_table(
        "audit_seals",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_audit_seals")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "audit_entries",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_id", sa.String(length=20), nullable=False),
        sa.Column("session_key", sa.String(length=12), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("department", sa.String(length=20), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("section", sa.String(length=80), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("what", sa.String(length=400), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("revisions", sa.String(length=64), nullable=False),
        sa.Column("prev", sa.LargeBinary(length=32), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_audit_entries_actor_id_users")),
        sa.PrimaryKeyConstraint("family_id", "seq", name=op.f("pk_audit_entries")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_audit_entries_actor_id", "audit_entries", ["actor_id"])
    op.create_index("ix_audit_entries_at", "audit_entries", ["at"])
    op.create_index("ix_audit_entries_family_id_at", "audit_entries", ["family_id", "at"])
    op.create_table(
        "revisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.String(length=80), nullable=False),
        sa.Column("fields", sa.String(length=400), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["family_id", "seq"],
            ["audit_entries.family_id", "audit_entries.seq"],
            name=op.f("fk_revisions_family_id_seq_audit_entries"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_revisions_family_id_seq", "revisions", ["family_id", "seq"])
    op.create_index("ix_revisions_item_id", "revisions", ["item_id"])
    op.create_table(
        "audit_checks",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("rules", sa.String(length=200), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["checked_by_id"], ["users.id"], name=op.f("fk_audit_checks_checked_by_id_users")),
        sa.ForeignKeyConstraint(
            ["family_id", "seq"],
            ["audit_entries.family_id", "audit_entries.seq"],
            name=op.f("fk_audit_checks_family_id_seq_audit_entries"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_checks")),
        sa.UniqueConstraint("month", "family_id", "seq", name=op.f("uq_audit_checks_month_family_id_seq")),
    )


def create_old_tables() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_id", sa.String(length=20), nullable=False),
        sa.Column("session_key", sa.String(length=12), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("department", sa.String(length=20), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("section", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=400), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_audit_entries_actor_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    op.create_index("ix_audit_entries_actor_id", "audit_entries", ["actor_id"])
    op.create_index("ix_audit_entries_family_id_at", "audit_entries", ["family_id", "at"])
    op.create_index("ix_audit_entries_item_id", "audit_entries", ["item_id"])
    op.create_table(
        "revisions",
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["audit_entries.id"], name=op.f("fk_revisions_entry_id_audit_entries")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
    )
    op.create_index("ix_revisions_entry_id", "revisions", ["entry_id"])
    op.create_index("ix_revisions_family_id", "revisions", ["family_id"])


def refuse_changes() -> None:
    """Triggers: rows of the log are only added; its ends are changed, but never removed."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'the log is only added to'; END $$"
        )
    for table, same in APPENDED.items():
        refuse(table, "UPDATE OR DELETE", same)
    refuse("audit_heads", "DELETE", "")


def refuse(table: str, what: str, same: str) -> None:
    """The triggers of one table. `INSERT OR REPLACE` deletes without asking SQLite's delete triggers, so it is met."""
    if op.get_context().dialect.name == "postgresql":
        run = "EXECUTE FUNCTION refuse_change()"
        op.execute(f"CREATE TRIGGER {table}_rows BEFORE {what} ON {table} FOR EACH ROW {run}")
        op.execute(f"CREATE TRIGGER {table}_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {run}")
        return
    stop = "BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END"
    for one in what.lower().split(" or "):
        op.execute(f"CREATE TRIGGER {table}_{one} BEFORE {one} ON {table} {stop}")
    if same:
        there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
        op.execute(f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} {there} {stop}")


def allow_changes() -> None:
    """Take the triggers away."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change() CASCADE")
        return
    for table in APPENDED:
        for name in ("update", "delete", "replace"):
            op.execute(f"DROP TRIGGER {table}_{name}")
    op.execute("DROP TRIGGER audit_heads_delete")


# The rows that are there already


def tables(*names: str) -> list[sa.Table]:
    """The tables as they are at this moment."""
    metadata = sa.MetaData()
    metadata.reflect(op.get_bind(), only=names)
    uuids = {"id", "family_id", "actor_id", "item_id", "person_id"}
    for table in metadata.tables.values():
        for column in table.columns:
            if column.name in uuids and not isinstance(column.type, sa.Integer):
                column.type = sa.Uuid()
            if column.name == "at":
                column.type = sa.DateTime(timezone=True)
    return [metadata.tables[name] for name in names]


def batches(bind: sa.Connection, statement: sa.Select[Any], key: sa.Column[Any]) -> Iterator[sa.Row[Any]]:
    """The rows in the order of a number, some hundred at a time."""
    last = 0
    while rows := bind.execute(statement.where(key > last).order_by(key).limit(BATCH)).all():
        yield from rows
        last = getattr(rows[-1], key.name)


def chain_old_rows(bind: sa.Connection) -> None:
    """Every row of before becomes one of the family's chain, in the order in which they were written."""
    before, content, entries, revisions, heads = tables(
        "audit_entries_before", "revisions_before", "audit_entries", "revisions", "audit_heads"
    )
    ends: dict[uuid.UUID, tuple[int, bytes]] = {}
    statement = sa.select(before, content.c.id.label("revision_id"), content.c.content)
    for row in batches(bind, statement.outerjoin(content, content.c.entry_id == before.c.id), before.c.id):
        family = row.family_id or NO_FAMILY
        seq, last = ends.get(family, (0, bytes(32)))
        told = old_revision(row, family, seq + 1) if row.revision_id else None
        entry = old_entry(row, family, told) | {"seq": seq + 1, "prev": last}
        entry["mac"] = keyed("entry", entry)
        bind.execute(sa.insert(entries), entry)
        if told:
            bind.execute(sa.insert(revisions), told)
        ends[family] = (seq + 1, entry["mac"])
    for family, (seq, last) in ends.items():
        end = {"family_id": family, "seq": seq, "last": last}
        bind.execute(sa.insert(heads), end | {"mac": keyed("head", end)})


def old_entry(row: sa.Row[Any], family: uuid.UUID, told: dict[str, Any] | None) -> dict[str, Any]:
    """The columns of a row of before, besides its place in the chain."""
    kept = ("request_id", "session_key", "actor_id", "role", "department", "action", "section", "why")
    names = ("id", "action", "kind", "item_id", "section", "fields")
    hashed = [{name: told[name] for name in names} | {"content": digest(told["content"])}] if told else []
    return {name: getattr(row, name) for name in kept} | {
        "family_id": family,
        "at": row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC),
        "person_id": None,
        "level": "",
        "what": f"{row.kind}:{row.what}"[:400] if told else row.what,
        "reason": "",
        "revisions": digest(canonical(hashed)) if hashed else "",
    }


def old_revision(row: sa.Row[Any], family: uuid.UUID, seq: int) -> dict[str, Any]:
    """The columns of a revision of before: what its log row said is now its own."""
    return {
        "id": row.revision_id,
        "family_id": family,
        "seq": seq,
        "action": row.action,
        "kind": row.kind,
        "item_id": row.item_id,
        "section": row.section,
        "fields": row.what,
        "content": row.content,
    }


def unchain(bind: sa.Connection) -> None:
    """A row for every revision again, and one for every reading."""
    chained, told, entries, revisions = tables("audit_entries_before", "revisions_before", "audit_entries", "revisions")
    own = sa.and_(told.c.family_id == chained.c.family_id, told.c.seq == chained.c.seq)
    columns = [told.c[name] for name in ("kind", "item_id", "fields", "content")]
    named = [told.c.id.label("revision_id"), told.c.action.label("did"), told.c.section.label("of_section")]
    statement = sa.select(chained, *columns, *named).outerjoin(told, own).order_by(chained.c.at, chained.c.seq)
    for number, row in enumerate(bind.execute(statement).all(), 1):
        bind.execute(sa.insert(entries), unchained(row) | {"id": number})
        if row.revision_id:
            values = {"id": row.revision_id, "entry_id": number, "family_id": row.family_id, "content": row.content}
            bind.execute(sa.insert(revisions), values)
    if bind.dialect.name == "postgresql":
        last = "coalesce((SELECT max(id) FROM audit_entries), 1)"
        bind.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('audit_entries', 'id'), {last})")


def unchained(row: sa.Row[Any]) -> dict[str, Any]:
    """The columns of a row of before."""
    kept = ("at", "request_id", "session_key", "actor_id", "role", "department", "why")
    return {name: getattr(row, name) for name in kept} | {
        "family_id": None if row.family_id == NO_FAMILY else row.family_id,
        "action": row.did or row.action,
        "kind": row.kind or "",
        "item_id": row.item_id,
        "section": row.of_section or row.section,
        "what": row.what if row.fields is None else row.fields,
    }


def audit_mac(data: bytes) -> bytes:
    """The keyed hash of the data, under the key of the log."""
    return hmac.digest(audit_key(op.get_bind()), data, sha256)


@cache
def audit_key(bind: sa.Connection) -> bytes:
    """The key of the log, as 0003 keeps it: wrapped by the master key."""
    wrapped = bind.execute(sa.text("SELECT wrapped FROM service_keys WHERE name = 'audit'")).scalar_one()
    master = current_app.config["MASTER_KEY"].encode()
    wrapping = HKDF(SHA256(), 32, salt=None, info=b"hfi master key: wrap").derive(master)
    return AESGCM(wrapping).decrypt(wrapped[1:13], wrapped[13:], b"service_keys|wrapped|audit")


def keyed(purpose: str, values: dict[str, Any]) -> bytes:
    return audit_mac(purpose.encode() + b"|" + canonical(values))


def canonical(values: Any) -> bytes:
    return json.dumps(values, default=plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def plain(value: Any) -> str:
    if isinstance(value, bytes):
        return value.hex()
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()

"""Reasons of conflicts of interest and of emergencies under the family's key

A standing conflict belongs to no family: its reason is sealed under the installation's own key.
"""

import os
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import context, op
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OF_FAMILIES, OF_NOBODY = ("conflicts", "break_glass"), "standing_conflicts"
FORMAT = b"\x02"
BATCH = 500
KeyOf = Callable[[Any], bytes | None]


def upgrade() -> None:
    for table in (*OF_FAMILIES, OF_NOBODY):
        op.add_column(table, sa.Column("reason_sealed", sa.LargeBinary(), nullable=True))
    if not context.is_offline_mode():
        each_table(seal_table)
    for table in (*OF_FAMILIES, OF_NOBODY):
        op.drop_column(table, "reason")
    for table in OF_FAMILIES:
        op.alter_column(table, "reason_sealed", new_column_name="reason")


def downgrade() -> None:
    for table in OF_FAMILIES:
        op.alter_column(table, "reason", new_column_name="reason_sealed")
    for table in (*OF_FAMILIES, OF_NOBODY):
        op.add_column(table, sa.Column("reason", sa.Text(), nullable=False, server_default=""))
    if not context.is_offline_mode():
        each_table(open_table)
    for table in (*OF_FAMILIES, OF_NOBODY):
        op.drop_column(table, "reason_sealed")


def each_table(work: Callable[[sa.TableClause, KeyOf], None]) -> None:
    """Do the work with each table and what finds the key of its rows; a deleted key is None."""
    keys = family_keys()
    for name in OF_FAMILIES:
        work(table_of(name, sa.column("family_id", sa.Uuid)), lambda row: keys.get(row["family_id"]))
    own = account_key()
    work(table_of(OF_NOBODY), lambda _row: own)


def seal_table(table: sa.TableClause, key_of: KeyOf) -> None:
    """Seal every reason; of a family whose key was deleted it goes the way of all that the family had."""
    for row in rows_of(table):
        key = key_of(row)
        if key and row["reason"]:
            change(table, row, reason_sealed=seal(key, row["reason"], place(table, row)))


def open_table(table: sa.TableClause, key_of: KeyOf) -> None:
    """The reasons in clear again; what cannot be opened stays empty."""
    for row in rows_of(table):
        key = key_of(row)
        if key and row["reason_sealed"]:
            change(table, row, reason=unseal(key, row["reason_sealed"], place(table, row)))


def table_of(name: str, *more: Any) -> sa.TableClause:
    """The table with its reason, in clear and sealed."""
    reasons = sa.column("reason", sa.Text), sa.column("reason_sealed", sa.LargeBinary)
    return sa.table(name, sa.column("id", sa.Uuid), *reasons, *more)


def place(table: sa.TableClause, row: Any) -> str:
    """Where the sealed reason belongs."""
    return f"{table.name}|reason|{row['id']}"


def rows_of(table: sa.TableClause) -> Iterator[Any]:
    """All rows, some at a time, so that a large table does not fill the memory."""
    last = None
    while True:
        statement = sa.select(table).order_by(table.c.id).limit(BATCH)
        rows = op.get_bind().execute(statement if last is None else statement.where(table.c.id > last)).mappings().all()
        yield from rows
        if len(rows) < BATCH:
            return
        last = rows[-1]["id"]


def change(table: sa.TableClause, row: Any, **values: Any) -> None:
    """Write the values."""
    op.get_bind().execute(sa.update(table).where(table.c.id == row["id"]).values(**values))


def family_keys() -> dict[uuid.UUID, bytes]:
    """The families' keys."""
    rows = op.get_bind().execute(sa.select(FAMILY_KEYS)).all()
    return {one.family_id: unwrap(one, f"family_keys|wrapped|{one.family_id}") for one in rows}


def account_key() -> bytes | None:
    """The installation's own key for what belongs to no family; None in a database that was never used."""
    row = op.get_bind().execute(sa.select(SERVICE_KEYS).where(SERVICE_KEYS.c.name == "account")).one_or_none()
    return unwrap(row, "service_keys|wrapped|account") if row else None


def unwrap(row: Any, where: str) -> bytes:
    """The data key of a row."""
    settings = (current_app.config["MASTER_KEY"], *current_app.config["OLD_MASTER_KEYS"])
    masters = {hkdf(one, "id")[:8].hex(): one for one in settings}
    if row.master not in masters:
        raise RuntimeError(f"The database's keys are wrapped by another master key: {row.master}.")
    return AESGCM(hkdf(masters[row.master], "wrap")).decrypt(row.wrapped[1:13], row.wrapped[13:], where.encode())


def hkdf(setting: str, purpose: str) -> bytes:
    """Thirty-two bytes for one purpose, from the setting."""
    return HKDF(SHA256(), 32, salt=None, info=f"hfi master key: {purpose}".encode()).derive(setting.encode())


def seal(key: bytes, text: str, where: str) -> bytes:
    """The text, encrypted for this place."""
    nonce = os.urandom(12)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, text.encode(), where.encode())


def unseal(key: bytes, sealed: bytes, where: str) -> str:
    """The text of a sealed value."""
    return AESGCM(key).decrypt(sealed[1:13], sealed[13:], where.encode()).decode()


SERVICE_KEYS = sa.table(
    "service_keys", sa.column("name", sa.String), sa.column("master", sa.String), sa.column("wrapped", sa.LargeBinary)
)
FAMILY_KEYS = sa.table(
    "family_keys",
    sa.column("family_id", sa.Uuid),
    sa.column("master", sa.String),
    sa.column("wrapped", sa.LargeBinary),
)

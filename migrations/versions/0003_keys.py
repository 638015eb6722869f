"""Keys: one for each family, which seals its content, and the installation's own; all wrapped by the master key

Before, CPR numbers and revisions were sealed under a key derived from the master key, and the rest was clear.
"""

import hmac
import json
import os
import uuid
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import context, op
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SERVICES = ("account", "audit", "index")
SEALED = {
    "families": {"address": sa.Text()},
    "persons": {"address": sa.Text(), "phone": sa.String(length=30), "note": sa.Text()},
    "measures": {
        "title": sa.String(length=200),
        "plain_words": sa.Text(),
        "provider": sa.String(length=200),
        "status_reason": sa.Text(),
        "next_step": sa.Text(),
        "legal_ground": sa.String(length=200),
    },
    "section_records": {"assessment": sa.Text(), "details": sa.JSON()},
    "sector_plans": {"reference": sa.String(length=80), "lines": sa.Text()},
    "appointments": {"title": sa.String(length=200), "place": sa.String(length=200)},
}
Keys = dict[uuid.UUID, bytes]
OLD_FORMAT, FORMAT = b"\x01", b"\x02"
BATCH = 500


def upgrade() -> None:
    make_tables()
    for table, columns in SEALED.items():
        for name in columns:
            op.add_column(table, sa.Column(f"{name}_sealed", sa.LargeBinary(), nullable=True))
    # Printed statements (`--sql`) are for an empty database: `flask hfi keys rotate` then makes the keys themselves.
    if not context.is_offline_mode():
        seal_everything()
    # Not by making the tables anew, which on SQLite would lose their checks.
    for table, columns in SEALED.items():
        for name in columns:
            op.drop_column(table, name)
            op.alter_column(table, f"{name}_sealed", new_column_name=name)
    op.alter_column("persons", "cpr_sealed", new_column_name="cpr")


def downgrade() -> None:
    op.alter_column("persons", "cpr", new_column_name="cpr_sealed")
    for table, columns in SEALED.items():
        for name, kind in columns.items():
            op.alter_column(table, name, new_column_name=f"{name}_sealed")
            empty = "{}" if isinstance(kind, sa.JSON) else ""
            op.add_column(table, sa.Column(name, kind, nullable=False, server_default=empty))
    if not context.is_offline_mode():
        open_everything()
    for table, columns in SEALED.items():
        for name in columns:
            op.drop_column(table, f"{name}_sealed")
    op.drop_table("family_keys")
    op.drop_table("service_keys")


def make_tables() -> None:
    """The tables of wrapped keys."""
    op.create_table(
        "service_keys",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("master", sa.String(length=16), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_service_keys")),
    )
    op.create_index(op.f("ix_service_keys_master"), "service_keys", ["master"])
    op.create_table(
        "family_keys",
        sa.Column("master", sa.String(length=16), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=op.f("fk_family_keys_family_id_families"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_keys")),
        sa.UniqueConstraint("family_id", name=op.f("uq_family_keys_family_id")),
    )
    op.create_index(op.f("ix_family_keys_family_id"), "family_keys", ["family_id"])
    op.create_index(op.f("ix_family_keys_master"), "family_keys", ["master"])


def seal_everything() -> None:
    """Make the keys, and seal what is there."""
    services = {name: os.urandom(32) for name in SERVICES}
    for name, key in services.items():
        store_key(SERVICE_KEYS, f"service_keys|wrapped|{name}", key, name=name)
    families = {one: os.urandom(32) for one in op.get_bind().scalars(sa.select(FAMILIES.c.id))}
    for one, key in families.items():
        store_key(FAMILY_KEYS, f"family_keys|wrapped|{one}", key, id=one, family_id=one)
    for name in SEALED:
        seal_table(name, families)
    seal_numbers(families, services["index"])
    seal_revisions(families)


def open_everything() -> None:
    """The texts again as they were before; what belongs to a family whose key was deleted stays empty."""
    rows = op.get_bind().execute(sa.select(FAMILY_KEYS)).all()
    families = {one.family_id: unwrap(one, f"family_keys|wrapped|{one.family_id}") for one in rows}
    for name in SEALED:
        open_table(name, families)
    open_numbers(families)
    open_revisions(families)


def seal_table(name: str, families: Keys) -> None:
    """Seal the table's texts into the columns beside them."""
    table = plain_table(name)
    for row in rows_of(table):
        key = families[row["family_id"]]
        texts = {column: written(row[column]) for column in SEALED[name]}
        values = {
            f"{column}_sealed": seal(key, FORMAT, text, f"{name}|{column}|{row['id']}")
            for column, text in texts.items()
            if text
        }
        change(table, row, values)


def open_table(name: str, families: Keys) -> None:
    """Put the texts back."""
    table = plain_table(name)
    for row in rows_of(table):
        key = families.get(row["family_id"])
        sealed = {column: row[f"{column}_sealed"] for column in SEALED[name]}
        texts = {
            column: unseal(key, value, f"{name}|{column}|{row['id']}")
            for column, value in sealed.items()
            if key and value
        }
        change(table, row, {one: json.loads(text) if one == "details" else text for one, text in texts.items()})


def seal_numbers(families: dict, index: bytes) -> None:
    """Seal the CPR numbers under the families' keys, and index them by a key that outlives the master key."""
    old = derived("seal")
    for row in rows_of(PERSONS):
        if row["cpr_sealed"]:
            place = f"persons|cpr|{row['id']}"
            number = unseal(old, row["cpr_sealed"], place)
            sealed = seal(families[row["family_id"]], FORMAT, number, place)
            change(PERSONS, row, {"cpr_sealed": sealed, "cpr_index": indexed(index, number)})


def open_numbers(families: Keys) -> None:
    """The CPR numbers under the derived keys again."""
    old, index = derived("seal"), derived("index")
    for row in rows_of(PERSONS):
        if row["cpr_sealed"]:
            key, place, values = families.get(row["family_id"]), f"persons|cpr|{row['id']}", {}
            if key:
                number = unseal(key, row["cpr_sealed"], place)
                values = {"cpr_sealed": seal(old, OLD_FORMAT, number, place), "cpr_index": indexed(index, number)}
            change(PERSONS, row, values or {"cpr_sealed": None, "cpr_index": None})


def seal_revisions(families: Keys) -> None:
    """The history under the families' keys; of a family that is not there any more nobody can have it."""
    old = derived("seal")
    for row in rows_of(REVISIONS):
        place = f"revisions|content|{row['id']}"
        key = families.get(row["family_id"]) or os.urandom(32)
        change(REVISIONS, row, {"content": seal(key, FORMAT, unseal(old, row["content"], place), place)})


def open_revisions(families: Keys) -> None:
    """The history under the derived key again."""
    old = derived("seal")
    for row in rows_of(REVISIONS):
        key, place = families.get(row["family_id"]), f"revisions|content|{row['id']}"
        text = unseal(key, row["content"], place) if key else '{"before": {}, "after": {}}'
        change(REVISIONS, row, {"content": seal(old, OLD_FORMAT, text, place)})


def plain_table(name: str) -> sa.TableClause:
    """The table with its texts and, beside them, what they are sealed into."""
    owner = [] if name == "families" else [sa.column("family_id", sa.Uuid)]
    texts = [sa.column(column, kind) for column, kind in SEALED[name].items()]
    sealed = [sa.column(f"{column}_sealed", sa.LargeBinary) for column in SEALED[name]]
    return sa.table(name, sa.column("id", sa.Uuid), *owner, *texts, *sealed)


def rows_of(table: sa.TableClause) -> Iterator[dict[str, Any]]:
    """All rows, some at a time, so that a large table does not fill the memory."""
    last = None
    while True:
        statement = sa.select(table).order_by(table.c.id).limit(BATCH)
        rows = op.get_bind().execute(statement if last is None else statement.where(table.c.id > last)).mappings().all()
        for row in rows:
            yield {"family_id": row["id"], **row}
        if len(rows) < BATCH:
            return
        last = rows[-1]["id"]


def change(table: sa.TableClause, row: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Write the values, when there are any."""
    if values:
        op.get_bind().execute(sa.update(table).where(table.c.id == row["id"]).values(**values))


def written(value: Any) -> str:
    """A value as the text that is sealed; empty when there is nothing to seal."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) and value else value or ""


def store_key(table: sa.TableClause, place: str, key: bytes, **values: Any) -> None:
    """A data key, wrapped by the newest master key."""
    newest = current_app.config["MASTER_KEY"]
    nonce = os.urandom(12)
    wrapped = FORMAT + nonce + AESGCM(wrapping_key(newest)).encrypt(nonce, key, place.encode())
    op.get_bind().execute(sa.insert(table).values(master=master_id(newest), wrapped=wrapped, **values))


def unwrap(row: Any, place: str) -> bytes:
    """The data key of a row."""
    settings = (current_app.config["MASTER_KEY"], *current_app.config["OLD_MASTER_KEYS"])
    masters = {master_id(one): one for one in settings}
    if row.master not in masters:
        raise RuntimeError(f"The database's keys are wrapped by another master key: {row.master}.")
    return AESGCM(wrapping_key(masters[row.master])).decrypt(row.wrapped[1:13], row.wrapped[13:], place.encode())


def seal(key: bytes, version: bytes, text: str, place: str) -> bytes:
    """The text, encrypted for this place."""
    nonce = os.urandom(12)
    return version + nonce + AESGCM(key).encrypt(nonce, text.encode(), place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> str:
    """The text of a sealed value."""
    return AESGCM(key).decrypt(sealed[1:13], sealed[13:], place.encode()).decode()


def indexed(key: bytes, number: str) -> bytes:
    """What finds a CPR number."""
    return hmac.digest(key, f"cpr|{number}".encode(), sha256)


def wrapping_key(setting: str) -> bytes:
    """What a master key wraps with."""
    return hkdf(setting, "hfi master key: wrap")


def master_id(setting: str) -> str:
    """By what a master key is known."""
    return hkdf(setting, "hfi master key: id")[:8].hex()


def derived(purpose: str) -> bytes:
    """A key as it was before: derived from the master key itself."""
    return hkdf(current_app.config["MASTER_KEY"], purpose)


def hkdf(setting: str, info: str) -> bytes:
    """Thirty-two bytes for one purpose, from a setting."""
    return HKDF(SHA256(), 32, salt=None, info=info.encode()).derive(setting.encode())


FAMILIES = sa.table("families", sa.column("id", sa.Uuid))
PERSONS = sa.table(
    "persons",
    sa.column("id", sa.Uuid),
    sa.column("family_id", sa.Uuid),
    sa.column("cpr_sealed", sa.LargeBinary),
    sa.column("cpr_index", sa.LargeBinary),
)
REVISIONS = sa.table(
    "revisions",
    sa.column("id", sa.Uuid),
    sa.column("family_id", sa.Uuid),
    sa.column("content", sa.LargeBinary),
)
SERVICE_KEYS = sa.table(
    "service_keys", sa.column("name", sa.String), sa.column("master", sa.String), sa.column("wrapped", sa.LargeBinary)
)
FAMILY_KEYS = sa.table(
    "family_keys",
    sa.column("id", sa.Uuid),
    sa.column("family_id", sa.Uuid),
    sa.column("master", sa.String),
    sa.column("wrapped", sa.LargeBinary),
)

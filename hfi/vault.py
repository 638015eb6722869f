"""The installation's own keys: for sealed values that belong to no family, for look-up, and for the log's chain.

Each is random, and in the database only wrapped by the master key; so the master key can be changed, and what they
sealed, found or signed stays right. The families' keys are in `hfi/families/keys.py`.
"""

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column

from hfi import cipher
from hfi.connections import SYSTEM
from hfi.extensions import Model, db

SERVICES = ("account", "audit", "index")
"""What seals values of users, what signs the log, and what finds sealed values by equality."""


class MissingServiceKeyError(RuntimeError):
    """The database has no key of this name: the migrations were not run to their end."""


class Wrapped:
    """A data key as the database has it: encrypted by the master key of this id."""

    master: Mapped[str] = mapped_column(sa.String(16), index=True)
    wrapped: Mapped[bytes] = mapped_column(sa.LargeBinary)

    @property
    def place(self) -> str:
        """Where the wrapped key belongs; copied to another row it cannot be opened."""
        raise NotImplementedError

    def open(self) -> cipher.Key:
        """The data key. Raises UnknownMasterKeyError, and InvalidTag when it belongs elsewhere or was changed."""
        return masters().unwrap(self.master, self.wrapped, self.place)

    def wrap(self, key: cipher.Key) -> None:
        """Keep the data key under the newest master key."""
        self.master, self.wrapped = masters().newest, masters().wrap(key, self.place)


class ServiceKey(Wrapped, Model):
    """One key of the installation's own."""

    __tablename__ = "service_keys"

    name: Mapped[str] = mapped_column(sa.String(20), primary_key=True)

    @property
    def place(self) -> str:
        return f"service_keys|wrapped|{self.name}"


def masters() -> cipher.Masters:
    """The master keys of this installation."""
    return cipher.masters(current_app.config["MASTER_KEY"], *current_app.config["OLD_MASTER_KEYS"])


def service_key(name: str) -> cipher.Key:
    """The key of this name. The process keeps it: it never changes, only what it is wrapped by does."""
    keys: dict[str, cipher.Key] = current_app.extensions.setdefault("hfi.service_keys", {})
    if name not in keys:
        keys[name] = load_service_key(name)
    return keys[name]


def load_service_key(name: str) -> cipher.Key:
    """The key as the database has it. Raises MissingServiceKeyError and UnknownMasterKeyError.

    Read on a connection of its own that only reads, so that it can be asked for inside any transaction.
    """
    statement = sa.select(ServiceKey.master, ServiceKey.wrapped).where(ServiceKey.name == name)
    with db.engines[SYSTEM].connect().execution_options(only_reads=True) as connection:
        row = connection.execute(statement).one_or_none()
    if row is None:
        raise MissingServiceKeyError(f"There is no key “{name}” in the database: run flask hfi keys rotate.")
    return ServiceKey(name=name, master=row.master, wrapped=row.wrapped).open()


def seal(text: str, place: str) -> bytes:
    """A text that belongs to no family, encrypted for this place ("table|column|row id")."""
    return service_key("account").seal(text, place)


def unseal(sealed: bytes, place: str) -> str:
    """The text of a value that `seal` made. Raises InvalidTag when it belongs elsewhere or was changed."""
    return service_key("account").unseal(sealed, place)


def blind_index(text: str) -> bytes:
    """The same 32 bytes for the same text, of no use to whoever lacks the key: finds a sealed value by equality."""
    return service_key("index").mac(text.encode())

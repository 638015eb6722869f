"""Column types and mixins that the mapped classes share."""

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from hfi import clock


class UtcDateTime(sa.TypeDecorator[datetime]):
    """A moment in UTC with its zone, also on SQLite, which keeps none."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Sealed:
    """A value as the database has it: encrypted for its row and column (see `hfi/families/sealing.py`)."""

    content: bytes


class SealedText(sa.TypeDecorator[Any]):
    """A text that the database holds encrypted, or NULL when it is empty. It can be neither searched nor sorted.

    Mapped objects have the text itself, rows have it `Sealed`. A plain text cannot get into a statement.
    """

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> bytes | None:
        if isinstance(value, Sealed):
            return value.content
        if value:
            raise TypeError("a sealed column takes no plain value: write it through a mapped object")
        return None

    def process_result_value(self, value: bytes | None, _dialect: Dialect) -> Any:
        return self.nothing() if value is None else Sealed(value)

    def write(self, value: Any) -> str:
        """The value as the text that is encrypted."""
        return str(value)

    def read(self, text: str) -> Any:
        """The value of the decrypted text."""
        return text

    def nothing(self) -> Any:
        """The value of NULL."""
        return ""


class SealedJson(SealedText):
    """The same for a JSON object."""

    cache_ok = True

    def write(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    def read(self, text: str) -> Any:
        return json.loads(text)

    def nothing(self) -> Any:
        return {}


def sealed() -> Mapped[str]:
    """A column whose text the database holds encrypted."""
    return mapped_column(SealedText, nullable=True, default="")


def sealed_json() -> Mapped[dict[str, Any]]:
    """A column whose JSON object the database holds encrypted."""
    return mapped_column(SealedJson, nullable=True, default=dict)


def choice(kind: type[StrEnum]) -> sa.Enum:
    """A column of one of the enum's values, stored as text and checked by the database."""
    return sa.Enum(
        kind,
        name=kind.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


class Identified:
    """A random id: it tells nothing about how many others there are."""

    id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True, default=uuid.uuid4)


class FamilyData:
    """What tells of one family. A request reads and writes only that of the families that are open to it."""

    family_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("families.id", ondelete="CASCADE"), index=True)


class FamilyScoped(FamilyData, Identified):
    """A row of one family's data. What carries this mixin is scoped, audited and kept as history."""

    audited: bool = True


class PersonLink(FamilyData):
    """A row that ties something of the family to somebody in it; the class adds what it ties."""

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("persons.id"), primary_key=True, sort_order=1)

    @property
    def target_id(self) -> uuid.UUID:
        """What the link points at."""
        return self.person_id


class Versioned:
    """A row that people edit: a save must name the version that the form was opened with."""

    version: Mapped[int] = mapped_column(sa.Integer)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)

    @declared_attr
    def updated_by_id(self) -> Mapped[uuid.UUID | None]:
        return mapped_column(sa.ForeignKey("users.id"))

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy passes the class
        return {"version_id_col": cls.version}

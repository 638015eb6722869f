"""Column types and mixins that the mapped classes share."""

import uuid
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

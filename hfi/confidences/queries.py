"""Reading confidential notes: whoever is not named in one finds nothing of it."""

import uuid
from typing import Any

import sqlalchemy as sa

from hfi.access.models import Attachment, User
from hfi.access.principal import Principal
from hfi.access.roles import Role
from hfi.confidences.models import Confidence, ConfidenceReader
from hfi.extensions import db
from hfi.families.scope import in_force


def open_to(reader: Principal) -> sa.ColumnElement[bool]:
    """The condition on Confidence that holds for the notes of the reader's department that name the reader."""
    named = sa.exists().where(
        ConfidenceReader.confidence_id == Confidence.id, ConfidenceReader.user_id == reader.user_id
    )
    return sa.and_(Confidence.owner == reader.department, named)


def reader_names() -> sa.ScalarSelect[Any]:
    """The names of those who may read a note, one on each line."""
    names = sa.select(sa.func.aggregate_strings(User.name, "\n"))
    joined = names.join(ConfidenceReader, ConfidenceReader.user_id == User.id)
    return joined.where(ConfidenceReader.confidence_id == Confidence.id).correlate(Confidence).scalar_subquery()


def possible_readers(family_id: uuid.UUID, reader: Principal) -> list[tuple[uuid.UUID, str]]:
    """Ids and names of those who can be named: attached colleagues of the reader's department, and its managers."""
    attached = sa.select(Attachment.user_id).where(Attachment.family_id == family_id, in_force())
    statement = sa.select(User.id, User.name).where(
        User.department == reader.department,
        User.id != reader.user_id,
        User.active,
        sa.or_(User.role == Role.MANAGER, User.id.in_(attached)),
    )
    return [(row.id, row.name) for row in db.session.execute(statement.order_by(User.name))]

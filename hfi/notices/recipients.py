"""Who is told: selects of user ids, for `notify`."""

import uuid

import sqlalchemy as sa

from hfi.access.models import Attachment, AttachmentKind, User
from hfi.access.roles import Role
from hfi.families.scope import in_force

Users = sa.Select[uuid.UUID]


def coordinators_of(family_id: uuid.UUID) -> Users:
    """Those who coordinate the family today."""
    ties = Attachment.family_id == family_id, Attachment.kind == AttachmentKind.COORDINATOR, in_force()
    return active().where(User.id.in_(sa.select(Attachment.user_id).where(*ties)))


def managers_of(family_id: uuid.UUID) -> Users:
    """The programme's managers, and those of the departments that work with the family today."""
    at_work = (
        sa.select(User.department)
        .join(Attachment, Attachment.user_id == User.id)
        .where(Attachment.family_id == family_id, in_force())
    )
    return active().where(User.role == Role.MANAGER, sa.or_(User.department == "", User.department.in_(at_work)))


def managers_above(user_id: uuid.UUID) -> Users:
    """The managers of somebody's department; above a manager, and above those without a department, the programme's."""
    own = (
        sa.select(User.department)
        .where(User.id == user_id, User.role != Role.MANAGER, User.department != "")
        .scalar_subquery()
    )
    return active().where(User.role == Role.MANAGER, User.department == sa.func.coalesce(own, ""))


def programme_managers() -> Users:
    """The managers of whole programmes."""
    return active().where(User.role == Role.MANAGER, User.department == "")


def officers() -> Users:
    """The data-protection officers."""
    return active().where(User.role == Role.DPO)


def active() -> Users:
    """Everybody who can log in."""
    return sa.select(User.id).where(User.active)

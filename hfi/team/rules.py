"""Whether somebody may be attached to a family: pure, so that one person, a hand-over and a substitute ask the same."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hfi.access.models import AttachmentKind
from hfi.access.roles import Role
from hfi.programmes.model import Programme
from hfi.texts import gettext

MOST_OVERLAP = 28
"""Days in which somebody who leaves may work beside whoever takes over."""

KINDS: dict[Role, tuple[AttachmentKind, ...]] = {
    Role.PROFESSIONAL: (AttachmentKind.CONTACT_PERSON, AttachmentKind.TEAM),
    Role.COORDINATOR: (AttachmentKind.COORDINATOR,),
}
"""How somebody in the role can belong to a family; the other roles never do."""


@dataclass(frozen=True)
class Somebody:
    """A member of staff who is to work with a family."""

    user_id: uuid.UUID
    name: str
    role: Role
    department: str
    active: bool


@dataclass(frozen=True)
class Tie:
    """An attachment from a day until a day, both included; without an end it goes on."""

    id: uuid.UUID
    user_id: uuid.UUID
    department: str
    kind: AttachmentKind
    from_on: date
    to_on: date | None

    @property
    def last(self) -> date:
        """The last day."""
        return self.to_on or date.max

    def meets(self, first: date, last: date) -> bool:
        """Whether it holds on any day of these."""
        return self.from_on <= last and max(first, self.from_on) <= self.last


class TieRefusedError(Exception):
    """It must not be; the message says why, in the user's language, and `field` where to say it."""

    def __init__(self, message: str, field: str = "user_id") -> None:
        super().__init__(message)
        self.message, self.field = message, field


def refuse_unfit(wanted: Tie, somebody: Somebody, conflict: bool, others: Sequence[Tie], programme: Programme) -> None:
    """Raise TieRefusedError when the family's other attachments, or who it is, forbid this one."""
    if somebody.role not in KINDS:
        raise TieRefusedError(gettext("%(name)s has a role that never works with families.", name=somebody.name))
    # Which of the two it is says something of the family, or of the person: so neither is told.
    if conflict or not somebody.active:
        raise TieRefusedError(gettext("This person cannot be chosen for the family."))
    if wanted.kind not in KINDS[somebody.role]:
        raise TieRefusedError(gettext("%(name)s cannot be attached in this way.", name=somebody.name), "kind")
    refuse_twice(wanted, somebody, others)
    if wanted.kind is AttachmentKind.CONTACT_PERSON:
        refuse_crowd(wanted, others, programme)


def refuse_twice(wanted: Tie, somebody: Somebody, others: Sequence[Tie]) -> None:
    """Nobody is attached twice in the same way."""
    same = (one for one in others if one.user_id == wanted.user_id and one.kind is wanted.kind)
    if any(one.id != wanted.id and one.meets(wanted.from_on, wanted.last) for one in same):
        raise TieRefusedError(gettext("%(name)s is attached in this way already in these days.", name=somebody.name))


def refuse_crowd(wanted: Tie, others: Sequence[Tie], programme: Programme) -> None:
    """The programme says how many contact persons a family has, and whether each is of another department."""
    beside = [one for one in lasting_beside(wanted, others) if one.user_id != wanted.user_id]
    number = programme.contact_persons
    if not number:
        title = programme.coordinator_title
        raise TieRefusedError(gettext("Here the family has one person to call: %(title)s.", title=title), "kind")
    if len({one.user_id for one in beside}) >= number:
        raise TieRefusedError(gettext("The family has its %(number)d contact persons already.", number=number))
    if programme.contact_persons_from_different_departments and wanted.department in {one.department for one in beside}:
        raise TieRefusedError(gettext("The other contact person is of the same department. Choose another department."))


def lasting_beside(wanted: Tie, others: Sequence[Tie]) -> list[Tie]:
    """The other contact persons, without those who leave within the days of an overlap."""
    after = min(wanted.from_on + timedelta(days=MOST_OVERLAP), wanted.last)
    contacts = (one for one in others if one.kind is AttachmentKind.CONTACT_PERSON and one.id != wanted.id)
    return [one for one in contacts if one.meets(after, wanted.last)]

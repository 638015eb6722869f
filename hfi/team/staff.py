"""The colleagues whom one can choose: who they are, and how many of the reader's families they work with."""

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from hfi import alphabet, clock
from hfi.access.models import Attachment, User
from hfi.access.principal import Principal
from hfi.access.roles import PROFESSION_TITLES, Profession
from hfi.extensions import system_session
from hfi.families.models import Family
from hfi.families.scope import running, visible_families
from hfi.programmes.model import role_title
from hfi.team.rules import KINDS, Somebody
from hfi.team.ties import holds
from hfi.texts import ngettext


@dataclass(frozen=True)
class Colleague(Somebody):
    """Somebody who can be chosen, with the number of open families that they work with."""

    profession: Profession | None
    families: int

    @property
    def label(self) -> str:
        """How a list names them."""
        title = PROFESSION_TITLES[self.profession] if self.profession else role_title(self.role)
        number = ngettext("%(num)d family", "%(num)d families", self.families)
        return " · ".join(filter(None, (self.name, str(title), self.department, number)))


def families_of(user_id: Any, reader: Principal) -> sa.ScalarSelect[Any]:
    """How many open families the user of this column is attached to today, of those that the reader may open."""
    ties = sa.select(sa.func.count(Attachment.family_id.distinct())).join(Family, Family.id == Attachment.family_id)
    mine = Attachment.user_id == user_id, running(), holds(Attachment, clock.today())
    return ties.where(*mine, visible_families(reader)).scalar_subquery()


def load_staff(reader: Principal) -> list[Colleague]:
    """Everybody who has an open account in a role that works with families, alphabetically.

    A number that counts a family tells of it: each reader is given the number of those that they may open.
    """
    number = families_of(User.id, reader)
    columns = (User.id, User.name, User.role, User.department, User.active, User.profession, number)
    statement = sa.select(*columns).where(User.active, User.role.in_(KINDS))
    with system_session() as session:
        return [Colleague(*row) for row in session.execute(statement.order_by(alphabet.in_order(User.name), User.id))]


def find_somebody(session: Session, user_id: uuid.UUID | None) -> Somebody | None:
    """The member of staff with this id, whatever their role, and also when their account is locked."""
    columns = (User.id, User.name, User.role, User.department, User.active)
    row = session.execute(sa.select(*columns).where(User.id == user_id)).one_or_none()
    return Somebody(*row) if row else None

"""Whether somebody who is referred stands in another family already: for those only who may open that family."""

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from hfi.access.terms import Action
from hfi.audit import service as audit
from hfi.extensions import system_session
from hfi.families.models import Family, Person
from hfi.families.scope import FamilyAccess, visible_families


@dataclass(frozen=True)
class Twice:
    """Somebody with the same CPR number in another family."""

    person: str
    reference: str
    family: str


def same_people(family_id: uuid.UUID) -> sa.Select[Any]:
    """The ids of the other families in which somebody has the number of somebody in this one."""
    here, there = aliased(Person), aliased(Person)
    same = sa.and_(here.cpr_index == there.cpr_index, there.family_id != family_id)
    return sa.select(there.family_id).join(here, same).where(here.family_id == family_id).distinct()


def load_twice(access: FamilyAccess) -> tuple[Twice, ...]:
    """Who stands in which other family that this reader may open; what is shown of it is logged there.

    It asks beyond the one family, so it is the program's own question, and comes before the page's.
    """
    decision = access.decide(Action.ATTACH)
    if not decision or access.has_plan:
        return ()
    here, there = aliased(Person), aliased(Person)
    statement = (
        sa.select(Family.id, Family.reference, Family.name, there.name.label("person"))
        .join(there, there.family_id == Family.id)
        .join(here, here.cpr_index == there.cpr_index)
        .where(here.family_id == access.id, Family.id != access.id, visible_families(access.reader))
        .order_by(Family.reference, there.name)
    )
    with system_session() as session:
        rows = session.execute(statement).all()
        audit.read_families(access.reader, {row.id for row in rows}, "twice", decision.why, session=session)
    return tuple(Twice(row.person, row.reference, row.name) for row in rows)

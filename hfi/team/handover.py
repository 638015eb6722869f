"""All of somebody's families, or those that are ticked, go to a colleague: one step, one transaction."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from hfi import alphabet, clock
from hfi.access.models import Attachment, User
from hfi.access.principal import Principal
from hfi.access.terms import Why
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.families.models import Family
from hfi.families.scope import FamilyAccess, visible_families
from hfi.programmes.model import programme_of
from hfi.team.covering import StandIn, cover, load_stand_ins
from hfi.team.forms import KIND_TITLES, HandOverForm
from hfi.team.rows import end, new_row
from hfi.team.rules import KINDS, Somebody, Tie, TieRefusedError, refuse_unfit
from hfi.team.service import may_attach
from hfi.team.staff import find_somebody
from hfi.team.ties import Ties, holds, load_accesses, load_conflicts, load_ties, lock
from hfi.team.views import HandedOver, Movable, Moved
from hfi.texts import gettext


@dataclass(frozen=True)
class HandOver:
    """Who gives to whom from which day, and what the rules need to know of the families."""

    batch: uuid.UUID
    giver: Somebody
    taker: Somebody
    from_on: date
    overlap: int
    reason: str
    ties: Ties
    stand_ins: list[StandIn]
    conflicts: set[tuple[uuid.UUID, uuid.UUID]]

    @property
    def last_on(self) -> date:
        """The giver's last day."""
        return self.from_on + timedelta(days=self.overlap - 1)


def load_givers(reader: Principal) -> list[tuple[uuid.UUID, str, int]]:
    """Everybody at work with families that the reader leads, and with how many; locked accounts too."""
    number = sa.func.count(Attachment.family_id.distinct()).label("families")
    statement = (
        sa.select(User.id, User.name, number)
        .join(Attachment, Attachment.user_id == User.id)
        .join(Family, Family.id == Attachment.family_id)
        .where(visible_families(reader), Family.closed_on.is_(None), Attachment.absence_id.is_(None))
        .where(holds(Attachment, clock.today(), date.max))
        .group_by(User.id, User.name)
        .order_by(alphabet.in_order(User.name))
    )
    rows = [(row.id, row.name, row.families) for row in db.session.execute(statement)]
    db.session.commit()
    return rows


def load_movable(reader: Principal, user_id: uuid.UUID | None) -> tuple[Somebody | None, list[Movable]]:
    """Whoever gives, and their families that the reader leads; nobody when there are none."""
    giver = find_somebody(db.session(), user_id)
    accesses = load_accesses(db.session(), reader, giver.user_id) if giver else {}
    ties = load_ties(db.session(), accesses)
    db.session.commit()
    return giver if accesses else None, [
        Movable(one, access.reference, str(KIND_TITLES[tie.kind]), tie.from_on)
        for one, access in accesses.items()
        for tie in own_ties(ties[one], user_id)[:1]
    ]


def new_id(batch: uuid.UUID, family_id: uuid.UUID, number: int = 0) -> uuid.UUID:
    """The id of the attachment that follows the giver's first, or a later one: sent twice, it is the same."""
    return uuid.uuid5(batch, f"{family_id}|{number}")


def own_ties(ties: list[Tie], user_id: uuid.UUID | None) -> list[Tie]:
    """Those of this person."""
    return [one for one in ties if one.user_id == user_id]


def hand_over(reader: Principal, giver_id: uuid.UUID, form: HandOverForm) -> HandedOver:
    """Move the ticked families. Raises TieRefusedError when the two do not fit; a family that cannot go stays."""
    audit.because(Why.OFFICE)
    lock(db.session(), form.chosen())
    done = load_done(form)
    wanted = set(form.chosen()) - set(done)
    accesses = {one: it for one, it in load_accesses(db.session(), reader, giver_id).items() if one in wanted}
    try:
        plan = plan_hand_over(giver_id, form, accesses)
    except TieRefusedError:
        db.session.rollback()
        raise
    rows = load_rows(giver_id, accesses)
    moved = [Moved(access.reference, move(plan, access, rows)) for access in accesses.values()]
    moved += [Moved(reference, "") for reference in done.values()]
    db.session.commit()
    return HandedOver(plan.giver.name, plan.taker.name, plan.from_on, plan.overlap, tuple(moved))


def load_done(form: HandOverForm) -> dict[uuid.UUID, str]:
    """The ticked families that this form moved already, when it was sent twice, and their references."""
    ids = [new_id(form.new_id(), one) for one in form.chosen()]
    statement = sa.select(Family.id, Family.reference).join(Attachment, Attachment.family_id == Family.id)
    return {row.id: row.reference for row in db.session.execute(statement.where(Attachment.id.in_(ids)))}


def plan_hand_over(giver_id: uuid.UUID, form: HandOverForm, accesses: Mapping[uuid.UUID, FamilyAccess]) -> HandOver:
    """Who, to whom, and what is known of the families. Raises TieRefusedError when it can be for none of them."""
    giver, taker = find_somebody(db.session(), giver_id), find_somebody(db.session(), form.user_id.data)
    if giver is None or taker is None or taker.user_id == giver_id:
        raise TieRefusedError(gettext("Choose a colleague who takes over"))
    if set(KINDS.get(taker.role, ())) != set(KINDS.get(giver.role, ())):
        raise TieRefusedError(gettext("Choose somebody with the same role as %(name)s", name=giver.name))
    stand_ins = load_stand_ins(db.session(), taker.user_id)
    return HandOver(
        form.new_id(),
        giver,
        taker,
        form.from_on.data,
        form.overlap.data or 0,
        form.reason.data or "",
        load_ties(db.session(), accesses),
        stand_ins,
        load_conflicts(db.session(), accesses, [taker.user_id, *(one.user_id for one in stand_ins)]),
    )


def load_rows(giver_id: uuid.UUID, families: Mapping[uuid.UUID, Any]) -> dict[uuid.UUID, Attachment]:
    """The giver's attachments, to be ended."""
    theirs = Attachment.user_id == giver_id, Attachment.family_id.in_(families), Attachment.absence_id.is_(None)
    rows = db.session.scalars(sa.select(Attachment).where(*theirs, holds(Attachment, clock.today(), date.max)))
    return {row.id: row for row in rows}


def move(plan: HandOver, access: FamilyAccess, rows: Mapping[uuid.UUID, Attachment]) -> str:
    """Move one family; why it stays, when it does."""
    own = [one for one in own_ties(plan.ties[access.id], plan.giver.user_id) if one.id in rows]
    pairs = [(tie, successor(plan, tie, new_id(plan.batch, access.id, place))) for place, tie in enumerate(own)]
    try:
        for tie, new in pairs:
            refuse_move(plan, access, tie, new)
    except TieRefusedError as refused:
        return refused.message
    db.session.add_all(followed(plan, access, pairs, rows))
    return ""


def successor(plan: HandOver, tie: Tie, new: uuid.UUID) -> Tie:
    """What the taker gets in place of this."""
    first = max(plan.from_on, tie.from_on)
    return Tie(new, plan.taker.user_id, plan.taker.department, tie.kind, first, tie.to_on)


def refuse_move(plan: HandOver, access: FamilyAccess, tie: Tie, new: Tie) -> None:
    """Raise TieRefusedError when this attachment cannot go to the taker."""
    if not may_attach(access, plan.taker.user_id):
        raise TieRefusedError(gettext("This person cannot be chosen for the family."))
    if tie.last < plan.from_on:
        raise TieRefusedError(gettext("The work with the family ends before that day."))
    others = [one for one in plan.ties[access.id] if one.id != tie.id]
    conflict = (access.id, plan.taker.user_id) in plan.conflicts
    refuse_unfit(new, plan.taker, conflict, others, programme_of(access.programme))


def followed(
    plan: HandOver, access: FamilyAccess, pairs: list[tuple[Tie, Tie]], rows: Mapping[uuid.UUID, Attachment]
) -> Iterator[Attachment]:
    """The taker's new rows, and those of who stands in for them; the giver's end with the overlap, or earlier."""
    for tie, new in pairs:
        end(rows[tie.id], min(tie.last, plan.last_on), access.reader.user_id, plan.reason)
        yield new_row(access, new, plan.reason)
        yield from cover(access, new, plan.stand_ins, plan.ties[access.id], plan.conflicts)

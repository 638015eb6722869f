"""Families whose contact persons are not as the programme wants. What is counted is what is listed."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, User
from hfi.access.principal import Principal
from hfi.access.terms import Why
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.families.models import Family
from hfi.families.scope import visible_families
from hfi.programmes.model import programmes
from hfi.team.forms import KIND_TITLES
from hfi.team.ties import holds
from hfi.team.views import Ended, Lacking, Problem

AHEAD = timedelta(days=14)
MOST = 60
ENDED_WITHIN = timedelta(days=14)
MOST_ENDED = 30


def contacts_on(day: date) -> sa.Select[Any]:
    """Those whom the family calls on the day, to be counted; whoever's account is locked cannot be rung."""
    keys = {kind: [key for key, one in programmes().items() if one.contact_kind is kind] for kind in AttachmentKind}
    ties = sa.select().select_from(Attachment).join(User, User.id == Attachment.user_id)
    return ties.where(
        Attachment.family_id == Family.id,
        sa.or_(*(sa.and_(Family.programme.in_(of), Attachment.kind == kind) for kind, of in keys.items() if of)),
        User.active,
        holds(Attachment, day),
    )


def number_on(day: date) -> sa.ScalarSelect[Any]:
    """How many people the family can call on the day."""
    return contacts_on(day).with_only_columns(sa.func.count(User.id.distinct())).scalar_subquery()


def needed() -> sa.ColumnElement[int]:
    """How many the family's programme promises."""
    numbers = {key: one.contacts_promised for key, one in programmes().items()}
    return sa.case(numbers, value=Family.programme, else_=0)


def problem() -> sa.ColumnElement[str]:
    """What is not as it should be, the worst first; NULL when all is well."""
    today = clock.today()
    departments = contacts_on(today).with_only_columns(sa.func.count(User.department.distinct())).scalar_subquery()
    strict = [key for key, one in programmes().items() if one.contact_persons_from_different_departments]
    alike = sa.and_(Family.programme.in_(strict), number_on(today) > 1, departments == 1)
    return sa.case(
        (sa.and_(needed() > 0, number_on(today) == 0), Problem.NONE.value),
        (number_on(today) < needed(), Problem.FEW.value),
        (alike, Problem.ONE_DEPARTMENT.value),
        (number_on(today + AHEAD) < needed(), Problem.ENDING.value),
    )


def load_lacking(reader: Principal) -> tuple[tuple[Lacking, ...], int]:
    """The open families that lack somebody, the worst first, and how many there are in all. Two queries."""
    what = problem()
    worst = sa.case({one.value: place for place, one in enumerate(Problem)}, value=what)
    rows = db.session.execute(
        sa.select(Family.id, Family.reference, what.label("problem"), sa.func.count().over().label("total"))
        .where(visible_families(reader), Family.closed_on.is_(None), what.is_not(None))
        .order_by(worst, Family.reference)
        .limit(MOST)
    ).all()
    contacts = load_contacts([row.id for row in rows])
    audit.read_families(reader, [row.id for row in rows], "lacking", Why.MANAGER.value)
    lacking = tuple(Lacking(row.reference, Problem(row.problem), tuple(contacts[row.id])) for row in rows)
    return lacking, rows[0].total if rows else 0


def load_contacts(families: Collection[uuid.UUID]) -> dict[uuid.UUID, list[tuple[str, date | None]]]:
    """The families' contact persons of today, with their last day."""
    found: dict[uuid.UUID, list[tuple[str, date | None]]] = defaultdict(list)
    statement = contacts_on(clock.today()).with_only_columns(Attachment.family_id, User.name, Attachment.to_on)
    joined = statement.join(Family, Family.id == Attachment.family_id).where(Family.id.in_(families))
    for family_id, name, to_on in db.session.execute(joined.order_by(Attachment.from_on, User.name)):
        found[family_id].append((name, to_on))
    return found


def load_ended(reader: Principal) -> tuple[Ended, ...]:
    """Whose work with a family that the reader leads ended in the last weeks, the latest first. One query."""
    today = clock.today()
    statement = (
        sa.select(Family.reference, User.name, Attachment.kind, Attachment.to_on, Attachment.end_reason)
        .join(Family, Family.id == Attachment.family_id)
        .join(User, User.id == Attachment.user_id)
        .where(visible_families(reader), Family.closed_on.is_(None), Attachment.absence_id.is_(None))
        .where(Attachment.to_on.between(today - ENDED_WITHIN, today - timedelta(days=1)))
        .where(Attachment.to_on >= Attachment.from_on)
        .order_by(Attachment.to_on.desc(), Family.reference, User.name)
        .limit(MOST_ENDED)
    )
    return tuple(
        Ended(row.reference, row.name, str(KIND_TITLES[row.kind]), row.to_on, row.end_reason)
        for row in db.session.execute(statement)
    )

"""Lists of grounds for sharing over many families: consents that run out, and what is shared by law."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, User
from hfi.access.principal import Principal
from hfi.access.terms import Why
from hfi.audit import service as audit
from hfi.consent.models import COORDINATION, Consent, LegalGround
from hfi.consent.queries import in_force_by_law, law_running_out
from hfi.consent.rules import rules
from hfi.extensions import db, system_session
from hfi.families.keys import WRAPPED
from hfi.families.models import Family, FamilyKey, Person
from hfi.families.scope import in_force, visible_families
from hfi.families.sealing import opened
from hfi.overview.needs import expiring_consents
from hfi.overview.rows import family_name, why_listed
from hfi.overview.views import FamilyName
from hfi.programmes.model import Programme, programme_of


@dataclass(frozen=True)
class Ending:
    """Somebody whose consent runs out soon: the first day on which one does."""

    family: FamilyName
    person_id: uuid.UUID
    name: str
    last_day: date
    urgent: bool


@dataclass(frozen=True)
class LawEnding:
    """What is shared by law, and soon is no more."""

    family: FamilyName
    owner: str
    reader: str
    last_day: date
    urgent: bool


@dataclass(frozen=True)
class GroundRow:
    """A legal ground in force, as those see it who look after the law: no name, no family but its reference."""

    reference: str
    owner: str
    reader: str
    paragraph: str
    reason: str
    from_on: date
    to_on: date
    urgent: bool
    recorded_by: str


def load_ending(reader: Principal) -> tuple[Ending, ...]:
    """Of whom a consent runs out soon in the reader's families, the first to run out first."""
    today = clock.today()
    statement = (
        sa.select(
            Family.id,
            Family.reference,
            Family.name,
            Person.id.label("person_id"),
            Person.name.label("person"),
            sa.func.min(Consent.expires_on).label("last_day"),
        )
        .join(Person, Person.family_id == Family.id)
        .join(Consent, Consent.person_id == Person.id)
        .where(visible_families(reader), Family.closed_on.is_(None), *expiring_consents(today))
        .group_by(Family.id, Family.reference, Family.name, Person.id, Person.name)
        .order_by("last_day", Family.name, Person.name)
    )
    rows = db.session.execute(statement).all()
    audit.read_families(reader, dict.fromkeys(row.id for row in rows), "consents", why_listed(reader))
    db.session.commit()
    return tuple(present_ending(row, today) for row in rows)


def present_ending(row: Any, today: date) -> Ending:
    """One line."""
    urgent = rules(today).is_urgent(row.last_day, today)
    return Ending(family_name(row), row.person_id, row.person, row.last_day, urgent)


def load_law_ending(reader: Principal) -> tuple[LawEnding, ...]:
    """Which legal grounds run out soon that the reader wrote down, or coordinates the family of."""
    today = clock.today()
    coordinated = sa.select(Attachment.family_id).where(
        Attachment.user_id == reader.user_id, Attachment.kind == AttachmentKind.COORDINATOR, in_force()
    )
    known = sa.or_(LegalGround.recorded_by_id == reader.user_id, LegalGround.family_id.in_(coordinated))
    statement = (
        sa.select(Family.id, Family.reference, Family.name, Family.programme, LegalGround.owner, LegalGround.reader)
        .add_columns(LegalGround.to_on)
        .join(LegalGround, LegalGround.family_id == Family.id)
        .where(visible_families(reader), Family.closed_on.is_(None), known)
        .where(law_running_out(today))
        .order_by(LegalGround.to_on, Family.name, LegalGround.id)
    )
    rows = db.session.execute(statement).all()
    audit.read_families(reader, dict.fromkeys(row.id for row in rows), "consents", why_listed(reader))
    db.session.commit()
    return tuple(present_law_ending(row, today) for row in rows)


def present_law_ending(row: Any, today: date) -> LawEnding:
    """One line."""
    programme = programme_of(row.programme)
    sides = side_name(programme, row.owner), side_name(programme, row.reader)
    return LawEnding(family_name(row), *sides, row.to_on, rules(today).is_urgent(row.to_on, today))


def load_law(reader: Principal) -> tuple[GroundRow, ...]:
    """Everything that is shared by law today, in all families; each is logged as read.

    The reader's own session knows no family: the program reads for them, and shows nothing when it cannot be logged.
    """
    statement = (
        sa.select(
            *(getattr(LegalGround, one.key) for one in sa.inspect(LegalGround).column_attrs),
            Family.reference,
            Family.programme,
            User.name.label("by"),
            *WRAPPED,
        )
        .join(Family, Family.id == LegalGround.family_id)
        .outerjoin(FamilyKey, FamilyKey.family_id == LegalGround.family_id)
        .join(User, User.id == LegalGround.recorded_by_id)
        .where(*in_force_by_law(clock.today()))
        .order_by(Family.reference, LegalGround.recorded_at)
    )
    with system_session() as session:
        rows = session.execute(statement).all()
        audit.read_families(reader, dict.fromkeys(row.family_id for row in rows), "grounds", Why.OFFICE, session)
    return tuple(present_law(row) for row in opened(LegalGround, rows))


def present_law(row: Any) -> GroundRow:
    """One line."""
    programme = programme_of(row.programme)
    return GroundRow(
        reference=row.reference,
        owner=side_name(programme, row.owner),
        reader=side_name(programme, row.reader),
        paragraph=row.paragraph,
        reason=row.reason,
        from_on=row.from_on,
        to_on=row.to_on,
        urgent=rules(clock.today()).is_urgent(row.to_on, clock.today()),
        recorded_by=row.by,
    )


def side_name(programme: Programme, code: str) -> str:
    """What the municipality calls the department, or its coordinators."""
    if code == COORDINATION:
        return programme.coordinator_title
    named = programme.department(code)
    return named.name if named else code

"""The page of referrals: one's own, and for those who decide all that wait."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from hfi import clock
from hfi.access.principal import Principal
from hfi.access.roles import Role
from hfi.access.terms import Why
from hfi.audit import service as audit
from hfi.extensions import system_session
from hfi.families.keys import WRAPPED
from hfi.families.models import BEFORE_PLAN, Family, FamilyKey, Phase
from hfi.families.scope import conflicts, visible_families
from hfi.families.sealing import opened
from hfi.intake.models import Referral
from hfi.intake.target import capacity, counts
from hfi.intake.views import Incoming, OwnReferral, Places, Referrals
from hfi.intake.words import NEXT, PHASE_TITLES
from hfi.overview.rows import why_listed
from hfi.parameters.current import housing_areas
from hfi.programmes.model import Programme, programme_of, programmes
from hfi.texts import _

MOST = 200


def load_referrals(reader: Principal, programme: str = "") -> Referrals:
    """What the reader referred, and what waits for them, of one programme if it is named. Three queries and the log's.

    Whoever refers a family has no way in to it: what they wrote is read for them by the program, and of the family
    nothing but where it is on its way.
    """
    looks = looks_at_others(reader)
    with system_session() as session:
        own = load_own(session, reader)
        rows = session.execute(select_incoming(reader, programme)).all() if looks else []
        numbers = {(one.programme, one.phase): one.number for one in session.execute(counts())} if looks else {}
        audit.read_families(reader, [row.id for row in rows], "referrals", why_listed(reader), session=session)
    places = tuple(Places(one.name, capacity(one, numbers)) for one in programmes().values()) if looks else ()
    return Referrals(own, present_rows(rows), places, looks)


def looks_at_others(reader: Principal) -> bool:
    """Whether visitation is theirs: coordinators, and managers of whole programmes."""
    return reader.role is Role.COORDINATOR or (reader.role is Role.MANAGER and not reader.department)


def load_own(session: Session, reader: Principal) -> tuple[OwnReferral, ...]:
    """The reader's own referrals, newest first; none in which they stand too near."""
    columns: list[Any] = [Referral.id, Referral.family_id, Referral.family_name, Referral.sent_at, Family.phase]
    statement = (
        sa.select(*columns, *WRAPPED)
        .join(Family, Family.id == Referral.family_id)
        .outerjoin(FamilyKey, FamilyKey.family_id == Referral.family_id)
        .where(Referral.referrer_id == reader.user_id, Family.id.not_in(conflicts(reader)))
        .order_by(Referral.sent_at.desc(), Referral.id)
        .limit(MOST)
    )
    rows = session.execute(statement).all()
    audit.read_families(reader, [row.family_id for row in rows], "own-referral", Why.OFFICE, session=session)
    return tuple(
        OwnReferral(row.id, row.family_name, row.sent_at, str(PHASE_TITLES[row.phase]), str(NEXT[row.phase]), row.phase)
        for row in opened(Referral, rows)
    )


def select_incoming(reader: Principal, programme: str) -> sa.Select[Any]:
    """The families that the reader decides about, the oldest first; of one programme, or of all."""
    columns: list[Any] = [
        Family.id,
        Family.reference,
        Family.name,
        Family.programme,
        Family.housing_area,
        Family.phase,
        Referral.sent_at,
        Referral.decided_at,
        Referral.outcome,
    ]
    wanted = [Family.programme == programme] if programme else []
    return (
        sa.select(*columns)
        .join(Referral, Referral.family_id == Family.id)
        .where(visible_families(reader), Family.phase.in_(BEFORE_PLAN), *wanted)
        .order_by(Referral.sent_at, Family.reference)
        .limit(MOST)
    )


def present_rows(rows: Sequence[Any]) -> tuple[Incoming, ...]:
    """What is to be looked at comes first, then who waits."""
    today = clock.today()
    shown = [present_incoming(row, programme_of(row.programme), today) for row in rows]
    return tuple(sorted(shown, key=lambda one: one.phase is Phase.WAITING))


def present_incoming(row: Any, programme: Programme, today: date) -> Incoming:
    """One family; how long it waits counts from the day on which it came on the list."""
    moment = row.decided_at if row.phase is Phase.WAITING and row.decided_at else row.sent_at
    since = clock.local(moment).date()
    days = (today - since).days
    decided = row.outcome is not None
    area = row.housing_area or (_("Elsewhere") if housing_areas(programme) else "–")
    return Incoming(row.reference, row.name, programme.name, area, row.phase, since, days, decided)

"""Counts over the families a manager leads, each by one statement that the database adds up: as many for 31 families as
for 100,000."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from hfi import clock
from hfi.access.models import Attachment, User
from hfi.access.principal import Principal
from hfi.access.terms import Why
from hfi.alphabet import in_order
from hfi.audit import service as audit
from hfi.caseload.suppression import bounded, may_say_small, suppress
from hfi.caseload.views import AreaCount, Caseload, Overdue, PlaceCount, Totals, Worker
from hfi.extensions import db
from hfi.families.models import Family, Phase
from hfi.families.scope import in_force, running, visible_families
from hfi.meetings.models import PlanMeeting
from hfi.meetings.queries import is_to_come
from hfi.overview.needs import follow_up_overdue_in, is_overdue
from hfi.parameters.current import housing_areas
from hfi.phases.queries import last_resumed
from hfi.plan.department import registry
from hfi.plan.models import LIVE_STATUSES, Agreement, AgreementStatus, Measure
from hfi.programmes.model import Programme, programmes_with
from hfi.team.shortage import number_on

Rows = Sequence[Row[Any]]
Condition = sa.ColumnElement[bool]
MOST_WORKERS = 60
MOST_OVERDUE = 15


def load_caseload(reader: Principal, programme: Programme) -> Caseload:
    """The caseload that this manager leads in the programme; what is named of single families is logged."""
    today = clock.today()
    mine = sa.and_(visible_families(reader), Family.programme == programme.key, running())
    totals = load_totals(mine, programme, today)
    workers = load_workers(mine, reader, programme, today)
    areas = load_areas(mine, programme, totals.families)
    places = count_places(mine, programme)
    late = read_overdue(mine, programme, today)
    overdue = present_overdue(late, programme, today)
    audit.read_families(reader, [row.id for row in late], "caseload", Why.MANAGER.value)
    db.session.commit()
    return Caseload(
        programme=programme,
        choices=tuple((one.key, one.name) for one in programmes_with(reader.department).values()),
        day=today,
        whole_programme=not reader.department,
        totals=totals,
        workers=workers,
        overdue=overdue,
        areas=areas,
        places=present_places(places),
        places_small=may_say_small(list(places.values())),
    )


def families(mine: Condition) -> sa.Select[Any]:
    """The ids of the families, to select other rows by."""
    return sa.select(Family.id).where(mine)


def counted(statement: sa.Select[Any]) -> Sequence[Any]:
    """The rows, read in a transaction of its own: on SQLite nobody can save while one is open, and there are many."""
    rows = db.session.execute(statement).all()
    db.session.commit()
    return rows


def load_totals(mine: Condition, programme: Programme, today: date) -> Totals:
    """The key figures. Two statements."""
    coming = sa.exists().where(PlanMeeting.family_id == Family.id, is_to_come(today))
    number = sa.func.count(Family.id)
    columns: list[Any] = [
        number,
        number.filter(Family.phase == Phase.PAUSED),
        number.filter(~coming, Family.phase != Phase.PAUSED),
        number.filter(number_on(today) < programme.contacts_promised),
        number.filter(follow_up_overdue_in(programme, today)),
    ]
    family = counted(sa.select(*columns).where(mine))[0]
    agreement = counted(
        sa.select(*agreement_counts(today)).where(
            Agreement.status == AgreementStatus.OPEN, Agreement.family_id.in_(families(mine))
        )
    )[0]
    return Totals(*family, *agreement)


def agreement_counts(today: date) -> list[Any]:
    """How many agreements there are, and how many of them are late."""
    number = sa.func.count(Agreement.id)
    return [number, number.filter(*is_overdue(today))]


def load_workers(mine: Condition, reader: Principal, programme: Programme, today: date) -> tuple[Worker, ...]:
    """Contact persons with what they carry, by department; a department's manager sees its own. Two statements."""
    number = sa.func.count(Attachment.family_id.distinct()).label("families")
    own = [User.department == reader.department] if reader.department else []
    columns: list[Any] = [User.id, User.name, User.department, number]
    carried = counted(
        sa.select(*columns)
        .join(Attachment, Attachment.user_id == User.id)
        .where(Attachment.kind == programme.contact_kind, in_force(), Attachment.family_id.in_(families(mine)))
        .where(*own)
        .group_by(User.id, User.name, User.department)
        .order_by(number.desc(), in_order(User.name))
        .limit(MOST_WORKERS)
    )
    agreements = agreements_of(mine, [row.id for row in carried], today)
    order = [registry().owner(area, programme) for area in registry().departments]
    rows = sorted(carried, key=lambda row: order.index(row.department) if row.department in order else len(order))
    return tuple(
        Worker(row.name, registry().mark_of_code(row.department, programme), row.families, *agreements[row.id])
        for row in rows
    )


def agreements_of(mine: Condition, users: list[uuid.UUID], today: date) -> dict[uuid.UUID, tuple[int, int]]:
    """Open and late agreements of these users in the families."""
    columns: list[Any] = [Agreement.user_id, *agreement_counts(today)]
    rows = counted(
        sa.select(*columns)
        .where(Agreement.status == AgreementStatus.OPEN, Agreement.user_id.in_(users))
        .where(Agreement.family_id.in_(families(mine)))
        .group_by(Agreement.user_id)
    )
    return defaultdict(lambda: (0, 0), {user: (number, late) for user, number, late in rows})


def read_overdue(mine: Condition, programme: Programme, today: date) -> Rows:
    """The families whose follow-up is most overdue."""
    last = (
        sa.select(sa.func.max(PlanMeeting.starts_at))
        .where(PlanMeeting.family_id == Family.id, PlanMeeting.held)
        .scalar_subquery()
    )
    resumed = last_resumed().label("resumed_on")
    columns: list[Any] = [Family.id, Family.reference, Family.enrolled_on, last.label("met_at"), resumed]
    return db.session.execute(
        sa.select(*columns)
        .where(mine, follow_up_overdue_in(programme, today))
        .order_by(sa.func.coalesce(last, Family.enrolled_on), Family.reference)
        .limit(MOST_OVERDUE)
    ).all()


def present_overdue(rows: Rows, programme: Programme, today: date) -> tuple[Overdue, ...]:
    """The rows with their contact persons' surnames. One statement."""
    named: dict[uuid.UUID, list[str]] = defaultdict(list)
    for family_id, name in db.session.execute(
        sa.select(Attachment.family_id, User.name)
        .join(User, User.id == Attachment.user_id)
        .where(Attachment.family_id.in_([row.id for row in rows]))
        .where(Attachment.kind == programme.contact_kind, in_force())
        .order_by(Attachment.from_on, User.name)
    ):
        named[family_id].append(name.split()[-1])
    return tuple(overdue_family(row, tuple(named[row.id]), programme, today) for row in rows)


def overdue_family(row: Row[Any], contacts: tuple[str, ...], programme: Programme, today: date) -> Overdue:
    """How long the family's follow-up is overdue, from when its clock began."""
    last_on = clock.local(row.met_at).date() if row.met_at else row.enrolled_on
    began = max(last_on, row.resumed_on or last_on)
    days = (today - began - timedelta(weeks=programme.follow_up_weeks)).days
    return Overdue(row.reference, contacts, last_on, row.met_at is not None, days)


def load_areas(mine: Condition, programme: Programme, total: int) -> tuple[AreaCount, ...]:
    """Families and live measures of every professional area, those that have none included. One statement."""
    sections = {
        area: [section.id for section in registry().sections if section.area == area] for area in registry().departments
    }
    area = sa.case(*((Measure.section_id.in_(ids), key) for key, ids in sections.items() if ids))
    measures = (
        sa.select(Measure.family_id, area.label("area"))
        .where(Measure.status.in_(LIVE_STATUSES), Measure.family_id.in_(families(mine)))
        .subquery()
    )
    by_family = (
        sa.select(measures.c.area, sa.func.count().label("number"))
        .group_by(measures.c.family_id, measures.c.area)
        .subquery()
    )
    rows = counted(
        sa.select(by_family.c.area, sa.func.count(), sa.func.sum(by_family.c.number)).group_by(by_family.c.area)
    )
    counts = {key: (number, int(all_of_them)) for key, number, all_of_them in rows}
    return tuple(area_count(key, programme, *counts.get(key, (0, 0)), total) for key in sections)


def area_count(area: str, programme: Programme, number: int, measures: int, total: int) -> AreaCount:
    """The area's counts, hidden where they are small."""
    shown, or_more = bounded(number, total)
    return AreaCount(registry().mark(area, programme), shown, or_more, measures if shown else None)


def count_places(mine: Condition, programme: Programme) -> dict[str, int]:
    """Families in each of the programme's housing areas, and under an empty name everywhere else. One statement."""
    rows = db.session.execute(sa.select(Family.housing_area, sa.func.count()).where(mine).group_by(Family.housing_area))
    counts = dict.fromkeys([*(area.name for area in housing_areas(programme)), ""], 0)
    for name, number in rows:
        counts[name if name in counts else ""] += number
    return counts


def present_places(counts: dict[str, int]) -> tuple[PlaceCount, ...]:
    """The housing areas, the largest first; the order of the hidden ones tells nothing."""
    places = map(PlaceCount, counts, suppress(list(counts.values())))
    return tuple(sorted(places, key=lambda place: -(place.families or 0)))

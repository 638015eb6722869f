"""Staff, families and what is in them: each test builds the small world that it walks through."""

import re
import uuid
from datetime import date, time, timedelta
from itertools import count
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, User
from hfi.access.roles import Profession, Role
from hfi.access.sessions import start_session
from hfi.audit.models import AuditEntry
from hfi.audit.notes import Note, note
from hfi.consent.models import Consent, Extent
from hfi.extensions import db
from hfi.families import cpr
from hfi.families.models import Family, Person, PersonKind
from hfi.meetings.models import PlanMeeting
from hfi.plan.models import Agreement, Goal, Measure, MeasurePerson, MeasureStatus
from hfi.programmes.model import main_programme
from hfi.schedule.models import Appointment, AppointmentPerson, Repeats
from tests.visitor import token_for

numbers = count(700)


def user(
    name: str, department: str = "SOF", role: Role = Role.PROFESSIONAL, profession: Profession | None = None
) -> User:
    """Somebody at work; nobody logs in with a password here."""
    row = User(
        email=f"{uuid.uuid4().hex}@test.example",
        name=name,
        password_hash="-",
        role=role,
        department=department,
        profession=profession or (Profession.SOCIAL_CASEWORKER if role is Role.PROFESSIONAL else None),
    )
    return saved(row)


def family(name: str, *staff: User, **more: Any) -> Family:
    """A family that everybody named is a contact person of."""
    values = {"housing_area": "Bispeparken", "enrolled_on": clock.today() - timedelta(weeks=4)} | more
    row = saved(Family(reference=f"HFI-2026-{next(numbers)}", name=name, programme=main_programme().key, **values))
    for one in staff:
        attach(one, row)
    return row


def attach(one: User, to: Family, kind: AttachmentKind = AttachmentKind.CONTACT_PERSON, **more: Any) -> Attachment:
    """Somebody works with the family, since a month ago when nothing else is said."""
    values = {"from_on": clock.today() - timedelta(days=30)} | more
    return saved(Attachment(user_id=one.id, family_id=to.id, kind=kind, **values))


def person(of: Family, name: str, number: str = "", **more: Any) -> Person:
    """Somebody in the family."""
    values = {"kind": PersonKind.CHILD, "relation": "datter"} | more
    row = Person(id=uuid.uuid4(), family_id=of.id, name=name, **values)
    if number:
        cpr.set_cpr(row, number)
    return saved(row)


def agreement(of: Family, text: str, due_in: int, **more: Any) -> Agreement:
    """Something that was agreed, due so many days from today."""
    due = clock.today() + timedelta(days=due_in)
    return saved(Agreement(family_id=of.id, text=text, due_on=due, created_at=clock.now(), **more))


def meeting(of: Family, in_days: int, hour: int = 13, **more: Any) -> PlanMeeting:
    """A plan meeting."""
    return saved(PlanMeeting(family_id=of.id, starts_at=clock.at(day(in_days), hour), **more))


def goal(of: Family, position: int, now: int | None) -> Goal:
    """A shared goal."""
    return saved(Goal(family_id=of.id, position=position, title="Rolige morgener", now=now, agreed_on=clock.today()))


def appointment(of: Family, title: str, responsible: User, section: str = "social/support", **more: Any) -> Appointment:
    """A time every week, on today's weekday, of a measure that somebody is responsible for."""
    status = more.pop("status", MeasureStatus.RUNNING)
    people = more.pop("people", ())
    measure = Measure(
        family_id=of.id, section_id=section, type_key="x", title=title, responsible_id=responsible.id, status=status,
        created_at=clock.now(), sensitive=more.pop("measure_sensitive", False),
    )  # fmt: skip
    saved(measure)
    for one in people:
        db.session.add(MeasurePerson(measure_id=measure.id, person_id=one.id, family_id=of.id))
    values = {"repeats": Repeats.WEEKLY, "from_on": day(-14), "starts": time(9), "ends": time(10)} | more
    row = saved(Appointment(family_id=of.id, section_id=section, measure_id=measure.id, title=title, **values))
    for one in people:
        saved(AppointmentPerson(appointment_id=row.id, person_id=one.id, family_id=of.id))
    return row


def consent(of: Person, owner: str, reader: str, days_left: int = 200, **more: Any) -> Consent:
    """Somebody lets a department share."""
    values = {"extent": Extent.FULL, "given_on": day(-30), "expires_on": day(days_left)} | more
    return saved(Consent(family_id=of.family_id, person_id=of.id, owner=owner, reader=reader, **values))


def changed(of: Family, by: User, kind: str, action: str = "update", **more: Any) -> None:
    """A row of the log: a colleague changed something, an hour ago when nothing else is said."""
    values = {"at": clock.now() - timedelta(hours=1), "section": "", "what": "text"} | more
    told = {"id": uuid.uuid4(), "item_id": uuid.uuid4(), "content": b"", "kind": kind, "action": action}
    told |= {"fields": values["what"], "section": values["section"]}
    row = Note(of.id, action, {"actor_id": by.id}, [told], values["at"])
    note(db.session(), row)
    db.session.commit()


def day(in_days: int) -> date:
    """So many days from today."""
    return clock.today() + timedelta(days=in_days)


def saved(row: Any) -> Any:
    """The row, in the database; its values can be read afterwards without another query."""
    db.session.add(row)
    db.session.commit()
    db.session.refresh(row)
    db.session.expunge(row)
    db.session.commit()
    return row


def log_in(client: FlaskClient, as_user: User) -> FlaskClient:
    """The client with a live session of the user."""
    login = start_session(as_user.id)
    assert login
    with client.session_transaction() as session:
        session["_user_id"] = login.token
        session["_fresh"] = True
        session["language"] = "en"
    return client


def log_of(actor: User, what: str) -> list[uuid.UUID]:
    """The families of which the user's readings are in the log."""
    rows = sa.select(AuditEntry.family_id).where(AuditEntry.actor_id == actor.id, AuditEntry.what == what)
    found = list(db.session.scalars(rows))
    db.session.commit()
    return found


def post(client: FlaskClient, url: str, headers: dict[str, str] | None = None, **values: str) -> TestResponse:
    """Send a form with its token."""
    return client.post(url, data={**token_for(client, url), **values}, headers=headers)


def words(html: str, region: str = "") -> str:
    """A section of the page, or all of its content, without tags."""
    pattern = rf'<section id="{region}".*?</section>' if region else "<main.*?</main>"
    found = re.search(pattern, html, re.DOTALL)
    assert found, f"no {region or 'main'} in {html}"
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())

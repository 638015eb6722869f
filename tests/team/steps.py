"""What the stories about teams do again and again."""

import uuid
from datetime import date, timedelta

import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, Conflict, ConflictKind, User
from hfi.audit.models import AuditEntry, Revision
from hfi.families.models import Family
from tests.world import PASSWORD_HASH

CONTACT, TEAM, COORDINATOR = AttachmentKind.CONTACT_PERSON, AttachmentKind.TEAM, AttachmentKind.COORDINATOR


def day(distance: int) -> date:
    """Today, and so many days further."""
    return clock.today() + timedelta(days=distance)


def typed(one: date) -> str:
    """A day as people type it."""
    return f"{one:%d.%m.%Y}"


def attach(visitor, world, name, kind=TEAM, status=303, start=0, **more):
    """Fill in the form that adds somebody to the family's team."""
    visitor.open(f"{world.url}/attachments/new")
    values = {"user_id": str(world.users[name]), "kind": kind.value, "reason": "Kender familien", **more}
    return visitor.submit(visitor.find("main form"), status, from_on=typed(day(start)), **values)


def tie_of(store, world, name, **more):
    """The attachments of somebody, the latest first."""
    rows = store.all(Attachment.__table__.select().where(Attachment.user_id == world.users[name]))
    return sorted(rows, key=lambda row: row.from_on, reverse=True)


def end(visitor, world, tie, last_on, status=303, **more):
    """Fill in the form that ends somebody's work with the family."""
    visitor.open(f"{world.url}/attachments/{tie}/edit")
    values = {"to_on": typed(last_on) if last_on else "", "end_reason": "Nyt arbejde", **more}
    return visitor.submit(visitor.find("main form"), status, **values)


def changes_of(store, item):
    """What was logged of a row, in order: who, in which family, how."""
    here = Revision.family_id == AuditEntry.family_id, Revision.seq == AuditEntry.seq
    columns = AuditEntry.actor_id, Revision.family_id, Revision.action, Revision.kind
    rows = store.all(sa.select(*columns).where(*here, Revision.item_id == item).order_by(AuditEntry.at, Revision.seq))
    return [tuple(row) for row in rows]


def conflict(store, world, name, family=None):
    """Somebody stands too near to the family."""
    user = world.users[name]
    store.add(
        Conflict(
            family_id=family or world.family, user_id=user, kind=ConflictKind.NEIGHBOUR, from_on=day(-9),
            declared_by_id=user,
        )
    )  # fmt: skip


def add_user(store, world, name, role, department="", profession=None, **more):
    """One more persona; `visit(name)` logs them in."""
    world.users[name] = uuid.uuid4()
    store.add(
        User(
            id=world.users[name], email=f"{name.lower()}@demo.example", name=f"{name} Prøvesen",
            password_hash=PASSWORD_HASH, role=role, department=department, profession=profession, **more,
        )
    )  # fmt: skip


def add_families(store, world, number, *ties):
    """So many families with these people: (name, kind). Their references, by id."""
    found = {uuid.uuid4(): f"HFI-2025-{place:03d}" for place in range(100, 100 + number)}
    store.add(
        *(
            Family(id=one, reference=reference, name=f"Familien {place}", programme="hfi", enrolled_on=day(-50))
            for place, (one, reference) in enumerate(found.items())
        )
    )
    for name, kind in ties:
        user = world.users[name]
        store.add(*(Attachment(family_id=one, user_id=user, kind=kind, from_on=day(-40)) for one in found))
    return found

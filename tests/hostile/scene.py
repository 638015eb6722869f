"""The stories' family with one of everything that a form can be about."""

import uuid
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind
from hfi.access.roles import Role
from hfi.consent.models import Manner
from hfi.families.models import Family, Person, PersonKind, Phase
from hfi.intake.models import Outcome, Referral, Source
from hfi.phases.models import Closing, Ending, Letter, Pause
from hfi.team.models import Absence
from hfi.users.models import AccountRequest, Answer
from hfi.users.service import link_hash
from tests.emergency.steps import conflict, glass
from tests.proof.addresses import furnish
from tests.store import Store
from tests.team.steps import day, typed
from tests.world import World

WELCOME = "velkommen"


def scene(app: Flask, world: World, store: Store) -> dict[str, Any]:
    """Ids by the name that addresses call them; those of a section with the section's before it."""
    refer(world, store, "HFI-2026-016")
    refer(world, store, "HFI-2026-017", Outcome.ENROL)
    rest(world, store, "HFI-2026-018")
    end(world, store, "HFI-2026-019")
    items = furnish(world, app.extensions["hfi.registry"])
    found: dict[str, Any] = {f"{section}/{kind}".strip("/"): item for (section, kind), item in items.items()}
    found |= {name.lower(): item for name, item in world.users.items()}
    return (
        found
        | staff(world, store)
        | {
            "lina": world.people["Lina"],
            "amina": world.people["Amina"],
            "yusuf": world.people["Yusuf"],
            "measure": world.measure,
        }
        | {"past": typed(day(-28)), "soon": typed(day(28))}
    )


def refer(world: World, store: Store, reference: str, outcome: Outcome | None = None) -> None:
    """A family that Dorthe referred, with a child whose age nobody wrote; Sanne looks at it."""
    family, now, today = uuid.uuid4(), clock.now(), clock.today()
    store.add(Family(id=family, reference=reference, name="Familien Ny", programme="hfi", phase=Phase.REFERRED))
    answers = {"departments": ["SOF", "BIF"], "difficulties": ["work"]}
    own = {"manner": Manner.ORAL, "consented_on": today, "sent_at": now, "outcome": outcome, "answers": answers}
    decided = {"decided_at": now, "decided_by_id": world.users["Sanne"]} if outcome else {}
    sanne = {"user_id": world.users["Sanne"], "kind": AttachmentKind.COORDINATOR, "from_on": today}
    store.add(
        Referral(family_id=family, referrer_id=world.users["Dorthe"], source=Source.SCHOOL, **own, **decided),
        Person(family_id=family, name="Barn Ny", kind=PersonKind.CHILD),
        Attachment(family_id=family, **sanne),
    )


def rest(world: World, store: Store, reference: str) -> None:
    """A family whose work rests; Sanne coordinates."""
    family, today = coordinated(world, store, reference, phase=Phase.PAUSED), clock.today()
    store.add(Pause(family_id=family, from_on=today, created_at=clock.now()))


def end(world: World, store: Store, reference: str) -> None:
    """A family whose work has ended, and that is to be rung."""
    today = clock.today()
    family = coordinated(world, store, reference, phase=Phase.CLOSED, closed_on=today)
    own = {"ending": Ending.PLANNED, "closed_by_id": world.users["Sanne"], "summary": "Tak", "whom_to_call": "Lone"}
    store.add(Closing(family_id=family, closed_on=today, call_due_on=today, **own))


def coordinated(world: World, store: Store, reference: str, **more: Any) -> uuid.UUID:
    """The id of a family that Sanne coordinates."""
    family = uuid.uuid4()
    store.add(Family(id=family, reference=reference, name="Familien Ud", programme="hfi", enrolled_on=day(-90), **more))
    sanne = {"user_id": world.users["Sanne"], "kind": AttachmentKind.COORDINATOR, "from_on": day(-90)}
    store.add(Attachment(family_id=family, **sanne))
    return family


def staff(world: World, store: Store) -> dict[str, Any]:
    """An absence, a conflict, an emergency to review, a request, a link, and who works with the family."""
    away, asked = absence(world), request(world, "Emil")
    linked = request(world, "Hanne", link_hash=link_hash(WELCOME), waiting=None, answered_by_id=world.users["Ole"])
    linked.answer, linked.answered_at = Answer.APPROVED, clock.now()
    apart, opened = conflict(world, "Eva"), glass(world, "Dorthe", 1)
    left = Attachment(id=uuid.uuid4(), family_id=world.family, user_id=world.users["Dorthe"], from_on=day(-90))
    left.kind, left.to_on = AttachmentKind.CONTACT_PERSON, day(-30)
    letter = Letter(id=uuid.uuid4(), family_id=world.family, leaves_id=left.id, written_at=clock.now())
    letter.written_by_id = world.users["Mette"]
    rows = (away, asked, linked, apart, opened, left)
    ids = {"absence": away.id, "request": asked.id, "conflict": apart.id, "review": opened.id, "token": WELCOME}
    ids |= {"left": left.id, "letter": letter.id}
    store.add(*rows)
    store.add(letter)
    tie = sa.select(Attachment.id).where(Attachment.user_id == world.users["Emil"])
    return {**ids, "attachment": store.list(tie)[0], "user": world.users["Rikke"], "giver": world.users["Mette"]}


def absence(world: World) -> Absence:
    """Emil is away for a week."""
    today = clock.today()
    own = {"user_id": world.users["Emil"], "written_by_id": world.users["Emil"], "written_at": clock.now()}
    return Absence(id=uuid.uuid4(), from_on=today, to_on=today + timedelta(days=7), **own)


def request(world: World, name: str, **more: Any) -> AccountRequest:
    """Ada asked that somebody leads."""
    base: dict[str, Any] = {"id": uuid.uuid4(), "asked_by_id": world.users["Ada"], "asked_at": clock.now()}
    return AccountRequest(user_id=world.users[name], role=Role.MANAGER, reason="Leder nu", **base, **more)

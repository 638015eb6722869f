"""Every address that the program answers to, with something that it can be about."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from hfi import clock
from hfi.access.guard import PUBLIC, needed_right
from hfi.access.models import Naming
from hfi.access.terms import Level
from hfi.audit.models import AuditCheck
from hfi.confidences.models import Confidence, ConfidenceKind, ConfidenceReader
from hfi.consent.models import Extent, LegalGround, LegalGroundPerson
from hfi.contacts.models import ContactEntry, How, Turnout, TurnoutOutcome, TurnoutPerson
from hfi.extensions import system_session
from hfi.families.models import Person, PersonKind
from hfi.intake.models import Telling, Theme
from hfi.meetings.models import PlanMeeting
from hfi.parameters.models import Kind, Parameter
from hfi.plan.department import Registry
from hfi.plan.goal_history import DepartmentGoal
from hfi.plan.models import Measure, MeasurePerson, SectorPlan
from hfi.versions.models import PlanVersion
from hfi.young.models import ContactPromise, Ring, Supporter
from tests.world import REFERENCE, World, consent

# Logging in and out would end the visit, and leaving an emergency the state; static files are the same for all; logins
# are one's own (`tests/account`).
LEFT_OUT = {"static", "access.log_in", "access.log_out", "emergency.leave"}


@dataclass(frozen=True)
class Address:
    """One method of one rule, filled in. `section` is the department's section that it belongs to, if any."""

    endpoint: str
    method: str
    rule: str
    url: str
    right: Any
    section: Any = None
    item: uuid.UUID | None = None

    @property
    def of_family(self) -> bool:
        """Whether it is an address of the family."""
        return self.rule.startswith("/families/<")


Items = dict[tuple[str, str], uuid.UUID]


def furnish(world: World, registry: Registry) -> Items:
    """A measure and a plan in every section; the ids of everything that addresses name, by section and kind."""
    items: Items = {}
    with system_session() as session:
        for section in registry.sections:
            measure, plan, aim = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
            items |= {(section.id, "measure"): measure, (section.id, "plan"): plan, (section.id, "aim"): aim}
            own = {"family_id": world.family, "section_id": section.id, "created_at": clock.now()}
            links = [MeasurePerson(person_id=one, family_id=world.family) for one in world.people.values()]
            kind = section.measure_types[0].key if section.measure_types else "x"
            session.add(Measure(id=measure, type_key=kind, title="Tiltag", person_links=links, **own))
            session.add(SectorPlan(id=plan, kind="x", **own))
            session.add(DepartmentGoal(id=aim, goal_id=world.goal, text="Effektmål", **own))
        check = AuditCheck(id=uuid.uuid4(), month=date(2026, 10, 1), family_id=world.family, seq=1, rules="random")
        entry = Parameter(kind=Kind.AREAS, owner="hfi", key="Æblegården", words="Æblegården", valid_from=clock.today())
        entry.id, entry.details = uuid.uuid4(), {"district": "Nørrebro"}
        session.add_all([check, entry])
        bo = {"family_id": world.family, "user_id": world.users["Bo"], "day": clock.today(), "created_at": clock.now()}
        contact = ContactEntry(id=uuid.uuid4(), how=How.PHONE, about="Om skolen", **bo)
        links = [TurnoutPerson(person_id=world.people["Lina"], family_id=world.family)]
        outcome = {"outcome": TurnoutOutcome.CAME, "appointment_id": world.appointment, "person_links": links}
        turnout = Turnout(id=uuid.uuid4(), title="Familiebehandling", **outcome, **bo)
        session.add_all([contact, turnout])
        items |= {("", "contact"): contact.id, ("", "turnout"): turnout.id}
        items |= {("", "check"): check.id, ("", "parameter"): entry.id}
    items |= {("", "goal"): world.goal, ("", "agreement"): world.agreement, ("", "appointment"): world.appointment}
    items |= {("", "member"): world.people["Lina"], ("", "people"): world.people["Lina"]}
    # Of these there are none: whoever may ask is told so.
    items |= {
        ("", kind): uuid.uuid4()
        for kind in ("conflict", "review", "absence", "attachment", "letter", "request", "user")
    }
    items |= {("", "telling"): tell(world)}
    items |= {("", "confidence"): confide(world), ("", "named"): name_somebody(world)}
    return items | furnish_sharing(world) | furnish_meetings(world) | furnish_young(world)


def tell(world: World) -> uuid.UUID:
    """Something that the family told."""
    item, today = uuid.uuid4(), clock.today()
    told = {"theme": Theme.MATTERS, "words": "Ro", "told_by": "Amina", "told_on": today, "created_at": clock.now()}
    with system_session() as session:
        session.add(Telling(id=item, family_id=world.family, **told))
    return item


def confide(world: World) -> uuid.UUID:
    """A note of the social department's that Mette alone is named in."""
    note, base = uuid.uuid4(), {"family_id": world.family}
    with system_session() as session:
        kind, mette = ConfidenceKind.OTHER, world.users["Mette"]
        session.add(Confidence(id=note, owner="SOF", kind=kind, author_id=mette, created_at=clock.now(), **base))
        session.flush()
        session.add(ConfidenceReader(confidence_id=note, user_id=mette, **base))
    return note


def name_somebody(world: World) -> uuid.UUID:
    """Bo is named for who everybody is, Rikke for who Amina is; Rikke's naming is the one that others end."""
    naming = uuid.uuid4()
    with system_session() as session:
        values = {"level": Level.IDENTITY, "from_on": clock.today(), "named_by_id": world.users["Sanne"]}
        for item, name, about in ((uuid.uuid4(), "Bo", None), (naming, "Rikke", world.people["Amina"])):
            who = {"user_id": world.users[name], "person_id": about}
            session.add(Naming(id=item, family_id=world.family, **who, **values))
    return naming


def furnish_sharing(world: World) -> Items:
    """Somebody whom nothing is about, with a consent; and a legal ground between departments that nobody is of.

    So that taking them back changes nothing for the other addresses.
    """
    guest, said, ground, today = uuid.uuid4(), uuid.uuid4(), uuid.uuid4(), clock.today()
    person = Person(id=guest, family_id=world.family, name="Gæst Solsikke", kind=PersonKind.HOUSEHOLD, position=9)
    law = LegalGround(
        id=ground, family_id=world.family, owner="NOBODY", reader="NOONE", extent=Extent.FULL, paragraph="FVL § 28",
        reason="En grund", from_on=today, to_on=today, recorded_at=clock.now(),
        recorded_by_id=world.users["Stig"], person_links=[LegalGroundPerson(person_id=guest, family_id=world.family)],
    )  # fmt: skip
    with system_session() as session:
        session.add(person)
        session.flush()
        session.add_all([consent(world, guest, "SOF", "BIF", id=said), law])
    return {("", "asked"): guest, ("", "consent"): said, ("", "ground"): ground}


def furnish_meetings(world: World) -> Items:
    """The meeting to come; and version 1 of the plan, of the meeting that was held."""
    with system_session() as session:
        own = sa.select(PlanMeeting.id).where(PlanMeeting.family_id == world.family)
        held, coming = session.scalar(own.where(PlanMeeting.held)), session.scalar(own.where(~PlanMeeting.held))
        version = {"number": 1, "made_at": clock.now(), "content_hash": "0" * 64, "snapshot": {"goals": []}}
        session.add(PlanVersion(family_id=world.family, meeting_id=held, **version))
    return {("", "meeting"): coming, ("", "held"): held}


def furnish_young(world: World) -> Items:
    """Somebody around Yusuf; what Noor was promised, so that something can be promised to him."""
    supporter, promise, base = uuid.uuid4(), uuid.uuid4(), {"family_id": world.family}
    with system_session() as session:
        session.add(Supporter(id=supporter, name="Farfar", ring=Ring.NEAR, created_at=clock.now(),
                              person_id=world.people["Yusuf"], **base))  # fmt: skip
        session.add(
            ContactPromise(id=promise, times=4, promised_on=clock.today(), person_id=world.people["Noor"], **base)
        )
    return {("", "supporter"): supporter, ("", "promise"): promise}


def addresses(app: Flask, items: Items, reference: str = REFERENCE) -> Iterator[Address]:
    """Every method of every rule."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            if rule.endpoint not in LEFT_OUT:
                yield address(app, rule, method, items, reference)


def address(app: Flask, rule: Rule, method: str, items: Items, reference: str) -> Address:
    """The rule as somebody would call it."""
    section = section_of(app, rule.rule)
    kind = re.search(r"/(\w+?)s?/<uuid:item>", rule.rule)
    name = "asked" if "<uuid:item>/consents" in rule.rule else kind[1] if kind else ""
    item = items[section.id if section else "", name] if name else None
    values = {"uuid:giver": str(uuid.uuid4()), "string:token": "x"}
    values |= {"int:year": "2026", "int:month": "10", "int:number": "1", "path:owner": "social/support"}
    values |= {"string:programme": "sammen-om-familien"}
    values |= {"reference:ref": reference, "uuid:item": str(item)}
    values |= {f"uuid:{one}_id": str(items["", one]) for one in ("goal", "agreement")}
    filled = re.sub(r"<any\((\w+),[^>]*>", r"\1", rule.rule)
    url = re.sub(r"<([^>]+)>", lambda found: values[found[1]], filled)
    return Address(rule.endpoint, method, rule.rule, url, needed_right(app, rule.endpoint), section, item)


def section_of(app: Flask, rule: str) -> Any:
    """The section that the address belongs to."""
    found = re.match(r"/families/<reference:ref>/([\w-]+/[\w-]+)", rule)
    return app.extensions["hfi.registry"].by_id.get(found[1]) if found else None


def is_public(one: Address) -> bool:
    """Whether anybody may ask it."""
    return one.right == PUBLIC

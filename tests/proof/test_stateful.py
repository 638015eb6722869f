"""People come and go, families say yes and take it back, in any order; the site always says what a small model says."""

from datetime import timedelta

import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, BreakGlass, BreakGlassCategory, Conflict, ConflictKind
from hfi.consent.models import COORDINATION, Consent
from hfi.extensions import system_session
from tests.world import PERSONAS, consent

NAMES = ("Mette", "Bo", "Dorthe", "Sanne")
SECTIONS = {"social/support": "SOF", "employment/work": "BIF"}
names = st.sampled_from(NAMES)
owners = st.sampled_from(sorted(set(SECTIONS.values())))
readers = st.sampled_from(("SOF", "BUF", COORDINATION))


class Comings(RuleBasedStateMachine):
    """The steps, what the model thinks of them, and what the site answers."""

    def __init__(self, world, clients):
        super().__init__()
        self.world, self.clients = world, clients
        self.attached, self.blocked, self.inside, self.shared = set(), set(), set(), set()
        with system_session() as session:
            for model in (Attachment, Conflict, BreakGlass, Consent):
                session.execute(sa.delete(model).where(model.family_id == world.family))

    def add(self, row):
        """One more row of the family."""
        with system_session() as session:
            session.add(row)

    def drop(self, model, *conditions):
        """The rows are no longer in force."""
        with system_session() as session:
            session.execute(sa.delete(model).where(model.family_id == self.world.family, *conditions))

    @initialize(team=st.sets(names), opened=st.sets(names), pairs=st.sets(st.tuples(owners, readers)))
    def begin(self, team, opened, pairs):
        """Somewhere in the middle of a story."""
        for name in team:
            self.attach(name)
        for name in opened:
            self.break_glass(name, 60)
        for owner, reader in pairs:
            self.share(owner, reader)

    @rule(name=names)
    def attach(self, name):
        """Somebody joins the team."""
        if name not in self.attached:
            self.attached.add(name)
            kind = AttachmentKind.COORDINATOR if name == "Sanne" else AttachmentKind.TEAM
            who = self.world.users[name]
            self.add(Attachment(family_id=self.world.family, user_id=who, kind=kind, from_on=clock.today()))

    @rule(name=names)
    def detach(self, name):
        """Somebody leaves it."""
        self.attached.discard(name)
        self.drop(Attachment, Attachment.user_id == self.world.users[name])

    @rule(name=names)
    def block(self, name):
        """Somebody stands too near."""
        self.blocked.add(name)
        who = self.world.users[name]
        kind = ConflictKind.RELATIVE
        self.add(
            Conflict(family_id=self.world.family, user_id=who, kind=kind, from_on=clock.today(), declared_by_id=who)
        )

    @rule(name=names)
    def unblock(self, name):
        """A manager takes it back."""
        self.blocked.discard(name)
        self.drop(Conflict, Conflict.user_id == self.world.users[name])

    @rule(name=names, minutes=st.sampled_from((-1, 60)))
    def break_glass(self, name, minutes):
        """Somebody opens the family in an emergency, now or more than an hour ago."""
        if minutes > 0:
            self.inside.add(name)
        now = clock.now()
        self.add(
            BreakGlass(
                family_id=self.world.family, user_id=self.world.users[name], category=BreakGlassCategory.DUTY,
                reason="Vagt i aften, politiet ringede.", opened_at=now, until=now + timedelta(minutes=minutes),
            )
        )  # fmt: skip

    @rule(name=names)
    def mend(self, name):
        """The hour is over."""
        self.inside.discard(name)
        self.drop(BreakGlass, BreakGlass.user_id == self.world.users[name])

    @rule(owner=owners, reader=readers)
    def share(self, owner, reader):
        """The whole family says yes."""
        if (owner, reader) not in self.shared and owner != reader:
            self.shared.add((owner, reader))
            for person in self.world.people.values():
                self.add(consent(self.world, person, owner, reader))

    @rule(owner=owners, reader=readers, name=st.sampled_from(("Amina", "Noor")))
    def withdraw(self, owner, reader, name):
        """One of them takes it back, and that is enough."""
        self.shared.discard((owner, reader))
        pair = sa.and_(Consent.owner == owner, Consent.reader == reader)
        with system_session() as session:
            person = Consent.person_id == self.world.people[name]
            session.execute(sa.update(Consent).where(pair, person).values(withdrawn_on=clock.today()))
            session.execute(sa.delete(Consent).where(pair, ~person))

    def opens(self, name):
        """Whether the model lets them in."""
        glass = name in self.inside and PERSONAS[name][0].value == "professional"
        return name not in self.blocked and (name in self.attached or glass)

    def reads(self, name, owner):
        """Whether the model shows them a department's section."""
        own = PERSONAS[name][1]
        side = own or COORDINATION
        return own == owner or (name in self.attached and (owner, side) in self.shared)

    @invariant()
    def everybody_sees_what_the_model_says(self):
        """Ask for the page, and for two sections of it."""
        for name, client in self.clients.items():
            found = client.get(f"{self.world.url}/week", headers={"HX-Request": "true"}).status_code
            assert (found == 200) == self.opens(name), (name, found)
            for section, owner in SECTIONS.items():
                answer = client.get(f"{self.world.url}/{section}", headers={"HX-Request": "true"}).status_code
                wanted = 404 if not self.opens(name) else 200 if self.reads(name, owner) else 403
                assert answer == wanted, (name, section, answer, wanted)


def test_whatever_happens_the_model_and_the_site_agree(world, visit):
    clients = {name: visit(name).client for name in NAMES}
    plan = settings(
        max_examples=15,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    run_state_machine_as_test(lambda: Comings(world, clients), settings=plan)

"""Every municipality's demo shows the whole life of a plan, in every programme that it has."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from hfi import clock
from hfi.audit.verify import check_chains, known_families, snapshot
from hfi.contacts.models import ContactEntry
from hfi.demo import service as demo
from hfi.extensions import db
from hfi.families.models import Family, Phase
from hfi.families.scope import running
from hfi.meetings.models import MeetingPerson, PlanMeeting
from hfi.programmes import model
from hfi.versions.models import PlanVersion
from tests.conftest import empty_database
from tests.intake.steps import filled
from tests.page_audit import audit_page
from tests.store import Store
from tests.visitor import Visitor, parse
from tests.world import World

COORDINATORS = {
    "koebenhavn": ("tovholder",),
    "broendby": ("koordinator", "koordinator2"),
    "assens": ("mentor", "mentor2"),
}
ELSEWHERE = {
    "koebenhavn": ("Familiementor", "Familiekoordinator", "Brøndby", "Assens"),
    "broendby": ("Tovholder", "tovholder", "Familiementor", "SOF", "BUF", "BIF", "KFF", "København"),
    "assens": ("Tovholder", "tovholder", "Familiekoordinator", "SOF", "BUF", "BIF", "KFF", "København"),
}
"""Words of other municipalities."""
PAGES = ("", "/timeline", "/contacts", "/deadlines", "/meetings", "/log", "/team", "/print", "/assessment")


@pytest.fixture(scope="module", params=COORDINATORS)
def place(app: Flask, request: pytest.FixtureRequest) -> Iterator[str]:
    """The municipality whose demo the database holds."""
    before = app.config["MUNICIPALITY"]
    app.config["MUNICIPALITY"] = request.param
    with app.app_context():
        model.init_app(app)
        demo.load(0)
    yield request.param
    app.config["MUNICIPALITY"] = before
    with app.app_context():
        model.init_app(app)
        empty_database()


@pytest.fixture
def enter(app: Flask, place: str) -> Callable[[str], Visitor]:
    """`enter("leder")` logs in with the demo's password."""
    return lambda login: Visitor(app.test_client(), World()).log_in(f"{login}@demo.example", demo.PASSWORD)


@pytest.fixture
def store(app: Flask, place: str) -> Store:
    return Store(app)


@pytest.fixture
def programmes(app: Flask, place: str) -> list[str]:
    """The keys of the municipality's programmes."""
    with app.app_context():
        return list(model.programmes())


def lived(store: Store, programme: str) -> list[str]:
    """The running families with a called meeting, two versions to compare, and contacts."""
    called = sa.exists().where(
        PlanMeeting.family_id == Family.id,
        PlanMeeting.starts_at > clock.now(),
        MeetingPerson.meeting_id == PlanMeeting.id,
    )
    versions = sa.select(sa.func.count()).where(PlanVersion.family_id == Family.id).scalar_subquery()
    contacts = sa.exists().where(ContactEntry.family_id == Family.id)
    whole = Family.programme == programme, running(), called, versions >= 2, contacts
    return store.list(sa.select(Family.reference).where(*whole))


def test_each_programme_has_a_family_with_a_whole_life(store, programmes):
    assert not [one for one in programmes if not lived(store, one)]


def test_each_programme_has_families_in_every_state_of_the_way_in(store, programmes):
    for one in programmes:
        phases = set(store.list(sa.select(Family.phase).where(Family.programme == one)))
        assert {Phase.REFERRED, Phase.WAITING, Phase.ENROLLED} <= phases, one
    assert store.count(Family, Family.phase == Phase.DECLINED)


def test_its_log_is_whole(app, place):
    with app.app_context(), snapshot(db.engine) as connection, connection.begin():
        assert list(check_chains(connection, known_families(connection))) == []


def test_its_pages_open_and_speak_the_municipalitys_own_words(store, programmes, enter, place):
    mine, strange = [one for key in programmes for one in lived(store, key)], []
    for login in COORDINATORS[place]:
        visitor = enter(login)
        for address in ("/", "/families", "/referrals", *addresses(visitor, mine)):
            response = visitor.client.get(address, follow_redirects=True)
            assert response.status_code == 200, address
            audit_page(response.text)
            visible = parse(response.text).main.get_text(" ")
            strange += [(address, word) for word in ELSEWHERE[place] if word in visible]
    assert strange == []


def addresses(visitor, references):
    """The pages of the families that are the visitor's."""
    for reference in references:
        family = f"/families/{reference}"
        if visitor.client.get(family).status_code == 200:
            yield from (family + page for page in PAGES)
            yield f"{family}/versions/compare?old=1&new=2"


def test_the_way_in_opens_for_whoever_decides(store, enter, place):
    visitor = enter(COORDINATORS[place][0])
    before = sa.select(Family.reference).where(Family.phase.in_((Phase.REFERRED, Phase.WAITING)))
    for reference in store.list(before):
        visitor.open(f"/families/{reference}/referral")
        visitor.open(f"/families/{reference}/timeline")


REFERRERS = {"koebenhavn": "bif", "broendby": "job", "assens": "job"}
NAME = "Familien Gangprøve"


def test_every_programme_is_walked_from_referral_to_the_goodbye(app, store, programmes, enter, place):
    """As somebody new would: what a form proposes is kept, and only what it asks for is filled in."""
    strange = []
    for programme in programmes:
        refer_to(app, enter(REFERRERS[place]), programme)
        family = store.only(Family, Family.name == NAME, Family.programme == programme)
        walker = Walker(enter(COORDINATORS[place][0]), family.reference)
        walker.visit_family(walker.offer_place, walker.enrol, walker.write_goal, walker.call_meeting, walker.meet)
        walker.visit_family(walker.pause, walker.resume, walker.say_goodbye)
        version = store.only(PlanVersion, PlanVersion.family_id == family.id)
        assert version.number == 1 and version.snapshot["goals"]
        assert store.get(Family, family.id).phase is Phase.CLOSED
        strange += [(programme, word) for word in ELSEWHERE[place] if word in walker.read]
    assert strange == []


def refer_to(app, visitor, programme):
    """A mother and her son, with a case in two departments, or in the one that the programme has."""
    visitor.open(f"/referrals/new?programme={programme}")
    with app.app_context():
        codes = [one.code for one in model.programme_of(programme).departments][:2]
    area = "elsewhere" if visitor.page.select("#housing_area") else None
    typed = filled(name=NAME, housing_area=area, departments=codes, **{"people-0-cpr": ""})
    typed["people-1-born_on"] = f"{clock.today().replace(day=1, year=clock.today().year - 15):%d.%m.%Y}"
    visitor.submit(visitor.find("#referral"), 303, typed)


class Walker:
    """Somebody who takes a family all the way; `read` is everything that stood on the pages."""

    def __init__(self, visitor, reference):
        self.visitor, self.url, self.read = visitor, f"/families/{reference}", ""

    def visit_family(self, *steps):
        """The steps; after each, whatever is open of the family's pages."""
        for step in steps:
            step()
            for page in ("/referral", "", "/timeline", "/meetings", "/deadlines", "/assessment", "/phase"):
                response = self.visitor.client.get(self.url + page, follow_redirects=True)
                assert response.status_code == 200, (step.__name__, page)
                self.read += parse(response.text).main.get_text(" ")

    def send(self, page, form, **typed):
        self.visitor.open(self.url + page)
        self.visitor.submit(self.visitor.find(form), None, typed)
        assert self.visitor.response.status_code == 303, (page, self.visitor.text(".alert"))

    def offer_place(self):
        self.send("/referral", "#decision form", outcome="enrol", reason="Familien er i målgruppen.")

    def enrol(self):
        self.send("/enrolment", "main form[method=post]")

    def write_goal(self):
        self.send("/goals/new", "form.editform", title="Ro", words="Vi vil have ro.", start="2", now="3")

    def call_meeting(self):
        day = f"{clock.today() + timedelta(days=30):%d.%m.%Y}"
        self.send("/meetings/new", "#meeting-form", on=day, at="15.00", place="Hjemme hos jer")
        self.meeting = re.search(r"/meetings/[0-9a-f-]{36}", self.visitor.response.location)[0]

    def meet(self):
        for step in ("welcome", "since", "goals", "week", "agreements", "next"):
            self.read += self.visitor.open(f"{self.url}{self.meeting}/{step}").text()
        told = {"revise": "no", "revise_reason": "Det går godt.", "record": "Vi talte om ro."}
        self.send(f"{self.meeting}/close", "#close-form", **told)

    def pause(self):
        self.send("/pause", "main form", reason="Vi holder ferie.")

    def resume(self):
        self.send("/resume", "main form")

    def say_goodbye(self):
        self.send("/close", "#close", ending="planned", summary="Vi sover igen.", whom_to_call="Skolen, 00 11 22 33")
        assert self.visitor.client.get(f"{self.url}/farewell.pdf").mimetype == "application/pdf"
        assert self.visitor.client.get(f"{self.url}/goals/new").status_code == 403

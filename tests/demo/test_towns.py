"""Every municipality's demo shows the whole life of a plan, in every programme that it has."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from hfi import clock
from hfi.contacts.models import ContactEntry
from hfi.demo import service as demo
from hfi.families.models import Family, Phase
from hfi.families.scope import running
from hfi.meetings.models import MeetingPerson, PlanMeeting
from hfi.programmes import model
from hfi.versions.models import PlanVersion
from tests.conftest import empty_database
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

"""Three municipalities on the same program: each with its own words, departments, people, and who may decide what."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from hfi.access.models import Attachment, AttachmentKind, User
from hfi.access.roles import Role
from hfi.demo import service as demo
from hfi.families.models import Family
from hfi.programmes import model
from tests.conftest import empty_database
from tests.store import Store
from tests.visitor import Visitor
from tests.world import World

PLACES = {
    "koebenhavn": ("tovholder", "HFI-2026-014", 2, "Tovholder"),
    "broendby": ("koordinator", "BRO-2026-007", 1, "Familiekoordinator"),
    "assens": ("mentor", "HEL-2026-005", 1, "Familiementor"),
}
"""Who coordinates, the showcase, how many people a family calls, and what the coordinator is called."""


@pytest.fixture(scope="module", params=PLACES)
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
def coordinator(enter: Callable[[str], Visitor], place: str) -> Visitor:
    """The coordinator of the showcase family."""
    return enter(PLACES[place][0])


def test_the_page_says_whom_the_family_calls_and_in_the_municipalitys_words(coordinator, place):
    _login, reference, number, title = PLACES[place]
    page = coordinator.open(f"/families/{reference}")
    cards = page.page.select(".fam__contacts .contact")
    assert len(cards) == number + (place == "koebenhavn") and all(card.select_one("a[href^='tel:']") for card in cards)
    assert title in page.text(".fam__contacts") and title in page.text(".top__user")


def test_every_login_finds_their_own_first_page(app, enter, place):
    with app.app_context():
        logins = demo.home_logins()
    for email, name, _title in logins:
        login = email.partition("@")[0]
        response = enter(login).client.get("/", follow_redirects=True)
        assert response.status_code == 200 and name in response.text, (place, email)


def test_nobody_lacks_somebody_to_call(app, enter, place):
    """Copenhagen's demo has two families that do, on purpose; elsewhere a coordinator is enough."""
    page = enter("leder").open("/team")
    lacking = {one.get_text(strip=True) for one in page.page.select("table tbody tr")}
    assert bool(lacking) is (place == "koebenhavn")


def test_a_coordinator_without_authority_changes_no_departments_part(app, enter, place):
    """Refused by the rule, also where they sit in that very department; the joint plan they do keep."""
    login, reference, _number, _title = PLACES[place]
    with app.app_context():
        owner = model.main_programme().owner("employment").code
    store, own = Store(app), User.email == f"{login}@demo.example"
    store.run(sa.update(User).where(own).values(department=owner))
    coordinator = enter(login)
    decides = 200 if place == "koebenhavn" else 403
    assert coordinator.client.get(f"/families/{reference}/employment/work/edit").status_code == decides
    assert coordinator.client.get(f"/families/{reference}/employment/work/measures/new").status_code == decides
    assert coordinator.client.get(f"/families/{reference}/goals/new").status_code == 200
    assert coordinator.client.get(f"/families/{reference}/agreements/new").status_code == 200
    store.run(sa.update(User).where(own).values(department=""))


def test_a_family_can_be_given_as_many_contact_persons_as_the_programme_has(app, coordinator, place):
    _login, reference, number, _title = PLACES[place]
    store = Store(app)
    family = store.only(Family, Family.reference == reference)
    kinds = store.list(sa.select(Attachment.kind).where(Attachment.family_id == family.id, Attachment.to_on.is_(None)))
    assert kinds.count(AttachmentKind.CONTACT_PERSON) == (number if place == "koebenhavn" else 0)
    taken = sa.select(Attachment.user_id).where(
        Attachment.family_id == family.id, Attachment.kind == AttachmentKind.CONTACT_PERSON
    )
    free = store.list(sa.select(User.id).where(User.role == Role.PROFESSIONAL, User.active, User.id.not_in(taken)))[0]
    page = coordinator.open(f"/families/{reference}/attachments/new")
    form = page.find("main form[method=post]")
    answer = page.submit(form, user_id=str(free), kind="contact_person", reason="Vil gerne hjælpe familien.")
    assert answer.response is not None and answer.response.status_code == 422
    assert "kind" in answer.text("main") or answer.page.select_one(".form-error-message")


def test_the_plan_is_printed_with_whom_to_call(coordinator, place):
    response = coordinator.client.get(f"/families/{PLACES[place][1]}/plan.pdf")
    assert response.status_code == 200 and response.data.startswith(b"%PDF")


def test_a_section_that_the_programme_does_not_use_is_not_there(app, coordinator, place):
    """Sammen om familien had no health department."""
    if place != "koebenhavn":
        return
    store = Store(app)
    family = store.only(Family, Family.reference == PLACES[place][1])
    with app.app_context():
        assert "health/health" not in model.programme_of("sammen-om-familien").sections
    store.run(sa.update(Family).where(Family.id == family.id).values(programme="sammen-om-familien"))
    page = coordinator.open(f"/families/{family.reference}")
    assert not page.page.select("#health-health") and page.page.select("#social-support")
    assert coordinator.client.get(f"/families/{family.reference}/health/health").status_code in (303, 404)
    assert coordinator.client.get(f"/families/{family.reference}/health/health/edit").status_code == 404
    store.run(sa.update(Family).where(Family.id == family.id).values(programme="hfi"))

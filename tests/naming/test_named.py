"""Who is named for what is closest: by whom, for how long, and what it opens."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Naming
from hfi.access.terms import Level
from hfi.audit.models import AuditEntry, Revision
from hfi.audit.queries import of_entry
from hfi.consent.models import Consent, Extent
from hfi.plan.models import Measure, MeasurePerson, SectionRecord
from tests.consent.canary import CANARY, places, plant
from tests.family_page.items import add_measure
from tests.family_page.steps import held, message_at
from tests.visitor import token_for
from tests.world import OTHER_REFERENCE, consent

HEALTH, VISITS, WELLBEING = "health/health", "children/health-visiting", "children/wellbeing"


def named(world, who, what, whom=None, **more):
    """A naming that holds today."""
    identity = what == "identity"
    values = {"from_on": clock.today(), "to_on": None, "reason": "Skal bruge det", **more}
    return Naming(
        family_id=world.family,
        user_id=world.users[who],
        level=Level.IDENTITY if identity else Level.SENSITIVE,
        section_id="" if identity else what,
        person_id=world.people[whom] if whom else None,
        named_by_id=world.users["Hanne"],
        **values,
    )


def name_form(visitor):
    """The form that names somebody."""
    return visitor.open(f"{visitor.world.url}/named").find("main form[aria-labelledby=name-h]")


def end(visitor, item):
    """The click that ends a naming, by somebody who made up the address."""
    url = f"{visitor.world.url}/named/{item}/end"
    return visitor.client.post(url, data=token_for(visitor.client, url))


def offered(form, name):
    """The values of a list in the form, without the empty one."""
    return {one["value"] for one in form.select(f"select[name={name}] option") if one["value"]}


@pytest.fixture
def health_shares(world, store):
    """Everybody lets health share with the schools and the social department, also what is sensitive."""
    ways = [(one, reader) for one in world.people.values() for reader in ("BUF", "SOF")]
    store.add(*(consent(world, one, "SUF", reader, extent=Extent.SENSITIVE) for one, reader in ways))


def test_bo_reads_the_health_section_once_hanne_named_him(visit, world, store, health_shares):
    plant(world, store, HEALTH, "Lina", "Amina")
    bo, hanne = visit("Bo"), visit("Hanne")
    assert places(bo, HEALTH) == set()
    hanne.submit(name_form(hanne), 303, user_id=str(world.users["Bo"]), what=HEALTH, reason="Linas søvn")
    assert {"page", "sections", "week", HEALTH} <= places(bo, HEALTH)
    assert places(visit("Rikke"), HEALTH) == places(visit("Mette"), HEALTH) == set()


def test_being_named_is_not_enough_without_everybodys_consent(visit, world, store, health_shares):
    plant(world, store, HEALTH, "Lina")
    store.add(named(world, "Bo", HEALTH), named(world, "Emil", HEALTH))
    assert places(visit("Bo"), HEALTH) and not places(visit("Emil"), HEALTH)
    measure = store.only(Measure, Measure.section_id == HEALTH).id
    store.add(MeasurePerson(measure_id=measure, person_id=world.people["Karim"], family_id=world.family))
    withdrawn = sa.update(Consent).where(Consent.owner == "SUF", Consent.person_id == world.people["Karim"])
    store.run(withdrawn.values(withdrawn_on=clock.today()))
    assert "sections" not in places(visit("Bo"), HEALTH)


def test_another_profession_of_the_department_needs_the_naming_alone(visit, world, store):
    plant(world, store, VISITS, "Noor")
    assert places(visit("Rikke"), VISITS) == set()
    store.add(named(world, "Rikke", VISITS))
    assert {"page", "sections", f"{VISITS}/edit"} <= places(visit("Rikke"), VISITS)
    assert places(visit("Bo"), VISITS) == set()


def test_a_sensitive_measure_opens_with_its_section_and_not_with_another(visit, world, store):
    add_measure(world, store, WELLBEING, CANARY, "Lina", sensitive=True)
    store.add(named(world, "Rikke", VISITS))
    assert places(visit("Rikke"), WELLBEING) == set()
    store.add(named(world, "Rikke", WELLBEING))
    assert "sections" in places(visit("Rikke"), WELLBEING)


def test_named_for_one_person_is_not_named_for_two(visit, world, store):
    add_measure(world, store, WELLBEING, f"{CANARY} en", "Lina", sensitive=True)
    add_measure(world, store, WELLBEING, "HEMMELIGT", "Lina", "Yusuf", sensitive=True)
    store.add(named(world, "Rikke", WELLBEING, "Lina"))
    page = str(visit("Rikke").open(world.url).page)
    assert f"{CANARY} en" in page and "HEMMELIGT" not in page


@pytest.mark.parametrize(
    "terms",
    [{"from_on": clock.today() + timedelta(days=1)}, {"to_on": clock.today() - timedelta(days=1)}],
    ids=["not yet", "no longer"],
)
def test_a_naming_holds_between_its_days(visit, world, store, terms):
    plant(world, store, VISITS, "Noor")
    store.add(named(world, "Rikke", VISITS, **terms))
    assert places(visit("Rikke"), VISITS) == set()


def test_a_manager_is_not_opened_what_is_sensitive_by_a_naming(visit, world, store):
    add_measure(world, store, "social/support", CANARY, "Lina", sensitive=True)
    store.add(named(world, "Lis", "social/support"))
    assert places(visit("Lis"), "social/support") == set()


def test_ending_it_acts_on_the_next_click(visit, world, store):
    plant(world, store, VISITS, "Noor")
    naming = named(world, "Rikke", VISITS)
    store.add(naming)
    rikke, ditte = visit("Rikke"), visit("Ditte").open(f"{world.url}/named")
    assert places(rikke, VISITS)
    ditte.submit(ditte.find("form[action$='/end']"), 303)
    assert places(rikke, VISITS) == set()
    row = store.only(Naming)
    assert row.to_on == clock.today() - timedelta(days=1)
    assert ditte.open(f"{world.url}/named").find(".naming--over") and not ditte.page.select("form[action$='/end']")


@pytest.mark.parametrize(
    ("who", "whats"),
    [
        ("Mette", {"identity", "social/support"}),
        ("Sanne", {"identity"}),
        ("Ole", {"identity"}),
        ("Lis", {"identity", "social/support"}),
        ("Hanne", {HEALTH}),
        ("Ditte", {VISITS, WELLBEING, "children/attendance"}),
    ],
)
def test_each_names_for_their_own_and_keepers_and_managers_for_identity(visit, world, who, whats):
    found = offered(name_form(visit(who)), "what")
    assert found <= whats and ("identity" in whats) == ("identity" in found) and found


def test_nobody_names_themselves(visit, world, store):
    mette = visit("Mette")
    form = name_form(mette)
    assert str(world.users["Mette"]) not in offered(form, "user_id")
    mette.submit(form, 422, user_id=str(world.users["Mette"]), what="identity", reason="Nysgerrig")
    assert store.count(Naming) == 0
    store.add(named(world, "Mette", "identity"))
    assert not mette.open(f"{world.url}/named").page.select("form[action$='/end']")
    assert end(mette, store.only(Naming).id).status_code == 403


def test_a_colleague_of_another_department_neither_sees_nor_ends_it(visit, world, store):
    naming = named(world, "Bo", HEALTH, reason=CANARY)
    store.add(naming)
    item = store.only(Naming).id
    mette = visit("Mette").open(f"{world.url}/named")
    assert CANARY not in str(mette.page)
    assert end(mette, item).status_code == 404
    assert store.only(Naming).to_on is None


def test_without_a_reason_nothing_is_stored_and_nothing_typed_is_lost(visit, world, store):
    mette = visit("Mette")
    mette.submit(name_form(mette), 422, user_id=str(world.users["Bo"]), what="identity", reason=" ", to_on="1.1.2020")
    form = mette.find("main form[aria-labelledby=name-h]")
    assert message_at(form, "reason") and message_at(form, "to_on")
    assert held(form, "user_id") == str(world.users["Bo"]) and held(form, "what") == "identity"
    assert store.count(Naming) == 0


def test_two_clicks_name_once_and_it_is_logged_without_the_reason(visit, world, store):
    mette = visit("Mette")
    form = name_form(mette)
    for _click in range(2):
        mette.submit(form, 303, user_id=str(world.users["Bo"]), what="identity", reason=CANARY)
    naming = store.only(Naming)
    revision = store.only(Revision, Revision.item_id == naming.id)
    entry = store.only(AuditEntry, of_entry(), Revision.id == revision.id)
    assert (revision.kind, entry.action, entry.actor_id) == ("naming", "create", world.users["Mette"])
    assert CANARY not in entry.what


def test_a_stranger_finds_no_such_page(visit, world):
    visit("Dorthe").open(f"{world.url}/named", status=404)
    visit("Mette").open(f"/families/{OTHER_REFERENCE}/named", status=404)
    visit("Stig").open(f"{world.url}/named", status=403)


def test_the_section_form_says_whom_it_concerns_and_they_decide(visit, world, store):
    """Lina alone lets the social department share; what its section says of all is hers alone from now on."""

    mine = Consent.owner == "SOF", Consent.person_id != world.people["Lina"]
    store.run(sa.delete(Consent).where(*mine))
    locked = visit("Bo").open(world.url).find("#social-support")
    assert "is-hidden" in locked["class"]
    mette = visit("Mette").open(f"{world.url}/social/support/edit")
    mette.submit(mette.find("form.editform"), 303, person_ids=[str(world.people["Lina"])])
    bo = visit("Bo").open(world.url)
    assert "Det går bedre hjemme" in bo.text("#social-support") and "Lina" in bo.text("#social-support-details")
    assert "Familiebehandling" not in bo.text("#social-support")
    assert store.only(SectionRecord, SectionRecord.section_id == "social/support").version == 2

"""The demo's families hold together: nobody real, nobody overloaded, everything in them can be read and saved."""

from collections import Counter, defaultdict

import pytest
import sqlalchemy as sa
from stdnum.dk import cpr as stdnum_cpr

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, BreakGlass, Conflict, User
from hfi.access.roles import Role
from hfi.access.terms import Why
from hfi.audit.models import AuditEntry
from hfi.demo.people import logins
from hfi.demo.town import town
from hfi.extensions import db
from hfi.families.models import Family, Person
from hfi.families.scope import running, with_plan
from hfi.programmes.model import main_programme
from hfi.young.models import OwnWords, OwnWordsKeptFrom
from tests.page_audit import audit_page
from tests.visitor import form_data, parse

LOGINS = logins(town("koebenhavn"))

HTMX = {"HX-Request": "true"}
NAMED = ("sof", "bif", "buf-psykolog", "buf-sundhed", "buf-fravaer", "kff", "suf", "tovholder", "leder")
WITHOUT_FAMILY = ("styregruppe", "admin", "evaluator", "dpo")
SECTION_KEEPERS = {
    "social/support": ("sof", "sof2", "sof3"),
    "employment/work": ("bif", "bif2"),
    "children/wellbeing": ("buf-psykolog",),
    "children/attendance": ("buf-fravaer",),
    "children/health-visiting": ("buf-sundhed",),
    "leisure/leisure": ("kff",),
    "health/health": ("suf",),
}
LOOKED_AT_CLOSELY = 6
"""Every so many: to look at a page takes longer than to make it."""
ACTIVE = running()
MAIN = Family.programme == "hfi"
YOUNG = Family.programme == "taet-paa-familien"
LEFT_BY_ONE = ("HFI-2026-020",)
"""Where a contact person left, and nobody has followed yet."""


@pytest.fixture
def contacts(store):
    """The contact persons of each active family of the main programme today: reference → e-mail and department."""
    found = defaultdict(list)
    tie = sa.select(Family.reference, User.email, User.department).where(
        Attachment.family_id == Family.id, Attachment.user_id == User.id,
        Attachment.kind == AttachmentKind.CONTACT_PERSON, ACTIVE, MAIN,
        sa.func.coalesce(Attachment.to_on, clock.today()) >= clock.today(),
    )  # fmt: skip
    for reference, email, department in store.all(tie):
        found[reference].append((email, department))
    return found


def families_of(store, email, *conditions):
    """The references of the families that somebody is attached to today."""
    today = clock.today()
    tie = sa.select(Family.reference).where(
        Attachment.family_id == Family.id,
        Attachment.user_id == User.id,
        Attachment.from_on <= today,
        sa.func.coalesce(Attachment.to_on, today) >= today,
        User.email == email,
        *conditions,
    )
    return set(store.list(tie))


def listed(visitor):
    """The references in the list of families, every page of it."""
    found, address = set(), "/families"
    while address:
        visitor.open(address)
        found |= {one["href"].split("/")[2].split("#")[0] for one in visitor.page.select("main a[href^='/families/']")}
        more = visitor.page.select_one("main a[href*='after=']")
        address = more and more["href"]
    return found


def test_it_is_a_full_programme(app, store):
    assert store.count(Family, ACTIVE, MAIN) == 31 and store.count(Family, ~ACTIVE) >= 1
    assert {email.split("@")[0] for email, _, _ in LOGINS} >= {*NAMED, *WITHOUT_FAMILY}
    assert store.count(User, ~User.demo) == 0


def test_each_family_has_two_contact_persons_from_two_departments(store, contacts):
    assert len(contacts) == 31
    whole = {reference: people for reference, people in contacts.items() if reference not in LEFT_BY_ONE}
    for reference, people in whole.items():
        assert len(people) == 2 == len({department for _, department in people}), reference
    assert len(whole) == 30 and all(len(contacts[one]) == 1 for one in LEFT_BY_ONE)


def test_beside_it_is_the_young_peoples_programme_with_a_pitstop(store, enter):
    assert store.count(Family, ACTIVE, YOUNG) == 4
    assert store.count(OwnWords) == 6 and store.count(OwnWordsKeptFrom) == 1
    lone = enter("sof2@demo.example").open("/families/TPF-2026-003")
    assert len(lone.page.select("#young-people > article > .sayings > div")) == 4
    assert len(lone.page.select(".network tbody tr")) == 7 and lone.find(".pitline") and lone.find(".young .mtab")
    assert len(lone.page.select(".checks li")) == 5
    # Two of one family have a page each.
    assert len(lone.open("/families/TPF-2026-009").page.select(".young__person")) == 2


def test_nobody_has_more_families_than_the_most(app, contacts):
    with app.app_context():
        most = main_programme().most_families_per_contact_person
    counted = Counter(email for people in contacts.values() for email, _ in people)
    assert max(counted.values()) <= most, counted


@pytest.mark.parametrize("email", [email for email, _, _ in LOGINS])
def test_every_login_works_and_sees_its_own_families_only(store, enter, email):
    visitor = enter(email)
    role = store.only(User, User.email == email).role
    if role in (Role.PROFESSIONAL, Role.COORDINATOR):
        assert listed(visitor) == families_of(store, email, ACTIVE) != set()
        for reference in sorted(set(store.list(sa.select(Family.reference))) - families_of(store, email))[:1]:
            visitor.open(f"/families/{reference}", 404)
    elif role is Role.MANAGER:
        visitor.open("/caseload")
    else:
        visitor.open("/").open("/families", 403)


def test_professionals_are_kept_from_some_families(store):
    every = set(store.list(sa.select(Family.reference)))
    for name in NAMED[:7]:
        assert families_of(store, f"{name}@demo.example") < every, name


def test_every_family_opens_for_its_contact_person(contacts, enter):
    visitors = {email: enter(email) for people in contacts.values() for email, _ in people}
    for number, (reference, people) in enumerate(sorted(contacts.items())):
        page = visitors[people[0][0]].client.get(f"/families/{reference}")
        assert page.status_code == 200, reference
        if number % LOOKED_AT_CLOSELY == 0:
            audit_page(page.text)


def test_families_that_have_finished_open_and_cannot_be_changed(store, enter):
    sanne, closed = enter("tovholder@demo.example"), families_of(store, "tovholder@demo.example", with_plan(), ~ACTIVE)
    assert closed
    for reference in closed:
        assert not sanne.open(f"/families/{reference}").page.select("main a[hx-get$='/edit']")


@pytest.mark.parametrize("section", SECTION_KEEPERS)
def test_what_stands_in_a_section_can_be_saved_as_it_is(store, enter, section):
    tried = 0
    for key in SECTION_KEEPERS[section]:
        visitor = enter(f"{key}@demo.example")
        for reference in sorted(families_of(store, f"{key}@demo.example")):
            address = f"/families/{reference}/{section}/edit"
            form = visitor.client.get(address, headers=HTMX)
            if form.status_code == 200:
                answer = visitor.client.post(address, data=form_data(parse(form.text).form), headers=HTMX)
                assert answer.status_code == 200, (reference, parse(answer.text).select_one(".alert"))
                tried += 1
    assert tried >= 3


def test_no_number_belongs_to_anybody(app, store):
    with app.app_context():
        numbers = [one.cpr for one in db.session.scalars(sa.select(Person)) if one.cpr]
    assert len(numbers) > 50
    assert min(stdnum_cpr.get_birth_date(number) for number in numbers) > clock.today()
    assert len(set(numbers)) == len(numbers)


def test_what_should_be_there_to_see_is_there(store):
    people = Counter(row.family_id for row in store.all(sa.select(Person.family_id)))
    assert max(people.values()) >= 10 and min(people.values()) >= 2
    assert store.count(Person, Person.protected) and store.count(Person, Person.expected_on.is_not(None))
    assert store.count(Person, Person.lives_elsewhere)


def test_the_pages_of_every_role_are_whole(enter):
    for name in (*NAMED, *WITHOUT_FAMILY):
        page = enter(f"{name}@demo.example").client.get("/", follow_redirects=True)
        assert page.status_code == 200, name
        audit_page(page.text)


def test_an_emergency_waits_for_review_and_nobody_in_it_had_a_way_in(store, enter):
    opened = store.all(sa.select(BreakGlass.family_id, BreakGlass.user_id, BreakGlass.verdict, BreakGlass.opened_at))
    near = store.all(sa.select(Conflict.family_id, Conflict.user_id, sa.literal(clock.now()).label("opened_at")))
    assert {row.verdict is None for row in opened} == {True, False} and near
    for row in opened:
        mine = AuditEntry.family_id == row.family_id, AuditEntry.actor_id == row.user_id
        assert store.count(AuditEntry, *mine, AuditEntry.at == row.opened_at, AuditEntry.why == Why.BROKEN_GLASS) == 1
    for row in (*opened, *near):
        ties = Attachment.family_id == row.family_id, Attachment.user_id == row.user_id
        assert store.count(Attachment, *ties, Attachment.from_on <= clock.local(row.opened_at).date()) == 0
    dpo = enter("dpo@demo.example").open("/")
    assert dpo.page.select("#notices li") and not dpo.page.select("#reviews .alert")
    assert enter("tovholder@demo.example").open("/").page.select("#notices li")

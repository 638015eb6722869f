"""Every address, with every method, asked by everybody: the declared right is what decides."""

import re
import uuid
from datetime import date

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.guard import PUBLIC, needed_right
from hfi.access.models import Attachment, Naming
from hfi.access.roles import ROLE_RIGHTS, Role
from hfi.audit.models import AuditCheck
from hfi.confidences.models import Confidence, ConfidenceReader
from hfi.consent.models import Consent
from hfi.contacts.models import ContactEntry, Turnout
from hfi.extensions import db
from hfi.intake.models import Telling, Theme
from hfi.parameters.models import Parameter
from hfi.plan.goal_history import DepartmentGoal
from hfi.plan.models import SectorPlan
from hfi.team.models import Absence
from hfi.users.models import AccountRequest
from tests.meetings.steps import coming
from tests.world import PERSONAS, REFERENCE

ATTACHED = ("Mette", "Jonas", "Bo", "Ditte", "Rikke", "Emil", "Hanne", "Sanne")
ONE_OF_EACH = ("Mette", "Sanne", "Lis", "Stig")
WITHOUT_FAMILY = ("Stig", "Ada", "Eva", "Dan")
HTMX = {"HX-Request": "true"}
BUF = ("Bo", "Ditte", "Rikke")
KEEPERS = {
    "social/support": ("Mette",),
    "employment/work": ("Jonas",),
    "children/wellbeing": BUF,
    "children/attendance": BUF,
    "children/health-visiting": ("Ditte",),
    "leisure/leisure": ("Emil",),
    "health/health": ("Hanne",),
}
NOT_ASKED = {"static", "access.log_in", "access.enter_code", "access.log_out"}


@pytest.fixture(autouse=True)
def without_tokens(app, visit, monkeypatch):
    """Whoever asks has a valid token: here the right alone is to decide. (Logging in happened with one.)"""
    visitors = {}

    def enter(name):
        monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
        visitors.setdefault(name, visit(name))
        monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
        return visitors[name].client

    return enter


@pytest.fixture
def addresses(app, world, store):
    """Every address with its method and its right, filled with what Familien Solsikke has."""
    plan = uuid.uuid4()
    own = {"family_id": world.family, "section_id": "social/support"}
    store.add(SectorPlan(id=plan, kind="x", created_at=clock.now(), **own))
    items = {"goal": world.goal, "agreement": world.agreement, "measure": world.measure, "plan": plan}
    items |= {"member": world.people["Lina"], "appointment": world.appointment, "people": world.people["Lina"]}
    items |= {"confidence": confidence(world, store), "named": naming(world, store)}
    items |= {"meeting": coming(world, store).id}
    items |= {"check": uuid.uuid4(), "telling": telling(world, store)}
    items |= add_office_items(world, store) | add_life(world, store)
    items |= {"supporter": uuid.uuid4(), "promise": uuid.uuid4()}
    store.add(AuditCheck(id=items["check"], month=date(2026, 10, 1), family_id=world.family, seq=1, rules="random"))
    items |= {"conflict": uuid.uuid4(), "review": uuid.uuid4(), "letter": uuid.uuid4()}
    said = store.list(sa.select(Consent.id).where(Consent.family_id == world.family))[0]
    items |= {"consent": said, "ground": uuid.uuid4()}
    return [
        (method, address(rule, items), needed_right(app, rule.endpoint))
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
        if rule.endpoint not in NOT_ASKED
    ]


def add_life(world, store):
    """A department's goal, a contact of Bo's, and how an appointment went."""
    aim, contact, turnout = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    base, now = {"family_id": world.family}, clock.now()
    told = {**base, "user_id": world.users["Bo"], "day": clock.today(), "created_at": now}
    section = {"section_id": "social/support", "goal_id": world.goal}
    store.add(
        DepartmentGoal(id=aim, **base, **section, text="Ro", created_at=now),
        ContactEntry(id=contact, **told, how="phone", about="Om skolen"),
        Turnout(id=turnout, **told, appointment_id=world.appointment, title="Tid", outcome="came"),
    )
    return {"aim": aim, "contact": contact, "turnout": turnout}


def confidence(world, store):
    """A note of Mette's about Lina."""
    item, base = uuid.uuid4(), {"family_id": world.family}
    note = Confidence(
        id=item, owner="SOF", kind="other", author_id=world.users["Mette"], created_at=clock.now(), **base
    )
    store.add(note)
    store.add(ConfidenceReader(confidence_id=item, user_id=world.users["Mette"], **base))
    return item


def telling(world, store):
    """Something that Amina told."""
    item, own = uuid.uuid4(), {"family_id": world.family, "told_on": clock.today(), "created_at": clock.now()}
    store.add(Telling(id=item, theme=Theme.MATTERS, words="Ro", person_id=world.people["Amina"], **own))
    return item


def naming(world, store):
    """Rikke is named for who people are."""
    item, by = uuid.uuid4(), world.users["Sanne"]
    values = {"level": "identity", "from_on": clock.today(), "user_id": world.users["Rikke"], "named_by_id": by}
    store.add(Naming(id=item, family_id=world.family, **values))
    return item


def add_office_items(world, store):
    """Bo's attachment, Jonas's account and absence, a request about Jonas, and a housing area of Ada's."""
    bo, jonas, ada = (world.users[name] for name in ("Bo", "Jonas", "Ada"))
    absence, request, now = uuid.uuid4(), uuid.uuid4(), clock.now()
    days = {"from_on": clock.today(), "to_on": clock.today()}
    store.add(
        Absence(id=absence, user_id=jonas, written_by_id=jonas, written_at=now, **days),
        AccountRequest(id=request, user_id=jonas, role=Role.DPO, reason="x", asked_by_id=ada, asked_at=now),
    )
    attachment = store.only(Attachment, Attachment.user_id == bo).id
    entry = {"kind": "areas", "owner": "hfi", "key": "Æblegården", "words": "Æblegården", "details": {"district": "x"}}
    store.add(Parameter(id=(parameter := uuid.uuid4()), **entry))
    items = {"attachment": attachment, "user": jonas, "giver": jonas, "absence": absence, "request": request}
    return items | {"parameter": parameter}


def address(rule, items, ref=REFERENCE):
    """The rule as somebody would call it."""
    kind = re.search(r"(\w+?)s?/<uuid:item", rule.rule)
    values = {"reference:ref": ref, "uuid:item": str(items[kind[1]]) if kind else ""}
    values |= {"uuid:giver": str(items["giver"]), "string:token": "x", "int:year": "2026", "int:month": "10"}
    values |= {"int:number": "1"} | {f"uuid:{one}_id": str(items[one]) for one in ("goal", "agreement")}
    values |= {"path:owner": "social/support", "string:programme": "sammen-om-familien"}
    filled = re.sub(r"<any\((\w+),[^>]*>", r"\1", rule.rule)
    return re.sub(r"<([^>]+)>", lambda found: values[found[1]], filled)


def answers(client, addresses, headers=None):
    """What each address answers: the status by method, address and right."""
    found = []
    for method, url, needed in addresses:
        answer = client.open(url, method=method, headers=headers)
        where = answer.location or ""
        found.append((method, url, needed, "login" if where.startswith("/login") else answer.status_code))
    return found


@pytest.mark.parametrize(("headers", "status"), [(None, "login"), (HTMX, 401)])
def test_logged_out_one_gets_nowhere(app, stranger, addresses, without_tokens, monkeypatch, headers, status):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    for method, url, needed, answer in answers(stranger, addresses, headers):
        assert (answer == status) == (needed != PUBLIC), (method, url, answer)


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_missing_right_is_403_and_nothing_breaks(without_tokens, addresses, name):
    """With htmx everybody asks in `tests/proof/test_matrix.py`."""
    rights = ROLE_RIGHTS[PERSONAS[name][0]]
    for method, url, needed, answer in answers(without_tokens(name), addresses):
        assert answer not in (401, "login") and answer < 500, (method, url, answer)
        if needed != PUBLIC and needed not in rights:
            assert answer == 403, (method, url, answer)


@pytest.mark.parametrize("name", WITHOUT_FAMILY)
def test_a_role_without_families_reaches_no_address_of_one(without_tokens, addresses, name):
    for method, url, _needed, answer in answers(without_tokens(name), addresses):
        of_families = url.startswith(("/families", "/search", "/caseload")) and not (name == "Dan" and is_log(url))
        assert answer == 403 or not of_families, (method, url, answer)


def is_log(url):
    """Whether the address shows who opened a family, and nothing of the family."""
    return url.endswith(("/log", "/log.pdf"))


def test_for_a_colleague_without_a_tie_the_family_is_not_there(without_tokens, addresses):
    for method, url, needed, answer in answers(without_tokens("Dorthe"), addresses):
        if REFERENCE in url and needed in ROLE_RIGHTS[PERSONAS["Dorthe"][0]]:
            assert answer == 404 or is_shelf(method, url), (method, url, answer)


def is_shelf(method, url):
    """Whether the address only sends browsers on to the page, which is not there then."""
    return method == "GET" and url.endswith("/week")


@pytest.mark.parametrize("name", ATTACHED)
def test_a_section_is_written_by_its_own_department_only(without_tokens, world, name):
    client = without_tokens(name)
    for section, keepers in KEEPERS.items():
        for address in ("edit", "measures/new", "plans/new", "aims/new"):
            status = client.get(f"{world.url}/{section}/{address}", headers=HTMX).status_code
            assert status == (200 if name in keepers else 403), (section, address)


def test_the_table_of_keepers_has_every_section(app):
    assert set(KEEPERS) == set(app.extensions["hfi.registry"].by_id)


@pytest.mark.parametrize("name", ATTACHED)
def test_everybody_attached_reads_the_page_and_keepers_write_the_plan(without_tokens, world, name):
    client = without_tokens(name)
    assert client.get(world.url, headers=HTMX).status_code == 200
    writes = client.get(f"{world.url}/goals/{world.goal}/edit", headers=HTMX).status_code
    assert writes == (200 if name in ("Mette", "Jonas", "Sanne") else 403)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_no_address_takes_other_methods(without_tokens, addresses, method):
    client = without_tokens("Mette")
    for url in {url for _, url, _ in addresses}:
        assert client.open(url, method=method).status_code == 405, url


def test_nothing_is_changed_without_a_token(visit, addresses):
    client = visit("Mette").client
    for method, url, _needed in [*addresses, ("POST", "/login", ""), ("POST", "/logout", "")]:
        if method == "POST":
            assert client.post(url).status_code == 400, url
            assert client.post(url, headers=HTMX, data={"csrf_token": "forged"}).status_code == 400, url


def test_reading_writes_nothing_but_the_log(visit, addresses, store):
    client, written = visit("Mette").client, {"audit_entries", "audit_heads", "login_sessions"}
    tables = [table for table in db.metadata.sorted_tables if table.name not in written]
    before = [store.all(sa.select(table)) for table in tables]
    for method, url, _needed in addresses:
        if method == "GET":
            client.get(url)
            client.get(url, headers=HTMX)
    assert [store.all(sa.select(table)) for table in tables] == before


def test_an_item_of_another_family_is_not_there(visit, addresses):
    dorthe = visit("Dorthe")
    mine = [url for method, url, needed in addresses if method == "GET" and needed in ROLE_RIGHTS[Role.PROFESSIONAL]]
    items = [url for url in mine if REFERENCE in url and re.search(r"[0-9a-f]{8}-", url)]
    for url in items:
        other = url.replace(REFERENCE, "HFI-2026-015")
        assert dorthe.client.get(other).status_code == 404, other


def test_not_mine_and_not_there_are_answered_alike(visit):
    dorthe = visit("Dorthe").client
    pages = [dorthe.get(f"/families/{ref}").text for ref in (REFERENCE, "HFI-1999-999")]
    mine, nobodys = (re.sub(r"[0-9a-f]{12}</code>", "", page) for page in pages)
    assert without_token(mine).replace(REFERENCE, "HFI-1999-999") == without_token(nobodys)


def without_token(html):
    """The page without the token that is new each time."""
    return re.sub(r'value="[\w.-]{60,}"', "", html)

"""The administrator looks after accounts, and never sees a family."""

import uuid

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment, LoginSession, User
from hfi.access.roles import Role
from hfi.audit.models import AuditEntry
from hfi.users.models import AccountRequest
from tests.team.steps import CONTACT, add_families, add_user, day
from tests.users.steps import add_second_administrator, ask, create, waiting
from tests.visitor import form_data
from tests.world import PERSONAS

EVERYBODY_ELSE = sorted(set(PERSONAS) - {"Ada"})


def lines(visitor):
    """The list: first name → cells."""
    rows = visitor.page.select("section .people tbody tr")
    return {row.find("th").get_text().split()[0]: [one.get_text(" ", strip=True) for one in row("td")] for row in rows}


@pytest.mark.parametrize("name", EVERYBODY_ELSE)
def test_it_is_for_administrators(visit, world, name):
    visitor = visit(name)
    for path in (
        "",
        f"/{world.users['Jonas']}",
        *(f"/{world.users['Jonas']}/{one}" for one in ("edit", "rights", "lock")),
    ):
        visitor.open(f"/users{path}", 403)


def test_everybody_is_listed_with_what_an_administrator_needs(visit, world, store):
    ada = visit("Ada").open("/users")
    found = lines(ada)
    assert set(found) == set(PERSONAS)
    assert found["Mette"][2] == "1" and found["Mette"][0] == "SOF"
    assert found["Ada"][2] == "–" and not found["Ole"][2].isdigit()
    assert found["Ada"][3] != found["Mette"][3]


def test_only_open_families_of_today_are_counted(visit, world, store):
    add_families(store, world, 2, ("Mette", CONTACT))
    store.run(sa.update(Attachment).where(Attachment.user_id == world.users["Bo"]).values(to_on=day(-1)))
    found = lines(visit("Ada").open("/users"))
    assert found["Mette"][2] == "3" and found["Bo"][2] == "0"


def test_no_family_is_anywhere(visit, world):
    ada = visit("Ada")
    for path in ("/", "/users", f"/users/{world.users['Mette']}", "/requests", f"/users/{world.users['Mette']}/rights"):
        words = ada.open(path).page.get_text()
        assert not any(one in words for one in ("Solsikke", "Birkeløv", "HFI-2026", "Amina")), path
    for path in (world.url, f"{world.url}/team", "/families", "/team", "/absences", "/caseload"):
        ada.open(path, 403)


def test_search_and_filters(visit, world, store):
    store.run(sa.update(User).where(User.id == world.users["Emil"]).values(active=False))
    ada = visit("Ada")
    wanted = {
        "q=mette": {"Mette"}, "q=EMIL@demo": {"Emil"}, "q=nobody": set(), "role=dpo": {"Dan"},
        "state=locked": {"Emil"}, "department=SOF&role=manager": {"Lis"}, "department=SOF": {"Mette", "Dorthe", "Lis"},
    }  # fmt: skip
    for query, names in wanted.items():
        assert set(lines(ada.open(f"/users?{query}"))) == names, query
    assert set(lines(ada.open("/users?role=king&state=odd&after=x&q=%00"))) == set(PERSONAS)


def test_a_page_at_a_time(visit, world, store, queries):
    ada = visit("Ada")
    with queries:
        ada.open("/users")
    before = len(queries)
    for number in range(60):
        add_user(store, world, f"Person{number:02d}", Role.EVALUATOR)
    seen, url = [], "/users"
    while url:
        with queries:
            ada.open(url)
        assert len(queries) <= before + 1
        seen += [row.find("th").find(string=True) for row in ada.page.select("section .people tbody tr")]
        more = ada.page.select_one("a[rel=next]")
        url = more and more["href"]
    assert len(seen) == len(set(seen)) == len(PERSONAS) + 60


def test_contact_details_change_at_once_and_give_no_rights(visit, world, store):
    ada, url = visit("Ada"), f"/users/{world.users['Jonas']}/edit"
    ada.open(url)
    ada.submit(
        ada.find("main form"), 303, email="Jonas.T@Demo.example", phone="00 99 00 99", role="administrator",
        department="SOF", active="1", password_hash="x",
    )  # fmt: skip
    jonas = store.get(User, world.users["Jonas"])
    assert (jonas.email, jonas.phone) == ("jonas.t@demo.example", "00 99 00 99")
    assert (jonas.role, jonas.department, jonas.active) == (Role.PROFESSIONAL, "BIF", True)
    logged = store.only(AuditEntry, AuditEntry.action == "edit_user")
    assert logged.actor_id == world.users["Ada"] and logged.what == f"user:{jonas.id}:email,phone"


def test_an_e_mail_belongs_to_one(visit, world, store):
    ada, url = visit("Ada"), f"/users/{world.users['Jonas']}/edit"
    for email in ("METTE@demo.example", "jonas", ""):
        ada.open(url)
        ada.submit(ada.find("main form"), 422, email=email)
    create(ada, 422, email="mette@demo.example")
    assert store.count(User) == len(PERSONAS) and not store.count(AccountRequest)


def test_locking_works_at_once(visit, world, store):
    jonas, ada = visit("Jonas").open("/"), visit("Ada")
    ada.open(f"/users/{world.users['Jonas']}/lock")
    ada.submit(ada.find("main form"), 303)
    jonas.open("/", 303)
    assert store.count(LoginSession, LoginSession.user_id == world.users["Jonas"], LoginSession.ended_at.is_(None)) == 0
    assert not store.get(User, world.users["Jonas"]).active
    assert store.only(AuditEntry, AuditEntry.action == "lock_user").actor_id == world.users["Ada"]


def test_locking_takes_back_what_waits(visit, world, store):
    ada = visit("Ada")
    ask(ada, world, "Jonas", role="coordinator", department="", profession="")
    ada.open(f"/users/{world.users['Jonas']}/lock")
    ada.submit(ada.find("main form"), 303)
    assert store.only(AccountRequest).answer.value == "taken_back"


def test_nobody_looks_after_their_own_account(visit, world, store):
    ada = visit("Ada").open("/users")
    token = form_data(ada.find("#new-user form"))["csrf_token"]
    for path in ("", "/edit", "/rights", "/lock"):
        ada.open(f"/users/{world.users['Ada']}{path}", 403)
    for path in ("/edit", "/rights", "/lock"):
        answer = ada.client.post(f"/users/{world.users['Ada']}{path}", data={"csrf_token": token})
        assert answer.status_code in (400, 403)
    assert store.get(User, world.users["Ada"]).active and not store.count(AccountRequest)


def test_the_form_for_somebody_new_reaches_nobody_who_is_there(visit, world, store):
    """Whoever puts another's id, or their own, into the form changes nothing."""
    ada = visit("Ada")
    for item in (world.users["Ada"], world.users["Mette"]):
        create(ada, 422, item=str(item))
    create(ada, 422, item="x")
    assert not store.count(AccountRequest) and store.get(User, world.users["Mette"]).name == "Mette Prøvesen"


def test_somebody_that_is_not_there(visit):
    ada = visit("Ada")
    for path in ("", "/edit", "/rights", "/lock"):
        ada.open(f"/users/{uuid.uuid4()}{path}", 404)


def test_two_clicks_make_one_user(visit, store, world):
    ada = visit("Ada").open("/users")
    data = form_data(ada.find("#new-user form")) | {"name": "Karla", "email": "karla@demo.example", "reason": "x"}
    data |= {"department": "BIF", "profession": "employment_caseworker"}
    pages = [ada.client.post("/users", data=data) for _click in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert store.count(User, User.email == "karla@demo.example") == store.count(AccountRequest) == 1


@pytest.mark.parametrize("wrong", [
    {"department": ""}, {"profession": ""}, {"role": "manager"}, {"role": "administrator", "profession": ""},
    {"role": "king"}, {"department": "XYZ"}, {"profession": "wizard"}, {"name": " "}, {"reason": ""},
])  # fmt: skip
def test_rights_that_do_not_fit_together(visit, store, wrong):
    create(visit("Ada"), 422, **wrong)
    assert not store.count(AccountRequest)


def test_the_last_login_is_shown(visit, world, store):
    visit("Mette")
    store.run(sa.update(LoginSession).values(created_at=clock.at(day(-1), 8)))
    assert "8" in lines(visit("Ada").open("/users"))["Mette"][3]


def test_a_second_administrator_sees_what_waits(visit, world, store):
    add_second_administrator(store, world)
    create(visit("Ada"))
    assert str(waiting(store).id) in visit("Alma").open("/requests").page.decode()
    assert visit("Alma").open("/users").page.select(".alert-info")

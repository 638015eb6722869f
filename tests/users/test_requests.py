"""What gives rights waits until a second person has said yes."""

import pytest
import sqlalchemy as sa

from hfi.access.models import Attachment, LoginSession, User
from hfi.access.roles import Profession, Role
from hfi.audit.models import AuditEntry
from hfi.users.models import AccountRequest, Answer
from tests.team.steps import changes_of, day, tie_of
from tests.users.steps import EMPLOYED, add_second_administrator, ask, create, give, rights_of, waiting
from tests.visitor import form_data

JONAS = "jonas@demo.example"
AS_COORDINATOR = {"role": "coordinator", "department": "", "profession": ""}
COORDINATOR = (Role.COORDINATOR, "", None, True)


@pytest.fixture
def alma(store, world, visit):
    """A second administrator."""
    add_second_administrator(store, world)
    return visit("Alma")


@pytest.mark.parametrize("approver", ["Alma", "Ole", "Lis"])
def test_another_role_holds_when_a_second_person_has_approved_it(visit, world, store, alma, approver):
    ask(visit("Ada"), world, "Jonas", **AS_COORDINATOR)
    assert rights_of(store, JONAS) == (*EMPLOYED, True)
    give(visit(approver), store, "approved")
    assert rights_of(store, JONAS) == COORDINATOR
    asked = store.only(AccountRequest)
    assert (asked.answer, asked.answered_by_id) == (Answer.APPROVED, world.users[approver])
    assert asked.was_role == "professional" and asked.was_department == "BIF"
    columns = AuditEntry.action, AuditEntry.actor_id
    logged = store.all(sa.select(*columns).where(AuditEntry.action.contains("role")).order_by(AuditEntry.seq))
    assert [tuple(row) for row in logged] == [
        ("ask_role", world.users["Ada"]),
        ("approved_role", world.users[approver]),
    ]


def test_whoever_asked_does_not_approve(visit, world, store):
    ada = visit("Ada")
    ask(ada, world, "Jonas", **AS_COORDINATOR)
    give(ada, store, "approved", 403)
    give(ada, store, "refused", 403)
    assert rights_of(store, JONAS) == (*EMPLOYED, True) and waiting(store)


def test_nobody_approves_for_themselves(visit, world, store, alma):
    """Ada asks for Alma: Alma does not even see it, and Ole may approve it."""
    ask(visit("Ada"), world, "Alma", role="manager", department="SOF", profession="")
    request = waiting(store)
    assert str(request.id) not in alma.open("/requests").page.decode()
    alma.open(f"/requests/{request.id}", 404)
    give(visit("Ole"), store, "approved")
    assert rights_of(store, "alma@demo.example")[0] is Role.MANAGER


@pytest.mark.parametrize("name", ["Mette", "Sanne", "Stig", "Eva", "Dan"])
def test_others_have_no_such_page(visit, world, store, name):
    ask(visit("Ada"), world, "Jonas", **AS_COORDINATOR)
    visitor = visit(name)
    visitor.open("/requests", 403)
    visitor.open(f"/requests/{waiting(store).id}", 403)


def test_a_refusal_changes_nothing_and_is_kept(visit, world, store):
    ask(visit("Ada"), world, "Jonas", **AS_COORDINATOR)
    give(visit("Ole"), store, "refused")
    assert rights_of(store, JONAS) == (*EMPLOYED, True)
    assert "Ole" in visit("Ada").open(f"/users/{world.users['Jonas']}").text("section[aria-labelledby=history-h]")


def test_a_manager_cannot_take_back_what_another_asked(visit, world, store):
    ask(visit("Ada"), world, "Jonas", **AS_COORDINATOR)
    give(visit("Ole"), store, "taken_back", 403)
    give(visit("Ada"), store, "taken_back")
    assert store.only(AccountRequest).answer is Answer.TAKEN_BACK
    ask(visit("Ada"), world, "Jonas", **AS_COORDINATOR)


def test_only_one_request_waits_for_an_account(visit, world, store):
    ada = visit("Ada")
    ada.open(f"/users/{world.users['Jonas']}/rights")
    data = form_data(ada.find("main form")) | {**AS_COORDINATOR, "reason": "x"}
    for _click in range(2):
        assert ada.client.post(f"/users/{world.users['Jonas']}/rights", data=data).status_code == 303
    assert store.count(AccountRequest) == 1
    ada.open(f"/users/{world.users['Jonas']}/rights", 303)


def test_an_answer_is_given_once(visit, world, store):
    ask(visit("Ada"), world, "Jonas", **AS_COORDINATOR)
    ole, request = visit("Ole"), waiting(store)
    ole.open(f"/requests/{request.id}")
    data = form_data(ole.find("main form"))
    for given in ("refused", "approved"):
        assert ole.client.post(f"/requests/{request.id}", data=data | {"answer": given}).status_code == 303
    assert store.only(AccountRequest).answer is Answer.REFUSED and rights_of(store, JONAS) == (*EMPLOYED, True)
    assert ole.client.post(f"/requests/{request.id}", data=data | {"answer": "perhaps"}).status_code == 400


def test_another_department_ends_the_work_with_every_family_and_every_login(visit, world, store):
    jonas = visit("Jonas").open(world.url)
    ask(visit("Ada"), world, "Jonas", department="SOF", profession="social_caseworker")
    jonas.open(world.url)
    give(visit("Ole"), store, "approved")
    jonas.open("/", 303)
    tie = tie_of(store, world, "Jonas")[0]
    assert (tie.to_on, tie.ended_by_id) == (day(-1), world.users["Ole"]) and tie.end_reason
    assert changes_of(store, tie.id)[-1] == (world.users["Ole"], world.family, "update", "attachment")
    visit("Jonas").open(world.url, 404)
    assert "Jonas" in visit("Ole").open("/team").text("section[aria-labelledby=ended-h]")


def test_another_profession_ends_no_attachment(visit, world, store):
    ask(visit("Ada"), world, "Bo", profession="absence_consultant")
    give(visit("Lis"), store, "approved")
    assert rights_of(store, "bo@demo.example")[2] is Profession.ABSENCE_CONSULTANT
    visit("Bo").open(world.url)
    assert store.count(LoginSession, LoginSession.user_id == world.users["Bo"]) == 1


def test_opening_a_locked_account_needs_a_second_person_too(visit, world, store):
    store.run(sa.update(User).where(User.id == world.users["Bo"]).values(active=False))
    ask(visit("Ada"), world, "Bo")
    assert not rights_of(store, "bo@demo.example")[3]
    give(visit("Lis"), store, "approved")
    visit("Bo").open(world.url)


def test_a_new_account_is_locked_until_then(visit, world, store):
    create(visit("Ada"))
    assert rights_of(store, "karla@demo.example") == (*EMPLOYED, False)
    give(visit("Ole"), store, "approved")
    assert rights_of(store, "karla@demo.example") == (*EMPLOYED, True)
    assert not store.count(Attachment, Attachment.attached_by_id == world.users["Ada"])

"""Jonas lost the telephone with his one-time codes: Ada asks that they are removed, and somebody else says yes."""

import pytest
import sqlalchemy as sa

from hfi.access.models import LoginSession, RecoveryCode, SecondFactor
from hfi.audit.models import AuditEntry
from tests.access.codes import set_up
from tests.users.steps import EMPLOYED, ask, give, rights_of, waiting


@pytest.fixture
def jonas(visit):
    """Jonas, who uses codes and is still logged in somewhere."""
    visitor = visit("Jonas")
    set_up(visitor)
    return visitor


@pytest.fixture
def asked(visit, world, jonas):
    """Ada asks."""
    return ask(visit("Ada"), world, "Jonas", resets_code="y", reason="Telefonen faldt i havnen")


def codes(store):
    """How many apps and recovery codes there are."""
    return store.count(SecondFactor), store.count(RecoveryCode)


def test_nothing_happens_before_a_second_person_says_yes(visit, world, store, jonas, asked):
    assert codes(store)[0] == 1 and codes(store)[1] > 0
    give(asked, store, "approved", 403)
    give(visit("Ole"), store, "refused")
    assert codes(store)[0] == 1 and jonas.open(world.url)


def test_then_the_codes_are_gone_and_every_login_is_over(visit, world, store, jonas, asked):
    ole = visit("Ole").open("/requests")
    ole.open(f"/requests/{waiting(store).id}")
    give(ole, store, "approved")
    assert codes(store) == (0, 0)
    jonas.open("/", 303)
    assert not store.count(LoginSession, LoginSession.user_id == world.users["Jonas"], LoginSession.ended_at.is_(None))
    visit("Jonas").open(world.url)


def test_neither_rights_nor_work_change_by_it(visit, world, store, jonas, asked):
    give(visit("Lis"), store, "approved")
    assert rights_of(store, "jonas@demo.example") == (*EMPLOYED, True)
    visit("Jonas").open(world.url)


def test_both_steps_stand_in_the_log(visit, world, store, asked):
    give(visit("Ole"), store, "approved")
    logged = store.all(
        sa.select(AuditEntry.action, AuditEntry.actor_id)
        .where(AuditEntry.what == f"user:{world.users['Jonas']}:role,department,profession,second_factor")
        .order_by(AuditEntry.seq)
    )
    assert [tuple(row) for row in logged] == [
        ("ask_role", world.users["Ada"]),
        ("approved_role", world.users["Ole"]),
    ]


def test_whoever_asks_for_something_else_leaves_the_codes(visit, world, store, jonas):
    ask(visit("Ada"), world, "Jonas", 200, new_link="y")
    give(visit("Ole"), store, "approved")
    assert codes(store)[0] == 1

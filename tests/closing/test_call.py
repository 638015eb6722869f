"""Three months after the closing somebody rings the family: a task that stays until it is noted."""

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment
from hfi.audit.models import AuditEntry
from hfi.phases.models import Closing
from tests.closing.steps import close, fill
from tests.team.steps import day, typed


@pytest.fixture
def sanne(visit, store, world):
    """Sanne, whose closed family should have been rung the day before yesterday."""
    visitor = close(visit("Sanne"), world)
    store.rewrite(Closing, call_due_on=day(-2))
    return visitor


def calls(visitor):
    """The calls on the overview."""
    return visitor.open("/").page.select("#calls li")


def test_it_stands_on_the_coordinators_overview_until_it_is_noted(sanne, world):
    assert len(calls(sanne)) == 1 and sanne.find("#calls .todo--err")
    fill(sanne, world, "call", called_on=typed(clock.today()), call_note="Det går godt")
    assert calls(sanne) == []


@pytest.mark.parametrize(("days", "number"), [(14, 1), (15, 0)])
def test_it_comes_two_weeks_before_its_day(sanne, store, days, number):
    store.rewrite(Closing, call_due_on=day(days))
    assert len(calls(sanne)) == number


def test_opening_the_family_again_ends_it(sanne, world):
    fill(sanne, world, "reopen", reason="En fejl")
    assert calls(sanne) == []


@pytest.mark.parametrize("name", ["Mette", "Bo", "Dorthe"])
def test_others_do_not_meet_it(sanne, visit, name):
    assert calls(visit(name)) == []


def test_whoever_coordinates_no_more_does_not_either(sanne, store, world):
    tie = Attachment.user_id == world.users["Sanne"], Attachment.family_id == world.family
    store.run(sa.update(Attachment).where(*tie).values(to_on=day(-1)))
    assert calls(sanne) == []


def test_that_it_was_shown_is_logged(sanne, store, world):
    calls(sanne)
    own = AuditEntry.family_id == world.family, AuditEntry.what == "overview"
    assert store.count(AuditEntry, *own) == 1

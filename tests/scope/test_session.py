"""A request reaches the families that are open to whoever asks, in no way any other."""

from contextlib import suppress

import pytest
import sqlalchemy as sa
from flask import g

from hfi.access.models import Attachment, AttachmentKind, User
from hfi.audit import service as audit
from hfi.audit.models import AuditEntry
from hfi.clock import today
from hfi.connections import SYSTEM, OutOfScopeError
from hfi.extensions import db, system_session
from hfi.families.models import Family, Person
from hfi.plan.models import Goal, MeasurePerson
from hfi.sessions import SystemSession
from tests.presented import unpresented
from tests.scope.paths import READING, WRITING
from tests.world import OTHER_REFERENCE

UNBOUND = [sa.select(Goal), sa.select(Family.id), sa.select(AuditEntry.at), sa.delete(Goal)]


@pytest.fixture
def of_both(store, world):
    """Mette works with the family next door as well."""
    row = {"kind": AttachmentKind.TEAM, "from_on": today()}
    store.add(Attachment(family_id=world.other_family, user_id=world.users["Mette"], **row))


def found_by(ways, asking, theirs, *reader, **how):
    """Which of the ways of reading find something."""
    return {name for name, way in ways.items() if tried(way, asking(*reader, **how), theirs)}


def tried(way, request, theirs):
    """What a way of reading finds."""
    with request, suppress(OutOfScopeError, sa.exc.InvalidRequestError):
        return way(db.session(), theirs)


def everything(read):
    """What the ways of writing would change."""
    tables = (sa.select(Goal.id, Goal.family_id, Goal.title), sa.select(MeasurePerson.person_id), sa.select(Family.id))
    return [sorted(map(str, read(statement))) for statement in tables]


def test_the_program_itself_finds_everything_in_every_way(app, theirs):
    for name, way in READING.items():
        with app.app_context(), SystemSession(db.engines[SYSTEM]) as session:
            assert way(session, theirs), name


def test_a_reader_does_not_find_another_family(asking, theirs):
    assert found_by(READING, asking, theirs, "Mette") == set()


def test_not_even_their_own_other_family_once_one_is_open(asking, theirs, of_both):
    assert found_by(READING, asking, theirs, "Mette") == set()


@pytest.mark.parametrize("name", ["Mette", "Lis", "Stig", "Dan"])
def test_nor_is_it_found_where_no_family_is_open(asking, theirs, store, name):
    store.run(sa.delete(Attachment).where(Attachment.family_id == theirs.family))
    assert found_by(READING, asking, theirs, name, opened=None) == set()


def test_a_reader_does_not_change_another_family(asking, theirs, world, store):
    before = everything(store.all)
    for name, way in WRITING.items():
        with asking("Mette"), suppress(OutOfScopeError, sa.exc.InvalidRequestError):
            way(db.session(), theirs, world)
            db.session.commit()
        assert everything(store.all) == before, name


@pytest.mark.parametrize("way", WRITING.values(), ids=WRITING)
def test_the_program_itself_can_change_it(app, theirs, world, way):
    with app.app_context(), SystemSession(db.engines[SYSTEM]) as session:
        before = everything(session.execute)
        way(session, theirs, world)
        session.flush()
        assert everything(session.execute) != before


def test_lists_reach_all_of_the_readers_families(asking, theirs, of_both):
    with asking("Mette", opened=None):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Family)) == 2
        assert db.session.get(Goal, theirs.goal)


def test_the_leader_of_the_programme_reaches_all(asking, theirs):
    with asking("Ole", opened=None):
        assert db.session.get(Goal, theirs.goal)
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Family)) == 2


def test_several_families_can_be_changed_where_none_is_open(asking, theirs, of_both, world, store):
    with asking("Mette", opened=None):
        for goal in db.session.scalars(sa.select(Goal)):
            goal.position += 1
        db.session.commit()
    assert store.count(Goal, Goal.position == 2) == 2


def test_what_one_scope_loaded_is_not_there_in_the_next(asking, theirs, of_both, world):
    with asking("Mette", opened=None):
        session = db.session()
        session.get(Goal, theirs.goal)
        session.narrow_to(world.family)
        assert session.get(Goal, theirs.goal) is None


def test_the_scope_stays_while_something_is_to_be_saved(asking, world):
    with asking("Mette"):
        session = db.session()
        session.get(Goal, world.goal).title = "Ændret"
        with pytest.raises(OutOfScopeError):
            session.narrow_to(world.other_family)


@pytest.mark.parametrize("statement", UNBOUND)
def test_without_a_scope_family_data_is_refused(app, world, statement):
    with app.app_context(), app.test_request_context("/", method="POST"), pytest.raises(OutOfScopeError):
        db.session.execute(statement)


def test_without_a_scope_the_rest_is_there(app, world):
    with app.app_context(), app.test_request_context("/"):
        assert db.session.scalar(sa.select(User.name).where(User.id == world.users["Mette"]))
        db.session.rollback()


def test_the_log_can_be_added_to_but_not_changed(asking, world, store):
    with asking("Mette"):
        audit.record(g.principal, "note", family_id=world.other_family)
        db.session.commit()
        with pytest.raises(OutOfScopeError):
            db.session.execute(sa.update(AuditEntry), [{"family_id": world.family, "seq": 1, "what": "x"}])


def test_a_system_session_does_not_wait_for_the_request_it_is_in(asking, world):
    with asking("Mette"):
        db.session.get(Goal, world.goal)
        with pytest.raises(RuntimeError), system_session():
            pass


def test_nor_the_request_for_a_system_session(asking, world):
    with asking("Mette"), system_session(), pytest.raises(RuntimeError):
        db.session.get(Goal, world.goal)


def test_somebody_elses_reference_opens_nothing(visit):
    visit("Mette").open(f"/families/{OTHER_REFERENCE}", status=404)


def test_outside_of_a_request_the_session_is_the_programs_own(app, theirs):
    with app.app_context():
        assert isinstance(db.session(), SystemSession) and db.session.get(Person, theirs.person)
        db.session.rollback()


def test_a_template_with_a_row_or_a_login_in_it_is_noticed(asking, world):
    with asking("Mette"):
        goal = db.session.get(Goal, world.goal)
        row = db.session.execute(sa.select(Goal.id)).first()
        for value in (goal, [goal], {"a": (row,)}, g.principal, Goal, db.session):
            assert unpresented({"page": value, "g": g})
        assert unpresented({"page": [1, "a"], "g": g}) == []

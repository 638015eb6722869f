"""What is sealed opens in its own row, column and family only, and can be read nowhere in the database."""

import uuid

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from sqlalchemy.exc import StatementError

from hfi import clock
from hfi.access.models import BreakGlass, Conflict
from hfi.audit.models import Revision
from hfi.audit.queries import open_revision
from hfi.columns import SealedText
from hfi.extensions import db
from hfi.families.keys import family_key
from hfi.families.models import Family, FamilyKey, Person, PersonKind
from hfi.families.sealing import opened, sealed_columns
from hfi.plan.models import Measure, SectionRecord, SectorPlan
from hfi.schedule.models import Appointment
from tests.emergency.steps import conflict, glass
from tests.family_page.steps import form_page, save

TOKEN = "FORSEGLET"
SEALED = {
    Family: {"address"},
    Person: {"cpr", "address", "phone", "note"},
    Measure: {"title", "plain_words", "provider", "status_reason", "next_step", "legal_ground"},
    SectionRecord: {"assessment", "details"},
    SectorPlan: {"reference", "lines"},
    Appointment: {"title", "place"},
    Conflict: {"reason"},
    BreakGlass: {"reason"},
}


def every_value(store):
    """Every value of every row of every table, as bytes."""
    found = []
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            raw = sa.type_coerce(column, sa.LargeBinary) if isinstance(column.type, SealedText) else column
            found += [one if isinstance(one, bytes) else str(one).encode() for one in store.list(sa.select(raw))]
    return b"\n".join(found)


def stored(store, column, row_id):
    """A value as the database has it."""
    return store.list(sa.select(column).where(column.class_.id == row_id))[0]


def edit_measure(visitor, **typed):
    """Change the measure through its form."""
    address = f"{visitor.world.url}/social/support/measures/{visitor.world.measure}/edit"
    save(visitor, form_page(visitor, address), False, 303, **typed)


@pytest.fixture
def full(world, store):
    """Every sealed column of the family has a token in it."""
    plan = SectorPlan(family_id=world.family, section_id="social/support", kind="child-plan", created_at=clock.now())
    store.add(plan, conflict(world, "Dorthe"), glass(world, "Jonas"))
    for model, names in SEALED.items():
        values = {name: {"own": {"word": TOKEN}, "people": {}} if name == "details" else TOKEN for name in names}
        where = [] if model is Family else [model.family_id == world.family]
        store.rewrite(model, *where, **values)


def test_these_columns_are_sealed():
    found = {one: set(sealed_columns(sa.inspect(one))) for one in SEALED}
    assert found == SEALED


def test_nothing_that_was_written_can_be_read_in_the_database(store, full):
    assert all(store.count(model) for model in SEALED)
    assert TOKEN.encode() not in every_value(store)


def test_objects_and_rows_have_it_as_it_was_written(app, world, store, full):
    assert store.get(Measure, world.measure).title == TOKEN
    with app.app_context():
        (record,) = opened(SectionRecord, db.session.execute(sa.select(*SectionRecord.__table__.columns)))
        assert record.assessment == TOKEN and record.details == {"own": {"word": TOKEN}, "people": {}}


def test_what_was_just_written_can_be_read_before_and_after_the_commit(app, world):
    with app.app_context():
        person = Person(family_id=world.family, name="En Ny", kind=PersonKind.ADULT, note=TOKEN)
        db.session.add(person)
        db.session.flush()
        assert person.note == TOKEN and person.phone == ""
        person.note = "Andet"
        db.session.commit()
        assert person.note == "Andet" and not db.session.dirty


def test_an_empty_text_is_no_value(world, store):
    store.rewrite(Person, Person.id == world.people["Lina"], note="")
    assert stored(store, Person.note, world.people["Lina"]) == ""
    assert store.get(Person, world.people["Lina"]).note == ""


def test_a_text_that_did_not_change_is_not_sealed_anew(visit, world, store):
    before = stored(store, Measure.title, world.measure)
    edit_measure(visit("Mette"), next_step="Nu")
    assert stored(store, Measure.title, world.measure) == before
    assert store.get(Measure, world.measure).next_step == "Nu"


def test_the_log_tells_the_field_and_the_history_its_text(app, visit, world, store):
    edit_measure(visit("Mette"), title=TOKEN)
    revision = store.only(Revision, Revision.item_id == world.measure, Revision.action == "update")
    with app.app_context():
        change = open_revision(world.family, revision.id, revision.content)
    assert revision.fields == "title"
    assert (change.before, change.after) == ({"title": "Familiebehandling"}, {"title": TOKEN})


@pytest.mark.parametrize("where", ["row", "column", "table"])
def test_a_value_that_was_moved_cannot_be_opened(world, store, full, where):
    sealed = stored(store, Person.note, world.people["Lina"])
    target, values = {
        "row": (Person, {"note": sealed}),
        "column": (Person, {"phone": sealed}),
        "table": (Measure, {"title": sealed}),
    }[where]
    row = world.people["Yusuf"] if where == "row" else world.people["Lina"] if where == "column" else world.measure
    store.run(sa.update(target).where(target.id == row).values(**values))
    with pytest.raises(InvalidTag):
        store.get(target, row)


def test_a_row_that_was_moved_to_another_family_cannot_be_opened(world, store):
    lina = world.people["Lina"]
    store.run(sa.update(Person).where(Person.id == lina).values(family_id=world.other_family))
    with pytest.raises(InvalidTag):
        store.get(Person, lina)


def test_a_key_that_was_moved_to_another_family_cannot_be_opened(app, world, store):
    key = store.only(FamilyKey, FamilyKey.family_id == world.family)
    other = sa.update(FamilyKey).where(FamilyKey.family_id == world.other_family)
    store.run(other.values(master=key.master, wrapped=key.wrapped))
    with app.app_context(), pytest.raises(InvalidTag):
        family_key(world.other_family)


def test_each_family_has_a_key_of_its_own(app, world, store):
    assert store.count(FamilyKey) == store.count(Family) == 2
    with app.app_context():
        assert family_key(world.family) != family_key(world.other_family)


def test_a_statement_takes_no_plain_text(world, store):
    for statement in (sa.update(Measure).values(title=TOKEN), sa.select(Measure.id).where(Measure.title == TOKEN)):
        with pytest.raises(StatementError, match="no plain value"):
            store.run(statement)


def test_what_is_not_asked_for_is_not_opened(app, world, store):
    """Values that cannot be opened do no harm to whoever does not look at them."""
    store.run(sa.update(Person).values(note=stored(store, Person.note, world.people["Lina"])))
    with app.app_context():
        rows = opened(Person, db.session.execute(sa.select(*Person.__table__.columns)))
        assert {one.name for one in rows} and {one.phone for one in rows} == {""}
        with pytest.raises(InvalidTag):
            assert [one.note for one in rows]


def test_a_family_that_is_written_again_after_a_rollback_can_be_read(app, world, store):
    values = {"reference": "HFI-2026-016", "name": "Familien Ny", "programme": "hfi", "enrolled_on": clock.today()}
    family = uuid.uuid4()
    with app.app_context():
        for end in (db.session.rollback, db.session.commit):
            db.session.add(Family(id=family, address=TOKEN, **values))
            db.session.flush()
            end()
    assert store.get(Family, family).address == TOKEN


def test_deleting_a_family_deletes_its_key(world, store):
    store.run(sa.delete(Family).where(Family.id == world.other_family))
    assert store.list(sa.select(FamilyKey.family_id)) == [world.family]

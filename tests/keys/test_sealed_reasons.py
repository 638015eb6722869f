"""Migration 0011 seals why somebody stands too near, and why somebody broke the glass, and takes it back."""

import uuid

import pytest
import sqlalchemy as sa
from flask_migrate import downgrade, upgrade

from hfi import clock
from hfi.access.models import BreakGlass, Conflict
from hfi.conflicts.models import StandingConflict
from hfi.extensions import db
from hfi.families.models import FamilyKey
from tests.emergency.steps import REASON, conflict, glass

NEAR, STANDING = "Vi bor i samme opgang.", "Hendes bror er min ven."
TABLES = ("break_glass", "conflicts", "standing_conflicts")


@pytest.fixture
def told(app, world, store):
    """Dorthe broke the glass, Jonas stands too near, and Bo to somebody who is not here."""
    with app.app_context():
        row = StandingConflict(
            id=uuid.uuid4(), user_id=world.users["Bo"], cpr_index=bytes(32), kind="friend", declared_at=clock.now()
        )
        row.reason = STANDING
    store.add(glass(world, "Dorthe"), conflict(world, "Jonas"), row)


@pytest.fixture
def before(app, told):
    """The database as it was at 0010; it ends with the newest schema."""
    with app.app_context():
        downgrade(revision="0010")
        yield
        upgrade()


def reasons():
    """What stands in the tables, past the mapped classes."""
    with db.engine.connect() as connection:
        rows = [connection.execute(sa.text(f"SELECT * FROM {one}")).mappings().one() for one in TABLES]
    return [row.get("reason") or row.get("reason_sealed") or "" for row in rows]


def test_before_it_the_reasons_are_clear(before):
    assert reasons() == [REASON, NEAR, STANDING]


def test_after_it_they_are_sealed_and_can_be_read(app, store, before):
    upgrade()
    assert not any(
        clear.encode() in bytes(kept) for clear, kept in zip((REASON, NEAR, STANDING), reasons(), strict=True)
    )
    assert store.only(BreakGlass).reason == REASON and store.only(Conflict).reason == NEAR
    assert store.only(StandingConflict).reason == STANDING


def test_what_was_erased_is_empty_when_it_is_taken_back_and_sealed_again(app, world, store, told):
    store.run(sa.delete(FamilyKey).where(FamilyKey.family_id == world.family))
    with app.app_context():
        downgrade(revision="0010")
        assert reasons() == ["", "", STANDING]
        upgrade()
        assert reasons()[:2] == ["", ""]

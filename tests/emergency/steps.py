"""What somebody does who opens a family in an emergency, and what a test looks for afterwards."""

import re
import uuid
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from hfi import clock
from hfi.access.models import BreakGlass, BreakGlassCategory, Conflict, ConflictKind
from tests.store import Store
from tests.visitor import Visitor
from tests.world import PASSWORD, REFERENCE, World

REASON = "Skolen ringer: Yusuf er ikke kommet hjem, og Mette er syg."
UNKNOWN = "HFI-1999-999"


def ask(visitor: Visitor, status: int = 303, **typed: Any) -> Visitor:
    """Fill in the form at /emergency and send it."""
    return send(visitor.open("/emergency"), status, **typed)


def send(visitor: Visitor, status: int = 303, **typed: Any) -> Visitor:
    """Fill in the form, which is open, and send it."""
    values = {"family": REFERENCE, "category": "danger", "reason": REASON, "password": PASSWORD, **typed}
    return visitor.submit(visitor.find("main form"), status, values)


def glass(world: World, name: str, days_ago: int = 0, **values: Any) -> BreakGlass:
    """An emergency that somebody had so many days ago."""
    opened = clock.now() - timedelta(days=days_ago)
    kept: dict[str, Any] = {
        "family_id": world.family,
        "category": BreakGlassCategory.ABSENCE,
        "reason": REASON,
        "opened_at": opened,
        "until": opened + timedelta(minutes=60),
    }
    return BreakGlass(id=uuid.uuid4(), user_id=world.users[name], **{**kept, **values})


def keep(store: Store, row: Any) -> uuid.UUID:
    """Write the row; its id."""
    item: uuid.UUID = row.id
    store.add(row)
    return item


def conflict(world: World, name: str, family: uuid.UUID | None = None) -> Conflict:
    """Somebody stands too near to Familien Solsikke."""
    return Conflict(
        id=uuid.uuid4(),
        family_id=family or world.family,
        user_id=world.users[name],
        kind=ConflictKind.NEIGHBOUR,
        reason="Vi bor i samme opgang.",
        from_on=clock.today(),
        declared_by_id=world.users[name],
    )


def run_out(store: Store) -> None:
    """The hour is over."""
    store.run(sa.update(BreakGlass).values(until=clock.now() - timedelta(seconds=1)))


def same(html: str) -> str:
    """The page without what is new in each answer: tokens, and the request's number."""
    return re.sub(r'value="[\w.-]{60,}"|[0-9a-f]{12}</code>', "", html)

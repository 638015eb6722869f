"""A request's session in somebody's hands, and a family that is none of theirs."""

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import pytest
from flask import Flask, g

from hfi import clock
from hfi.access.sessions import start_session
from hfi.extensions import db
from hfi.families.models import Person, PersonKind
from hfi.families.scope import bind_session, open_family
from hfi.plan.models import Goal, Measure, MeasurePerson
from tests.store import Store
from tests.world import REFERENCE, World

# Only PostgreSQL has row-level security.
collect_ignore = [] if os.environ.get("HFI_TEST_DATABASE_URL") else ["test_row_security.py"]

SECRET = "Hemmelighed"
Asking = Callable[..., AbstractContextManager[None]]


@dataclass(frozen=True)
class Theirs:
    """Rows of the family next door."""

    family: uuid.UUID
    person: uuid.UUID
    goal: uuid.UUID
    measure: uuid.UUID


@pytest.fixture
def theirs(world: World, store: Store) -> Theirs:
    """Familien Birkeløv has a child, a goal and a measure, and somebody has looked at it."""
    rows = Theirs(world.other_family, uuid.uuid4(), uuid.uuid4(), uuid.uuid4())
    family, now = {"family_id": rows.family}, clock.now()
    store.add(Person(id=rows.person, name=SECRET, kind=PersonKind.CHILD, **family))
    store.add(Goal(id=rows.goal, position=1, title=SECRET, agreed_on=clock.today(), **family))
    link = MeasurePerson(person_id=rows.person, **family)
    measure = {"section_id": "social/support", "type_key": "family-treatment", "title": SECRET, "created_at": now}
    store.add(Measure(id=rows.measure, person_links=[link], **measure, **family))
    return rows


@pytest.fixture
def asking(app: Flask, world: World) -> Asking:
    """`with asking("Mette"): …`: inside a request of Mette's, who has opened Familien Solsikke."""

    @contextmanager
    def request(name: str, method: str = "POST", opened: str | None = REFERENCE) -> Iterator[None]:
        with app.app_context(), app.test_request_context("/", method=method):
            g.principal = start_session(world.users[name])
            bind_session()
            if opened:
                open_family(g.principal, opened)
            yield
            db.session.rollback()

    return request

"""The ways in which a program can ask SQLAlchemy for rows, or change them: all are tried on another family."""

import uuid
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from hfi import clock
from hfi.access.models import User
from hfi.audit.models import AuditEntry, Revision
from hfi.families.models import Family, Person
from hfi.plan.models import Goal, GoalStatus, Measure, MeasurePerson
from tests.scope.conftest import SECRET, Theirs

Reading = Callable[[Session, Theirs], Any]
Writing = Callable[[Session, Theirs, Any], Any]
goals: Any = Goal.__table__
other_goals = goals.alias()
named_goals = sa.table("goals", sa.column("title"))
Home, Aim = aliased(Family), aliased(Goal)


def warm(session: Session, theirs: Theirs) -> Any:
    """What another scope of this request has loaded."""
    session.get(Person, theirs.person)
    return session.get(Person, theirs.person)


def refreshed(session: Session, theirs: Theirs) -> Any:
    """A row from elsewhere, brought up to date here."""
    goal = Goal(id=theirs.goal, family_id=theirs.family)
    sa.orm.make_transient_to_detached(goal)
    session.add(goal)
    session.refresh(goal)
    return goal.title


def lazily(session: Session, theirs: Theirs) -> Any:
    """A column that was left out, loaded when it is looked at."""
    statement = sa.select(Goal).options(sa.orm.load_only(Goal.position)).where(Goal.id == theirs.goal)
    goal = session.scalar(statement)
    return goal and goal.title


READING: dict[str, Reading] = {
    "entities": lambda s, t: s.scalars(sa.select(Goal).where(Goal.id == t.goal)).all(),
    "get": lambda s, t: s.get(Goal, t.goal),
    "get one": lambda s, t: s.get_one(Family, t.family),
    "get twice": warm,
    "refresh": refreshed,
    "deferred column": lazily,
    "columns": lambda s, t: s.execute(sa.select(Goal.title).where(Goal.id == t.goal)).all(),
    "count of a column": lambda s, t: s.scalar(sa.select(sa.func.count(Goal.id)).where(Goal.id == t.goal)),
    "count from": lambda s, t: s.scalar(sa.select(sa.func.count()).select_from(Goal).where(Goal.id == t.goal)),
    "aggregate": lambda s, t: s.scalar(sa.select(sa.func.max(Goal.title)).where(Goal.title == SECRET)),
    "expression": lambda s, t: s.scalar(sa.select(sa.case((Goal.title == SECRET, SECRET))).where(Goal.id == t.goal)),
    "exists": lambda s, t: s.scalar(sa.select(sa.exists().where(Goal.id == t.goal))),
    "exists beside": lambda s, t: s.execute(sa.select(User.id).where(sa.exists().where(Goal.id == t.goal))).all(),
    "only in the condition": lambda s, t: s.execute(
        sa.select(User.id).where(Goal.id == t.goal, Goal.updated_by_id.is_distinct_from(User.id))
    ).all(),
    "scalar subquery": lambda s, t: s.scalar(
        sa.select(sa.select(Goal.title).where(Goal.id == t.goal).scalar_subquery())
    ),
    "subquery beside": lambda s, t: s.scalar(
        sa.select(User.id).where(User.id.is_not(None), sa.select(Goal.id).where(Goal.id == t.goal).exists())
    ),
    "having": lambda s, t: s.execute(
        sa.select(Goal.id).where(Goal.id == t.goal).group_by(Goal.id).having(sa.func.count(Goal.id) > 0)
    ).all(),
    "alias": lambda s, t: s.scalar(sa.select(Aim.title).where(Aim.id == t.goal)),
    "join": lambda s, t: s.execute(
        sa.select(User.id, Goal.title).join(Goal, Goal.id == t.goal).where(User.id.is_not(None))
    ).all(),
    "outer join": lambda s, t: [
        row for row in s.execute(sa.select(User.id, Goal.title).outerjoin(Goal, Goal.id == t.goal)) if row.title
    ],
    "query": lambda s, t: s.query(Goal).filter(Goal.id == t.goal).all(),
    "query of columns": lambda s, t: s.query(Goal.title).filter(Goal.id == t.goal).all(),
    "joined load": lambda s, t: (
        s.scalars(sa.select(Measure).options(joinedload(Measure.person_links)).where(Measure.id == t.measure))
        .unique()
        .all()
    ),
    "select-in load": lambda s, t: s.scalars(
        sa.select(Measure).options(selectinload(Measure.person_links)).where(Measure.id == t.measure)
    ).all(),
    "link": lambda s, t: s.scalars(sa.select(MeasurePerson.person_id).where(MeasurePerson.family_id == t.family)).all(),
    "family": lambda s, t: s.execute(sa.select(Family.name).where(Family.id == t.family)).all(),
    "family's alias": lambda s, t: s.execute(sa.select(Home.name).where(Home.id == t.family)).all(),
    "log": lambda s, t: s.scalars(sa.select(AuditEntry.what).where(AuditEntry.family_id == t.family)).all(),
    "revisions": lambda s, t: s.scalars(sa.select(Revision.content).where(Revision.family_id == t.family)).all(),
    "union": lambda s, t: s.execute(
        sa.union(sa.select(Goal.title).where(Goal.id == t.goal), sa.select(Person.name).where(Person.id == t.person))
    ).all(),
    "common table": lambda s, t: s.execute(
        sa.select(sa.select(Goal.title).where(Goal.id == t.goal).cte("found").c.title)
    ).all(),
    "derived table": lambda s, t: s.execute(
        sa.select(sa.select(Goal.title).where(Goal.id == t.goal).subquery().c.title)
    ).all(),
    "table": lambda s, t: s.execute(sa.select(goals).where(goals.c.id == t.goal)).all(),
    "table's column": lambda s, t: s.execute(sa.select(goals.c.title).where(goals.c.id == t.goal)).all(),
    "table's alias": lambda s, t: s.execute(sa.select(other_goals.c.title).where(other_goals.c.id == t.goal)).all(),
    "table beside a class": lambda s, t: s.execute(
        sa.select(User.id, goals.c.title).join(goals, goals.c.id == t.goal)
    ).all(),
    "table inside": lambda s, t: s.execute(
        sa.select(User.id, sa.select(goals.c.title).where(goals.c.id == t.goal).scalar_subquery())
    ).all(),
    "table inside its class": lambda s, t: [
        row
        for row in s.execute(
            sa.select(Goal.id, sa.select(other_goals.c.title).where(other_goals.c.id == t.goal).scalar_subquery())
        )
        if row[1]
    ],
    "table by name": lambda s, t: s.execute(
        sa.select(User.id).where(sa.select(named_goals.c.title).where(named_goals.c.title == SECRET).exists())
    ).all(),
    "text": lambda s, t: s.execute(sa.text("SELECT title FROM goals WHERE title = :title"), {"title": SECRET}).all(),
    "text as entity": lambda s, t: s.scalars(
        sa.select(Goal).from_statement(sa.text("SELECT * FROM goals WHERE title = :title").bindparams(title=SECRET))
    ).all(),
    "statement as entity": lambda s, t: s.scalars(
        sa.select(Goal).from_statement(sa.select(Goal).where(Goal.id == t.goal))
    ).all(),
    "written column": lambda s, t: s.execute(
        sa.select(User.id, sa.literal_column("(SELECT max(title) FROM goals)"))
    ).all(),
    "written condition": lambda s, t: s.execute(
        sa.select(User.id).where(sa.text("EXISTS (SELECT 1 FROM goals WHERE title = 'Hemmelighed')"))
    ).all(),
    "connection": lambda s, t: s.connection().execute(sa.select(goals).where(goals.c.id == t.goal)).all(),
    "engine": lambda s, t: on_engine(s, sa.select(goals).where(goals.c.id == t.goal)),
    "text on the engine": lambda s, t: on_engine(s, sa.text("SELECT title FROM goals")),
}


def on_engine(session: Session, statement: Any) -> Any:
    """Past the session, on the engine that it uses."""
    with session.get_bind().connect() as connection:
        return connection.execute(statement).all()


def moved(session: Session, _theirs: Theirs, own: Any) -> None:
    """An own goal, given to the family next door."""
    session.get_one(Goal, own.goal).family_id = own.other_family


def renamed(session: Session, theirs: Theirs, _own: Any) -> None:
    """A row from elsewhere, changed here."""
    goal = Goal(id=theirs.goal, family_id=theirs.family, version=1, title=SECRET)
    sa.orm.make_transient_to_detached(goal)
    session.add(goal)
    goal.title = "Ændret"


def removed(session: Session, theirs: Theirs, _own: Any) -> None:
    """A row from elsewhere, deleted here."""
    goal = Goal(id=theirs.goal, family_id=theirs.family, version=1, title=SECRET)
    sa.orm.make_transient_to_detached(goal)
    session.delete(goal)


def new_goal(family: uuid.UUID) -> dict[str, Any]:
    """The columns of one more goal."""
    return {
        "id": uuid.uuid4(),
        "family_id": family,
        "position": 9,
        "title": "Ny",
        "agreed_on": clock.today(),
        "version": 1,
    }


# A statement that writes only when it is run; a row that is added only when the session flushes: the test commits.
WRITING: dict[str, Writing] = {
    "add": lambda s, t, own: s.add(Goal(**new_goal(t.family))),
    "add by hand-made link": lambda s, t, own: s.add(
        MeasurePerson(measure_id=t.measure, person_id=own.people["Lina"], family_id=t.family)
    ),
    "add a family": lambda s, t, own: s.add(
        Family(reference="HFI-2026-099", name="Ny", programme="hfi", enrolled_on=clock.today())
    ),
    "merge": lambda s, t, own: s.merge(Goal(id=t.goal, family_id=t.family, title="Ændret")),
    "merge a new one": lambda s, t, own: s.merge(Goal(**new_goal(t.family))),
    "change": renamed,
    "delete": removed,
    "move": moved,
    "update": lambda s, t, own: s.execute(sa.update(Goal).where(Goal.id == t.goal).values(title="Ændret")),
    "update everything": lambda s, t, own: s.execute(
        sa.update(Goal).values(title="Ændret").where(Goal.family_id != own.family)
    ),
    "update to move": lambda s, t, own: s.execute(
        sa.update(Goal).where(Goal.id == own.goal).values(family_id=t.family)
    ),
    "update to move by parameter": lambda s, t, own: s.execute(
        sa.update(Goal).where(Goal.id == own.goal), {"family_id": t.family}
    ),
    "update by keys": lambda s, t, own: s.execute(sa.update(Goal), [{"id": t.goal, "title": "Ændret", "version": 1}]),
    "delete by statement": lambda s, t, own: s.execute(
        sa.delete(MeasurePerson).where(MeasurePerson.person_id == t.person)
    ),
    "insert rows": lambda s, t, own: s.execute(sa.insert(Goal), [new_goal(t.family)]),
    "insert one row": lambda s, t, own: s.execute(sa.insert(Goal), new_goal(t.family)),
    "insert values": lambda s, t, own: s.execute(sa.insert(Goal).values(**new_goal(t.family))),
    "insert many values": lambda s, t, own: s.execute(sa.insert(Goal).values([new_goal(t.family)])),
    "insert from a select": lambda s, t, own: s.execute(
        sa.insert(MeasurePerson).from_select(
            ["measure_id", "person_id", "family_id"],
            sa.select(sa.literal(t.measure), Person.id, sa.literal(t.family)).where(Person.id == own.people["Lina"]),
        )
    ),
    "bulk insert": lambda s, t, own: s.bulk_insert_mappings(Goal, [new_goal(t.family)]),
    "bulk update": lambda s, t, own: s.bulk_update_mappings(Goal, [{"id": t.goal, "title": "Ændret", "version": 1}]),
    "bulk save": lambda s, t, own: s.bulk_save_objects([Goal(**new_goal(t.family))]),
    "table's update": lambda s, t, own: s.execute(sa.update(goals).where(goals.c.id == t.goal).values(title="Ændret")),
    "table's delete": lambda s, t, own: s.execute(sa.delete(MeasurePerson.__table__)),
    "table's insert": lambda s, t, own: s.execute(sa.insert(goals), [{**ALL_COLUMNS, **new_goal(t.family)}]),
    "text": lambda s, t, own: s.execute(sa.text("UPDATE goals SET title = 'x'")),
    "connection": lambda s, t, own: s.connection().execute(sa.update(goals).values(title="Ændret")),
}
ALL_COLUMNS = {"words": "", "next_step": "", "status": GoalStatus.ACTIVE, "updated_at": clock.now()}

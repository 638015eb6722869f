"""A family in the making: who works with it, when it meets, and the rows it becomes, with their history."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cached_property
from random import Random
from typing import Any

from hfi import clock
from hfi.access.models import BreakGlass, Conflict
from hfi.access.roles import Role
from hfi.access.terms import Why
from hfi.audit.changes import UNINTERESTING, revision
from hfi.audit.notes import Note
from hfi.demo.library import Offer
from hfi.demo.people import COORDINATOR, Colleague, Crew
from hfi.demo.rows import Row, Rows
from hfi.demo.sketches import EVERYBODY, ChangeSketch, FamilySketch, MeasureSketch
from hfi.demo.when import Days, When, weekday_before
from hfi.extensions import Model
from hfi.families.models import PersonKind
from hfi.plan.models import MeasureStatus

GROUNDS: dict[type[Model], Why] = {BreakGlass: Why.BROKEN_GLASS, Conflict: Why.ONESELF_FIRST}
"""On what ground somebody outside of the family's team did these; the others' is their work."""


@dataclass(frozen=True)
class Change:
    """Who changed a row, when, and what stood there before."""

    at: datetime
    by: Colleague
    before: Mapping[str, Any]


@dataclass(frozen=True)
class Relative:
    """A person of the family, as the other rows need to know them."""

    id: uuid.UUID
    name: str
    kind: PersonKind
    born_on: date | None
    age: int | None
    born: bool = True

    @property
    def form_name(self) -> str:
        """The name of the person's sub-form in a section."""
        return "p" + self.id.hex

    @property
    def asked(self) -> bool:
        """Whether the plan is about them: the network helps, and a child that is expected is not here yet."""
        return self.born and self.kind is not PersonKind.NETWORK


@dataclass(frozen=True)
class Running:
    """A measure with what was made of it."""

    id: uuid.UUID
    sketch: MeasureSketch
    offer: Offer
    title: str
    reason: str
    made_on: date
    starts_on: date
    ended_on: date | None
    status: MeasureStatus

    @property
    def live(self) -> bool:
        """Whether it still goes on, or is to begin."""
        return self.ended_on is None


@dataclass
class Draft:
    """Everything about one family until it is written."""

    sketch: FamilySketch
    crew: Crew
    days: Days
    rng: Random
    rows: Rows
    id: uuid.UUID
    enrolled: date
    closed: date | None
    people: dict[str, Relative] = field(default_factory=dict)
    goals: list[uuid.UUID] = field(default_factory=list)
    measures: list[Running] = field(default_factory=list)
    meetings: list[datetime] = field(default_factory=list)

    @cached_property
    def since(self) -> datetime:
        """The end of the last meeting, or the enrolment: what came later is new to the family."""
        return self.meetings[-1] + timedelta(hours=1) if self.meetings else clock.at(self.enrolled, 8)

    @property
    def coordinator_key(self) -> str:
        """Who coordinates: the one whom the family calls, where that is a coordinator, or the crew's first."""
        called = self.sketch.contacts[0]
        return called if self.crew[called].post.role is Role.COORDINATOR else COORDINATOR

    @property
    def coordinator(self) -> Colleague:
        """Who coordinates the work with the family."""
        return self.crew[self.coordinator_key]

    def new_id(self) -> uuid.UUID:
        """A random id, the same for the same seed."""
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def pick(self, texts: Sequence[str]) -> str:
        """One of the texts; nothing when there are none."""
        return self.rng.choice(texts) if texts else ""

    def named(self, names: Sequence[str]) -> list[Relative]:
        """The people with these names."""
        if tuple(names) == EVERYBODY:
            return [one for one in self.people.values() if one.asked]
        return [self.people[name] for name in names]

    def moment(self, day: date) -> datetime:
        """Some moment of the day, while the family was with us."""
        return self.days.moment(max(day, self.enrolled), self.rng)

    def recently(self, after: date = date.min) -> date:
        """A day between the last meeting, or a later day, and yesterday, or the family's end."""
        last = (self.closed or self.days.today) - timedelta(days=1)
        first = min(max(clock.local(self.since).date(), after) + timedelta(days=1), last)
        return max(weekday_before(first + timedelta(days=self.rng.randint(0, (last - first).days))), after)

    def add(self, model: type[Model], at: datetime, by: Colleague, changes: Sequence[Change], row: Row) -> None:
        """Add a row that people edit; it and its changes are logged when they are new to the family."""
        row = {"id": row.get("id") or self.new_id(), "family_id": self.id, **row}
        last = changes[-1] if changes else Change(at, by, {})
        stamp = {"version": 1 + len(changes), "updated_at": last.at, "updated_by_id": last.by.id}
        self.rows.add(model, row | stamp)
        self.tell(model, row, Change(at, by, {}), changes)

    def tell(self, model: type[Model], row: Row, made: Change, changes: Sequence[Change]) -> None:
        """Log how the row was made and changed, oldest first, as far as it is new to the family."""
        told: list[tuple[Change, dict[str, Mapping[str, Any]]]] = []
        state = row
        for change in reversed(changes):
            told.append((change, {"before": change.before, "after": {key: state[key] for key in change.before}}))
            state = {**state, **change.before}
        if made.at > self.since:
            known = {key: value for key, value in state.items() if key not in UNINTERESTING and value not in (None, "")}
            told.append((made, {"before": {}, "after": known}))
        for change, content in reversed(told):
            if change.at > self.since:
                self.log(model, row, change, content)

    def log(self, model: type[Model], row: Row, change: Change, content: dict[str, Mapping[str, Any]]) -> None:
        """The log row of a change; one with nothing before it made the row."""
        action = "update" if change.before else "create"
        told = revision(
            self.rows.key_of(self.id),
            self.new_id(),
            {"action": action, "kind": model.__name__.lower(), "item_id": row["id"]},
            content,
            section=row.get("section_id", ""),
        )
        why = GROUNDS.get(model) or (Why.OWN_DEPARTMENT if row.get("section_id") else Why.ATTACHED)
        self.rows.log.append(Note(self.id, action, change.by.in_log | {"why": why}, [told], change.at))

    def changes(self, sketches: Sequence[ChangeSketch], row: Row) -> list[Change]:
        """The changes that the family's data name, with values of the same kinds as the row has now."""
        return [
            Change(
                self.moment(self.days.day(one.at)),
                self.crew[one.by],
                {key: self.typed(value, row[key]) for key, value in one.before.items()},
            )
            for one in sorted(sketches, key=lambda one: self.days.day(one.at))
        ]

    def typed(self, value: Any, like: Any) -> Any:
        """The value of a data file as the column has it."""
        if isinstance(like, Enum):
            return type(like)(value)
        return self.days.day(value) if isinstance(like, date) else value

    def day(self, when: When | None) -> date | None:
        """The day, when there is one."""
        return None if when is None else self.days.day(when)

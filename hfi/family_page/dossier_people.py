"""The rows of who is around a family's plan: the family and its people, the team, and what may be shared with whom."""

import uuid
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment, Naming, User
from hfi.consent.models import LegalGround, LegalGroundPerson
from hfi.consent.queries import (
    Shares,
    Sharing,
    custody_ids,
    in_force_by_law,
    law_running_out,
    load_shares,
    reading_side,
)
from hfi.extensions import db
from hfi.families.keys import find_key
from hfi.families.models import Family, Person, PersonKind
from hfi.families.scope import FamilyAccess, in_force
from hfi.families.sealing import opened
from hfi.filters import first_name
from hfi.phases.queries import last_resumed
from hfi.programmes.model import Programme, programme_of
from hfi.team.presence import load_absent

Rows = Sequence[Any]


def columns(model: Any, *left_out: str) -> list[Any]:
    """The model's columns, for a select of rows."""
    return [getattr(model, one.key) for one in sa.inspect(model).column_attrs if one.key not in left_out]


def linked(model: Any, column: Any, own_column: Any) -> Any:
    """The ids that the model's row points at, as one text, so that they come with the row itself."""
    ids = sa.func.aggregate_strings(sa.cast(column, sa.String), ",")
    return sa.select(ids).where(own_column == model.id).correlate(model).scalar_subquery()


def ids_of(text: str | None) -> tuple[uuid.UUID, ...]:
    """The ids that `linked` put together."""
    return tuple(uuid.UUID(one) for one in text.split(",")) if text else ()


class People:
    """One family's people and team, and what they let be shared, as far as it was asked for."""

    def __init__(self, access: FamilyAccess) -> None:
        self.access = access
        self.today = clock.today()

    def of_family(self, model: Any, *more: Any) -> sa.Select[Any]:
        """A select of the model's columns, and more, for this family."""
        return sa.select(*columns(model), *more).where(model.family_id == self.access.id)

    @cached_property
    def programme(self) -> Programme:
        """The family's programme."""
        return programme_of(self.access.programme)

    @cached_property
    def erased(self) -> bool:
        """Whether the family's key was deleted, so that its sealed content cannot be read any more."""
        return find_key(self.access.id) is None

    @cached_property
    def family(self) -> Any:
        """The family's own row, and the day on which its work was last taken up again."""
        resumed = last_resumed().label("resumed_on")
        statement = sa.select(*columns(Family), resumed).where(Family.id == self.access.id)
        return opened(Family, db.session.execute(statement))[0]

    @cached_property
    def everybody(self) -> Rows:
        """Everybody who ever was in the family and around it, with who has custody of them."""
        statement = self.of_family(Person, custody_ids().label("custody_ids"))
        return opened(Person, db.session.execute(statement.order_by(Person.position, Person.name)))

    @cached_property
    def people(self) -> Rows:
        """Everybody in the family and around it, in the order that the family gave."""
        return [one for one in self.everybody if one.left_on is None or one.left_on > self.today]

    @cached_property
    def names(self) -> dict[uuid.UUID, str]:
        """First names by id, as everybody calls each other; a child that is expected has what it is called as yet."""
        return {one.id: one.name if one.expected_on else first_name(one.name) for one in self.people}

    @cached_property
    def household(self) -> list[Any]:
        """Those who live together and are helped by the plan; the network stands outside."""
        return [one for one in self.people if one.kind is not PersonKind.NETWORK]

    @cached_property
    def household_ids(self) -> frozenset[uuid.UUID]:
        """The household's ids."""
        return frozenset(one.id for one in self.household)

    @cached_property
    def team(self) -> Rows:
        """Everybody at work with the family today."""
        statement = (
            sa.select(
                Attachment.user_id,
                Attachment.kind,
                User.name,
                User.role,
                User.department,
                User.profession,
                User.phone,
                User.hours,
            )
            .join(User, User.id == Attachment.user_id)
            .where(Attachment.family_id == self.access.id, in_force())
            .order_by(Attachment.from_on, User.name)
        )
        return db.session.execute(statement).all()

    @cached_property
    def absent(self) -> Rows:
        """Who of the team is away today, and who stands in for them here."""
        return load_absent(self.access.id)

    @cached_property
    def namings(self) -> Rows:
        """What this reader is named for in the family today."""
        statement = sa.select(Naming.level, Naming.section_id, Naming.person_id).where(
            Naming.family_id == self.access.id, Naming.user_id == self.access.reader.user_id, in_force(Naming)
        )
        return db.session.execute(statement).all()

    @cached_property
    def shares(self) -> Shares:
        """What everybody in the family lets whom see, today."""
        return load_shares([self.access.id], self.everybody)

    @cached_property
    def sharing(self) -> Sharing:
        """What other departments may show this reader."""
        return self.shares.towards(reading_side(self.access.reader))

    @cached_property
    def legal_grounds(self) -> Rows:
        """The legal grounds in force, with whom they are about; their reasons are sealed."""
        people = linked(LegalGround, LegalGroundPerson.person_id, LegalGroundPerson.ground_id)
        more = law_running_out(self.today).label("runs_out"), User.name.label("recorded_by")
        statement = self.of_family(LegalGround, people.label("person_ids"), *more)
        statement = statement.join(User, User.id == LegalGround.recorded_by_id)
        statement = statement.where(*in_force_by_law(self.today)).order_by(LegalGround.recorded_at)
        return opened(LegalGround, db.session.execute(statement))

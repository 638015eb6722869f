"""What the family has let the reader's side see, today."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from hfi import clock
from hfi.access.principal import Principal
from hfi.access.roles import Role
from hfi.consent.models import COORDINATION, Consent, Extent
from hfi.extensions import db

EXPIRY_WARNING = timedelta(days=14)
"""How long before a consent runs out the pages begin to speak of it."""


def running_out(today: date) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions on a consent that runs out soon and was not renewed."""
    later = aliased(Consent)
    renewed = sa.exists().where(
        later.person_id == Consent.person_id,
        later.owner == Consent.owner,
        later.reader == Consent.reader,
        later.withdrawn_on.is_(None),
        later.expires_on > Consent.expires_on,
    )
    return Consent.withdrawn_on.is_(None), Consent.expires_on.between(today, today + EXPIRY_WARNING), ~renewed


@dataclass(frozen=True)
class Sharing:
    """Live consents towards one reading side: (owner, person) → how much."""

    given: dict[tuple[str, uuid.UUID], Extent]

    def covers(self, owner: str, people: Collection[uuid.UUID]) -> bool:
        """Whether everybody whom the content concerns lets the owner share it; nobody named is never enough."""
        return bool(people) and all(self.given.get((owner, person)) is Extent.FULL for person in people)

    def covers_times(self, owner: str, people: Collection[uuid.UUID]) -> bool:
        """Whether at least the times may be shown, for everybody concerned."""
        return bool(people) and all((owner, person) in self.given for person in people)


def reading_side(reader: Principal) -> str:
    """The side that a consent must name for this reader."""
    return COORDINATION if reader.role is Role.COORDINATOR else reader.department


def load_sharing(family_id: uuid.UUID, reader: Principal) -> Sharing:
    """The consents of the family that let this reader see other departments' content. One query."""
    today = clock.today()
    rows = db.session.execute(
        sa.select(Consent.owner, Consent.person_id, Consent.extent)
        .where(
            Consent.family_id == family_id,
            Consent.reader == reading_side(reader),
            Consent.given_on <= today,
            Consent.expires_on >= today,
            Consent.withdrawn_on.is_(None),
        )
        .order_by(Consent.extent.desc())
    )
    return Sharing({(row.owner, row.person_id): row.extent for row in rows})

"""Writing down what people say, and taking it back; legal grounds, and ending them. Each is one transaction."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from flask import abort
from sqlalchemy.exc import IntegrityError

from hfi import clock
from hfi.access.principal import Principal
from hfi.consent.models import Consent, Ending, Extent, LegalGround, LegalGroundPerson, Manner
from hfi.consent.rules import rules
from hfi.extensions import db
from hfi.families.models import Person


class ChangedError(Exception):
    """Somebody else wrote down something of this person since the form was opened."""


@dataclass(frozen=True)
class Terms:
    """What holds for all answers of one conversation. `form_id`: the form's own id, so that two clicks are one."""

    form_id: uuid.UUID
    given_on: date
    expires_on: date
    manner: Manner
    purpose: str
    text_version: str


@dataclass(frozen=True)
class Said:
    """What these givers said of one person: how much, of each way from an owning to a reading side.

    `by_all`: nobody else has to be asked, so that what stood for all before is replaced as well.
    """

    person_id: uuid.UUID
    givers: Sequence[uuid.UUID]
    answers: Mapping[tuple[str, str], Extent]
    by_all: bool


def state_of(rows: Iterable[Any]) -> str:
    """A fingerprint of what stands about a person; another one means that somebody wrote in between."""
    known = sorted(f"{row.id}:{row.withdrawn_on}" for row in rows)
    return sha256("|".join(known).encode()).hexdigest()[:16]


def load_state(person_id: uuid.UUID) -> str:
    """The same, from the database. One query."""
    return state_of(db.session.execute(sa.select(Consent.id, Consent.withdrawn_on).where(about(person_id))))


def about(person_id: uuid.UUID) -> sa.ColumnElement[bool]:
    """The condition on everything that was said of the person."""
    return Consent.person_id == person_id


def record(said: Said, terms: Terms, state: str, by: Principal) -> None:
    """Write down the answers; the older ones of the same givers are replaced.

    Raises ChangedError when the person's consents are no longer in that state, unless this very form changed them.
    """
    person = db.session.scalars(sa.select(Person).where(Person.id == said.person_id).with_for_update()).one()
    rows = db.session.scalars(sa.select(Consent).where(about(person.id))).all()
    new = [consent(person, giver, way, extent, terms) for giver in said.givers for way, extent in said.answers.items()]
    if {row.id for row in rows} >= {row.id for row in new}:
        db.session.commit()
        return
    if state_of(rows) != state:
        db.session.rollback()
        raise ChangedError
    replaced = {*said.givers, None} if said.by_all else set(said.givers)
    for row in rows:
        if row.withdrawn_on is None and row.given_by_id in replaced and (row.owner, row.reader) in said.answers:
            end(row, Ending.REPLACED, by)
    write(new, by)


def write(new: Iterable[Consent], by: Principal) -> None:
    """Add the answers, and commit; when another click was faster with the same ones, they stand already."""
    for row in new:
        row.explained, row.recorded_at, row.recorded_by_id = True, clock.now(), by.user_id
        db.session.add(row)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()


def consent(person: Person, giver: uuid.UUID, way: tuple[str, str], extent: Extent, terms: Terms) -> Consent:
    """One answer as a row that is not in the database yet."""
    owner, reader = way
    return Consent(
        id=uuid.uuid5(terms.form_id, f"{giver}:{owner}:{reader}"),
        family_id=person.family_id,
        person_id=person.id,
        owner=owner,
        reader=reader,
        extent=extent,
        given_on=terms.given_on,
        expires_on=last_day(person, giver, terms),
        given_by_id=giver,
        manner=terms.manner,
        purpose=terms.purpose,
        text_version=terms.text_version,
    )


def last_day(person: Person, giver: uuid.UUID, terms: Terms) -> date:
    """The day until which an answer holds: others answer for a child only until the birthday that makes it its own."""
    if giver == person.id or person.born_on is None:
        return terms.expires_on
    birthday = rules(terms.given_on).own_answer_from(person.born_on)
    return min(terms.expires_on, birthday - timedelta(days=1))


def end(row: Consent, why: Ending, by: Principal) -> None:
    """Let an answer count no more, from this moment on."""
    row.withdrawn_on, row.ending, row.ended_by_id = clock.today(), why, by.user_id


def withdraw_way(family_id: uuid.UUID, item: uuid.UUID, by: Principal) -> uuid.UUID:
    """Take back everything that was said of the same way as this consent; of whom it is. 404 when there is none."""
    chosen = db.session.scalar(sa.select(Consent).where(Consent.id == item, Consent.family_id == family_id))
    if chosen is None:
        db.session.rollback()
        abort(404)
    person_id: uuid.UUID = chosen.person_id
    withdraw(about(person_id), Consent.owner == chosen.owner, Consent.reader == chosen.reader, by=by)
    return person_id


def withdraw_person(family_id: uuid.UUID, person_id: uuid.UUID, by: Principal) -> None:
    """Take back everything that was said of one person."""
    withdraw(about(person_id), Consent.family_id == family_id, by=by)


def withdraw(*conditions: sa.ColumnElement[bool], by: Principal) -> None:
    """End the live consents that fit; a no needs no taking back."""
    live = Consent.withdrawn_on.is_(None), Consent.extent != Extent.NONE
    for row in db.session.scalars(sa.select(Consent).where(*conditions, *live)):
        end(row, Ending.WITHDRAWN, by)
    db.session.commit()


@dataclass(frozen=True)
class Law:
    """A legal ground as somebody wrote it down."""

    ground_id: uuid.UUID
    owner: str
    reader: str
    extent: Extent
    people: Sequence[uuid.UUID]
    paragraph: str
    reason: str
    from_on: date
    to_on: date


def record_ground(family_id: uuid.UUID, law: Law, by: Principal) -> None:
    """Write down a legal ground; a second click on the same form changes nothing."""
    links = [LegalGroundPerson(person_id=one, family_id=family_id) for one in law.people]
    ground = LegalGround(
        id=law.ground_id,
        family_id=family_id,
        owner=law.owner,
        reader=law.reader,
        extent=law.extent,
        paragraph=law.paragraph,
        reason=law.reason,
        from_on=law.from_on,
        to_on=law.to_on,
        recorded_at=clock.now(),
        recorded_by_id=by.user_id,
        person_links=links,
    )
    db.session.add(ground)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()


def end_ground(family_id: uuid.UUID, item: uuid.UUID, by: Principal) -> None:
    """End a legal ground, from this moment on; 404 when the family has none of this id in force."""
    ground = db.session.scalar(
        sa.select(LegalGround).where(
            LegalGround.id == item, LegalGround.family_id == family_id, LegalGround.ended_on.is_(None)
        )
    )
    if ground is None:
        db.session.rollback()
        abort(404)
    ground.ended_on, ground.ended_by_id = clock.today(), by.user_id
    db.session.commit()

"""What belongs to a young person's own page: all of it is of the joint plan. Free text is sealed."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hfi.columns import FamilyScoped, PersonLink, UtcDateTime, Versioned, choice, sealed, sealed_json
from hfi.extensions import Model
from hfi.texts import LazyString, _l

SAYINGS: dict[str, LazyString] = {
    "resources": _l("What I am good at, and what helps me"),
    "challenges": _l("What is hard"),
    "dreams": _l("What I dream of"),
    "help": _l("What I want help with"),
}
"""What a young person may say something about, in the order of the page, and what it is called."""


class Penned(StrEnum):
    """How words came onto the page."""

    SELF = "self"
    WORD_FOR_WORD = "word_for_word"


PENNED_TITLES: dict[Penned, LazyString] = {
    Penned.SELF: _l("The young person writes at the keyboard"),
    Penned.WORD_FOR_WORD: _l("The young person speaks, and I write it down word for word"),
}


class OwnWords(FamilyScoped, Versioned, Model):
    """What a young person said or wrote on one occasion; what they said nothing about is empty.

    It is never changed, which the database sees to: who says something new gets a new row beside the old one.
    """

    __tablename__ = "own_words"

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("persons.id"))
    penned: Mapped[Penned] = mapped_column(choice(Penned))
    resources: Mapped[str] = sealed()
    challenges: Mapped[str] = sealed()
    dreams: Mapped[str] = sealed()
    help: Mapped[str] = sealed()
    written_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kept_from_links: Mapped[list["OwnWordsKeptFrom"]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")


class OwnWordsKeptFrom(PersonLink, Model):
    """Who shall not see the words on paper, because the young person asked for it."""

    __tablename__ = "own_words_kept_from"

    words_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("own_words.id", ondelete="CASCADE"), primary_key=True)


class Ring(StrEnum):
    """How near somebody is to the young person, from the innermost of three rings."""

    NEAR = "near"
    MIDDLE = "middle"
    OUTER = "outer"


RING_TITLES: dict[Ring, LazyString] = {
    Ring.NEAR: _l("Very close"),
    Ring.MIDDLE: _l("Quite close"),
    Ring.OUTER: _l("A little further away"),
}


class Supporter(FamilyScoped, Versioned, Model):
    """Somebody around a young person: one whom the plan knows (`known_id`), or one by name."""

    __tablename__ = "supporters"

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("persons.id"))
    known_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    name: Mapped[str] = sealed()
    relation: Mapped[str] = sealed()
    ring: Mapped[Ring] = mapped_column(choice(Ring))
    helps: Mapped[str] = sealed()
    gone_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kept_from_links: Mapped[list["SupporterKeptFrom"]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")


class SupporterKeptFrom(PersonLink, Model):
    """Who shall not see on paper that somebody is in the network, because the young person asked for it."""

    __tablename__ = "supporter_kept_from"

    supporter_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("supporters.id", ondelete="CASCADE"), primary_key=True
    )


class ContactPromise(FamilyScoped, Versioned, Model):
    """How often the caseworker promised to be in touch, times a month. How often it was, the contact log says.

    `counts` has what was counted by hand before that, by the first day of a month; nobody writes it any more.
    """

    __tablename__ = "contact_promises"
    __table_args__ = (sa.UniqueConstraint("family_id", "person_id"),)

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("persons.id"))
    promised_on: Mapped[date]
    times: Mapped[int]
    manner: Mapped[str] = sealed()
    counts: Mapped[dict[str, Any]] = sealed_json()

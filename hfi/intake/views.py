"""What the way in's templates get."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from hfi.families.models import Phase
from hfi.intake.duplicates import Twice
from hfi.intake.rules import State
from hfi.plan.department import Mark


@dataclass(frozen=True)
class Check:
    """A rule of the target group, and what is known of it. `said_by`: who answered where the facts leave it open."""

    key: str
    title: str
    state: State
    required: bool
    detail: str = ""
    note: str = ""
    said_by: str = ""
    said_on: date | None = None
    may_answer: bool = False


@dataclass(frozen=True)
class Capacity:
    """How many families the programme has, has room for, and keeps waiting: for those who decide."""

    enrolled: int
    places: int
    waiting: int

    @property
    def is_full(self) -> bool:
        """Whether there is no place left."""
        return self.enrolled >= self.places


@dataclass(frozen=True)
class TargetGroup:
    """The box beside the referral. To whoever refers no number is told: it would count families that are not theirs."""

    checks: tuple[Check, ...]
    is_full: bool


@dataclass(frozen=True)
class OwnReferral:
    """A referral, for whoever wrote it: their own words and what became of it."""

    id: uuid.UUID
    family: str
    sent_at: datetime
    state: str
    next: str
    phase: Phase


@dataclass(frozen=True)
class Incoming:
    """A family that is referred or waits, for those who decide."""

    reference: str
    family: str
    programme: str
    area: str
    phase: Phase
    since: date
    days: int
    decided: bool


@dataclass(frozen=True)
class Places:
    """How full a programme is."""

    programme: str
    capacity: Capacity


@dataclass(frozen=True)
class Referrals:
    """The page of referrals. What is `incoming`, and how full the programmes are, is for those who decide."""

    own: tuple[OwnReferral, ...]
    incoming: tuple[Incoming, ...]
    places: tuple[Places, ...]
    looks_at_others: bool


@dataclass(frozen=True)
class ReferredPerson:
    """Somebody of the family."""

    id: uuid.UUID
    name: str
    relation: str
    kind: str
    age: int | None
    cpr: str


@dataclass(frozen=True)
class Decision:
    """What was decided, why, when and by whom."""

    title: str
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True)
class ReferralPage:
    """A referral with the target group's rules, for everybody at work with the family."""

    reference: str
    family: str
    phase: Phase
    state: str
    programme: str
    referred: bool
    sent_at: datetime | None
    referrer: str
    source: str
    source_name: str
    area: str
    interpreter_language: str
    people: tuple[ReferredPerson, ...]
    departments: tuple[Mark, ...]
    difficulties: tuple[str, ...]
    why: str
    consent: str
    consented_on: date | None
    suggested: tuple[str, ...]
    checks: tuple[Check, ...]
    capacity: Capacity
    twice: tuple[Twice, ...]
    decision: Decision | None
    may_decide: bool
    may_enrol: bool
    may_correct: bool
    letter: str
    version: int

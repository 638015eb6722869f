"""What a programme's file is made of, each part with the values that it may have."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from hfi import clock

Text = Annotated[str, Meta(min_length=1)]
Count = Annotated[int, Meta(ge=0)]
Positive = Annotated[int, Meta(ge=1)]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file: a key that is missing, unknown or of another type is refused with its place."""


class MunicipalDepartment(Part, frozen=True):
    """A department of the municipality, and the professional areas that it owns.

    One that owns several says what the family calls each of them.
    """

    code: Text
    name: Text
    family_name: Text
    areas: tuple[Text, ...]
    area_names: dict[str, Text] = {}

    def name_of(self, area: str) -> str:
        """What the family calls the area."""
        return self.area_names.get(area, self.family_name)


class HousingArea(Part, frozen=True):
    """A housing area that the programme takes families from, on the days that it does."""

    name: Text
    district: str
    valid_from: date | None = None
    valid_until: date | None = None
    source: str = ""

    def offered_on(self, day: date) -> bool:
        """Whether a family can be said to live there from this day on."""
        return clock.holds(self.valid_from, self.valid_until, day)


class ContactScheme(StrEnum):
    """Whom a family has as its way in.

    A pair: two fixed contact persons of two departments, with a coordinator behind them. A caseworker: one fixed
    contact person. A coordinator or a mentor: that one person is the way in, and there are no others.
    """

    PAIR = "pair"
    CASEWORKER = "caseworker"
    COORDINATOR = "coordinator"
    MENTOR = "mentor"

    @property
    def contact_persons(self) -> int:
        """How many contact persons a family has beside its coordinator."""
        return {ContactScheme.PAIR: 2, ContactScheme.CASEWORKER: 1}.get(self, 0)


class YearCapacity(Part, frozen=True):
    """The number of families in a year that has another number than the usual."""

    year: Positive
    families: Positive


class RuleKind(StrEnum):
    """What a rule of the target group looks at; `asked` is a question that only a person can answer."""

    AREA = "area"
    CHILDREN = "children"
    AGE = "age"
    DEPARTMENTS = "departments"
    PUBLIC_SUPPORT = "public_support"
    DIFFICULTIES = "difficulties"
    CONSENT = "consent"
    ASKED = "asked"


class TargetRule(Part, frozen=True):
    """One rule of the target group, as a sentence that says what holds for a family that meets it.

    `at_least` is a number of departments or difficulties, `age_from` and `age_to` (both included) are years.
    """

    key: Text
    kind: RuleKind
    title: Text
    required: bool = True
    at_least: Count = 0
    age_from: Count = 0
    age_to: Count = 0


class YoungPart(StrEnum):
    """A part of the young person's own page: their words, the people around them, how often their caseworker calls."""

    WORDS = "words"
    NETWORK = "network"
    CONTACT = "contact"


class Scale(Part, frozen=True):
    """A scale that the programme measures on, and what its two ends mean."""

    key: Text
    title: Text
    low_means: Text
    high_means: Text
    low: int = 0
    high: int = 10
    source: str = ""
    valid_from: date | None = None
    valid_until: date | None = None

    def offered_on(self, day: date) -> bool:
        """Whether it is measured on this scale on the day."""
        return clock.holds(self.valid_from, self.valid_until, day)


class BudgetLine(Part, frozen=True):
    """Money granted for an activity: thousands of kroner for each year, in the prices of the grant."""

    activity: Text
    department: Text
    by_year: dict[int, Count]
    committee: str = ""
    appropriation: str = ""


class ProgrammeFile(Part, frozen=True, kw_only=True):
    """Everything that a programme's file says. Names are the municipality's own, in its own language."""

    municipality: Text
    municipality_name: Text
    name: Text
    place: str
    reference_prefix: Annotated[str, Meta(pattern="^[A-Z]{2,5}$")]
    contact_scheme: ContactScheme
    contact_title: Text
    coordinator_title: Text
    coordinator_has_authority: bool
    most_families_per_contact_person: Positive
    capacity: Positive
    capacity_at_least: Count = 0
    capacity_in: tuple[YearCapacity, ...] = ()
    started_on: date | None = None
    enrolment_months: Count = 0
    follow_up_weeks: Positive
    first_meeting_working_days: Positive = 15
    support_phone: str = ""
    sections: tuple[Text, ...] = ()
    young_parts: tuple[YoungPart, ...] = ()
    departments: Annotated[tuple[MunicipalDepartment, ...], Meta(min_length=1)]
    housing_areas: tuple[HousingArea, ...] = ()
    target_group: tuple[TargetRule, ...] = ()
    scales: tuple[Scale, ...] = ()
    budget_lines: tuple[BudgetLine, ...] = ()

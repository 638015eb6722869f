"""What the caseload's page and paper get."""

from dataclasses import dataclass
from datetime import date

from hfi.plan.department import Mark
from hfi.programmes.model import Programme


@dataclass(frozen=True)
class Totals:
    """Counts over all families in progress that the reader leads."""

    families: int
    paused: int
    without_meeting: int
    without_contacts: int
    overdue: int
    open_agreements: int
    late_agreements: int


@dataclass(frozen=True)
class Worker:
    """A contact person, with how many families and agreements they carry."""

    name: str
    mark: Mark | None
    families: int
    open_agreements: int
    late_agreements: int


@dataclass(frozen=True)
class Overdue:
    """A family whose follow-up is overdue, by its case reference. `last_on` is the last meeting, or the enrolment."""

    reference: str
    contacts: tuple[str, ...]
    last_on: date
    met: bool
    days: int


@dataclass(frozen=True)
class AreaCount:
    """Families with measures of an area that have not ended; None when they are too few to tell.

    With `or_more` the number is a lower bound: nearly all families have such a measure.
    """

    mark: Mark
    families: int | None
    or_more: bool
    measures: int | None


@dataclass(frozen=True)
class PlaceCount:
    """Families in a housing area; None when hidden. Without a name it is everywhere else."""

    name: str
    families: int | None


@dataclass(frozen=True)
class Caseload:
    """The whole page. `whole_programme` is false for the manager of one department.

    `choices` are key and name of the programmes that the reader can look at.
    """

    programme: Programme
    choices: tuple[tuple[str, str], ...]
    day: date
    whole_programme: bool
    totals: Totals
    workers: tuple[Worker, ...]
    overdue: tuple[Overdue, ...]
    areas: tuple[AreaCount, ...]
    places: tuple[PlaceCount, ...]
    places_small: bool

    @property
    def most_in_a_place(self) -> int:
        """What the longest bar of the housing areas stands for."""
        return max((place.families or 0 for place in self.places), default=0)

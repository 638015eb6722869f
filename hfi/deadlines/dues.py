"""What the rules come to: days by which something must be done, and how near they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from hfi.deadlines.rules import Rule, newest, rule_on
from hfi.plan.department import Mark
from hfi.plan.models import SectorPlanStatus

FOLLOWED_UP = ("child-plan", "youth-plan")
"""Plans of which the law asks a first follow-up."""


class Nearness(StrEnum):
    """How near a deadline is."""

    LATE = "late"
    URGENT = "urgent"
    NEAR = "near"
    LATER = "later"


@dataclass(frozen=True)
class Due:
    """One deadline. `about` is whom it concerns; `anchor` is where it stands on the family's page."""

    title: str
    about: str
    on: date
    days_left: int
    source: str
    nearness: Nearness
    mark: Mark | None
    anchor: str

    @property
    def speaks(self) -> bool:
        """Whether it is so near that the page speaks of it."""
        return self.nearness is not Nearness.LATER


def nearness(on: date, today: date, warn_days: int, urgent_days: int) -> Nearness:
    """How near the day is."""
    left = (on - today).days
    if left < 0:
        return Nearness.LATE
    if left <= urgent_days:
        return Nearness.URGENT
    return Nearness.NEAR if left <= warn_days else Nearness.LATER


def due(rule: Rule, on: date, today: date, **about: Any) -> Due:
    """A deadline by this rule on this day; `about` are further fields, of which all but `anchor` may be left out."""
    known: dict[str, Any] = {"title": rule.words(), "about": "", "source": rule.source, "mark": None} | about
    near = nearness(on, today, rule.warn_days, rule.urgent_days)
    return Due(on=on, days_left=(on - today).days, nearness=near, **known)


def plan_days(row: Any) -> Iterator[tuple[Rule, date]]:
    """The rules that a sector plan is under, and their days: its making, its first follow-up, its department's own."""
    if row.status is SectorPlanStatus.ENDED:
        return
    if row.deadline_on:
        yield newest("own-plan"), row.deadline_on
    elif row.status is SectorPlanStatus.PLANNED and row.decided_on and (rule := rule_on(row.kind, row.decided_on)):
        yield rule, rule.due(row.decided_on)
    if row.status is SectorPlanStatus.IN_FORCE and row.dated_on and not row.followed_up_on:
        follow_up = rule_on("plan-follow-up", row.dated_on)
        if follow_up and row.kind in FOLLOWED_UP:
            yield follow_up, follow_up.due(row.dated_on)


def meeting_day(last_held: date | None, enrolled_on: date | None, programme: Any) -> tuple[Rule, date] | None:
    """By when the family meets next: the interval after the last meeting, or so many working days after enrolment."""
    if last_held:
        rule = newest("follow-up")
        return rule, rule.due(last_held, programme.follow_up_weeks)
    if enrolled_on:
        rule = newest("first-meeting")
        return rule, rule.due(enrolled_on, programme.first_meeting_working_days)
    return None

"""The rules themselves: days, sources, and which of two versions holds."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from hfi.deadlines import rules
from hfi.deadlines.dues import Nearness, meeting_day, nearness, plan_days
from hfi.deadlines.rules import DeadlineError, newest, rule_on, section_rules
from hfi.plan.models import SectorPlanStatus

pytestmark = pytest.mark.pure
TODAY = date(2026, 11, 22)


def plan(status="planned", kind="child-plan", **days):
    """A sector plan's row."""
    names = ("dated_on", "deadline_on", "decided_on", "followed_up_on")
    return SimpleNamespace(status=SectorPlanStatus(status), kind=kind, **{one: days.get(one) for one in names})


@pytest.mark.parametrize(
    ("key", "start", "day"),
    [
        ("child-assessment", date(2026, 10, 31), date(2027, 2, 28)),
        ("child-plan", date(2026, 11, 30), date(2027, 2, 28)),
        ("plan-follow-up", date(2026, 9, 1), date(2026, 12, 1)),
        ("youth-plan", date(2026, 5, 17), date(2026, 8, 17)),
    ],
)
def test_the_days_that_the_law_gives(key, start, day):
    assert rule_on(key, start).due(start) == day


def test_every_rule_has_a_source_a_day_and_words_in_both_languages():
    for one in rules.all_rules():
        assert one.source and one.title["da"] and one.title["en"] and one.valid_from.year > 2000, one.key


def test_before_its_day_there_is_no_rule():
    assert rule_on("child-assessment", date(2023, 12, 31)) is None


def test_a_new_version_holds_for_what_begins_after_it(monkeypatch):
    old = newest("child-plan")
    ended = replace(old, valid_until=date(2026, 12, 31))
    new = replace(old, valid_from=date(2027, 1, 1), count=2)
    monkeypatch.setattr(rules, "all_rules", lambda: (new, ended))
    assert rule_on("child-plan", date(2026, 12, 31)).count == 3
    assert rule_on("child-plan", date(2027, 1, 1)).due(date(2027, 1, 1)) == date(2027, 3, 1)


@pytest.mark.parametrize("wrong", [{"unit": "moons"}, {"count": -1}, {"urgent_days": 31}])
def test_a_rule_that_cannot_be_is_refused(wrong):
    with pytest.raises(DeadlineError, match="child-plan"):
        replace(newest("child-plan"), **wrong)


def test_a_rule_that_nobody_wrote_is_told():
    with pytest.raises(DeadlineError, match="no rule elsewhere"):
        newest("elsewhere")


@pytest.mark.parametrize(
    ("left", "near"),
    [(-1, Nearness.LATE), (0, Nearness.URGENT), (14, Nearness.URGENT), (15, Nearness.NEAR), (31, Nearness.LATER)],
)
def test_how_near_a_day_is(left, near):
    assert nearness(date.fromordinal(TODAY.toordinal() + left), TODAY, 30, 14) is near


def test_the_first_meeting_comes_within_so_many_working_days_and_then_the_interval():
    programme = SimpleNamespace(follow_up_weeks=8, first_meeting_working_days=15)
    assert meeting_day(None, date(2026, 12, 1), programme)[1] == date(2026, 12, 22)
    assert meeting_day(date(2026, 10, 1), date(2026, 1, 1), programme)[1] == date(2026, 11, 26)
    assert meeting_day(None, None, programme) is None


@pytest.mark.parametrize(
    ("row", "days"),
    [
        (plan(decided_on=date(2026, 10, 1)), [date(2027, 1, 1)]),
        (plan(decided_on=date(2026, 10, 1), deadline_on=date(2026, 12, 1)), [date(2026, 12, 1)]),
        (plan("in_force", dated_on=date(2026, 10, 1)), [date(2027, 1, 1)]),
        (plan("in_force", dated_on=date(2026, 10, 1), followed_up_on=date(2026, 11, 1)), []),
        (plan("in_force", "job-plan", dated_on=date(2026, 10, 1)), []),
        (plan("planned", "job-plan", decided_on=date(2026, 10, 1)), []),
        (plan("ended", deadline_on=date(2026, 10, 1)), []),
    ],
)
def test_the_days_of_a_plan(row, days):
    assert [day for _rule, day in plan_days(row)] == days


def test_a_section_declares_all_versions_of_its_rule():
    found = section_rules("child-assessment", from_field="a", done_field="b")
    assert [(one.months, one.from_field, one.done_field) for one in found] == [(4, "a", "b")]
    assert found[0].holds_on(date(2024, 1, 1)) and not found[0].holds_on(date(2023, 12, 31))

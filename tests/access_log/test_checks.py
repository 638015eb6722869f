"""Sample checks: every month some rows of the log are picked, and the officer looks into each."""

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.terms import Level, Why
from hfi.access_log.sampling import BY_CHANCE, PER_RULE, RULES, Known, choose
from hfi.audit.models import AuditCheck, AuditEntry
from hfi.audit.notes import Note, note
from hfi.audit.samples import last_month
from hfi.extensions import db

MONDAY_TEN = clock.at(date(2026, 10, 5), 10)
WHO, FAMILY, PERSON = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()


def row(**other):
    """An ordinary row: a contact person opens the plan on a Monday at ten."""
    values = {"at": MONDAY_TEN, "actor_id": WHO, "family_id": FAMILY, "name": "Mette Prøvesen", "role": "professional"}
    return SimpleNamespace(**{**values, "why": Why.ATTACHED, "level": Level.PLAN, "person_id": None, "seq": 1, **other})


KNOWN = Known(
    surnames=frozenset({(FAMILY, "solsikke")}),
    protected=frozenset({PERSON}),
    ties={(WHO, FAMILY): [(date(2026, 9, 1), date.max)]},
    busy=frozenset(),
)


@pytest.mark.parametrize("rule", RULES)
def test_ordinary_work_is_picked_by_no_rule(rule):
    assert not RULES[rule](row(), KNOWN)


@pytest.mark.parametrize(
    ("rule", "other"),
    [
        ("own_surname", {"name": "Bo Lund Solsikke"}),
        ("outside_hours", {"at": clock.at(date(2026, 10, 5), 5, 59)}),
        ("outside_hours", {"at": clock.at(date(2026, 10, 5), 20)}),
        ("outside_hours", {"at": clock.at(date(2026, 10, 4), 10)}),
        ("no_attachment", {"at": clock.at(date(2026, 8, 31), 10)}),
        ("no_attachment", {"family_id": uuid.uuid4()}),
        ("no_attachment", {"role": "manager", "why": Why.BROKEN_GLASS}),
        ("protected", {"level": Level.IDENTITY}),
        ("protected", {"person_id": PERSON}),
    ],
)
def test_what_deserves_a_look_is_picked_by_its_rule(rule, other):
    assert RULES[rule](row(**other), KNOWN)


def test_many_families_in_a_day_are_picked():
    busy = replace(KNOWN, busy=frozenset({(WHO, date(2026, 10, 5))}))
    assert RULES["many_families"](row(), busy)
    assert not RULES["many_families"](row(at=MONDAY_TEN + timedelta(days=1)), busy)


def test_managers_need_no_attachment():
    assert not RULES["no_attachment"](row(role="manager", family_id=uuid.uuid4()), KNOWN)


def test_a_few_of_each_kind_are_picked_and_each_row_once():
    rows = [row(seq=number, level=Level.IDENTITY) for number in range(300)]
    picked = choose(rows, KNOWN)
    assert BY_CHANCE <= len(picked) <= BY_CHANCE + PER_RULE
    assert sum("protected" in rules for rules in picked.values()) == PER_RULE


@pytest.fixture
def october(app, world):
    """What is in last month's log: ordinary days, one night, and a colleague without a tie."""
    first = last_month()
    return write_month(app, world, first) or first


def write_month(app, world, first):
    """Twenty ordinary days, a night, and somebody without a tie, in the log of the month."""

    def write(name, day, hour):
        values = {"actor_id": world.users[name], "role": "professional", "what": "page:", "why": Why.ATTACHED}
        note(db.session(), Note(world.family, "read", values, at=at(day, hour)))
        db.session.commit()

    def at(day, hour) -> datetime:
        return clock.at(first + timedelta(days=day), hour)

    with app.app_context():
        for day in range(20):
            write("Mette", day, 10)
        write("Jonas", 21, 3)
        write("Dorthe", 22, 11)


def url_of(month):
    """The page of the month's sample check."""
    return f"/log/checks/{month.year}-{month.month}"


def test_a_month_is_picked_once_and_what_stands_out_is_among_it(app, world, october, store):
    runner = app.test_cli_runner()
    assert runner.invoke(args=["hfi", "audit", "sample", "--month", f"{october:%Y-%m}"]).exit_code == 0
    picked = store.all(sa.select(AuditCheck.seq, AuditCheck.rules, AuditCheck.family_id).order_by(AuditCheck.seq))
    assert runner.invoke(args=["hfi", "audit", "sample"]).exit_code == 0
    assert store.count(AuditCheck) == len(picked) >= BY_CHANCE
    by_rule = " ".join(one.rules for one in picked)
    assert "no_attachment" in by_rule and "outside_hours" in by_rule


def test_the_officer_is_reminded_until_every_row_is_looked_into(visit, world, october, store):
    dan, page = visit("Dan").open("/log"), url_of(october)
    for begin in ("/", "/log"):
        assert dan.open(begin).find(".alert-warning a")["href"] == page
    dan.open(page)
    dan.submit(dan.find("main form"), 303).open(page)
    links = [one["href"] for one in dan.page.select("main a[href^='/log/checks/']")]
    assert len(links) >= BY_CHANCE
    for link in links:
        assert all(dan.open(begin).page.select(".alert-warning") for begin in ("/", "/log"))
        dan.open(link).submit(dan.find("main form"), 303, verdict="fine", note="Hørte til arbejdet.")
    assert not any(dan.open(begin).page.select(".alert-warning") for begin in ("/", "/log"))
    assert store.count(AuditEntry, AuditEntry.action == "sample", AuditEntry.family_id == world.family) == len(links)


@pytest.mark.parametrize(
    "typed", [{"note": "Set."}, {"verdict": "fine", "note": " "}, {"verdict": "x", "note": "Set."}]
)
def test_a_sign_off_needs_a_verdict_and_a_word(visit, october, store, typed):
    dan = visit("Dan").open(url_of(october))
    dan.submit(dan.find("main form"), 303).open(url_of(october))
    link = dan.find("main a[href^='/log/checks/']")["href"]
    dan.open(link).submit(dan.find("main form"), 422, **typed)
    assert dan.find(".alert-error") and typed["note"].strip() in dan.text("textarea")
    assert store.count(AuditCheck, AuditCheck.verdict != "") == 0


def test_earlier_months_are_listed_and_a_missed_one_can_be_made_up_for(app, visit, world, october):
    missed = clock.months_after(october, -2)
    write_month(app, world, missed)
    dan = visit("Dan").open("/log/checks")
    months = [clock.months_after(october, -number) for number in range(3)]
    assert [one["href"] for one in dan.page.select("main th a")] == [url_of(one) for one in months]
    assert len(dan.page.select("main .badge-error")) == 3
    dan.open(url_of(missed))
    dan.submit(dan.find("main form"), 303).open("/log/checks")
    assert len(dan.page.select("main .badge-error")) == 2 and dan.find("main tr:last-child .badge-warning")
    assert dan.open(url_of(missed)).page.select("main a[href^='/log/checks/']:not(nav a)")


def test_where_there_is_nothing_to_look_at_nobody_is_reminded(visit):
    dan = visit("Dan")
    assert not dan.open("/").page.select(".alert-warning")
    assert not dan.open("/log/checks").page.select("main table")


@pytest.mark.parametrize("month", ["2026-13", "2026-0", "0-1", "9999-12"])
def test_a_month_that_is_none_or_not_over_has_no_page(visit, month):
    visit("Dan").open(f"/log/checks/{month}", 404)


def test_this_month_is_not_over(visit):
    visit("Dan").open(url_of(clock.today()), 404)


def test_a_check_that_is_not_there_is_not_found(visit):
    visit("Dan").open(f"/log/checks/{uuid.uuid4()}", 404)


@pytest.mark.parametrize("name", ["Mette", "Sanne", "Ole", "Ada", "Stig"])
def test_nobody_else_checks_the_log(visit, name):
    for url in ("/log", "/log/checks", "/log/checks/2026-10", f"/log/checks/{uuid.uuid4()}"):
        visit(name).open(url, 403)

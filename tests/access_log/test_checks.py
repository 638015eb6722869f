"""Sample checks: every month some rows of the log are picked, and the officer looks into each."""

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.terms import Level, Why
from hfi.access_log.checks import last_month
from hfi.access_log.models import AuditCheck
from hfi.access_log.sampling import BY_CHANCE, PER_RULE, RULES, Known, choose
from hfi.audit.models import AuditEntry
from hfi.audit.notes import Note, note
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
    return first


def test_a_month_is_picked_once_and_what_stands_out_is_among_it(app, world, october, store):
    runner = app.test_cli_runner()
    assert runner.invoke(args=["hfi", "audit", "sample", "--month", f"{october:%Y-%m}"]).exit_code == 0
    picked = store.all(sa.select(AuditCheck.seq, AuditCheck.rules, AuditCheck.family_id).order_by(AuditCheck.seq))
    assert runner.invoke(args=["hfi", "audit", "sample"]).exit_code == 0
    assert store.count(AuditCheck) == len(picked) >= BY_CHANCE
    by_rule = " ".join(one.rules for one in picked)
    assert "no_attachment" in by_rule and "outside_hours" in by_rule


def test_the_officer_is_reminded_until_every_row_is_looked_into(visit, world, october, store):
    dan = visit("Dan").open("/log")
    assert dan.find(".alert-warning a")["href"] == "/log/checks"
    dan.open("/log/checks")
    dan.submit(dan.find("main form"), 303).open("/log/checks")
    links = [one["href"] for one in dan.page.select("main a[href^='/log/checks/']")]
    assert len(links) >= BY_CHANCE
    for link in links:
        assert dan.open("/log").page.select(".alert-warning")
        dan.open(link).submit(dan.find("main form"), 303, verdict="fine", note="Hørte til arbejdet.")
    assert not dan.open("/log").page.select(".alert-warning")
    assert store.count(AuditEntry, AuditEntry.action == "sample", AuditEntry.family_id == world.family) == len(links)


@pytest.mark.parametrize(
    "typed", [{"note": "Set."}, {"verdict": "fine", "note": " "}, {"verdict": "x", "note": "Set."}]
)
def test_a_sign_off_needs_a_verdict_and_a_word(visit, october, store, typed):
    dan = visit("Dan").open("/log/checks")
    dan.submit(dan.find("main form"), 303).open("/log/checks")
    link = dan.find("main a[href^='/log/checks/']")["href"]
    dan.open(link).submit(dan.find("main form"), 422, **typed)
    assert dan.find(".alert-error") and typed["note"].strip() in dan.text("textarea")
    assert store.count(AuditCheck, AuditCheck.verdict != "") == 0


def test_a_check_that_is_not_there_is_not_found(visit):
    visit("Dan").open(f"/log/checks/{uuid.uuid4()}", 404)


@pytest.mark.parametrize("name", ["Mette", "Sanne", "Ole", "Ada", "Stig"])
def test_nobody_else_checks_the_log(visit, name):
    for url in ("/log", "/log/checks", f"/log/checks/{uuid.uuid4()}"):
        visit(name).open(url, 403)

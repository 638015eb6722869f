"""What the broken glass opens: just what the rule says, to read, for an hour."""

import re

import pytest
import sqlalchemy as sa

from hfi.access.guard import needed_right
from hfi.access.models import BreakGlass
from hfi.access.policy import decide
from hfi.access.reasons import REASONS
from hfi.access.roles import ROLE_RIGHTS, Profession, Role
from hfi.access.terms import Action, Reader, Target, Why
from hfi.audit.models import AuditEntry
from hfi.families.models import Family
from hfi.plan.department import registry
from tests.consent.canary import CANARY, answers, plant
from tests.emergency.steps import ask, conflict, run_out, same
from tests.family_page.crowd import SECTIONS, settle_large, settle_small
from tests.world import OTHER_REFERENCE, REFERENCE, TEAM

DORTHE = Reader(Role.PROFESSIONAL, "SOF", Profession.SOCIAL_CASEWORKER)
HTMX = {"HX-Request": "true"}


READ = {"", "/week", "/team", "/deadlines", "/contacts", "/timeline", "/referral", "/assessment", "/meetings",
        "/phase"}  # fmt: skip
"""The pages of a family that show the plan's level."""


def allowed(method, path):
    """Whether the broken glass opens this of a family: pages to read, and the ways out of it."""
    pages = READ | {f"/{one}" for one in SECTIONS}
    reads = method == "GET" and (path in pages or re.fullmatch(r"/(members|meetings)/[0-9a-f-]{36}(/consents)?", path))
    return reads or path in ("/conflict", "/end")


def rule(app, section_id, action=Action.READ):
    """What the rule says to Dorthe of a section's own content."""
    with app.app_context():
        section = registry().by_id[section_id]
        owner = "SOF" if section.area == "social" else "another"
    return decide(
        DORTHE, action, Target(section.level, owner=owner, professions=section.professions, broken_glass=True)
    )


@pytest.mark.parametrize("section", SECTIONS)
def test_the_page_shows_what_the_rule_says(app, visit, world, store, section):
    plant(world, store, section, record=section != "social/support")
    dorthe = ask(visit("Dorthe"))
    found = {place for place, text in answers(dorthe, section).items() if CANARY in text}
    assert bool(found) == bool(rule(app, section)), found
    card = dorthe.client.get(f"{world.url}/{section}", headers=HTMX)
    assert card.status_code == (200 if rule(app, section) else 403)


def test_a_locked_card_says_that_it_is_beyond_the_emergency(app, visit, world):
    card = ask(visit("Dorthe")).open(world.url).text("#employment-work .locked")
    with app.test_request_context():
        assert str(REASONS[Why.BEYOND_EMERGENCY]) in card


def test_nothing_on_the_page_leads_to_a_change(visit, world):
    dorthe = ask(visit("Dorthe")).open(world.url)
    links = [one.get("href") or "" for one in dorthe.page.select("main a")]
    forms = [one["action"] for one in dorthe.page.select("main form")]
    assert not [one for one in links if one.endswith(("/edit", "/new", ".pdf")) or "/edit" in one]
    assert forms == [f"/emergency/{REFERENCE}/end"]


def test_every_change_and_every_print_is_refused(without_tokens, visit, world, addresses, app, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    ask(visit("Dorthe"))
    client = without_tokens("Dorthe")
    for method, url, _needed in addresses:
        if REFERENCE in url and not allowed(method, url.partition(REFERENCE)[2]):
            assert client.open(url, method=method).status_code in (403, 404), (method, url)
    for path in ("goals/new", "story/edit", f"agreements/{world.agreement}/done", "social/support/confirm"):
        assert client.post(f"{world.url}/{path}").status_code == 403, path


def test_it_stands_in_no_list_and_no_search(visit, world):
    dorthe = ask(visit("Dorthe"))
    for url in ("/", "/families?state=all", "/search?q=Solsikke"):
        assert "Familien Solsikke" not in dorthe.open(url).response.text


def test_when_the_hour_is_over_nothing_is_there(without_tokens, visit, world, store, addresses, app, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    dorthe = ask(visit("Dorthe"))
    dorthe.open(world.url)
    run_out(store)
    client, nobodys = without_tokens("Dorthe"), "HFI-1999-999"
    for method, url, needed in addresses:
        if REFERENCE in url and needed in ROLE_RIGHTS[Role.PROFESSIONAL]:
            for headers in (None, HTMX):
                answer = client.open(url, method=method, headers=headers)
                other = client.open(url.replace(REFERENCE, nobodys), method=method, headers=headers)
                assert answer.status_code == other.status_code, (method, url)
                assert same(answer.text).replace(REFERENCE, nobodys) == same(other.text), (method, url)


def test_i_am_finished(visit, world, store):
    dorthe = ask(visit("Dorthe")).open(world.url)
    dorthe.submit(dorthe.find("#glass form"), 303)
    dorthe.open(dorthe.response.location)
    dorthe.open(world.url, 404)
    row = store.only(BreakGlass)
    assert (row.until - row.opened_at).total_seconds() < 600


def test_a_conflict_of_interest_takes_it_away(visit, world, store):
    dorthe = ask(visit("Dorthe")).open(world.url)
    store.add(conflict(world, "Dorthe"))
    dorthe.open(world.url, 404)


def test_a_family_that_is_closed_meanwhile_is_gone(visit, world, store):
    dorthe = ask(visit("Dorthe")).open(world.url)
    store.run(sa.update(Family).values(closed_on=Family.enrolled_on))
    dorthe.open(world.url, 404)


def test_every_reading_is_logged_with_its_ground(visit, world, store):
    dorthe = ask(visit("Dorthe")).open(world.url)
    for path in ("social/support", "week"):
        assert dorthe.client.get(f"{world.url}/{path}", headers=HTMX).status_code == 200
    readings = sa.select(AuditEntry.why).where(AuditEntry.family_id == world.family, AuditEntry.action == "read")
    assert store.list(readings) == ["broken_glass"] * 3


def test_the_page_costs_the_same_for_everybody(visit, world, store, queries):
    settle_small(world, store)
    settle_large(world, store)
    store.run(sa.text("UPDATE attachments SET to_on = '2020-01-01', from_on = '2019-01-01'"))
    bo, counts = visit("Bo"), []
    for reference in (REFERENCE, OTHER_REFERENCE):
        ask(bo, family=reference)
        with queries:
            assert bo.client.get(f"/families/{reference}").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 29 and "Bo" in TEAM


def test_every_address_of_a_family_declares_a_right(app):
    assert all(needed_right(app, one.endpoint) for one in app.url_map.iter_rules() if "reference:" in one.rule)

"""Who read or changed what of a family: a row for each, in the same transaction, and never a word of the content."""

import json
import uuid

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag

from hfi.access.terms import Why
from hfi.audit.models import READ, AuditEntry, Revision
from hfi.audit.queries import open_revision
from hfi.families.models import Family
from hfi.plan.models import Agreement, AgreementStatus, Measure, MeasurePerson, SectionRecord
from tests.family_page.items import add_measure
from tests.family_page.steps import HTMX, edit_link, form_page, open_form, save, send
from tests.visitor import token_for

CANARY = "KANARIEFUGL"


def readings(store, world):
    """The rows of readings, oldest first."""
    return store.all(
        sa.select(AuditEntry.what, AuditEntry.why, AuditEntry.actor_id, AuditEntry.family_id, AuditEntry.request_id)
        .where(AuditEntry.action == READ)
        .order_by(AuditEntry.at, AuditEntry.seq)
    )


def entry_of(store, revision):
    """The log row that the revision hangs under."""
    return store.only(AuditEntry, AuditEntry.family_id == revision.family_id, AuditEntry.seq == revision.seq)


def content(store, revision):
    """What the change did, unsealed."""
    with store.app.app_context():
        return open_revision(revision.family_id, revision.id, revision.content)


@pytest.mark.parametrize(
    ("path", "headers", "what"),
    [
        ("", None, "page:"),
        ("/week?week=2026-W40", HTMX, "week"),
        ("/social/support", HTMX, "card:social/support"),
        ("/social/support/edit", HTMX, "form:social-support-details"),
        ("/goals/new", HTMX, "form:goal-new"),
        ("/story/edit", None, "form:story"),
    ],
)
def test_every_reading_is_a_row(visit, world, store, path, headers, what):
    mette = visit("Mette")
    answer = mette.client.get(world.url + path, headers=headers)
    (only,) = readings(store, world)
    assert what in only.what and only.why in set(Why)
    assert (only.actor_id, only.family_id) == (world.users["Mette"], world.family)
    assert only.request_id == answer.headers["X-Request-Id"]


def test_the_row_names_the_sections_that_were_shown_and_no_others(visit, world, store):
    visit("Mette").open(world.url)
    (only,) = readings(store, world)
    shown = only.what.removeprefix("page:").split(",")
    assert {"social/support", "employment/work", "leisure/leisure"} <= set(shown)
    assert not {"health/health", "children/health-visiting"} & set(shown)


@pytest.mark.parametrize(("name", "why"), [("Mette", Why.ATTACHED), ("Lis", Why.MANAGER), ("Sanne", Why.ATTACHED)])
def test_the_row_says_on_what_ground(visit, world, store, name, why):
    visit(name).open(world.url)
    assert [one.why for one in readings(store, world)] == [why]


@pytest.mark.parametrize(
    ("name", "path", "status"),
    [
        ("Dorthe", "", 404),
        ("Dorthe", "/social/support", 404),
        ("Mette", "/health/health", 403),
        ("Emil", "/social/support/edit", 403),
        ("Mette", f"/goals/{uuid.UUID(int=7)}/edit", 404),
    ],
)
def test_what_was_not_shown_is_no_reading(visit, world, store, name, path, status):
    assert visit(name).client.get(world.url + path, headers=HTMX).status_code == status
    assert readings(store, world) == []


def test_reading_writes_nothing_but_the_log(visit, world, store, queries):
    mette = visit("Mette")
    with queries:
        mette.open(world.url)
    writes = [" ".join(one.split()[:3]) for one in queries.statements if not one.startswith("SELECT")]
    assert writes == ["INSERT INTO audit_entries", "UPDATE audit_heads SET"]


@pytest.mark.parametrize("path", ["", "/social/support", "/social/support/edit", "/week"])
def test_what_cannot_be_logged_is_not_shown(visit, world, broken, path):
    mette = visit("Mette")
    with broken("audit_entries"):
        answer = mette.client.get(world.url + path, headers=HTMX if path else None)
    assert answer.status_code == 503
    assert not [word for word in ("Solsikke", "Familiebehandling", "bedre hjemme") if word in answer.text]


@pytest.mark.parametrize("table", ["audit_entries", "revisions"])
def test_what_cannot_be_logged_is_not_changed(visit, world, store, broken, table):
    mette = visit("Mette")
    form = form_page(mette, f"{world.url}/story/edit")
    with broken(table):
        assert send(mette, form, dream=CANARY).status_code == 503
    assert store.get(Family, world.family).dream != CANARY


def test_people_of_a_measure_are_logged_by_who_came_and_who_went(visit, world, store):
    mette = visit("Mette")
    form = form_page(mette, f"{world.url}/social/support/measures/{world.measure}/edit")
    save(mette, form, False, 303, person_ids=[str(world.people["Lina"])])
    revision = store.only(Revision, Revision.item_id == world.measure, Revision.action == "update")
    change = content(store, revision)
    assert revision.fields == "person_links" and entry_of(store, revision).what == "measure:person_links"
    assert set(change.before["person_links"]) == {str(one) for one in world.people.values()}
    assert change.after == {"person_links": [str(world.people["Lina"])]}
    assert store.list(sa.select(MeasurePerson.person_id)) == [world.people["Lina"]]


def test_only_what_changed_is_in_the_revision(visit, world, store):
    mette = visit("Mette")
    save(mette, form_page(mette, f"{world.url}/story/edit"), False, 303, dream=CANARY)
    change = content(store, store.only(Revision, Revision.kind == "family", Revision.action == "update"))
    assert change.after == {"dream": CANARY} and change.before == {"dream": "Vi vil have rolige morgener."}


def test_saving_what_was_there_already_is_no_change(visit, world, store):
    mette, before = visit("Mette"), store.count(Revision)
    save(mette, form_page(mette, f"{world.url}/story/edit"), False, 303)
    assert store.count(Revision) == before


def test_the_log_holds_no_content(visit, world, store):
    mette = visit("Mette").open(world.url)
    add_measure(world, store, "social/support", f"{CANARY} tiltag", "Lina")
    for anchor, name in ((f"goal-{world.goal}", "title"), ("social-support-details", "assessment"), ("story", "dream")):
        mette.open(world.url)
        save(mette, open_form(mette, edit_link(mette, anchor)), True, 200, **{name: CANARY})
    rows = json.dumps([tuple(row) for row in store.all(sa.select(*AuditEntry.__table__.columns))], default=str)
    sealed = b"".join(store.list(sa.select(Revision.content)))
    assert CANARY not in rows and CANARY.encode() not in sealed


def test_a_revision_cannot_be_passed_off_as_another(visit, world, store):
    first, second = store.list(sa.select(Revision.id).where(Revision.family_id == world.family))[:2]
    with store.app.app_context(), pytest.raises(InvalidTag):
        open_revision(world.family, second, store.get(Revision, first).content)


@pytest.mark.parametrize("status", [AgreementStatus.OPEN, AgreementStatus.DONE])
def test_a_click_is_logged_like_a_form(visit, world, store, status):
    mette = visit("Mette").open(world.url)
    url = f"{world.url}/agreements/{world.agreement}/{status}"
    assert mette.client.post(url, data=token_for(mette.client, url)).status_code == 303
    changes = Revision.item_id == world.agreement, Revision.action == "update"
    found = store.list(sa.select(Revision.fields).where(*changes))
    expected = {"open": [], "done": ["done_on,status"]}
    assert found == expected[status]
    assert store.get(Agreement, world.agreement).status is status


def test_confirming_a_section_is_logged(visit, world, store):
    mette = visit("Mette").open(world.url)
    mette.submit(mette.find('form[action$="/confirm"]'), 303)
    record = store.only(SectionRecord, SectionRecord.section_id == "social/support")
    revision = store.only(Revision, Revision.item_id == record.id, Revision.action == "update")
    assert revision.fields == "confirmed_at,confirmed_by_id" and revision.section == "social/support"


def test_numbers_of_absence_are_logged_as_well(visit, world, store):
    rikke = visit("Rikke")
    form = form_page(rikke, f"{world.url}/children/attendance/edit")
    name = next(box["name"] for box in form.select("input[inputmode=numeric]"))
    boxes = [box["value"] for box in form.select(f'[name="{name}"]')]
    save(rikke, form, False, 303, **{name: [*boxes[:-1], "17"]})
    assert store.count(Revision, Revision.kind == "reading", Revision.action == "create") == 1
    save(rikke, form_page(rikke, f"{world.url}/children/attendance/edit"), False, 303, **{name: [*boxes[:-1], ""]})
    assert store.count(Revision, Revision.kind == "reading", Revision.action == "delete") == 1


def test_a_change_that_came_to_nothing_leaves_no_trace(visit, world, store):
    mette, before = visit("Mette"), store.count(AuditEntry, AuditEntry.action != READ)
    form = form_page(mette, f"{world.url}/social/support/measures/{world.measure}/edit")
    save(mette, form, False, 422, title=" ")
    assert store.count(AuditEntry, AuditEntry.action != READ) == before
    assert store.get(Measure, world.measure).title == "Familiebehandling"


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
def test_a_save_is_one_row_that_says_what_and_why(visit, world, store, htmx):
    mette = visit("Mette").open(world.url)
    form = open_form(mette, edit_link(mette, "story")) if htmx else form_page(mette, f"{world.url}/story/edit")
    before = store.count(AuditEntry)
    save(mette, form, htmx, 200 if htmx else 303, dream="Ro om morgenen", story="Vi kom i 2014 og blev.")
    rows = store.all(sa.select(AuditEntry.action, AuditEntry.what, AuditEntry.why).order_by(AuditEntry.seq.desc()))
    assert store.count(AuditEntry) == before + 1
    assert tuple(rows[0]) == ("update", "family:dream,story", Why.ATTACHED)


def test_what_is_refused_is_logged_and_what_is_not_there_is_not(visit, world, store):
    visit("Emil").client.get(f"{world.url}/social/support/edit", headers=HTMX)
    refused = store.only(AuditEntry, AuditEntry.action == "refused")
    assert (refused.actor_id, refused.family_id) == (world.users["Emil"], world.family)
    assert refused.why == Why.OTHER_DEPARTMENT
    visit("Dorthe").client.get(world.url)
    assert store.count(AuditEntry, AuditEntry.actor_id == world.users["Dorthe"]) == 0

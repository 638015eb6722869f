"""What the contract promises of every section, asked of each in the registry: a new one is tested by existing."""

from datetime import date

import pytest
import sqlalchemy as sa

from hfi.audit.models import AuditEntry, Revision
from hfi.consent.models import Consent
from hfi.plan.models import SectionRecord
from tests.family_page.steps import (
    HTMX,
    anonymous,
    assert_as_if_reloaded,
    box,
    edit_link,
    elsewhere,
    form_page,
    held,
    lines,
    message_at,
    open_form,
    save,
    send,
    words,
)
from tests.visitor import token_for

TEXT = "Vi har talt om, hvad der er lettere nu."
OTHERS = "Det har en kollega skrevet imens."
TOO_LONG = "x" * 4001
both_ways = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


def record(store, section):
    """What is stored of the section; None before anybody wrote in it."""
    found = store.list(sa.select(SectionRecord.id).where(SectionRecord.section_id == section.id))
    return store.get(SectionRecord, found[0]) if found else None


def as_typed(value):
    """A value of an example as somebody would type it."""
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else value


def opened(visit, name, url, place, htmx):
    """Somebody with the section's form before them."""
    visitor = visit(name)
    if not htmx:
        return visitor, form_page(visitor, f"{url}/edit")
    return visitor, open_form(visitor, edit_link(visitor.open(visitor.world.url), place))


def test_its_address_gives_the_card_alone_to_htmx(visit, keeper, url, place):
    answer = visit(keeper).client.get(url, headers=HTMX)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith(f'<div class="dsec__details" id="{place}"')
    assert "<html" not in answer.text


def test_its_address_sends_a_browser_to_the_card_on_the_page(visit, keeper, world, section, url):
    visitor = visit(keeper)
    assert visitor.open(url, 303).response.location == f"{world.url}#{section.anchor}"
    assert visitor.open(world.url).find(f"#{section.anchor}")


def test_the_fragment_is_what_stands_on_the_page(visit, keeper, world, url, place):
    visitor = visit(keeper).open(world.url)
    before = lines(visitor.page)
    visitor.put(visitor.client.get(url, headers=HTMX).text, f"#{place}", "")
    assert lines(visitor.page) == before


@both_ways
def test_its_form_opens_where_the_card_stood(visit, keeper, url, place, htmx):
    visitor, form = opened(visit, keeper, url, place, htmx)
    assert visitor.find(f'[id="{place}"] form') == form
    assert held(form, "assessment") is not None
    assert len(visitor.page.select("form.editform")) == 1


def test_cancelling_brings_the_card_back(visit, keeper, world, url, place):
    visitor = visit(keeper).open(world.url)
    form = open_form(visitor, edit_link(visitor, place))
    visitor.swap(form.select_one("a[hx-get]"))
    assert_as_if_reloaded(visitor)


@both_ways
def test_the_forms_example_can_be_saved_and_stands_on_the_card(visit, keeper, section, url, place, store, htmx):
    typed = {name: as_typed(value) for name, value in section.example.items()}
    visitor, form = opened(visit, keeper, url, place, htmx)
    save(visitor, form, htmx, 200 if htmx else 303, **typed)
    visitor.open(visitor.world.url)
    assert " ".join(section.example["assessment"].split()) in visitor.text(f'[id="{place}"]')
    stored = record(store, section)
    assert stored.confirmed_at and stored.confirmed_by_id == visitor.world.users[keeper]
    assert {name for name, value in stored.details["own"].items() if value} == set(section.example) - {"assessment"}


@both_ways
def test_a_mistake_is_told_at_the_field_and_the_text_stays(visit, keeper, section, url, place, store, htmx):
    visitor, form = opened(visit, keeper, url, place, htmx)
    before = record(store, section)
    save(visitor, form, htmx, 422, assessment=TOO_LONG)
    form = visitor.find("form.editform")
    assert held(form, "assessment") == TOO_LONG and box(form, "assessment")["aria-invalid"] == "true"
    assert "4001" in message_at(form, "assessment")
    assert visitor.find(f'[id="{place}-errors"] a[href="#{box(form, "assessment")["id"]}"]')
    assert getattr(record(store, section), "version", 0) == getattr(before, "version", 0)


@both_ways
def test_every_box_keeps_what_cannot_be_read(visit, keeper, url, place, htmx):
    visitor, form = opened(visit, keeper, url, place, htmx)
    names = [
        str(one["name"]) for one in form.select("input[inputmode]") if form.select(f'[name="{one["name"]}"]')[1:] == []
    ]
    if not names:
        return
    save(visitor, form, htmx, 422, **dict.fromkeys(names, "x9x"))
    form = visitor.find("form.editform")
    for name in names:
        assert held(form, name) == "x9x" and message_at(form, name), name


@both_ways
def test_a_colleague_who_saved_first_is_not_overwritten(visit, keeper, section, url, place, store, htmx):
    late, form = opened(visit, keeper, url, place, htmx)
    early, other = opened(visit, keeper, url, place, False)
    save(early, other, False, 303, assessment=OTHERS)
    save(late, form, htmx, 409, assessment=TEXT)
    conflict = late.text(".conflict")
    assert OTHERS in conflict and TEXT in conflict
    assert record(store, section).assessment == OTHERS
    form = late.find("form.editform")
    assert held(form, "assessment") == TEXT
    save(late, form, htmx, 200 if htmx else 303)
    assert record(store, section).assessment == TEXT


@both_ways
def test_the_same_text_twice_is_no_conflict(visit, keeper, section, url, place, store, htmx):
    visitor, form = opened(visit, keeper, url, place, htmx)
    send(visitor, form, assessment=TEXT)
    save(visitor, form, htmx, 200 if htmx else 303, assessment=TEXT)
    assert store.count(SectionRecord, SectionRecord.section_id == section.id) == 1


def test_saving_is_logged_with_its_content_sealed(visit, keeper, section, url, place, store):
    visitor, form = opened(visit, keeper, url, place, True)
    entries, sealed = store.count(AuditEntry, AuditEntry.action != "read"), store.count(Revision)
    save(visitor, form, True, 200, assessment=TEXT)
    assert store.count(AuditEntry, AuditEntry.action != "read") == entries + 1
    assert store.count(Revision) == sealed + 1
    own = AuditEntry.section == section.id, AuditEntry.actor_id == visitor.world.users[keeper]
    entry = store.only(AuditEntry, *own, AuditEntry.action != "read")
    revision = store.only(Revision, Revision.item_id == record(store, section).id, Revision.seq == entry.seq)
    assert revision.kind == "sectionrecord" and "assessment" in revision.fields
    assert "assessment" in entry.what and TEXT not in entry.what


def test_what_cannot_be_logged_is_not_stored(visit, keeper, section, url, place, store, broken):
    visitor, form = opened(visit, keeper, url, place, True)
    before = getattr(record(store, section), "version", 0)
    with broken("revisions"):
        assert send(visitor, form, HTMX, assessment=TEXT).status_code == 503
    assert getattr(record(store, section), "version", 0) == before


def test_after_saving_the_page_is_as_if_reloaded(visit, keeper, url, place):
    visitor, form = opened(visit, keeper, url, place, True)
    save(visitor, form, True, 200, assessment=TEXT)
    assert TEXT in visitor.text(f'[id="{place}"]') and visitor.text("#status")
    assert_as_if_reloaded(visitor)


def test_without_javascript_saving_leads_back_to_the_card(visit, keeper, world, url, place):
    visitor, form = opened(visit, keeper, url, place, False)
    save(visitor, form, False, 303, assessment=TEXT)
    assert visitor.response.location == f"{world.url}#{place}"
    assert TEXT in visitor.open(world.url).text(f'[id="{place}"]')


@both_ways
def test_saying_that_it_is_still_right_confirms_it(visit, keeper, world, section, store, htmx, place):
    visitor = visit(keeper).open(world.url)
    form = visitor.find(f'[id="{place}"] form[action$="/confirm"]')
    save(visitor, form, htmx, 200 if htmx else 303)
    assert record(store, section).confirmed_by_id == world.users[keeper]
    assert visitor.client.get(f"{world.url}/{section.id}/edit").status_code == 200
    assert not htmx or assert_as_if_reloaded(visitor) is None


@pytest.mark.parametrize("name", ["outsider", "Lis", "Ole", "Sanne"])
def test_nobody_else_may_write_it(visit, name, outsider, section, url, store):
    visitor = visit(outsider if name == "outsider" else name).open(url.removesuffix(f"/{section.id}"))
    before = getattr(record(store, section), "version", 0)
    for path in ("edit", "measures/new", "plans/new"):
        assert visitor.client.get(f"{url}/{path}").status_code == 403, path
    for path in ("edit", "confirm", "measures/new", "plans/new"):
        data = {**token_for(visitor.client, f"{url}/{path}"), "assessment": TEXT}
        answer = visitor.client.post(f"{url}/{path}", data=data)
        assert answer.status_code == 403, path
    assert getattr(record(store, section), "version", 0) == before


def test_a_closed_family_is_not_written_to(visit, keeper, world, url, store, place):
    visitor, form = opened(visit, keeper, url, place, True)
    store.run(sa.text("UPDATE families SET closed_on = '2026-01-01'"))
    assert send(visitor, form, HTMX, assessment=TEXT).status_code == 404
    assert visitor.open(world.url, 404)


def test_a_closed_family_is_still_read_by_its_coordinator(visit, world, store):
    store.run(sa.text("UPDATE families SET closed_on = '2026-01-01'"))
    page = visit("Sanne").open(world.url).page
    assert not page.select("main form, main a[href$='/edit'], main a[href$='/new']")


def test_without_consent_the_card_tells_only_whose_it_is(visit, keeper, outsider, world, section, url, place, store):
    visitor, form = opened(visit, keeper, url, place, False)
    save(visitor, form, False, 303, assessment=TEXT)
    store.run(sa.delete(Consent))
    other = visit(outsider)
    answer = other.client.get(url, headers=HTMX)
    card = other.open(world.url).find(f'[id="{section.anchor}"]')
    assert answer.status_code == 403 and words(card) in " ".join(other.text().split())
    assert "is-hidden" in card["class"] and not card.select("ul, dl, form, footer")
    assert TEXT not in answer.text and TEXT not in str(other.page)


def test_the_locked_card_is_the_same_whether_anything_is_written(visit, keeper, outsider, url, place, store):
    store.run(sa.delete(Consent))
    other = visit(outsider)
    before = anonymous(other.client.get(url, headers=HTMX))
    save(*opened(visit, keeper, url, place, False), False, 303, assessment=TEXT)
    assert anonymous(other.client.get(url, headers=HTMX)) == before


@both_ways
def test_a_stranger_cannot_tell_the_family_from_one_that_never_was(visit, section, url, world, htmx):
    dorthe = visit("Dorthe").open("/")
    headers = HTMX if htmx else {}
    for path in ("", "/edit", "/measures/new", "/plans/new"):
        answers = [dorthe.client.get(one + path, headers=headers) for one in (url, elsewhere(url))]
        assert anonymous(answers[0]) == anonymous(answers[1]) and answers[0].status_code == 404, path
    for path in ("/edit", "/confirm", "/measures/new", "/plans/new"):
        both = [(one + path, token_for(dorthe.client, one + path)) for one in (url, elsewhere(url))]
        answers = [dorthe.client.post(one, headers=headers, data=token) for one, token in both]
        assert anonymous(answers[0]) == anonymous(answers[1]) and answers[0].status_code == 404, path

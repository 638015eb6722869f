"""Goals, agreements, members, appointments, measures and the departments' own plans: one story, told of each kind."""

import pytest
import sqlalchemy as sa

from hfi.audit.models import AuditEntry, Revision
from tests.family_page.items import KINDS, existing, foreign
from tests.family_page.steps import (
    HTMX,
    anonymous,
    assert_as_if_reloaded,
    box,
    edit_link,
    elsewhere,
    form_page,
    held,
    message_at,
    open_form,
    save,
    send,
    unknown,
)
from tests.visitor import token_for
from tests.world import OTHER_REFERENCE

both_ways = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
MINE = "Sådan skriver jeg det"
OTHERS = "Sådan skrev min kollega"


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def kind(request):
    """One kind after the other."""
    return request.param


@pytest.fixture
def item(kind, world, store):
    """One of the kind that is there already."""
    return existing(kind, world, store)


def new_form(visitor, kind, htmx):
    """The form of a new one."""
    if htmx:
        return open_form(visitor.open(visitor.world.url), edit_link(visitor, kind.add_at))
    return form_page(visitor, f"{visitor.world.url}/{kind.path}/new")


def old_form(visitor, kind, item, htmx):
    """The form of one that is there."""
    url = kind.edit_url(visitor.world, item)
    if htmx:
        return open_form(visitor.open(visitor.world.url), visitor.find(f'a[hx-get="{url}"]'))
    return form_page(visitor, url)


def text_of(store, kind, item):
    """What is stored as its text."""
    return getattr(store.get(kind.model, item), kind.text)


@both_ways
def test_a_new_one_is_added(visit, world, store, kind, htmx):
    visitor, before = visit(kind.keeper), store.count(kind.model)
    form = new_form(visitor, kind, htmx)
    save(visitor, form, htmx, 200 if htmx else 303, **kind.values(world))
    assert store.count(kind.model) == before + 1
    assert kind.typed[kind.text] in visitor.text(f"#{kind.list_id}") or not htmx
    assert kind.typed[kind.text] in visitor.open(world.url).text(f"#{kind.list_id}")


def test_after_adding_the_page_is_as_if_reloaded(visit, world, kind):
    visitor = visit(kind.keeper)
    save(visitor, new_form(visitor, kind, True), True, 200, **kind.values(world))
    assert visitor.text("#status")
    assert_as_if_reloaded(visitor)


def test_without_javascript_adding_leads_to_the_card(visit, world, store, kind):
    visitor = visit(kind.keeper)
    before = set(store.list(sa.select(kind.model.id)))
    save(visitor, new_form(visitor, kind, False), False, 303, **kind.values(world))
    (item,) = set(store.list(sa.select(kind.model.id))) - before
    assert visitor.response.location == f"{world.url}#{kind.anchor(item)}"
    assert visitor.open(world.url).find(f'[id="{kind.anchor(item)}"]')


@both_ways
def test_it_is_edited(visit, world, store, kind, item, htmx):
    visitor = visit(kind.keeper)
    save(visitor, old_form(visitor, kind, item, htmx), htmx, 200 if htmx else 303, **{kind.text: MINE})
    assert text_of(store, kind, item) == MINE
    assert MINE in visitor.text(f"#{kind.list_id}") or not htmx
    assert MINE in visitor.open(world.url).text(f"#{kind.list_id}")


def test_after_editing_the_page_is_as_if_reloaded(visit, kind, item):
    visitor = visit(kind.keeper)
    save(visitor, old_form(visitor, kind, item, True), True, 200, **{kind.text: MINE})
    assert_as_if_reloaded(visitor)


def test_cancelling_brings_the_card_back(visit, kind, item):
    visitor = visit(kind.keeper)
    visitor.swap(old_form(visitor, kind, item, True).select_one("a[hx-get]"))
    assert_as_if_reloaded(visitor)


def test_cancelling_a_new_one_brings_the_link_back(visit, kind):
    visitor = visit(kind.keeper)
    visitor.swap(new_form(visitor, kind, True).select_one("a[hx-get]"))
    assert_as_if_reloaded(visitor)


@both_ways
def test_a_mistake_is_told_at_the_field_and_the_rest_stays(visit, store, kind, item, htmx):
    visitor, before = visit(kind.keeper), store.count(Revision)
    form = old_form(visitor, kind, item, htmx)
    others = {name: value for name, value in held_all(form).items() if name != kind.text}
    save(visitor, form, htmx, 422, **{kind.text: "  "})
    form = visitor.find("form.editform")
    assert message_at(form, kind.text) and box(form, kind.text)["aria-invalid"] == "true"
    assert {name: held(form, name) for name in others} == others
    assert store.count(Revision) == before


@both_ways
def test_a_new_one_with_a_mistake_keeps_what_was_typed(visit, world, store, kind, htmx):
    visitor, before = visit(kind.keeper), store.count(kind.model)
    typed = kind.values(world) | {kind.text: "x" * 5000}
    save(visitor, new_form(visitor, kind, htmx), htmx, 422, **typed)
    form = visitor.find("form.editform")
    assert {name: held(form, name) for name in typed} == typed
    assert "5000" in message_at(form, kind.text)
    assert store.count(kind.model) == before


@both_ways
def test_a_colleague_who_saved_first_is_not_overwritten(visit, store, kind, item, htmx):
    late, early = visit(kind.keeper), visit(kind.keeper)
    form = old_form(late, kind, item, htmx)
    save(early, old_form(early, kind, item, False), False, 303, **{kind.text: OTHERS})
    save(late, form, htmx, 409, **{kind.text: MINE})
    assert OTHERS in late.text(".conflict") and MINE in late.text(".conflict")
    assert text_of(store, kind, item) == OTHERS
    form = late.find("form.editform")
    assert held(form, kind.text) == MINE
    save(late, form, htmx, 200 if htmx else 303)
    assert text_of(store, kind, item) == MINE


@both_ways
def test_two_clicks_on_a_new_one_make_one_row(visit, world, store, kind, htmx):
    visitor, before = visit(kind.keeper), store.count(kind.model)
    form = new_form(visitor, kind, htmx)
    answers = [send(visitor, form, HTMX if htmx else None, **kind.values(world)).status_code for _click in range(2)]
    assert answers == [200 if htmx else 303] * 2
    assert store.count(kind.model) == before + 1


def test_going_back_and_sending_another_text_loses_neither(visit, world, store, kind):
    visitor, before = visit(kind.keeper), set(store.list(sa.select(kind.model.id)))
    form = new_form(visitor, kind, False)
    save(visitor, form, False, 303, **kind.values(world))
    (item,) = set(store.list(sa.select(kind.model.id))) - before
    save(visitor, form, False, 409, **kind.values(world) | {kind.text: MINE})
    save(visitor, visitor.find("form.editform"), False, 303)
    assert text_of(store, kind, item) == MINE


def test_saving_writes_one_entry_and_its_sealed_content(visit, world, store, kind, item):
    visitor = visit(kind.keeper)
    form = old_form(visitor, kind, item, False)
    save(visitor, form, False, 303, **{kind.text: MINE})
    revision = store.only(Revision, Revision.item_id == item, Revision.action == "update")
    assert revision.fields == kind.text and MINE.encode() not in revision.content
    entry = store.only(AuditEntry, AuditEntry.family_id == world.family, AuditEntry.seq == revision.seq)
    assert entry.actor_id == world.users[kind.keeper] and entry.what.endswith(f":{kind.text}")


def test_what_is_not_of_this_family_does_not_exist(visit, world, store, kind):
    client = visit(kind.keeper).client
    urls = [kind.edit_url(world, one) for one in (foreign(kind, world, store), unknown())]
    for headers in ({}, HTMX):
        there, nowhere = (anonymous(client.get(url, headers=headers)) for url in urls)
        assert there == nowhere and there[0] == 404
        there, nowhere = (anonymous(client.post(url, headers=headers, data=token_for(client, url))) for url in urls)
        assert there == nowhere and there[0] == 404


def test_a_new_one_cannot_take_the_id_of_another_familys(visit, world, store, kind):
    visitor, theirs = visit(kind.keeper), foreign(kind, world, store)
    before = text_of(store, kind, theirs)
    answer = send(visitor, new_form(visitor, kind, False), **kind.values(world), item=str(theirs))
    assert answer.status_code == 404
    assert text_of(store, kind, theirs) == before and store.get(kind.model, theirs).family_id == world.other_family


def test_a_stranger_cannot_tell_it_from_nothing(visit, world, kind, item):
    dorthe = visit("Dorthe").open("/")
    for url in (kind.edit_url(world, item), f"{world.url}/{kind.path}/new"):
        for method in ("GET", "POST"):
            both = [(one, token_for(dorthe.client, one) if method == "POST" else None) for one in (url, elsewhere(url))]
            answers = [dorthe.client.open(one, method=method, data=data) for one, data in both]
            assert anonymous(answers[0]) == anonymous(answers[1]) and answers[0].status_code == 404
    assert dorthe.open(f"/families/{OTHER_REFERENCE}")


@pytest.mark.parametrize("who", ["outsider", "manager"])
def test_who_may_read_but_not_write_gets_403(visit, world, store, kind, item, who):
    visitor, before = visit(getattr(kind, who)).open(world.url), text_of(store, kind, item)
    url = kind.edit_url(world, item)
    data = {**token_for(visitor.client, url), kind.text: MINE, "version": "1"}
    assert visitor.client.get(url).status_code == visitor.client.post(url, data=data).status_code == 403
    assert text_of(store, kind, item) == before
    assert not visitor.page.select(f'a[href="{url}"]')


def held_all(form):
    """What the form would send, without its tokens."""
    names = {str(one["name"]) for one in form.select("[name]")} - {"csrf_token"}
    return {name: held(form, name) for name in names}

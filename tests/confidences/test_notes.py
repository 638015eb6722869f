"""Confidential notes: there for those who are named, and for nobody else in any way."""

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind
from hfi.audit.models import AuditEntry, Revision
from hfi.audit.queries import of_entry
from hfi.confidences.models import Confidence, ConfidenceReader
from hfi.families.models import Family
from tests.family_page.steps import (
    HTMX,
    anonymous,
    assert_as_if_reloaded,
    edit_link,
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

SECRET = "HVISKEN"
both_ways = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


@pytest.fixture
def write(visit, world, store):
    """`write("Bo", readers)` writes a note about Lina and gives its id."""

    def write_note(name, *readers, text=SECRET):
        visitor = visit(name)
        form = form_page(visitor, f"{world.url}/confidences/new")
        values = {"text": text, "person_ids": [str(world.people["Lina"])]}
        save(visitor, form, False, 303, **values, reader_ids=[str(world.users[one]) for one in readers])
        return store.list(sa.select(Confidence.id).order_by(Confidence.created_at.desc()))[0]

    return write_note


def stored(store, item):
    """The note's text."""
    return store.get(Confidence, item).text


def sealed(store):
    """The only note's text as the database has it."""
    return store.list(sa.text("SELECT text FROM confidences"))[0]


def overwrite(visitor, url, headers):
    """A save of somebody who made up the address."""
    typed = token_for(visitor.client, url) | {"text": "Overskrevet", "version": "1"}
    return visitor.client.post(url, headers=headers, data=typed)


def everything(visitor):
    """All that this reader can get of the family, and of their lists."""
    urls = ["/", "/families", visitor.world.url]
    urls += [f"{visitor.world.url}/{one}" for one in ("week", "print", "named", "members/new", "goals/new")]
    answers = [visitor.client.get(url, headers=headers).text for url in urls for headers in (None, HTMX)]
    return " ".join(answers)


def test_its_author_and_who_is_named_read_it(visit, world, write):
    write("Bo", "Rikke")
    for name in ("Bo", "Rikke"):
        card = visit(name).open(world.url).text("#confidences")
        assert SECRET in card and "Lina" in card and "Bo Prøvesen" in card and "Rikke Prøvesen" in card


@pytest.mark.parametrize("name", ["Ditte", "Mette", "Hanne"])
def test_who_may_write_one_sees_only_an_empty_card(visit, world, write, name):
    visitor = visit(name).open(world.url)
    before = anonymous(visitor.open(world.url).response)
    write("Bo", "Rikke")
    assert anonymous(visitor.open(world.url).response) == before
    assert visitor.find("#confidences-list").find("li") is None and SECRET not in everything(visitor)


@pytest.mark.parametrize("name", ["Sanne", "Lis", "Ole"])
def test_who_may_do_neither_finds_no_card_and_no_trace(visit, world, write, name):
    visitor = visit(name)
    visitor.open(world.url)
    before = [anonymous(visitor.client.get(url)) for url in (world.url, "/", "/families")]
    item = write("Bo", "Rikke")
    assert [anonymous(visitor.client.get(url)) for url in (world.url, "/", "/families")] == before
    assert "onfidence" not in visitor.open(world.url).response.text
    assert visitor.client.get(f"{world.url}/confidences/new").status_code == 403
    answers = [visitor.client.get(f"{world.url}/confidences/{one}/edit") for one in (item, unknown())]
    assert anonymous(answers[0]) == anonymous(answers[1]) and answers[0].status_code in (403, 404)


@pytest.mark.parametrize("name", ["Mette", "Ditte"])
def test_a_colleague_who_is_not_named_cannot_tell_it_from_nothing(visit, world, store, write, name):
    item, visitor = write("Bo"), visit(name).open(world.url)
    urls = [f"{world.url}/confidences/{one}/edit" for one in (item, unknown())]
    for headers in ({}, HTMX):
        there, nowhere = (anonymous(visitor.client.get(url, headers=headers)) for url in urls)
        assert there == nowhere and there[0] == 404
        there, nowhere = (anonymous(overwrite(visitor, url, headers)) for url in urls)
        assert there == nowhere and there[0] == 404
    form = form_page(visitor, f"{world.url}/confidences/new")
    taken = {"text": "Min", "person_ids": [str(world.people["Lina"])], "item": str(item)}
    assert send(visitor, form, **taken).status_code == 404
    assert store.get(Confidence, item).author_id == world.users["Bo"] and store.count(Confidence) == 1


def test_the_departments_manager_reads_what_they_are_named_for_and_changes_nothing(visit, world, store, write):
    item = write("Mette", "Lis")
    lis = visit("Lis").open(world.url)
    assert SECRET in lis.text("#confidences") and not lis.page.select("#confidences a")
    assert lis.client.get(f"{world.url}/confidences/{item}/edit").status_code == 403
    write("Mette", text="Kun for Mette")
    assert "Kun for Mette" not in str(lis.open(world.url).page)
    assert SECRET not in everything(visit("Jonas"))


def test_those_who_can_be_named_are_colleagues_of_the_department_and_its_manager(visit, world):
    found = {}
    for name in ("Bo", "Mette"):
        form = form_page(visit(name), f"{world.url}/confidences/new")
        found[name] = {one["value"] for one in form.select("[name=reader_ids]")}
    assert found["Bo"] == {str(world.users["Ditte"]), str(world.users["Rikke"])}
    assert found["Mette"] == {str(world.users["Lis"])}


def test_naming_somebody_of_another_department_is_refused(visit, world, store):
    bo = visit("Bo")
    form = form_page(bo, f"{world.url}/confidences/new")
    values = {"text": SECRET, "person_ids": [str(world.people["Lina"])], "reader_ids": [str(world.users["Mette"])]}
    save(bo, form, False, 422, **values)
    assert message_at(bo.find("form.editform"), "reader_ids") and store.count(Confidence) == 0


def test_who_moved_to_another_department_reads_it_no_more(visit, world, store, write):
    write("Bo", "Rikke")
    rikke = visit("Rikke")
    assert SECRET in rikke.open(world.url).response.text
    store.run(sa.update(sa.table("users", sa.column("email"), sa.column("department"))).where(
        sa.column("email") == "rikke@demo.example").values(department="SOF"))  # fmt: skip
    assert SECRET not in rikke.open(world.url).response.text


@both_ways
def test_it_is_edited_and_both_stay_named(visit, world, store, write, htmx):
    item, rikke = write("Bo", "Rikke"), visit("Rikke")
    if htmx:
        form = open_form(rikke.open(world.url), edit_link(rikke, f"confidence-{item}"))
    else:
        form = form_page(rikke, f"{world.url}/confidences/{item}/edit")
    save(rikke, form, htmx, 200 if htmx else 303, text="Sagt igen", reader_ids=[])
    assert stored(store, item) == "Sagt igen"
    readers = store.list(sa.select(ConfidenceReader.user_id))
    assert set(readers) == {world.users["Bo"], world.users["Rikke"]}
    assert_as_if_reloaded(rikke) if htmx else None


def test_a_new_one_is_added_with_htmx_as_if_reloaded(visit, world):
    bo = visit("Bo").open(world.url)
    form = open_form(bo, edit_link(bo, "confidence-new"))
    save(bo, form, True, 200, text=SECRET, person_ids=[str(world.people["Lina"])])
    assert SECRET in bo.text("#confidences-list")
    assert_as_if_reloaded(bo)


@both_ways
def test_a_colleague_who_saved_first_is_not_overwritten(visit, world, store, write, htmx):
    item = write("Bo", "Rikke")
    late, early, url = visit("Bo"), visit("Rikke"), f"{world.url}/confidences/{item}/edit"
    form = form_page(late, url)
    if htmx:
        form = open_form(late.open(world.url), edit_link(late, f"confidence-{item}"))
    save(early, form_page(early, url), False, 303, text="Rikkes ord")
    save(late, form, htmx, 409, text="Bos ord")
    assert "Rikkes ord" in late.text(".conflict") and "Bos ord" in late.text(".conflict")
    assert stored(store, item) == "Rikkes ord"
    save(late, late.find("form.editform"), htmx, 200 if htmx else 303)
    assert stored(store, item) == "Bos ord"


def test_two_clicks_make_one_note(visit, world, store):
    bo = visit("Bo")
    form = form_page(bo, f"{world.url}/confidences/new")
    typed = {"text": SECRET, "person_ids": [str(world.people["Lina"])]}
    assert [send(bo, form, **typed).status_code for _click in range(2)] == [303, 303]
    assert store.count(Confidence) == 1


def test_a_mistake_keeps_what_was_typed(visit, world, store):
    bo = visit("Bo")
    save(bo, form_page(bo, f"{world.url}/confidences/new"), False, 422, text="x" * 8001, kind="concern")
    form = bo.find("form.editform")
    assert message_at(form, "person_ids") and "8001" in message_at(form, "text")
    assert held(form, "text") == "x" * 8001 and held(form, "kind") == "concern"
    assert store.count(Confidence) == 0


def test_its_text_is_sealed_in_the_note_and_in_the_log(visit, world, store, write):
    item = write("Bo")
    assert SECRET.encode() not in sealed(store)
    revision = store.only(Revision, Revision.item_id == item)
    assert (revision.kind, revision.action) == ("confidence", "create") and SECRET.encode() not in revision.content
    assert SECRET not in store.only(AuditEntry, of_entry(), Revision.item_id == item).what


def test_saving_without_a_change_of_the_text_seals_it_not_again(visit, world, store, write):
    item, bo = write("Bo"), visit("Bo")
    before = sealed(store)
    save(bo, form_page(bo, f"{world.url}/confidences/{item}/edit"), False, 303, kind="other")
    assert sealed(store) == before


def test_it_is_not_among_what_is_new_nor_found_nor_printed(visit, world, write):
    write("Bo", "Rikke")
    for name in ("Bo", "Rikke", "Mette"):
        visitor = visit(name).open(world.url)
        assert SECRET not in visitor.text("#changes") + visitor.text("#alerts") + visitor.text("#secnav")
        assert "confid" not in str(visitor.find("#secnav")).lower()
        visitor.submit(visitor.find("form[role=search]"), 200, q=SECRET)
        assert "Familien Solsikke" not in visitor.text("main")


def test_a_closed_family_shows_it_to_nobody_who_left(visit, world, store, write):
    write("Bo", "Rikke")
    store.run(sa.update(Family).where(Family.id == world.family).values(closed_on=clock.today()))
    visit("Bo").open(world.url, status=404)
    assert "onfidence" not in visit("Sanne").open(world.url).response.text


def test_next_door_it_is_not_there(visit, world, store, write):
    item = write("Mette")
    start = clock.today()
    kind = AttachmentKind.CONTACT_PERSON
    store.add(Attachment(family_id=world.other_family, user_id=world.users["Mette"], kind=kind, from_on=start))
    visit("Mette").open(f"/families/{OTHER_REFERENCE}/confidences/{item}/edit", status=404)


def test_the_log_tells_of_a_page_whether_it_showed_a_note(visit, world, store, write):
    write("Bo", "Rikke")
    visit("Rikke").open(world.url)
    visit("Ditte").open(world.url)
    read = store.list(sa.select(AuditEntry.actor_id).where(AuditEntry.what.endswith(" confidences")))
    assert read == [world.users["Rikke"]]

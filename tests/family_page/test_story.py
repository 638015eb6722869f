"""The family's story: told once, kept by the contact persons and the coordinator, read by everybody on the team."""

import pytest

from hfi.families.models import Family
from tests.family_page.steps import (
    HTMX,
    anonymous,
    assert_as_if_reloaded,
    edit_link,
    elsewhere,
    form_page,
    held,
    message_at,
    open_form,
    save,
)

both_ways = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
DREAM = "Vi vil på ferie sammen."


def opened(visitor, htmx):
    """The story's form."""
    if htmx:
        return open_form(visitor.open(visitor.world.url), edit_link(visitor, "story"))
    return form_page(visitor, f"{visitor.world.url}/story/edit")


@both_ways
def test_the_story_is_changed_where_it_stands(visit, world, store, htmx):
    mette = visit("Mette")
    typed = {"dream": DREAM, "what_works": "Korte møder\nTolk", "do_not_ask_again": "Flugten"}
    save(mette, opened(mette, htmx), htmx, 200 if htmx else 303, **typed)
    assert store.get(Family, world.family).dream == DREAM
    assert_as_if_reloaded(mette) if htmx else mette.open(world.url)
    assert DREAM in mette.text("#goals") and "Flugten" in mette.text("#story")


def test_cancelling_brings_it_back(visit):
    mette = visit("Mette")
    mette.swap(opened(mette, True).select_one("a[hx-get]"))
    assert_as_if_reloaded(mette)


@both_ways
def test_a_mistake_is_told_at_the_field(visit, world, store, htmx):
    mette = visit("Mette")
    save(mette, opened(mette, htmx), htmx, 422, dream="x" * 700, story="Vores historie")
    form = mette.find("form.editform")
    assert "700" in message_at(form, "dream") and held(form, "story") == "Vores historie"
    assert store.get(Family, world.family).dream != "x" * 700


@both_ways
def test_a_colleague_who_saved_first_is_not_overwritten(visit, world, store, htmx):
    late, early = visit("Mette"), visit("Sanne")
    form = opened(late, htmx)
    save(early, opened(early, False), False, 303, dream="Sannes ord")
    save(late, form, htmx, 409, dream=DREAM)
    assert {"Sannes ord", DREAM} <= set(late.find(".conflict").stripped_strings) or "Sannes" in late.text(".conflict")
    assert "Sanne Prøvesen" in late.text(".conflict") and store.get(Family, world.family).dream == "Sannes ord"
    save(late, late.find("form.editform"), htmx, 200 if htmx else 303)
    assert store.get(Family, world.family).dream == DREAM


@pytest.mark.parametrize("name", ["Emil", "Bo", "Lis", "Ole"])
def test_who_does_not_keep_the_plan_only_reads_it(visit, world, name):
    visitor = visit(name).open(world.url)
    assert "2014" in visitor.text("#story")
    assert not visitor.page.select("#story a[href$='/edit']")
    assert visitor.client.get(f"{world.url}/story/edit").status_code == 403


def test_a_stranger_cannot_tell_it_from_nothing(visit, world):
    dorthe, url = visit("Dorthe"), f"{world.url}/story/edit"
    there, nowhere = (dorthe.client.get(one, headers=HTMX) for one in (url, elsewhere(url)))
    assert anonymous(there) == anonymous(nowhere) and there.status_code == 404

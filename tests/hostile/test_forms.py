"""Whatever is typed into a form: it is shown as the letters that it is, or refused where it was typed, and kept."""

import pytest

from tests.hostile.places import PLACES
from tests.hostile.texts import HIDDEN, MAIL, MARKUP, REFUSED, SHORT, SHOWN, neutral, same
from tests.hostile.walk import EVIL, refused, shape
from tests.visitor import form_data, parse

ASKING = [one for one in PLACES if not one.secret]
STORING = [one for one in PLACES if one.stores]


@pytest.mark.parametrize("place", ASKING, ids=lambda one: one.endpoint)
def test_a_refused_form_shows_what_was_typed_as_letters(walk, place):
    here = walk(place)
    calm = shape(here.refuse("z" + HIDDEN))
    for text in SHOWN.values():
        form = here.refuse(text + HIDDEN)
        assert shape(form) == calm and not form.select(EVIL), (place.endpoint, text)
        assert lost(here, form, text + HIDDEN) == set(), (place.endpoint, text)


def lost(here, form, text):
    """The boxes that do not hold the text any more."""
    held = form_data(form)
    return {name for name in here.names() if same(text) not in map(same, listed(held[name]))}


def listed(held):
    """What a name sends, also when it has one box only."""
    return held if isinstance(held, list) else [held]


@pytest.mark.parametrize("place", ASKING, ids=lambda one: one.endpoint)
def test_what_nobody_can_see_is_refused_at_its_box(walk, place):
    here = walk(place)
    for name, text in REFUSED.items():
        form = here.refuse(text)
        assert set(refused(form)) >= set(here.names()), (place.endpoint, name)
        assert lost(here, form, text) == set(), (place.endpoint, name)


@pytest.mark.parametrize("place", [one for one in PLACES if one.secret], ids=lambda one: one.endpoint)
def test_no_secret_breaks_the_form_that_asks_for_it(walk, place):
    here = walk(place)
    for text in (*REFUSED.values(), MARKUP):
        answer = here.send(here.data(text))
        assert answer.status_code in (200, 404, 422, 429)
        assert parse(answer.text).select("input[type=password]:not([value=''])") == []


@pytest.mark.parametrize("place", STORING, ids=lambda one: one.endpoint)
def test_what_is_stored_is_read_back_as_it_was_typed(walk, place):
    here = walk(place)
    before = set() if place.once else rehearse(here)
    stored = here.store(lambda n: [f"{MARKUP}{n}", f"{SHORT}{n}", MAIL])
    pages = list(here.pages())
    assert not [one for page in pages for one in page.select(EVIL)]
    assert place.once or {one for page in pages for one in shape(page)} <= before
    shown = " ".join(page.get_text() for page in pages)
    shown += str(list(form_data(here.reopen().form).values())) if place.edits else ""
    assert stored and {name for name, text in stored.items() if text not in shown} == set(place.unseen)


def rehearse(here):
    """What the pages are made of once harmless texts are stored."""
    here.store(lambda n: [f"{neutral(MARKUP)}{n}", f"{neutral(SHORT)}{n}", "z" + MAIL[-11:]])
    found = {one for page in here.pages() for one in shape(page)}
    here.reopen()
    return found

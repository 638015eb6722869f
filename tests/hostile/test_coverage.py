"""No form is left out: each is walked, in every section, and each of its fields stands on the page that is walked."""

from wtforms import FieldList, FormField

from hfi.fields import BaseForm
from tests.hostile.places import KEEPERS, PLACES, WORDLESS
from tests.hostile.scene import scene
from tests.hostile.walk import Walk

LATER = {"sure", "person", "replaces", "yes_ids"}
"""What a form asks only after it was refused, of a new absence only, or in the one section whose plans replace others:
boxes to tick, and choices."""


def test_every_address_that_takes_a_form_is_walked(app):
    takes = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    walked = {one.endpoint for one in PLACES}
    assert takes == walked | WORDLESS and not walked & WORDLESS


def test_every_section_is_walked(app):
    assert set(app.extensions["hfi.registry"].by_id) == set(KEEPERS)


def test_every_field_of_a_form_stands_on_its_page(app, world, store, visit, monkeypatch):
    made, make = [], BaseForm.__init__
    monkeypatch.setattr(
        BaseForm, "__init__", lambda form, *given, **more: (make(form, *given, **more), made.append(form))[0]
    )
    # The meeting's screen has several forms on a page: `tests/meetings` asks for their boxes.
    places = [one for one in PLACES if one.who and not one.secret and not one.page]
    ids, visitors = scene(app, world, store), {one.who: visit(one.who) for one in places}
    for place in places:
        made.clear()
        here = Walk(visitors[place.who], place, ids)
        shown = {str(one["name"]) for one in here.form.select("[name]")}
        # A page may have other forms beside it.
        form = max(made, key=lambda one: (len(names(one) & shown), len(list(one))))
        assert names(form) - LATER - shown == set(), place.endpoint


def names(form):
    """The names of a form's fields, also of those that stand in a form within it."""
    lists = [one for one in form if isinstance(one, FieldList)]
    inner = [*form, *(entry for one in lists for entry in one.entries)]
    nested = [names(one.form) for one in inner if isinstance(one, FormField)]
    return {one.name for one in form if not isinstance(one, (FormField, FieldList))}.union(*nested)

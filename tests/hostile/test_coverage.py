"""No form is left out: each is walked, each of its fields is typed into, and each class of forms has a place."""

from hfi import fields
from tests.hostile.places import KEEPERS, PLACES, WORDLESS
from tests.hostile.walk import boxes


def test_every_address_that_takes_a_form_is_walked(app):
    takes = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    walked = {one.endpoint for one in PLACES}
    assert takes == walked | WORDLESS and not walked & WORDLESS


def test_every_section_is_walked(app):
    assert set(app.extensions["hfi.registry"].by_id) == set(KEEPERS)

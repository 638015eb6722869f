"""Requests that no browser would send from the form: they change nothing that they should not, and break nothing."""

import pytest
from werkzeug.datastructures import MultiDict

from hfi.bodies import MOST_FIELDS
from hfi.plan.models import Goal
from tests.family_page.steps import HTMX
from tests.hostile.places import PLACES
from tests.hostile.scene import scene
from tests.hostile.texts import MARKUP, UNREADABLE
from tests.hostile.walk import EVIL, Walk
from tests.visitor import parse

FORM = "application/x-www-form-urlencoded"
REPEATED = [one for one in PLACES if not one.secret and not one.once]


@pytest.fixture
def walks(app, world, store, visit):
    """The forms that can be sent again and again, each before its keeper."""
    ids, visitors = scene(app, world, store), {}
    for place in REPEATED:
        visitors[place.who] = visitors.get(place.who) or visit(place.who)
    return lambda: (Walk(visitors[place.who], place, ids) for place in REPEATED)


def raw(here, body):
    """The form's token, and these bytes in each of its boxes."""
    token = here.data()["csrf_token"].encode()
    return b"&".join([b"csrf_token=" + token, *(name.encode() + b"=" + body for name in here.names())])


def test_bytes_that_are_no_letters_are_refused_in_every_form(walks):
    for here in walks():
        for name, body in UNREADABLE.items():
            answer = here.send(raw(here, body), content_type=FORM)
            assert answer.status_code == 400, (here.place.endpoint, name)
            assert answer.text.count("kanarie") == 0


def test_what_is_no_form_is_refused_in_every_form(walks):
    for here in walks():
        data = here.data(MARKUP).to_dict()
        for kind in ("application/json", "multipart/form-data", "text/plain"):
            sent = {"json": data} if kind.endswith("json") else {"data": data, "content_type": kind}
            answer = here.visitor.client.post(here.url, headers=HTMX, **sent)
            assert answer.status_code == 400, (here.place.endpoint, kind)


def test_whoever_gets_there_reads_what_to_do(visit, world, store):
    mette, url = visit("Mette"), f"{world.url}/goals/{world.goal}/edit"
    said = {}
    for language in ("da", "en"):
        mette.open("/").submit(mette.find("form[action='/language']"), language=language)
        for name, body in (("bytes", b"title=%E6"), ("token", b"title=x")):
            answer = mette.client.post(url, data=body, content_type=FORM)
            assert answer.status_code == 400
            said[language, name] = parse(answer.text).select_one("main").get_text()
    assert len(set(said.values())) == 4
    assert store.get(Goal, world.goal).title == "Rolige morgener"


def test_a_field_sent_twice_or_not_at_all_breaks_nothing(walks):
    for here in walks():
        data = here.data()
        twice = MultiDict([(name, value) for name in data for value in (data[name], MARKUP)])
        answer = here.send(twice)
        assert not parse(answer.text).select(EVIL.replace("img", "b[id=status]"))
        for name in set(data) - {"csrf_token"} if here.place.stores and not here.place.edits else ():
            here.send(MultiDict([(one, value) for one, value in data.items(multi=True) if one != name]))
        here.send({"csrf_token": data["csrf_token"]})


@pytest.mark.parametrize(("number", "status"), [(MOST_FIELDS - 100, 422), (MOST_FIELDS + 1, 413)])
def test_very_many_fields_break_nothing(walk, number, status):
    here = walk(PLACES[0])
    many = "&".join(f"x{n}=kanarie" for n in range(number))
    answer = here.send(f"csrf_token={here.data()['csrf_token']}&{many}", content_type=FORM)
    assert answer.status_code == status

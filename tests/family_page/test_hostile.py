"""What somebody may write, paste or forge: it is refused with a message, or shown as the letters that it is."""

from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hfi.plan.models import Goal, SectionRecord
from tests.family_page.items import KINDS, existing
from tests.family_page.steps import HTMX, form_page, message_at, save, send
from tests.visitor import form_data, parse

SHOWN = [
    "<script>alert(1)</script>",
    "</textarea></p><img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "<div hx-get='/logout' hx-trigger='load'>",
    "<b hx-on:click='alert(1)'>",
    "{{ 7*7 }} {% raw %} {# #} ${7*7} #{7}",
    "%(name)s %s %d {0} {name}",
    "javascript:alert(1)",
    "Robert'); DROP TABLE goals;--",
    "\u0000".join(["&lt;", "&amp;lt;"]).replace("\u0000", " "),
    "👩‍👩‍👧‍👦 e\u0301 Ærø 漢字 العربية",
    "<!-- ]]> -->",
    "data:text/html,<script>",
]
REFUSED = {
    "NUL": "a\u0000b",
    "escape": "a\u001b[31mb",
    "right-to-left override": "a\u202eb",
    "isolate": "a\u2066b\u2069",
    "not a character": "a\uffffb",
    "20,001 characters": "x" * 20_001,
}
HUGE = 1_000_001


def shape(page):
    """The page's elements and their attributes' names, without any text: markup that was typed would add to them."""
    return [(one.name, *sorted(one.attrs)) for one in parse(page).find_all(True)]


@pytest.fixture
def mette(visit, world):
    """Mette, with the goal's form before her."""
    return visit("Mette")


@pytest.fixture
def form(mette):
    """The goal's form."""
    return goal_form(mette)


def goal_form(visitor):
    """The form of the goal."""
    return form_page(visitor, f"{visitor.world.url}/goals/{visitor.world.goal}/edit")


@pytest.mark.parametrize("text", SHOWN)
def test_in_a_goal_it_is_shown_as_letters(mette, world, text):
    send(mette, goal_form(mette), title="Rolig tekst", words="Rolig tekst", next_step="Rolig tekst")
    before = shape(mette.client.get(world.url).text)
    answer = send(mette, goal_form(mette), HTMX, title=text, words=text, next_step=text)
    assert answer.status_code == 200
    page = mette.client.get(world.url).text
    goal = parse(page).select_one(f'[id="goal-{world.goal}"]')
    # Its title, the words, the next step, and the title once more where it completes "Edit".
    assert goal.get_text().count(normalize("NFC", text)) == 4
    assert parse(page).select("script") == parse(page).select("script[src]")
    assert [one for one in shape(page) if one not in before] == []


@pytest.mark.parametrize("text", SHOWN)
def test_in_a_section_it_is_shown_as_letters(mette, world, store, text):
    form = form_page(mette, f"{world.url}/social/support/edit")
    assert send(mette, form, assessment=text, findings=text, placement_aim=text).status_code == 303
    page = parse(mette.client.get(world.url).text)
    assert page.select_one("#social-support-details").get_text().count(normalize("NFC", text)) == 3
    assert store.only(SectionRecord).details["own"]["findings"] == normalize("NFC", text)
    again = parse(mette.client.get(f"{world.url}/social/support/edit", headers=HTMX).text)
    assert form_data(again.select_one("form"))["findings"] == normalize("NFC", text)


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("headers", [HTMX, None], ids=["htmx", "plain"])
@pytest.mark.parametrize(("path", "field"), [("goals/{goal}", "words"), ("social/support", "assessment")])
def test_what_cannot_be_read_is_refused_at_its_field(mette, world, store, name, headers, path, field):
    form = form_page(mette, f"{world.url}/{path.format(goal=world.goal)}/edit")
    answer = send(mette, form, headers, **{field: REFUSED[name]})
    assert answer.status_code == 422
    assert message_at(parse(answer.text).select_one("form.editform"), field)
    assert store.get(Goal, world.goal).words == "Vi vil have ro om morgenen."


def test_more_than_a_server_takes_is_told_and_not_read(mette, world, store):
    answer = send(mette, goal_form(mette), HTMX, words="x" * HUGE)
    assert answer.status_code == 413 and "<html" not in answer.text
    assert store.get(Goal, world.goal).words == "Vi vil have ro om morgenen."


def test_spaces_around_a_text_and_foreign_line_ends_go(mette, world, store):
    save(mette, goal_form(mette), False, 303, words="  Ro \r\n i \r huset \n ")
    assert store.get(Goal, world.goal).words == "Ro \n i \n huset"


FORGED = [
    "",
    "x",
    "0",
    "-1",
    "9" * 40,
    "1e9",
    "٣",
    "31.12.9999",
    "1.1.0001",
    "00.00.0000",
    "user:",
    "person:x",
    "a\u0000",
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("value", FORGED)
def test_no_forged_value_breaks_a_form(visit, world, store, kind, value):
    visitor, item = visit(kind.keeper), existing(kind, world, store)
    form = form_page(visitor, kind.edit_url(world, item))
    for name in form_data(form):
        if name == "csrf_token":
            continue
        answer = send(visitor, form, HTMX, **{name: value})
        assert answer.status_code in (200, 409, 422), (name, answer.status_code)
    assert visitor.client.get(world.url).status_code == 200


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_nothing_but_a_token_is_refused_with_messages(visit, world, store, kind):
    visitor, before = visit(kind.keeper), store.count(kind.model)
    form = form_page(visitor, f"{world.url}/{kind.path}/new")
    token = {"csrf_token": form_data(form)["csrf_token"]}
    answer = visitor.client.post(str(form["action"]), data=token, headers=HTMX)
    assert answer.status_code == 422 and parse(answer.text).select(".form-error-message")
    assert store.count(kind.model) == before


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_without_a_token_nothing_is_saved(visit, world, store, kind):
    visitor, before = visit(kind.keeper), store.count(kind.model)
    typed = kind.values(world)
    assert visitor.client.post(f"{world.url}/{kind.path}/new", data=typed).status_code == 400
    assert store.count(kind.model) == before


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60), other=st.text(max_size=60))
def test_whatever_is_typed_is_saved_or_refused(mette, form, world, store, text, other):
    typed = {"words": text.encode("utf-8", "replace"), "title": other.encode("utf-8", "replace")}
    answer = send(mette, form, HTMX, **typed, version=str(store.get(Goal, world.goal).version))
    assert answer.status_code in (200, 422)
    assert mette.client.get(world.url).status_code == 200

"""What is typed and not saved is kept for whoever typed it, and for nobody else, until it is saved or thrown away."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment, LoginSession
from hfi.audit.models import AuditEntry
from hfi.drafts.models import Draft
from hfi.drafts.service import place
from hfi.families.keys import family_key
from hfi.families.models import Family
from hfi.plan.models import Agreement, Goal
from tests.family_page.items import KINDS, existing
from tests.family_page.steps import HTMX, form_page, held, save, send
from tests.visitor import parse, token_for
from tests.world import PASSWORD

STEP = "Halvt skrevet og endnu ikke"


@pytest.fixture
def mette(visit):
    return visit("Mette")


@pytest.fixture
def url(world):
    """The address of the goal's form."""
    return f"{world.url}/goals/{world.goal}/edit"


def keep(visitor, url, **typed):
    """What the page sends while somebody writes; gives the answer."""
    return send(visitor, form_page(visitor, url), HTMX, draft="keep", **typed)


def lapse(app, store, **ended):
    """A quarter of an hour goes by in which nobody touches anything."""
    long_ago = clock.now() - app.config["SESSION_IDLE"] - timedelta(minutes=1)
    store.run(sa.update(LoginSession).values(last_seen_at=long_ago, **ended))


def test_what_was_typed_comes_back_and_says_when(mette, url, store):
    said = keep(mette, url, next_step=STEP).text
    form = form_page(mette, url)
    assert held(form, "next_step") == STEP and form.has_attr("data-dirty")
    at = clock.local(store.list(sa.select(Draft.saved_at))[0])
    assert f"{at:%H.%M}" in said and f"{at:%H.%M}" in mette.text(".kept") and STEP not in mette.text(".kept")


def test_it_comes_back_in_place_as_well(mette, url):
    keep(mette, url, next_step=STEP)
    fragment = parse(mette.client.get(url, headers=HTMX).text)
    assert fragment.select_one("[name=next_step]").get_text().strip() == STEP and fragment.select_one("form.kept")


def test_nothing_of_the_family_is_changed_or_logged_by_it(mette, url, store, world):
    form = form_page(mette, url)
    before = store.count(AuditEntry)
    assert send(mette, form, HTMX, draft="keep", next_step=STEP).status_code == 200
    assert store.count(AuditEntry) == before
    assert store.get(Goal, world.goal).next_step != STEP and store.get(Goal, world.goal).version == 1


def test_the_last_word_is_the_one_that_is_kept(mette, url, store):
    for text in ("Halvt", "Halvt skrevet", STEP):
        keep(mette, url, next_step=text)
    assert store.count(Draft) == 1 and held(form_page(mette, url), "next_step") == STEP


def test_saving_removes_it(mette, url, store, world):
    keep(mette, url, next_step=STEP)
    save(mette, form_page(mette, url), False, 303)
    assert store.count(Draft) == 0 and store.get(Goal, world.goal).next_step == STEP
    form_page(mette, url)
    assert not mette.page.select(".kept")


@pytest.mark.parametrize("htmx", [True, False])
def test_discarding_removes_it_and_shows_what_is_stored(mette, url, store, world, htmx):
    keep(mette, url, next_step=STEP)
    form_page(mette, url)
    discard = {"draft": "discard"}
    if htmx:
        mette.swap(mette.find("form.kept"), fields=discard)
    else:
        mette.submit(mette.find("form.kept"), 303, fields=discard).open(mette.response.location)
    assert store.count(Draft) == 0 and not mette.page.select(".kept")
    stored = store.get(Goal, world.goal).next_step
    assert held(mette.find("form.editform"), "next_step") == stored != STEP


def test_enter_never_discards(mette, url):
    keep(mette, url, next_step=STEP)
    form = form_page(mette, url)
    assert not form.select("[name=draft]") and not form.select(".kept")


def test_what_could_not_be_saved_yet_stays_a_draft(mette, url, store):
    keep(mette, url, next_step=STEP, title="")
    save(mette, form_page(mette, url), False, 422)
    assert store.count(Draft) == 1


def test_a_draft_that_comes_in_after_its_own_save_is_none(mette, url, store, world):
    late = form_page(mette, url)
    save(mette, late, False, 303, next_step=STEP)
    send(mette, late, HTMX, draft="keep", next_step=STEP)
    assert store.count(Draft) == 0
    new = form_page(mette, f"{world.url}/agreements/new")
    save(mette, new, False, 303, text="Ringe til skolen")
    send(mette, new, HTMX, draft="keep", text="Ringe til sko")
    assert store.count(Draft) == 0 and store.count(Agreement) == 2


def test_when_a_colleague_changed_the_same_meanwhile_both_texts_are_shown(mette, visit, url, store, world):
    keep(mette, url, next_step=STEP)
    jonas = visit("Jonas")
    save(jonas, form_page(jonas, url), False, 303, next_step="Jonas skrev dette")
    form = form_page(mette, url)
    assert held(form, "next_step") == STEP
    save(mette, form, False, 409)
    conflict = mette.text(".conflict")
    assert "Jonas skrev dette" in conflict and STEP in conflict and store.count(Draft) == 1
    save(mette, mette.find("form.editform"), False, 303)
    assert store.get(Goal, world.goal).next_step == STEP and store.count(Draft) == 0


def test_nobody_else_gets_it(mette, visit, url):
    keep(mette, url, next_step=STEP)
    jonas = visit("Jonas")
    assert STEP not in str(form_page(jonas, url)) and not jonas.page.select(".kept")


def test_it_belongs_to_its_form_alone(mette, url, world):
    keep(mette, url, next_step=STEP)
    form_page(mette, f"{world.url}/goals/new")
    assert not mette.page.select(".kept") and STEP not in mette.open(world.url).response.text


def test_the_database_keeps_it_sealed_and_without_the_token(mette, url, store, app):
    keep(mette, url, next_step=STEP)
    draft = store.only(Draft)
    assert STEP.encode() not in draft.content and b"csrf" not in draft.content
    with app.app_context():
        text = family_key(draft.family_id).unseal(draft.content, place(draft.id))
    assert STEP in text and "csrf_token" not in text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("new", [True, False], ids=["new", "old"])
def test_every_form_keeps_drafts(visit, world, store, kind, new):
    visitor = visit(kind.keeper)
    address = f"{world.url}/{kind.path}/new" if new else kind.edit_url(world, existing(kind, world, store))
    form = form_page(visitor, address)
    assert {one["hx-post"] for one in form.select("[hx-trigger^='input from:closest form']")} == {form["action"]}
    assert send(visitor, form, HTMX, draft="keep", **{kind.text: STEP}).status_code == 200
    assert held(form_page(visitor, address), kind.text) == STEP


@pytest.mark.parametrize(("path", "field"), [("story", "dream"), ("facts", "name"), ("social/support", "assessment")])
def test_so_do_the_forms_of_the_page_itself(mette, world, path, field):
    address = f"{world.url}/{path}/edit"
    keep(mette, address, **{field: STEP})
    assert held(form_page(mette, address), field) == STEP


def test_what_cannot_be_read_yet_comes_back_as_it_was_typed(mette, world):
    address = f"{world.url}/agreements/new"
    keep(mette, address, text=STEP, due_on="på mandag")
    assert held(form_page(mette, address), "due_on") == "på mandag"


def test_who_may_edit_no_more_gets_nothing_back(mette, url, store, world):
    keep(mette, url, next_step=STEP)
    mine = Attachment.user_id == world.users["Mette"]
    store.run(sa.update(Attachment).where(mine).values(kind="team"))
    assert STEP not in mette.open(url, 403).response.text
    store.run(sa.update(Attachment).where(mine).values(to_on=clock.today() - timedelta(days=1)))
    assert STEP not in mette.open(url, 404).response.text


def test_it_is_dropped_when_access_ends(mette, url, store, world, visit, app):
    keep(mette, url, next_step=STEP)
    visit("Mette")
    assert store.count(Draft) == 1
    ended = sa.update(Attachment).where(Attachment.user_id == world.users["Mette"])
    store.run(ended.values(to_on=clock.today() - timedelta(days=1)))
    visit("Mette")
    assert store.count(Draft) == 0


def test_the_daily_command_drops_what_is_too_old_or_lost(app, mette, visit, url, store, world):
    keep(mette, url, next_step=STEP)
    keep(visit("Jonas"), url, next_step=STEP)
    keep(visit("Sanne"), url, next_step=STEP)
    store.run(sa.update(Draft).where(Draft.user_id == world.users["Jonas"]).values(saved_at=clock.now() - timedelta(7)))
    ended = sa.update(Attachment).where(Attachment.user_id == world.users["Sanne"])
    store.run(ended.values(to_on=clock.today() - timedelta(days=1)))
    assert app.test_cli_runner().invoke(args=["hfi", "tidy"]).exit_code == 0
    assert store.list(sa.select(Draft.user_id)) == [world.users["Mette"]]


def test_after_a_week_it_is_not_given_back(mette, url, store):
    keep(mette, url, next_step=STEP)
    store.run(sa.update(Draft).values(saved_at=clock.now() - timedelta(days=7, seconds=1)))
    assert held(form_page(mette, url), "next_step") != STEP


def test_it_goes_with_the_family(mette, url, store, app, world):
    keep(mette, url, next_step=STEP)
    store.run(sa.delete(Family).where(Family.id == world.family))
    assert store.count(Draft) == 0


@pytest.mark.parametrize("name", ["Emil", "Lis"])
def test_who_may_not_edit_keeps_nothing(visit, url, store, name):
    client = visit(name).client
    data = {**token_for(client, url), "draft": "keep", "next_step": STEP}
    assert client.post(url, data=data, headers=HTMX).status_code == 403 and store.count(Draft) == 0


def test_a_stranger_cannot_tell_the_family_by_it(visit, url, store):
    client = visit("Dorthe").client
    data = {**token_for(client, url), "draft": "keep", "next_step": STEP}
    assert client.post(url, data=data, headers=HTMX).status_code == 404 and store.count(Draft) == 0


@pytest.mark.parametrize(("headers", "status"), [(None, 303), (HTMX, 401)])
@pytest.mark.parametrize("wish", ["keep", None])
def test_what_is_sent_after_the_time_ran_out_is_not_lost(app, mette, url, store, headers, status, wish):
    form = form_page(mette, url)
    lapse(app, store)
    answer = send(mette, form, headers, next_step=STEP, **({"draft": wish} if wish else {}))
    assert answer.status_code == status and STEP not in answer.text
    mette.open(url, 303).open(mette.response.location)
    mette.submit(mette.find("main form"), 303, email="mette@demo.example", password=PASSWORD)
    assert mette.response.location == url
    assert held(form_page(mette, url), "next_step") == STEP and mette.find(".kept")


def test_the_answer_leads_to_the_login_and_back_to_the_form(app, mette, url, store):
    form = form_page(mette, url)
    lapse(app, store)
    plain, fragment = send(mette, form, next_step=STEP), send(mette, form, HTMX, next_step=STEP)
    way = parse(fragment.text).select_one("a[data-leave]")["href"]
    assert plain.location == way and way.startswith("/login?next=%2Ffamilies") and way.endswith("%2Fedit")


@pytest.mark.parametrize("how", ["logged out", "too long ago", "no longer employed", "of another family"])
def test_a_login_that_did_not_just_run_out_keeps_nothing(app, mette, url, store, world, how):
    form = form_page(mette, url)
    lapse(app, store)
    if how == "logged out":
        store.run(sa.update(LoginSession).values(ended_at=clock.now()))
    if how == "too long ago":
        store.run(sa.update(LoginSession).values(last_seen_at=clock.now() - timedelta(hours=13)))
    if how == "no longer employed":
        store.run(sa.text("UPDATE users SET active = false"))
    if how == "of another family":
        store.run(sa.delete(Attachment))
    answer = send(mette, form, next_step=STEP)
    assert answer.status_code == 303 and answer.location.startswith("/login")
    assert store.count(Draft) == 0


def test_nor_without_the_right_token(app, mette, url, store):
    form = form_page(mette, url)
    lapse(app, store)
    assert send(mette, form, next_step=STEP, csrf_token="forged").status_code == 400
    assert store.count(Draft) == 0


def test_the_answer_is_the_same_whether_the_family_is_there(app, visit, store, url):
    dorthe = visit("Dorthe")
    lapse(app, store)
    answers = [
        dorthe.client.post(one, data={**token_for(dorthe.client, one), "title": STEP}, headers=HTMX)
        for one in (url, url.replace("HFI-2026-014", "HFI-1999-999"))
    ]
    bodies = [one.text.replace("HFI-1999-999", "HFI-2026-014") for one in answers]
    assert bodies[0] == bodies[1] and {one.status_code for one in answers} == {401} and store.count(Draft) == 0


def test_without_a_login_at_all_nothing_is_kept(stranger, url, store):
    data = {**token_for(stranger, url), "next_step": STEP}
    assert stranger.post(url, data=data).status_code == 303 and store.count(Draft) == 0


def test_hostile_text_comes_back_as_text(mette, url):
    evil = '"></textarea><script>alert(1)</script>'
    keep(mette, url, next_step=evil)
    form = form_page(mette, url)
    assert held(form, "next_step") == evil and not mette.page.select("script:not([src])")


def test_a_draft_of_a_closed_family_is_not_given_back(mette, url, store, world):
    keep(mette, url, next_step=STEP)
    store.run(sa.update(Family).values(closed_on=clock.today()))
    mette.open(url, 404)

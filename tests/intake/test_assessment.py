"""The joint assessment: told once, with who told it, approved by the family, and each department's view beside it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.audit.models import AuditEntry
from hfi.drafts.models import Draft
from hfi.families.models import Person
from hfi.intake.models import AssessmentApproval, DepartmentView, Telling, Theme
from tests.team.steps import day, typed
from tests.visitor import token_for

HTMX = {"HX-Request": "true"}
WORDS = "Vi griner mest om søndagen."


@pytest.fixture
def mette(visit):
    return visit("Mette")


@pytest.fixture
def url(world):
    return f"{world.url}/assessment"


def told(world, **more):
    """What somebody types who writes down what Amina told."""
    values = {"theme": "resources", "words": WORDS, "person_id": str(world.people["Amina"]), "told_by": "",
              "told_on": typed(clock.today())}  # fmt: skip
    return {**values, **more}


def write(visitor, world, status=303, **more):
    """Fill in the form of something new."""
    visitor.open(f"{world.url}/tellings/new")
    return visitor.submit(visitor.find("#telling-new form"), status, told(world, **more))


def view(visitor, world, status=303, **more):
    """Fill in the own department's view."""
    visitor.open(f"{world.url}/assessment/view/edit")
    return visitor.submit(visitor.find("#view-own form"), status, **{"text": "Vi ser en familie med kræfter.", **more})


def approve(visitor, url, status=303, **more):
    """Fill in the family's approval."""
    visitor.open(url)
    values = {"who": "Amina og Karim", "manner": "oral", "approved_on": typed(clock.today())}
    return visitor.submit(visitor.find("#approval form"), status, {**values, **more})


def test_the_story_that_is_there_already_stands_on_it(mette, url):
    text = mette.open(url).text("main")
    assert "Vi kom til Danmark i 2014." in text and "Vi vil have rolige morgener." in text and "Sms dagen før" in text
    assert mette.find("a[href$='/story/edit']")


def test_the_family_page_leads_to_it(mette, world, url):
    assert mette.open(world.url).find(f"#story a[href='{url}']")


def test_what_is_told_stands_there_with_who_and_when(mette, world, store, url):
    write(mette, world, ask_not_again="y")
    row = store.only(Telling)
    assert (row.words, row.theme, row.person_id) == (WORDS, Theme.RESOURCES, world.people["Amina"])
    mette.open(url)
    assert WORDS in mette.text("#tellings") and "Amina" in mette.text(f"#telling-{row.id}")
    assert WORDS in mette.text(".notagain")


def test_everybody_at_work_reads_the_same_and_others_nothing(mette, world, url, visit):
    write(mette, world)
    view(visit("Jonas"), world)
    pages = []
    for name in ("Bo", "Hanne", "Emil"):
        pages.append(visit(name).open(url).text("#tellings"))
        assert "Vi ser en familie med kræfter." in visit(name).open(url).text("main")
    assert len(set(pages)) == 1 and WORDS in pages[0]
    visit("Dorthe").open(url, 404)
    visit("Ada").open(url, 403)


def test_who_only_reads_finds_no_form(url, visit):
    for name in ("Ole", "Lis"):
        assert not visit(name).open(url).page.select("#assessment form, #assessment a[href$='/edit']")


def test_keepers_write_what_is_told_and_nobody_else(world, visit, store):
    visit("Sanne").open(f"{world.url}/tellings/new")
    visit("Bo").open(f"{world.url}/tellings/new", 403)
    visit("Ole").open(f"{world.url}/tellings/new", 403)


def test_a_department_writes_its_own_view_and_only_that(world, visit, store, url):
    view(visit("Bo"), world, text="Børnene trives i skolen.")
    view(visit("Ditte"), world, text="Børnene trives.")
    row = store.only(DepartmentView)
    assert (row.owner, row.text) == ("BUF", "Børnene trives.")
    visit("Sanne").open(f"{world.url}/assessment/view/edit", 403)
    page = visit("Mette").open(url)
    assert "Børnene trives." in page.text("#view-BUF") and not page.page.select("#view-BUF a")


def test_who_saves_second_sees_both_views(world, visit, store):
    view(visit("Bo"), world)
    ditte = visit("Ditte").open(f"{world.url}/assessment/view/edit")
    view(visit("Bo"), world, text="Bos nye ord")
    ditte.submit(ditte.find("#view-own form"), 409, text="Dittes ord")
    assert "Bos nye ord" in ditte.text(".conflict") and "Dittes ord" in ditte.text(".conflict")
    assert ditte.find("#view-own textarea").get_text().strip() == "Dittes ord"
    ditte.submit(ditte.find("#view-own form"), 303)
    assert store.only(DepartmentView).text == "Dittes ord"


def test_two_who_write_the_first_view_at_once_see_both(world, visit, store):
    ditte = visit("Ditte").open(f"{world.url}/assessment/view/edit")
    view(visit("Bo"), world, text="Bos ord")
    ditte.submit(ditte.find("#view-own form"), 409, text="Dittes ord")
    assert store.only(DepartmentView).text == "Bos ord"


def test_who_saves_second_sees_both_texts_of_what_was_told(mette, world, visit, store):
    write(mette, world)
    edit = f"{world.url}/tellings/{store.only(Telling).id}/edit"
    jonas = visit("Jonas").open(edit)
    mette.open(edit)
    mette.submit(mette.find(".is-editing form"), 303, words="Mettes ord")
    jonas.submit(jonas.find(".is-editing form"), 409, words="Jonas' ord")
    assert "Mettes ord" in jonas.text(".conflict")


def test_a_draft_is_kept_and_given_back(mette, world, store):
    url = f"{world.url}/tellings/new"
    data = told(world, words="Halvt") | {"draft": "keep"} | token_for(mette.client, url)
    assert mette.client.post(url, data=data, headers=HTMX).status_code == 200
    assert store.count(Draft) == 1 and store.count(Telling) == 0
    assert mette.open(url).find("#telling-new textarea").get_text().strip() == "Halvt"


def test_with_htmx_the_form_comes_and_goes_in_place(mette, world, store, url):
    mette.open(url)
    mette.swap(mette.find("#telling-new a"))
    mette.swap(mette.find("#telling-new form"), 422, words="")
    mette.swap(mette.find("#telling-new form"), 200, told(world))
    item = store.only(Telling).id
    assert mette.find(f"#telling-{item}") and mette.find("#telling-new a")
    mette.swap(mette.find(f"#telling-{item} a"))
    mette.swap(mette.find(f"#telling-{item} form"), 200, words="Andre ord")
    assert "Andre ord" in mette.text(f"#telling-{item}")


def test_with_htmx_the_view_comes_and_goes_in_place(mette, url):
    mette.open(url)
    mette.swap(mette.find("#view-own a"))
    mette.swap(mette.find("#view-own form"), 200, text="Vores blik")
    assert "Vores blik" in mette.text("#view-SOF")


def test_two_clicks_write_it_once(mette, world, store):
    mette.open(f"{world.url}/tellings/new")
    form = mette.find("#telling-new form")
    mette.submit(form, 303, told(world))
    mette.submit(form, 303, told(world))
    assert store.count(Telling) == 1


def test_the_family_approves_and_a_later_change_is_said(mette, world, store, url):
    write(mette, world)
    approve(mette, url)
    assert store.only(AssessmentApproval).who == "Amina og Karim"
    assert mette.open(url).find("#approval .badge-success")
    view(mette, world)
    assert mette.open(url).find("#approval .badge-warning")
    approve(mette, url)
    assert mette.open(url).find("#approval .badge-success")


def test_only_keepers_write_down_an_approval(url, visit, store):
    bo = visit("Bo")
    address = f"{url}/approval"
    assert bo.client.post(address, data=token_for(bo.client, address)).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"theme": ""},
        {"theme": "weather"},
        {"words": ""},
        {"words": "x" * 4001},
        {"person_id": "nobody"},
        {"person_id": "", "told_by": ""},
        {"told_by": "x" * 201},
        {"told_on": ""},
        {"told_on": "i går"},
        {"told_on": typed(day(1))},
    ],
)
def test_what_is_wrong_is_said_by_its_field(mette, world, store, wrong):
    write(mette, world, 422, **wrong)
    name = next(iter(wrong))
    assert any(one.select_one(f"[name='{name}']") for one in mette.page.select(".form-error"))
    assert store.count(Telling) == 0


@pytest.mark.parametrize("text", ["", "x" * 1501])
def test_a_view_is_short_and_something(mette, world, store, text):
    view(mette, world, 422, text=text)
    assert store.count(DepartmentView) == 0


@pytest.mark.parametrize(
    "wrong", [{"who": ""}, {"who": "x" * 201}, {"manner": ""}, {"manner": "smoke"}, {"approved_on": typed(day(1))}]
)
def test_an_approval_says_who_how_and_when(mette, store, url, wrong):
    approve(mette, url, 422, **wrong)
    assert mette.find("#approval-errors a") and store.count(AssessmentApproval) == 0


def test_what_somebody_else_told_has_their_name(mette, world, store, url):
    write(mette, world, person_id="", told_by="Moster Lise")
    assert "Moster Lise" in mette.open(url).text("#tellings")


def test_what_a_person_told_stays_when_the_person_goes(mette, world, store, url):
    write(mette, world)
    store.run(sa.update(Person).where(Person.id == world.people["Amina"]).values(left_on=day(-1)))
    assert WORDS in mette.open(url).text("#tellings")


def test_it_is_sealed_and_logged(mette, world, store, url):
    write(mette, world)
    raw = store.all(sa.text("SELECT words FROM tellings"))[0][0]
    assert WORDS.encode() not in bytes(raw)
    mette.open(url)
    what = store.list(sa.select(AuditEntry.what).where(AuditEntry.actor_id == world.users["Mette"]))
    assert any(one.startswith("assessment") for one in what) and not any("griner" in one for one in what)


def test_the_page_asks_as_many_queries_however_much_is_told(mette, world, url, queries, store):
    write(mette, world)
    with queries:
        mette.open(url)
    few = len(queries.statements)
    now = clock.now()
    for number in range(9):
        own = {"family_id": world.family, "told_by": "Amina", "told_on": day(-number), "created_at": now}
        store.add(Telling(theme=Theme.HISTORY, words=f"Ord {number}", updated_at=now - timedelta(1), **own))
    with queries:
        mette.open(url)
    assert len(queries.statements) == few

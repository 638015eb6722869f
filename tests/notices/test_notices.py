"""Short messages: who gets them, how they are seen, and that they go with the access to their family."""

import sqlalchemy as sa

from hfi.access.models import Attachment, User
from hfi.notices.models import Notice
from tests.emergency.steps import ask, conflict


def test_the_frame_counts_them_and_the_overview_lists_them(visit, world):
    ask(visit("Dorthe"))
    sanne = visit("Sanne").open("/families")
    assert sanne.text(".top__count") == "1"
    assert sanne.find(".top__notices")["href"].endswith("#notices")
    assert len(sanne.open("/").page.select("#notices li")) == 1


def test_they_are_seen_with_one_click(visit, world, store):
    ask(visit("Dorthe"))
    sanne = visit("Sanne").open("/")
    sanne.submit(sanne.find("#notices form"), 303)
    sanne.open("/")
    assert not sanne.page.select("#notices, .top__count")
    seen = sa.select(sa.func.count(Notice.id)).where(Notice.seen_at.is_not(None))
    assert store.list(seen) == [1]


def test_what_came_later_stays_new(visit, world):
    dorthe, sanne = visit("Dorthe"), visit("Sanne")
    ask(dorthe)
    form = sanne.open("/").find("#notices form")
    dorthe.open(world.url)
    dorthe.submit(dorthe.find("#glass form"), 303)
    ask(dorthe)
    sanne.submit(form, 303)
    assert len(sanne.open("/").page.select("#notices li")) == 1


def test_a_moment_that_cannot_be_read_is_refused(visit, world):
    ask(visit("Dorthe"))
    sanne = visit("Sanne").open("/")
    for until in ("", "yesterday", "2026-01-01"):
        sanne.submit(sanne.find("#notices form"), 400, until=until)
        sanne.open("/")


def test_they_go_with_the_access_to_the_family(visit, world, store):
    ask(visit("Dorthe"))
    sanne = visit("Sanne").open("/")
    assert sanne.page.select("#notices")
    tie = Attachment.user_id == world.users["Sanne"]
    store.run(sa.update(Attachment).where(tie).values(to_on=Attachment.from_on))
    assert not sanne.open("/").page.select("#notices, .top__count")


def test_whoever_stands_too_near_gets_none(visit, world, store):
    ask(visit("Dorthe"))
    store.add(conflict(world, "Ole"))
    ole = visit("Ole").open("/caseload")
    assert not ole.page.select("#notices, .top__count") and "Solsikke" not in ole.response.text


def test_who_left_the_municipality_is_not_told(visit, world, store):
    store.run(sa.update(User).where(User.id == world.users["Lis"]).values(active=False))
    ask(visit("Dorthe"))
    assert world.users["Lis"] not in store.list(sa.select(Notice.user_id))

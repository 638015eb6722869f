"""Families that lack a contact person: those that are counted are those that are listed."""

import sqlalchemy as sa

from hfi.access.models import Attachment, User
from hfi.audit.models import AuditEntry
from tests.team.steps import CONTACT, TEAM, add_families, day
from tests.world import OTHER_REFERENCE


def lacking(visitor):
    """The list: reference → what is missing."""
    rows = visitor.open("/team").page.select("tr[data-problem]")
    return {row.find("th").get_text(strip=True): row["data-problem"] for row in rows}


def test_what_may_be_missing(visit, world, store):
    nobody, one, alike, ending, well = (add_families(store, world, 5)).items()
    store.add(
        *(
            Attachment(family_id=family[0], user_id=world.users[name], kind=CONTACT, from_on=day(-9), to_on=to_on)
            for family, name, to_on in (
                (one, "Mette", None),
                (alike, "Mette", None),
                (alike, "Dorthe", None),
                (ending, "Mette", None),
                (ending, "Jonas", day(13)),
                (well, "Mette", None),
                (well, "Jonas", day(14)),
            )
        )
    )
    found = lacking(visit("Ole"))
    assert found == {
        nobody[1]: "none",
        one[1]: "few",
        OTHER_REFERENCE: "few",
        alike[1]: "one_department",
        ending[1]: "ending",
    }
    assert next(iter(found)) == nobody[1] and list(found)[-1] == ending[1]


def test_a_successor_in_time_is_enough(visit, world, store):
    ((family, reference),) = add_families(store, world, 1, ("Mette", CONTACT)).items()
    for name, first, last in (("Jonas", day(-9), day(13)), ("Emil", day(14), None)):
        user = world.users[name]
        store.add(Attachment(family_id=family, user_id=user, kind=CONTACT, from_on=first, to_on=last))
    assert reference not in lacking(visit("Ole"))


def test_a_locked_account_is_nobody_to_ring(visit, world, store):
    ole = visit("Ole")
    assert world.url.rpartition("/")[2] not in lacking(ole)
    store.run(sa.update(User).where(User.id == world.users["Jonas"]).values(active=False))
    assert lacking(ole)[world.url.rpartition("/")[2]] == "few"


def test_the_caseload_counts_what_is_listed(visit, world, store):
    add_families(store, world, 3, ("Bo", TEAM))
    store.run(sa.delete(Attachment).where(Attachment.user_id == world.users["Mette"]))
    ole = visit("Ole")
    numbers = [one.get_text(" ", strip=True).split()[0] for one in ole.open("/caseload").page.select(".kpi__n")]
    found = lacking(ole)
    assert int(numbers[4]) == sum(problem in ("none", "few") for problem in found.values()) == 5


def test_a_department_sees_its_own_and_every_family_listed_is_logged(visit, world, store):
    add_families(store, world, 2, ("Jonas", CONTACT))
    assert set(lacking(visit("Lis"))) == {OTHER_REFERENCE}
    read = sa.select(AuditEntry.family_id).where(AuditEntry.what == "lacking")
    assert store.list(read) == [world.other_family]


def test_the_page_costs_the_same_for_many_families(visit, world, store, queries):
    ole = visit("Ole")
    with queries:
        ole.open("/team")
    before = len(queries)
    add_families(store, world, 70, ("Mette", CONTACT))
    with queries:
        ole.open("/team")
    # The login's look-up, two for the list, two more, the notices' count, and the log's three.
    assert len(queries) == before <= 9
    assert len(lacking(ole)) == 60 and "71" in ole.text("section[aria-labelledby=lacking-h]")


def test_who_left_is_listed_for_the_managers(visit, world, store):
    store.run(sa.update(Attachment).where(Attachment.user_id == world.users["Bo"]).values(to_on=day(-1)))
    assert "Bo" in visit("Ole").open("/team").text("section[aria-labelledby=ended-h]")

"""All of somebody's families go to a colleague in one step."""

import pytest
import sqlalchemy as sa

from hfi.access.models import Attachment, User
from tests.team.steps import CONTACT, TEAM, add_families, changes_of, conflict, day, tie_of, typed
from tests.visitor import form_data


def hand_over(visitor, world, giver, taker, status=200, start=0, **more):
    """Fill in the form."""
    visitor.open(f"/team/handover/{world.users[giver]}")
    values = {"user_id": str(world.users[taker]), "overlap": "7", "reason": "Nyt arbejde", **more}
    return visitor.submit(visitor.find("main form"), status, from_on=typed(day(start)), **values)


def listed(visitor, which):
    """The references in the list of the result."""
    return [one.get_text() for one in visitor.page.select(f"#{which} a")]


@pytest.fixture
def mettes(store, world):
    """Three families of Mette's and Jonas's."""
    return add_families(store, world, 3, ("Mette", CONTACT), ("Jonas", CONTACT))


def test_all_families_move_with_an_overlap(visit, world, store, mettes):
    ole = hand_over(visit("Ole"), world, "Mette", "Dorthe", start=2)
    assert len(listed(ole, "moved")) == 4 and not listed(ole, "stayed")
    old, new = tie_of(store, world, "Mette"), tie_of(store, world, "Dorthe")
    assert {(tie.to_on, tie.ended_by_id) for tie in old} == {(day(8), world.users["Ole"])}
    moved = [tie for tie in new if tie.family_id in mettes]
    assert {(tie.kind, tie.from_on, tie.to_on, tie.reason) for tie in moved} == {(CONTACT, day(2), None, "Nyt arbejde")}
    assert changes_of(store, moved[0].id) == [(world.users["Ole"], moved[0].family_id, "create", "attachment")]
    assert changes_of(store, old[0].id)[-1] == (world.users["Ole"], old[0].family_id, "update", "attachment")


def test_without_overlap_the_one_ends_the_day_before_the_other_begins(visit, world, store, mettes):
    hand_over(visit("Ole"), world, "Mette", "Dorthe", overlap="0")
    assert {tie.to_on for tie in tie_of(store, world, "Mette")} == {day(-1)}
    visit("Mette").open(world.url, 404)
    visit("Dorthe").open(world.url)


def test_a_family_that_cannot_go_stays_and_the_others_go(visit, world, store, mettes):
    near = next(iter(mettes))
    conflict(store, world, "Dorthe", near)
    ole = hand_over(visit("Ole"), world, "Mette", "Dorthe")
    assert listed(ole, "stayed") == [mettes[near]] and len(listed(ole, "moved")) == 3
    assert store.count(Attachment, Attachment.family_id == near, Attachment.user_id == world.users["Dorthe"]) == 0
    assert (
        store.only(Attachment, Attachment.family_id == near, Attachment.user_id == world.users["Mette"]).to_on is None
    )


def test_to_a_colleague_of_the_other_contact_persons_department_it_cannot_go(visit, world, store, mettes):
    store.run(sa.update(User).where(User.id == world.users["Dorthe"]).values(department="BIF"))
    ole = hand_over(visit("Ole"), world, "Mette", "Dorthe")
    assert len(listed(ole, "stayed")) == 4 and {tie.to_on for tie in tie_of(store, world, "Mette")} == {None}


def test_only_what_is_ticked_moves(visit, world, store, mettes):
    ole = hand_over(visit("Ole"), world, "Mette", "Dorthe", families=[str(world.family)])
    assert listed(ole, "moved") == ["HFI-2026-014"]
    assert [tie.family_id for tie in tie_of(store, world, "Mette") if tie.to_on] == [world.family]
    hand_over(visit("Ole"), world, "Mette", "Dorthe", 422, families=[])


def test_a_manager_moves_only_what_they_lead(visit, world, store):
    """Jonas works with families that the social department has no part in."""
    foreign = add_families(store, world, 2, ("Jonas", CONTACT))
    lis = visit("Lis").open(f"/team/handover/{world.users['Jonas']}")
    assert not set(foreign.values()) & set(lis.text().split())
    forged = [str(one) for one in (*foreign, world.family)]
    hand_over(lis, world, "Jonas", "Emil", families=forged)
    assert listed(lis, "moved") == ["HFI-2026-014"]
    assert store.count(Attachment, Attachment.family_id.in_(foreign), Attachment.user_id == world.users["Emil"]) == 0


@pytest.mark.parametrize("overlap", ["0", "7"])
def test_two_clicks_hand_over_once(visit, world, store, mettes, overlap):
    ole = visit("Ole").open(f"/team/handover/{world.users['Mette']}")
    data = form_data(ole.find("main form")) | {"user_id": str(world.users["Dorthe"]), "reason": "x", "overlap": overlap}
    pages = [ole.client.post(f"/team/handover/{world.users['Mette']}", data=data) for _click in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert all(page.text.count("/families/HFI") == 4 for page in pages)
    assert store.count(Attachment, Attachment.user_id == world.users["Dorthe"]) == 5


@pytest.mark.parametrize("taker", ["Mette", "Sanne", "Ada", "Ole"])
def test_whoever_takes_over_has_the_same_role_and_is_somebody_else(visit, world, mettes, taker):
    hand_over(visit("Ole"), world, "Mette", taker, 422)


def test_team_members_and_coordinators_hand_over_too(visit, world, store):
    assert listed(hand_over(visit("Ole"), world, "Bo", "Dorthe"), "moved")
    assert [tie.kind for tie in tie_of(store, world, "Dorthe") if tie.family_id == world.family] == [TEAM]


def test_of_somebody_without_families_there_is_no_page(visit, world):
    ole = visit("Ole")
    ole.open(f"/team/handover/{world.users['Ada']}", 404)
    assert str(world.users["Ada"]) not in ole.open("/team/handover").page.decode()
    ole.open(f"/team/handover?from={world.users['Mette']}", 303)


def test_the_number_of_queries_does_not_grow(visit, world, store, queries):
    def count(families):
        ole = visit("Ole").open(f"/team/handover/{world.users['Mette']}")
        data = form_data(ole.find("main form"))
        data |= {"user_id": str(world.users["Dorthe"]), "reason": "x", "families": [str(one) for one in families]}
        with queries:
            assert ole.client.post(f"/team/handover/{world.users['Mette']}", data=data).status_code == 200
        # What changed is sealed with each family's own key.
        return len([one for one in queries.statements if one.startswith("SELECT") and "family_keys" not in one])

    assert count([world.family]) == count(add_families(store, world, 12, ("Mette", CONTACT)))

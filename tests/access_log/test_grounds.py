"""Whatever is changed in a family, the log says on what ground whoever did it may do so."""

import pytest
import sqlalchemy as sa

from hfi.access.terms import Why
from hfi.audit.models import NO_FAMILY, AuditEntry
from tests.emergency.steps import ask
from tests.family_page.steps import HTMX
from tests.intake.steps import refer
from tests.proof.addresses import furnish_sharing
from tests.team.steps import attach, day, end, tie_of, typed
from tests.visitor import token_for
from tests.world import REFERENCE


def attach_and_end(visit, world, store):
    """Sanne attaches Dorthe, and ends it."""
    sanne = attach(visit("Sanne"), world, "Dorthe")
    end(sanne, world, tie_of(store, world, "Dorthe")[0].id, day(3))


def hand_over(visit, world, _store):
    """Ole gives Mette's families to Dorthe."""
    ole = visit("Ole").open(f"/team/handover/{world.users['Mette']}")
    to = {"user_id": str(world.users["Dorthe"]), "overlap": "7", "reason": "Nyt arbejde", "from_on": typed(day(0))}
    ole.submit(ole.find("main form"), 200, **to)


def be_away(visit, world, _store):
    """Mette is away, and Dorthe stands in."""
    mette = visit("Mette").open("/absences")
    names = [one["name"] for one in mette.page.select("main form select") if one["name"] != "person"]
    mette.submit(mette.find("main form"), 303, fields={names[0]: str(world.users["Dorthe"])}, to_on=typed(day(3)))
    mette.open("/absences")
    edit = mette.find("main a[href$='/edit']")["href"]
    mette.open(edit).submit(mette.find("main form"), 303, to_on=typed(day(5)))


def stand_too_near(visit, world, _store):
    """Bo says it of himself; Dorthe of a family that she does not see; Ole of Emil, and takes it back."""
    near = {"kind": "neighbour", "reason": "Vi bor dør om dør"}
    bo = visit("Bo").open(f"{world.url}/conflict")
    bo.submit(bo.find("main form"), 303, **near)
    dorthe = visit("Dorthe").open("/conflicts")
    dorthe.submit(dorthe.find("main form"), 303, family=REFERENCE, **near)
    ole = visit("Ole").open(f"{world.url}/conflicts")
    ole.submit(ole.find("main form[action$='/conflicts']"), 303, email="emil@demo.example", **near)
    ole.open(f"{world.url}/conflicts").submit(ole.find("main form[action$='/lift']"), 303)


def break_glass(visit, world, _store):
    """Dorthe opens the family in an emergency, and is finished."""
    dorthe = ask(visit("Dorthe")).open(world.url)
    url = f"/emergency/{REFERENCE}/end"
    assert dorthe.client.post(url, data=token_for(dorthe.client, url), headers=HTMX).status_code in (204, 303)


def send_referral(visit, _world, _store):
    """Dorthe refers a family."""
    refer(visit("Dorthe"))


def take_back(visit, world, _store):
    """Karim takes back everything, and a legal ground is needed no more; Sanne writes both down."""
    sanne, ground = visit("Sanne"), furnish_sharing(world)["", "ground"]
    for rest in (f"members/{world.people['Karim']}/consents/withdraw", f"grounds/{ground}/end"):
        url = f"{world.url}/{rest}"
        assert sanne.client.post(url, data=token_for(sanne.client, url)).status_code == 303


DEEDS = [take_back, attach_and_end, hand_over, be_away, stand_too_near, break_glass, send_referral]


@pytest.mark.parametrize("deed", DEEDS, ids=lambda one: one.__name__)
def test_each_row_says_why(visit, world, store, deed):
    deed(visit, world, store)
    rows = store.all(sa.select(AuditEntry.action, AuditEntry.what, AuditEntry.why).where(in_a_family()))
    assert {row.action for row in rows} & {"create", "update"}
    assert [(row.action, row.what) for row in rows if not row.why] == []


def in_a_family():
    """Somebody's row about a family; the world itself was made by nobody."""
    return sa.and_(AuditEntry.family_id != NO_FAMILY, AuditEntry.actor_id.is_not(None))


def test_an_opening_in_an_emergency_is_found_as_one(visit, world, store):
    ask(visit("Dorthe"))
    opened = AuditEntry.actor_id == world.users["Dorthe"], AuditEntry.family_id == world.family
    assert set(store.list(sa.select(AuditEntry.why).where(*opened))) == {Why.BROKEN_GLASS}
    sanne = visit("Sanne").open(f"{world.url}/log?did=emergency")
    assert "Dorthe" in sanne.text("main table, main .log")

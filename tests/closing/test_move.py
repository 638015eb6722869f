"""A family goes on in another programme of the municipality: other people, the same story."""

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, Naming
from hfi.access.terms import Level
from hfi.consent.models import COORDINATION, Consent, Extent
from hfi.phases.models import ProgrammeMove
from hfi.plan.models import Measure
from tests.closing.steps import close, family
from tests.intake.steps import user_id
from tests.team.steps import conflict
from tests.world import consent

OTHER = "taet-paa-familien"
WHY = "Yusuf er 15, og det er ham, det handler om"


def move(visitor, world, status=303, to=OTHER, **values):
    """Fill in the move."""
    visitor.open(f"{world.url}/move/{to}")
    return visitor.submit(visitor.find("#move"), status, {"reason": WHY, **values})


def called(store, world):
    """Whom the family calls from tomorrow on, by name."""
    names = {one: name for name, one in world.users.items()}
    rows = store.all(sa.select(Attachment.user_id, Attachment.kind).where(
        Attachment.family_id == world.family, Attachment.to_on.is_(None), Attachment.kind != AttachmentKind.TEAM,
    ))  # fmt: skip
    return {(names[row.user_id], row.kind.value) for row in rows}


def test_the_family_moves_and_keeps_its_name_its_consents_and_its_coordinator(visit, store, world):
    before = store.count(Consent)
    sanne = move(visit("Sanne"), world, contact_1=user_id(world, "Dorthe"))
    found, row = family(store, world), store.only(ProgrammeMove)
    assert (found.programme, found.reference) == (OTHER, "HFI-2026-014") and store.count(Consent) == before
    assert (row.from_programme, row.to_programme, row.reason, row.moved_on) == ("hfi", OTHER, WHY, clock.today())
    assert called(store, world) == {("Dorthe", "contact_person"), ("Sanne", "coordinator")}
    page = sanne.open(f"{world.url}/phase").find("#moves").text
    assert WHY in page and "Tæt på familien" in page


def test_who_comes_reads_it_who_goes_has_today_and_the_team_stays(visit, store, world):
    move(visit("Sanne"), world, contact_1=user_id(world, "Dorthe"))
    for name in ("Dorthe", "Mette", "Bo", "Sanne"):
        visit(name).open(world.url)
    ended = store.list(sa.select(Attachment.to_on).where(Attachment.user_id == world.users["Mette"]))
    assert ended == [clock.today()]


def test_whoever_is_there_is_proposed_and_stays(visit, store, world):
    sanne = visit("Sanne").open(f"{world.url}/move/{OTHER}")
    assert sanne.find("[name=contact_1] option[selected]")["value"] in {
        user_id(world, "Mette"),
        user_id(world, "Jonas"),
    }
    assert sanne.find("[name=coordinator] option[selected]")["value"] == user_id(world, "Sanne")
    assert not sanne.page.select("[name=contact_2]")
    sanne.submit(sanne.find("#move"), 303, {"reason": WHY, "contact_1": user_id(world, "Mette")})
    assert called(store, world) == {("Mette", "contact_person"), ("Sanne", "coordinator")}


def test_it_says_which_parts_of_the_plan_change(visit, world):
    sanne = visit("Sanne").open(f"{world.url}/move/sammen-om-familien")
    assert "Sundhed" in sanne.find("main section").text
    move(sanne, world, to="sammen-om-familien")
    shown = sanne.open(world.url).page
    assert not shown.select("[id^=health-]") and shown.select("#goals")


@pytest.mark.parametrize("named", [True, False])
def test_a_measure_that_will_have_no_place_is_spoken_of_to_whom_may_know(visit, store, world, named):
    store.rewrite(Measure, section_id="health/health")
    full = {"extent": Extent.SENSITIVE}
    store.add(*(consent(world, one, "SUF", COORDINATION, **full) for one in world.people.values()))
    if named:
        own = {"user_id": world.users["Sanne"], "named_by_id": world.users["Hanne"], "from_on": clock.today()}
        store.add(Naming(family_id=world.family, level=Level.SENSITIVE, section_id="health/health", **own))
    sanne = visit("Sanne").open(f"{world.url}/move/sammen-om-familien")
    assert ("Familiebehandling" in sanne.find("main").text) is named
    move(sanne, world, to="sammen-om-familien")
    for path in ("", "/deadlines", "/phase", "/close"):
        sanne.open(f"{world.url}{path}")
    assert store.get(Measure, world.measure).section_id == "health/health"


@pytest.mark.parametrize(
    ("field", "value"),
    [("contact_1", ""), ("contact_1", "nobody"), ("contact_1", "00000000-0000-4000-8000-000000000001"),
     ("coordinator", ""), ("reason", " "), ("reason", "x" * 2001)],
)  # fmt: skip
def test_what_is_wrong_is_said_by_its_field(visit, store, world, field, value):
    sanne = move(visit("Sanne"), world, 422, **{field: value})
    assert sanne.find(f"#move-errors a[href='#{field}']") and family(store, world).programme == "hfi"
    assert store.count(ProgrammeMove) == 0


@pytest.mark.parametrize("name", ["Ole", "Sanne"])
def test_who_may_not_be_chosen_is_refused_at_the_field(visit, store, world, name):
    conflict(store, world, "Dorthe")
    chosen = user_id(world, "Dorthe") if name == "Sanne" else user_id(world, name)
    move(visit(name), world, 422, contact_1=chosen)
    assert family(store, world).programme == "hfi"


@pytest.mark.parametrize("to", ["broendby", "findes-ikke"])
def test_another_municipalitys_programme_is_not_there(visit, world, to):
    visit("Sanne").open(f"{world.url}/move/{to}", 404)


def test_nobody_moves_to_where_they_are_or_when_it_is_over(visit, world):
    sanne = visit("Sanne")
    assert sanne.client.get(f"{world.url}/move/hfi").headers["Location"].endswith("/phase")
    close(sanne, world)
    assert sanne.client.get(f"{world.url}/move/{OTHER}").headers["Location"].endswith("/phase")


@pytest.mark.parametrize("name", ["Mette", "Bo"])
def test_only_the_coordinator_and_managers_move_it(visit, world, name):
    visit(name).open(f"{world.url}/move/{OTHER}", 403)


def test_sent_twice_it_moves_once(visit, store, world):
    sanne = visit("Sanne").open(f"{world.url}/move/{OTHER}")
    form = sanne.find("#move")
    for _click in range(2):
        sanne.submit(form, 303, {"reason": WHY})
    assert store.count(ProgrammeMove) == 1

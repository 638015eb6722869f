"""An administrator keeps the lists: adds, changes, closes, opens again; everything is written down, nothing deleted."""

import uuid

import pytest

from hfi.audit.models import AuditEntry
from hfi.families.models import Family
from hfi.parameters.models import Parameter, ParameterChange
from hfi.plan.models import Measure
from tests.parameters.steps import FILLED, OWNERS, act, add, changes, close, row, stored
from tests.team.steps import day, typed
from tests.world import PERSONAS

KINDS = sorted(OWNERS)
TREATMENT = "Familiebehandling"


@pytest.mark.parametrize("name", sorted(set(PERSONAS) - {"Ada"}))
def test_they_are_for_administrators(visit, world, name):
    visitor, item = visit(name), uuid.uuid4()
    for path in ("", "/areas", f"/{item}", f"/{item}/edit", f"/{item}/close", f"/{item}/reopen", "/areas/hfi/new"):
        visitor.open(f"/parameters{path}", 403)


@pytest.mark.parametrize("kind", [*KINDS, "rules"])
def test_every_list_is_shown_with_what_came_with_the_program(visit, world, kind):
    ada = visit("Ada").open(f"/parameters/{kind}")
    links = [one["href"] for one in ada.page.select("main td.act a")]
    assert links and len(links) == len(set(links))
    ada.open(links[0])
    assert not ada.page.select("main a[href$=edit]") and ada.page.select("main a[href$=close]")


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_is_added_changed_closed_and_opened_again(visit, world, store, kind):
    ada = visit("Ada")
    url = add(ada, kind).response.headers["Location"]
    _cells, found = row(ada, FILLED[kind]["words"], kind)
    assert found == url and str(stored(store).id) in url
    act(ada, url, "edit", source="Udvalgets møde i maj")
    close(ada, url)
    act(ada, url, "reopen", reason="Udvalget vil det")
    done = changes(store)
    assert [one.deed.value for one in done] == ["added", "changed", "closed", "reopened"]
    assert {one.by_id for one in done} == {world.users["Ada"]}
    assert done[1].before.keys() == {"source"} and done[1].after == {"source": "Udvalgets møde i maj"}
    assert (done[2].before, done[2].after) == ({"valid_until": None}, {"valid_until": day(0).isoformat()})
    assert [one.reason for one in done] == ["", "", "L 66", "Udvalget vil det"]
    ada.open(url)
    assert len(ada.page.select("section[aria-labelledby=history-h] li")) == 4


def test_the_log_names_fields_and_no_content(visit, world, store):
    ada = visit("Ada")
    url = add(ada).response.headers["Location"]
    act(ada, url, "edit", words="Et andet navn")
    logged = store.only(AuditEntry, AuditEntry.action == "edit_parameter")
    assert logged.actor_id == world.users["Ada"] and logged.what == f"parameter:{stored(store).id}:words"


def test_what_came_with_the_program_is_closed_by_a_row_that_says_so(visit, world, store):
    ada = visit("Ada")
    _cells, url = row(ada, TREATMENT)
    close(ada, url, -1)
    assert (stored(store).baseline, stored(store).key) == (True, "family-treatment")
    ada.open(f"{url}/edit", 404)
    ada.open("/parameters")
    assert ada.find(f"#entry-{url.rsplit('/', 1)[1]}")["class"] == ["is-past"]
    act(ada, url, "reopen", reason="Det var en fejl")
    ada.open("/parameters")
    assert not ada.find(f"#entry-{url.rsplit('/', 1)[1]}").get("class")
    assert [one.deed.value for one in changes(store)] == ["closed", "reopened"] and store.count(Parameter) == 1


def test_nothing_tells_whether_a_family_has_it(visit, world, store):
    """The page is the same for none and for many."""
    ada = visit("Ada")
    before = {kind: ada.open(f"/parameters/{kind}").text("main") for kind in KINDS}
    kept = store.get(Measure, world.measure)
    own = {"section_id": kept.section_id, "type_key": "network-meeting", "created_at": kept.created_at}
    store.add(*(Measure(family_id=world.family, **own) for _another in range(3)))
    store.rewrite(Family, Family.id == world.family, housing_area="Blågården")
    assert {kind: ada.open(f"/parameters/{kind}").text("main") for kind in KINDS} == before
    assert not any(one in "".join(before.values()) for one in ("Solsikke", "HFI-2026", "Amina"))


def test_a_housing_area_keeps_its_name(visit, world, store):
    """Families may stand under it, and whether they do is nothing for an administrator."""
    ada = visit("Ada")
    url = add(ada, "areas").response.headers["Location"]
    act(ada, url, "edit", 422, words="Pæregården")
    act(ada, url, "edit", 303, district="Bispebjerg")
    assert stored(store).details == {"district": "Bispebjerg"}


def test_two_clicks_make_one_entry(visit, world, store):
    ada = visit("Ada").open("/parameters/areas/hfi/new")
    form = ada.find("main form")
    for _click in range(2):
        values = {**FILLED["areas"], "valid_from": typed(day(0)), "source": "Listen"}
        ada.submit(form, **values)
    assert store.count(Parameter) == store.count(ParameterChange) == 1


@pytest.mark.parametrize("deed", ["edit", "close", "reopen"])
def test_a_colleague_was_quicker(visit, world, store, deed):
    ada = visit("Ada")
    url = add(ada, valid_until=typed(day(9))).response.headers["Location"]
    ada.open(f"{url}/{deed}")
    form = ada.find("main form")
    store.change(stored(store), words="Kunst for familier")
    typed_in = {"words": "Mit navn"} if deed == "edit" else {"reason": "Min grund"}
    ada.submit(form, 409, **typed_in)
    shown = str(ada.find("main"))
    assert "Kunst for familier" in shown and next(iter(typed_in.values())) in shown
    ada.submit(ada.find("main form"), 303, **typed_in)
    assert len(changes(store)) == 2


def test_a_colleague_closed_what_came_with_the_program(visit, world, store):
    ada = visit("Ada")
    _cells, url = row(ada, TREATMENT)
    ada.open(f"{url}/close")
    form = ada.find("main form")
    close(visit("Ada"), url, 3)
    ada.submit(form, 409, valid_until=typed(day(5)), reason="L 66")
    assert stored(store).valid_until == day(3)


def test_pages_ask_the_same_number_of_questions_however_long_a_list_is(visit, world, store, queries):
    ada = visit("Ada")
    counts = []
    for number in range(3):
        with queries:
            ada.open("/parameters")
        counts.append(len(queries))
        for more in range(5):
            add(ada, words=f"Tiltag {number} {more}")
    assert len(set(counts)) == 1


def test_what_is_nowhere(visit, world):
    ada, item = visit("Ada"), uuid.uuid4()
    for path in (f"/{item}", f"/{item}/close", "/kings", "/areas/atlantis/new", "/deadlines/health/health/new"):
        ada.open(f"/parameters{path}", 404)

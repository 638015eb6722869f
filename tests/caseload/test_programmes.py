"""Several programmes side by side: a manager chooses which one the caseload and the list are about."""

import pytest
import sqlalchemy as sa

from hfi.access.models import User
from hfi.families.models import Family
from tests.caseload.test_caseload import add_families, figures
from tests.world import OTHER_REFERENCE, REFERENCE

YOUNG = "taet-paa-familien"


def test_the_caseload_is_about_the_programme_that_was_chosen(visit, world, store):
    add_families(store, 5, programme=YOUNG)
    ole = visit("Ole").open("/caseload")
    assert figures(ole)[0] == "2"
    links = {one["href"]: one for one in ole.page.select(".choose a")}
    current = [href for href, link in links.items() if link.has_attr("aria-current")]
    assert len(links) > 1 and current == ["/caseload?programme=hfi"]
    assert figures(ole.open(f"/caseload?programme={YOUNG}"))[0] == "5"
    paper = ole.find('a[href^="/caseload.pdf"]')["href"]
    assert YOUNG in paper and ole.open(paper).response.mimetype == "application/pdf"


@pytest.mark.parametrize("path", ["/caseload", "/caseload.pdf"])
@pytest.mark.parametrize("asked", ["broendby", "no-such", "../hfi", "HFI"])
def test_another_programme_is_not_there(visit, world, path, asked):
    visit("Ole").open(f"{path}?programme={asked}", status=404)


def test_a_departments_manager_has_the_programmes_of_the_department(visit, world, store):
    lis = visit("Lis").open("/caseload")
    # Its own families only, whatever is chosen: none of the five is the social department's.
    add_families(store, 5, programme=YOUNG)
    assert figures(lis.open(f"/caseload?programme={YOUNG}"))[0] == "0"
    store.run(sa.update(User).where(User.id == world.users["Lis"]).values(department="XYZ"))
    visit("Lis").open(f"/caseload?programme={YOUNG}", status=404)


def test_the_choice_costs_no_query(visit, world, store, queries):
    ole = visit("Ole")
    counts = []
    for asked in ("hfi", YOUNG):
        with queries:
            ole.open(f"/caseload?programme={asked}")
        counts.append(len(queries))
    # Where no family is late, none is read and logged.
    assert counts[1] <= counts[0]


def test_the_list_is_narrowed_to_one_programme(visit, world, store):
    store.run(sa.update(Family).where(Family.id == world.other_family).values(programme=YOUNG))
    ole = visit("Ole").open("/families")
    assert OTHER_REFERENCE in ole.text("table") and REFERENCE in ole.text("table")
    ole.open(f"/families?programme={YOUNG}")
    assert OTHER_REFERENCE in ole.text("table") and REFERENCE not in ole.text("table")
    # What is no programme of this municipality chooses nothing.
    assert REFERENCE in ole.open("/families?programme=broendby").text("table")


def test_a_stranger_to_the_families_does_not_see_them_by_choosing(visit, world, store):
    store.run(sa.update(Family).where(Family.id == world.other_family).values(programme=YOUNG))
    mette = visit("Mette").open(f"/families?programme={YOUNG}")
    assert OTHER_REFERENCE not in mette.response.text

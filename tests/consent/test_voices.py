"""Who answers for whom: the grown and the young for themselves, all who have custody for a child."""

from datetime import timedelta

import sqlalchemy as sa

from hfi import clock
from hfi.consent.models import Consent, Extent
from hfi.families.models import CustodyHolder, Person
from tests.consent.canary import places, plant
from tests.consent.steps import born, cell, consent_url, days, nothing_said, write_down
from tests.family_page.steps import edit_link, form_page, open_form, save
from tests.world import consent

WORK = "employment/work"


def givers(form):
    """Who can be ticked as the one who answers, by first name, and who is."""
    boxes = form.select("input[name=givers]")
    names = [one.find_parent("label").get_text(strip=True).split()[0] for one in boxes]
    return names, [name for name, one in zip(names, boxes, strict=True) if one.has_attr("checked")]


def test_the_grown_answer_for_themselves_and_both_parents_for_a_child(visit, world):
    mette = visit("Mette")
    forms = {name: form_page(mette, f"{consent_url(world, name)}/edit") for name in ("Amina", "Yusuf", "Lina")}
    assert {name: givers(form) for name, form in forms.items()} == {
        "Amina": (["Amina"], ["Amina"]),
        "Yusuf": (["Yusuf"], ["Yusuf"]),
        "Lina": (["Amina", "Karim"], []),
    }


def test_a_child_is_shared_when_both_parents_said_yes(visit, world, store):
    plant(world, store, WORK, "Lina")
    nothing_said(store)
    mette = write_down(visit("Mette"), "Lina", givers=[str(world.people["Amina"])])
    assert places(mette, WORK) == set() and cell(mette.open(world.url), "Lina", "BIF") == "waiting"
    assert "Karim" in mette.open(consent_url(world, "Lina")).text("#consent-detail tbody")
    write_down(mette, "Lina", givers=[str(world.people["Karim"])])
    assert places(mette, WORK) and cell(mette.open(world.url), "Lina", "BIF") == "yes"


def test_both_parents_at_the_table_answer_in_one_go(visit, world, store):
    nothing_said(store)
    mette = write_down(visit("Mette"), "Lina", givers=[str(world.people[one]) for one in ("Amina", "Karim")])
    assert cell(mette, "Lina", "BIF") == "yes" and store.count(Consent) == 50


def test_one_parents_no_is_enough(visit, world, store):
    nothing_said(store)
    both = [str(world.people[one]) for one in ("Amina", "Karim")]
    mette = write_down(visit("Mette"), "Lina", givers=both)
    write_down(mette, "Lina", givers=both[1:], everything="chosen", **{"BIF-extent": "none"})
    assert cell(mette, "Lina", "BIF") == "no" and cell(mette, "Lina", "KFF") == "yes"


def test_an_old_consent_stands_for_both_until_one_of_them_answers(visit, world, store):
    mette = visit("Mette").open(world.url)
    assert cell(mette, "Lina", "BIF") == "partly"
    amina = str(world.people["Amina"])
    write_down(mette, "Lina", givers=[amina], everything="chosen", **{"BIF-extent": "none"})
    assert cell(mette, "Lina", "BIF") == "no"


def test_who_has_custody_is_said_on_the_childs_card(visit, world, store):
    mette = visit("Mette")
    form = open_form(mette.open(world.url), edit_link(mette, f"member-{world.people['Lina']}"))
    save(mette, form, True, 200, custody_ids=[str(world.people["Karim"])])
    assert store.list(sa.select(CustodyHolder.holder_id)) == [world.people["Karim"]]
    assert givers(form_page(mette, f"{consent_url(world, 'Lina')}/edit")) == (["Karim"], ["Karim"])
    assert givers(form_page(mette, f"{consent_url(world, 'Noor')}/edit"))[0] == ["Amina", "Karim"]


def test_nobody_answers_whom_the_law_does_not_let(visit, world, store):
    nothing_said(store)
    write_down(visit("Mette"), "Yusuf", status=422, givers=[str(world.people["Karim"])])
    assert store.count(Consent) == 0


def test_yusuf_turns_fifteen_and_his_parents_yes_ends(visit, world, store):
    plant(world, store, WORK, "Yusuf")
    nothing_said(store)
    born(world, store, "Yusuf", days(20))
    mette = write_down(visit("Mette"), "Yusuf", givers=[str(world.people[one]) for one in ("Amina", "Karim")])
    assert places(mette, WORK) and set(store.list(sa.select(Consent.expires_on))) == {days(19)}
    assert mette.open(world.url).find("#alerts a[href='#consents']") and "Yusuf" in mette.text("#alerts")
    born(world, store, "Yusuf", days(0))
    assert places(mette, WORK) == set() and cell(mette.open(world.url), "Yusuf", "BIF") == "not_asked"
    write_down(mette, "Yusuf")
    assert places(mette, WORK) and cell(mette.open(world.url), "Yusuf", "BIF") == "yes"


def test_an_old_consent_from_before_the_birthday_ends_as_well(visit, world, store):
    plant(world, store, WORK, "Yusuf")
    nothing_said(store)
    before = {"given_by_id": None, "given_on": days(-100)}
    store.add(consent(world, world.people["Yusuf"], "BIF", "SOF", **before))
    born(world, store, "Yusuf", days(1))
    mette = visit("Mette")
    assert places(mette, WORK)
    born(world, store, "Yusuf", days(0))
    assert places(mette, WORK) == set()


def test_a_child_of_whom_nobody_has_custody_is_shared_by_nobody(visit, world, store):
    nothing_said(store)
    store.run(sa.update(Person).where(Person.id != world.people["Lina"]).values(relation="nabo"))
    form = form_page(visit("Mette"), f"{consent_url(world, 'Lina')}/edit")
    assert givers(form) == ([], [])


def test_what_a_child_says_alone_counts_for_nothing(visit, world, store):
    plant(world, store, WORK, "Lina")
    nothing_said(store)
    store.add(consent(world, world.people["Lina"], "BIF", "SOF", given_by_id=world.people["Lina"]))
    assert places(visit("Mette"), WORK) == set()


def test_a_renewal_by_one_parent_waits_for_the_other(visit, world, store):
    plant(world, store, WORK, "Lina")
    nothing_said(store)
    terms = {"given_on": days(-300), "extent": Extent.FULL}
    pairs = (("Amina", 100), ("Karim", -1))
    store.add(
        *(
            consent(
                world, world.people["Lina"], "BIF", "SOF",
                given_by_id=world.people[one], expires_on=clock.today() + timedelta(days=left), **terms,
            )
            for one, left in pairs
        )
    )  # fmt: skip
    mette = visit("Mette")
    assert places(mette, WORK) == set() and cell(mette.open(world.url), "Lina", "BIF") == "waiting"

"""A family's timeline: history and dated things in one view, filtered, paged, and only what the reader may see."""

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.audit.models import AuditEntry
from hfi.contacts.models import ContactEntry, ContactPerson, How
from hfi.families.models import FamilyKey
from hfi.meetings.models import PlanMeeting
from hfi.phases.models import ProgrammeMove
from hfi.plan.goal_history import GoalPoint
from hfi.plan.models import Agreement, AgreementStatus, Goal, Reading
from hfi.timeline import history
from tests.closing.steps import close, fill, pause
from tests.family_page.crowd import settle_large, settle_small
from tests.family_page.items import add_measure
from tests.family_page.steps import form_page, save
from tests.intake.steps import refer, referred
from tests.world import OTHER_REFERENCE, REFERENCE

PAGE = f"/families/{REFERENCE}/timeline"


def texts(visitor, query=""):
    """The events' words."""
    return [" ".join(one.get_text(" ").split()) for one in visitor.open(PAGE + query).page.select(".timeline__text")]


def days(visitor):
    """The events' days, as the page has them."""
    return [" ".join(one.get_text(" ").split()) for one in visitor.page.select(".timeline__day")]


def told(visitor, word, query=""):
    """Whether some event has the word."""
    return any(word in one for one in texts(visitor, query))


def test_history_and_days_stand_in_one_view(visit, world, store):
    mette = visit("Mette")
    save(mette, form_page(mette, f"{world.url}/goals/{world.goal}/edit"), False, 303, now="7", next_step="Vi øver.")
    add_measure(world, store, "social/support", "Kontaktperson", "Yusuf", starts_on=clock.today() - timedelta(days=3))
    links = [ContactPerson(person_id=world.people["Amina"], family_id=world.family)]
    frame = {"family_id": world.family, "created_at": clock.now(), "person_links": links}
    who = {"user_id": world.users["Mette"], "how": How.VISIT}
    store.add(ContactEntry(**frame, **who, day=clock.today(), about="Om morgenen"))
    for word in ("Vi øver.", "Kontaktperson", "Om morgenen", "Aftale fast plads", "5"):
        assert told(mette, word), word
    assert len(texts(mette)) > 8


def test_a_move_on_the_scale_is_told_once(visit, world, store):
    mette = visit("Mette")
    save(mette, form_page(mette, f"{world.url}/goals/{world.goal}/edit"), False, 303, now="7")
    found = [one for one in texts(mette) if "7" in one and "5" in one]
    assert len(found) == 1 and store.count(GoalPoint) == 2


def test_an_agreement_that_was_called_off_says_why(visit, world, store):
    store.rewrite(Agreement, status=AgreementStatus.DROPPED, dropped_reason="Skolen fandt en plads.")
    assert told(visit("Emil"), "(Skolen fandt en plads)")


def test_a_meeting_says_what_became_of_it(visit, world, store):
    day = timedelta(days=20)
    for values in (
        {"starts_at": clock.now() - day, "held": True},
        {"starts_at": clock.now() - 2 * day},
        {"starts_at": clock.now() - 3 * day, "cancelled_at": clock.now() - 4 * day},
        {"starts_at": clock.now() + day},
        {"starts_at": clock.now() + 2 * day, "cancelled_at": clock.now()},
    ):
        store.add(PlanMeeting(family_id=world.other_family, **values))
    dorthe = visit("Dorthe").open(f"/families/{OTHER_REFERENCE}/timeline?kind=meetings")
    said = [" ".join(one.find(string=True).split()) for one in dorthe.page.select(".timeline__text")]
    assert said[0] == said[4] and len(set(said)) == 4
    # What was called off does not come any more.
    assert len(dorthe.page.select(".timeline__text .badge")) == 1


def test_the_way_out_and_back_is_told(visit, world):
    sanne = visit("Sanne")
    pause(sanne, world)
    fill(sanne, world, "resume")
    close(sanne, world)
    fill(sanne, world, "reopen", reason="De har brug for os igen")
    for word in ("sat på pause", "går videre", "sluttede", "åbnet igen"):
        assert told(sanne, word), word


def test_going_on_in_another_programme_is_told(visit, world, store):
    base = {"family_id": world.family, "moved_by_id": world.users["Sanne"], "moved_on": clock.today()}
    store.add(ProgrammeMove(from_programme="hfi", to_programme="sammen-om-familien", **base))
    assert told(visit("Sanne"), "fortsætter i Sammen om familien")


def test_a_family_in_visitation_has_a_timeline(visit, store):
    refer(visit("Dorthe"))
    sanne = visit("Sanne").open(f"/families/{referred(store).reference}/timeline")
    assert sanne.find("form.filter")


def test_what_a_reader_may_not_see_leaves_no_trace(visit, world, store):
    mette, hanne = visit("Mette"), visit("Hanne")
    before = texts(mette)
    today = clock.today()
    add_measure(world, store, "health/health", "Brobygning", "Karim", starts_on=today, ends_on=today)
    add_measure(world, store, "children/wellbeing", "Samtaler", "Lina", sensitive=True, starts_on=today)
    frame = {"family_id": world.family, "person_id": world.people["Lina"], "indicator": "x", "value": 3}
    store.add(Reading(**frame, section_id="health/health", month=today.replace(day=1)))
    assert texts(mette) == before
    assert sum("Brobygning" in one for one in texts(hanne)) == 3


def test_the_newest_is_first_and_what_is_to_come_says_so(visit, world, store):
    add_measure(world, store, "social/support", "Kursus", "Amina", starts_on=clock.today() + timedelta(days=40))
    page = visit("Mette").open(PAGE)
    first = page.page.select(".timeline__row")[0]
    assert "Kursus" in first.get_text() and "timeline__row--later" in first["class"]


@pytest.mark.parametrize(
    ("query", "has", "lacks"),
    [
        ("?kind=agreements", "Aftale fast plads", "Kursus"),
        ("?kind=measures", "Kursus", "Aftale fast plads"),
        ("?department=SOF", "Kursus", "Praktik"),
        ("?department=BIF&kind=measures", "Praktik", "Kursus"),
        ("?person={Lina}", "Kursus", "Praktik"),
        ("?person={Amina}", "Praktik", "Kursus"),
        ("?from={today}&to={today}", "Kursus", "Aftale fast plads"),
    ],
)
def test_the_filters(visit, world, store, query, has, lacks):
    today = clock.today()
    add_measure(world, store, "social/support", "Kursus", "Lina", starts_on=today)
    add_measure(world, store, "employment/work", "Praktik", "Amina", starts_on=today - timedelta(days=9))
    query = query.format(**world.people, today=f"{today:%d.%m.%Y}")
    mette = visit("Mette")
    assert told(mette, has, query) and not told(mette, lacks, query)


@pytest.mark.parametrize(
    "query",
    ["?person=x", f"?person={uuid.UUID(int=7)}", "?department=XX", "?kind=secrets", "?from=i+går",
     "?from=02.02.2026&to=01.02.2026"],
)  # fmt: skip
def test_a_filter_that_cannot_be_is_refused_with_the_whole_list(visit, query):
    mette = visit("Mette").open(PAGE + query, 422)
    assert mette.find("#timeline-errors") and mette.page.select(".timeline__row")


@pytest.mark.parametrize("before", ["x", "-4", "0", "99999999", "", "1-x", f"3-{uuid.UUID(int=7)}"])
def test_a_page_that_is_none_is_the_first(visit, before):
    assert texts(visit("Mette"), f"?before={before}")


def test_pages_hold_everything_once(visit, world, store, monkeypatch):
    mette = visit("Mette")
    for number in range(6):
        form = form_page(mette, f"{world.url}/goals/{world.goal}/edit")
        save(mette, form, False, 303, next_step=f"Trin {number}")
    add_measure(world, store, "social/support", "Gammelt", "Lina", starts_on=clock.today() - timedelta(days=400))
    whole = texts(mette)
    monkeypatch.setattr(history, "PAGE", 2)
    monkeypatch.setattr("hfi.timeline.queries.PAGE", 2)
    found, link = [], PAGE
    while link:
        page = mette.open(link).page
        found += [" ".join(one.get_text(" ").split()) for one in page.select(".timeline__text")]
        older = page.select_one(".pages a")
        link = older["href"] if older else ""
    assert sorted(found) == sorted(whole) and len(found) > 8


def test_the_next_page_keeps_the_filter(visit, world, store, monkeypatch):
    mette = visit("Mette")
    for number in range(4):
        save(mette, form_page(mette, f"{world.url}/goals/{world.goal}/edit"), False, 303, next_step=f"Trin {number}")
    monkeypatch.setattr(history, "PAGE", 2)
    monkeypatch.setattr("hfi.timeline.queries.PAGE", 2)
    assert "kind=goals" in mette.open(f"{PAGE}?kind=goals").find(".pages a")["href"]


def test_an_erased_family_has_no_words_left(visit, world, store):
    store.run(sa.delete(FamilyKey).where(FamilyKey.family_id == world.family))
    mette = visit("Mette").open(PAGE)
    assert not mette.page.select(".timeline__row")


@pytest.mark.parametrize(
    ("name", "status"), [("Dorthe", 404), ("Stig", 403), ("Ada", 403), ("Lis", 200), ("Emil", 200)]
)
def test_who_gets_it(visit, name, status):
    assert visit(name).client.get(PAGE).status_code == status


def test_the_reading_is_logged_with_the_parts_it_told_of(visit, world, store):
    add_measure(world, store, "social/support", "Kursus", "Amina", starts_on=clock.today())
    visit("Mette").open(PAGE)
    assert store.list(sa.select(AuditEntry.what).where(AuditEntry.what.startswith("timeline:"))) == [
        "timeline:social/support"
    ]


def test_it_costs_the_same_for_twelve_people_as_for_two(visit, world, store, queries):
    settle_small(world, store)
    settle_large(world, store)
    mette, counts = visit("Mette"), []
    for reference in (OTHER_REFERENCE, REFERENCE):
        with queries:
            mette.client.get(f"/families/{reference}/timeline")
        counts.append(len(queries))
    assert counts[0] == counts[1] and store.count(Goal)

"""Somebody refers a family: it is there at once for those who decide, and for nobody else, the referrer included."""

import re

import msgspec
import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Attachment, AttachmentKind, LoginSession
from hfi.access.roles import Role
from hfi.audit.models import AuditEntry
from hfi.drafts.models import Draft
from hfi.families import cpr
from hfi.families.models import Family, Person, PersonKind, Phase
from hfi.intake.models import Referral
from hfi.notices.models import Notice, NoticeKind
from tests.emergency.steps import same
from tests.intake.steps import NEW, SELMA, SON, WHY, families, filled, refer, referral, referred, url_of
from tests.team.steps import add_user, day
from tests.visitor import token_for

HTMX = {"HX-Request": "true"}


@pytest.fixture
def dorthe(visit):
    return visit("Dorthe")


def send(visitor, status=None, headers=None, **more):
    """Send the form without opening it."""
    data = filled(**more) | {"item": "00000000-0000-4000-8000-000000000001", "programme": "hfi"}
    response = visitor.client.post(NEW, data=data | token_for(visitor.client, NEW), headers=headers or {})
    assert status is None or response.status_code == status, response.text[:2000]
    return response


def test_a_family_is_there_at_once_and_has_no_plan(dorthe, store):
    refer(dorthe)
    found = referred(store)
    assert (found.phase, found.enrolled_on, found.programme) == (Phase.REFERRED, None, "hfi")
    assert re.fullmatch(rf"HFI-{clock.today().year}-\d{{3}}", found.reference)
    assert (found.name, found.housing_area, found.district) == ("Familien Pilfinger", "Lundtoftegade", "Nørrebro")
    assert referral(store).why == WHY and referral(store).answers["departments"] == ["SOF", "BIF"]


def test_its_people_come_with_it(dorthe, store):
    refer(dorthe)
    people = {one.name: one for one in store.list(sa.select(Person).where(Person.family_id == referred(store).id))}
    assert people["Selma Pilfinger"].cpr == SELMA and people["Selma Pilfinger"].cpr_index == cpr.index(SELMA)
    assert people["Emre Pilfinger"].born_on == day(-9 * 366) and not people["Emre Pilfinger"].cpr


def test_a_birthday_is_taken_from_the_number_when_it_has_been(dorthe, store):
    refer(dorthe, **{"people-1-cpr": SON, "people-1-born_on": ""})
    born = store.only(Person, Person.cpr_index == cpr.index(SON)).born_on
    assert f"{born:%d%m%y}" == SON[:6]


def test_whoever_coordinates_looks_at_it_and_is_told(dorthe, store, world, visit):
    refer(dorthe)
    ties = store.list(sa.select(Attachment).where(Attachment.family_id == referred(store).id))
    assert [(one.user_id, one.kind) for one in ties] == [(world.users["Sanne"], AttachmentKind.COORDINATOR)]
    notice = store.only(Notice, Notice.kind == NoticeKind.REFERRED)
    assert notice.user_id == world.users["Sanne"] and notice.family_id == referred(store).id
    assert visit("Sanne").open("/referrals").find(f"#incoming-{referred(store).reference}")


def test_the_referrer_sees_their_own_words_and_no_way_in(dorthe, store):
    refer(dorthe)
    dorthe.open("/referrals")
    assert "Familien Pilfinger" in dorthe.text("main") and not dorthe.page.select("a[href^='/families/']")
    dorthe.open(url_of(store, ""), 404).open(url_of(store), 404)


def test_what_others_call_the_family_later_is_not_told(dorthe, store):
    refer(dorthe)
    store.rewrite(Family, Family.id == referred(store).id, name="Familien Nytnavn")
    assert "Nytnavn" not in dorthe.open("/referrals").text("main")


def test_others_do_not_see_it(dorthe, store, visit):
    refer(dorthe)
    for name in ("Mette", "Lis"):
        assert "Pilfinger" not in visit(name).open("/referrals").text("main")
        visit(name).open(url_of(store), 404)


def test_two_clicks_are_one_referral(dorthe, store):
    for _click in range(2):
        send(dorthe, 303)
    assert store.count(Referral) == 1 and families(store) == 3


def test_two_referrals_have_two_references(dorthe, store):
    refer(dorthe)
    refer(dorthe, name="Familien Nummerto", **{"people-0-cpr": ""})
    found = store.list(sa.select(Family.reference).where(Family.phase == Phase.REFERRED))
    assert len(set(found)) == 2


def test_everything_is_logged_as_the_referrers(dorthe, store, world):
    refer(dorthe)
    rows = store.all(sa.select(AuditEntry).where(AuditEntry.family_id == referred(store).id))
    assert [(row[0].actor_id, row[0].action) for row in rows] == [(world.users["Dorthe"], "create")]
    assert "Pilfinger" not in rows[0][0].what and "referral" in rows[0][0].what


def test_reading_the_own_list_is_logged(dorthe, store):
    refer(dorthe)
    dorthe.open("/referrals")
    read = store.list(sa.select(AuditEntry.what).where(AuditEntry.action == "read"))
    assert read == ["own-referral"]


def test_a_professional_a_coordinator_and_a_manager_refer_and_nobody_else(visit):
    for name, status in (("Mette", 200), ("Sanne", 200), ("Lis", 200), ("Ole", 200), ("Stig", 403), ("Ada", 403)):
        visit(name).open(NEW, status)
        visit(name).open("/referrals", status)


# --- somebody who is known already


def test_a_known_person_changes_nothing_of_what_the_referrer_gets(dorthe, store, world):
    assert store.get(Person, world.people["Amina"]).cpr == "1401901234"
    unknown = send(dorthe, 303)
    before = same(dorthe.open("/referrals").response.text)
    store.run(sa.delete(Family).where(Family.phase == Phase.REFERRED))
    known = send(dorthe, 303, **{"people-0-cpr": "1401901234"})
    assert (known.data, known.headers["Location"]) == (unknown.data, unknown.headers["Location"])
    assert same(dorthe.open("/referrals").response.text) == before


def test_a_coordinator_of_both_is_told_on_the_page(dorthe, store, visit):
    refer(dorthe, **{"people-0-cpr": "1401901234"})
    assert "HFI-2026-014" in visit("Sanne").open(url_of(store)).text("#twice")
    assert store.count(Notice, Notice.kind == NoticeKind.TWICE) == 0


def test_a_coordinator_who_may_not_open_the_other_family_is_told_nothing_and_a_manager_is(dorthe, store, world, visit):
    with store.session() as session:
        person = session.scalars(sa.select(Person).where(Person.id == world.people["Amina"])).one()
        cpr.set_cpr(person, SON)
        other = Person(family_id=world.other_family, name="Selma Birkeløv", kind=PersonKind.ADULT)
        cpr.set_cpr(other, SELMA)
        session.add(other)
    refer(dorthe)
    assert not visit("Sanne").open(url_of(store)).page.select("#twice")
    assert store.only(Notice, Notice.kind == NoticeKind.TWICE).user_id == world.users["Ole"]
    assert "HFI-2026-015" in visit("Ole").open(url_of(store)).text("#twice")


def test_whoever_said_that_they_stand_too_near_to_somebody_is_kept_out(dorthe, store, visit, world):
    add_user(store, world, "Sara", Role.COORDINATOR)
    sara = visit("Sara")
    sara.open("/conflicts")
    sara.submit(sara.find("main form"), 303, family=SELMA, kind="neighbour", reason="Vi bor i samme opgang")
    refer(dorthe)
    assert "Pilfinger" not in sara.open("/referrals").text("main")
    sara.open(url_of(store), 404)
    assert world.users["Sara"] not in store.list(sa.select(Notice.user_id).where(Notice.kind == NoticeKind.REFERRED))


# --- what is typed wrongly


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 201),
        ("housing_area", ""),
        ("housing_area", "Atlantis"),
        ("interpreter_language", "x" * 41),
        ("departments", []),
        ("departments", ["SOF"]),
        ("departments", ["SOF", "SOF", "XXX"]),
        ("difficulties", ["boredom"]),
        ("why", ""),
        ("why", "x" * 2001),
        ("why", "skjult\u202etekst"),
        ("manner", ""),
        ("manner", "not_yet"),
        ("manner", "by pigeon"),
        ("consented_on", ""),
        ("consented_on", "i går"),
        ("consented_on", "31.12.2099"),
        ("source", "the wind"),
        ("contact_1", "nobody"),
        ("people-0-cpr", "220688-41"),
        ("people-0-cpr", "9999991234"),
        ("people-0-born_on", "en mandag"),
        ("people-0-born_on", "01.01.2099"),
        ("people-0-name", ""),
        ("people-0-name", "x" * 201),
        ("people-0-relation", "x" * 81),
        ("people-0-kind", "alien"),
        ("people-1-cpr", SELMA),
    ],
)
def test_what_is_wrong_is_said_by_its_field_and_nothing_typed_is_lost(dorthe, store, field, value):
    refer(dorthe, 422, **{field: value})
    wrong = dorthe.page.select(".form-error")
    assert any(one.select_one(f"[name='{field}']") for one in wrong) and dorthe.find("#referral-errors a")
    assert dorthe.find("[name=why]").get_text().strip() == (value if field == "why" else WHY).strip()
    assert families(store) == 2


def test_somebody_is_in_the_family(dorthe, store):
    empty = {f"people-{number}-{name}": "" for number in (0, 1) for name in ("name", "relation", "cpr", "born_on")}
    refer(dorthe, 422, **empty)
    assert dorthe.find("#people-error") and families(store) == 2


def test_two_suggestions_are_two_people(dorthe, world):
    mette = str(world.users["Mette"])
    refer(dorthe, 422, contact_1=mette, contact_2=mette)


def test_an_unknown_programme_is_the_first_one(dorthe, store):
    refer(dorthe, programme="moon")
    assert referred(store).programme == "hfi"


def test_a_broken_id_of_the_form_is_refused(dorthe, store):
    refer(dorthe, 422, item="no id")
    assert families(store) == 2


# --- people, the box beside the form, drafts


def test_people_are_added_and_taken_away_without_a_script(dorthe):
    dorthe.open(NEW)
    dorthe.submit(dorthe.find("#referral"), 200, filled(act="add"))
    assert len(dorthe.page.select(".person")) == 3
    assert dorthe.find("[name='people-0-name']")["value"] == "Selma Pilfinger"
    dorthe.submit(dorthe.find("#referral"), 200, {"act": "remove-0"})
    assert dorthe.find(".person [name$='-name']")["value"] == "Emre Pilfinger"


def test_with_htmx_only_the_people_come(dorthe):
    answer = send(dorthe, 200, HTMX, act="add").text
    assert answer.lstrip().startswith('<div id="people">') and answer.count('class="person"') == 3


def test_there_is_an_end_to_adding(dorthe):
    crowd = {f"people-{number}-name": f"Person {number}" for number in range(20)}
    kinds = {f"people-{number}-kind": "child" for number in range(20)}
    answer = send(dorthe, 200, HTMX, act="add", **crowd, **kinds).text
    assert answer.count('class="person"') == 20 and 'value="add"' not in answer


def test_the_box_says_what_is_met_missing_and_open(dorthe):
    dorthe.open(NEW)
    assert len(dorthe.page.select("#target .check--unknown")) == 5
    refer(dorthe, 422, departments=["SOF"], housing_area="elsewhere")
    states = [one["class"][1].removeprefix("check--") for one in dorthe.page.select("#target .check")]
    assert states == ["not_met", "not_met", "met", "met", "met"]


def test_whoever_refers_is_told_whether_there_is_room_and_no_number(dorthe, app, monkeypatch):
    free = dorthe.open(NEW).text("#target")
    known = app.extensions["hfi.programmes"]
    monkeypatch.setitem(known, "hfi", msgspec.structs.replace(known["hfi"], capacity=2, capacity_in=()))
    full = dorthe.open(NEW).text("#target")
    assert free != full and not re.search(r"\d+ \w+ \d+", free + full)


def test_the_box_follows_while_one_types_and_the_draft_is_kept(dorthe, store):
    answer = send(dorthe, 200, HTMX, draft="keep").text
    assert 'hx-swap-oob="true"' in answer and answer.count("check--met") == 5
    assert store.count(Draft, Draft.family_id.is_(None)) == 1 and families(store) == 2


def test_a_draft_comes_back_and_is_gone_when_it_is_sent(dorthe, store):
    dorthe.open(NEW)
    dorthe.submit(dorthe.find("#referral"), 303, filled(draft="keep", why="Halvt"))
    dorthe.open(NEW)
    assert dorthe.find("[name=why]").get_text().strip() == "Halvt"
    dorthe.submit(dorthe.find("#referral"), 303, why=WHY)
    assert store.count(Draft) == 0 and store.count(Referral) == 1


def test_a_draft_is_thrown_away(dorthe, store):
    send(dorthe, 303, draft="keep")
    dorthe.open(NEW)
    dorthe.submit(dorthe.find("#referral"), 303, draft="discard")
    assert store.count(Draft) == 0 and dorthe.open(NEW).find("[name=name]").get("value", "") == ""


def test_a_draft_is_nobody_elses_and_cannot_be_read_in_the_database(dorthe, store, visit):
    send(dorthe, 303, draft="keep")
    assert visit("Mette").open(NEW).find("[name=name]").get("value", "") == ""
    assert b"Pilfinger" not in store.only(Draft).content


def test_what_comes_after_the_login_ran_out_is_kept(app, dorthe, store, visit):
    dorthe.open(NEW)
    long_ago = clock.now() - 2 * app.config["SESSION_IDLE"]
    store.run(sa.update(LoginSession).values(last_seen_at=long_ago))
    dorthe.submit(dorthe.find("#referral"), 303, filled())
    assert store.count(Draft) == 1 and families(store) == 2
    assert visit("Dorthe").open(NEW).find("[name=name]")["value"] == "Familien Pilfinger"


def test_the_list_asks_as_many_queries_however_many_there_are(visit, store, queries):
    numbers = []
    sanne = visit("Sanne")
    for _round in range(2):
        refer(sanne, **{"people-0-cpr": ""})
        refer(sanne, **{"people-0-cpr": ""})
        with queries:
            sanne.open("/referrals")
        numbers.append(len(queries.statements))
    assert numbers[0] == numbers[1]

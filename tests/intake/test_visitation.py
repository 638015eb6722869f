"""Those who decide look at a referral: the rules one by one, an answer, a decision, and word to whoever referred it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.audit.models import AuditEntry
from hfi.families.models import Family, Phase
from hfi.intake.models import Outcome, Referral, RuleAnswer
from hfi.notices.models import Notice, NoticeKind
from tests.intake.steps import SELMA, WHY, refer, referral, referred, url_of
from tests.team.steps import add_families, conflict
from tests.visitor import token_for

REASON = "Familien bor i området og har tre sager."


@pytest.fixture
def dorthe(visit):
    """Dorthe, who referred a family."""
    return refer(visit("Dorthe"))


@pytest.fixture
def sanne(dorthe, visit, store):
    """Sanne, who looks at it."""
    return visit("Sanne").open(url_of(store))


def decide(visitor, store, outcome, status=303, reason=REASON):
    """Fill in the decision, and send it."""
    visitor.open(url_of(store))
    return visitor.submit(visitor.find("#decision form"), status, outcome=outcome, reason=reason)


def states(visitor):
    """What is known of each rule, in their order."""
    return [one["class"][1].removeprefix("check--") for one in visitor.page.select("#target .check")]


def forget_children(store):
    """Nobody wrote how old the son is."""
    store.rewrite(Family, Family.id == referred(store).id, housing_area="Lundtoftegade")
    store.run(sa.text("UPDATE persons SET born_on = NULL WHERE name = 'Emre Pilfinger'"))


def test_everything_that_was_written_stands_there_but_no_whole_number(sanne):
    text = sanne.text("main")
    assert WHY in text and "Eksempelskolen" in text and "Emre Pilfinger" in text
    assert SELMA not in sanne.response.text and SELMA[:6] in text


def test_the_rules_are_shown_one_by_one(sanne):
    assert states(sanne) == ["met"] * 5


def test_the_reading_is_logged(sanne, store, world):
    rows = store.all(sa.select(AuditEntry.what, AuditEntry.actor_id).where(AuditEntry.action == "read"))
    assert ("referral", world.users["Sanne"]) in [tuple(row) for row in rows]


def test_what_is_not_known_is_answered_with_from_whom(sanne, store, world):
    forget_children(store)
    sanne.open(url_of(store))
    assert states(sanne)[2] == "unknown"
    sanne.submit(sanne.find("#target form"), 303, met="met", note="Skolen siger 9 år")
    answer = store.only(RuleAnswer)
    assert (answer.rule_key, answer.met, answer.answered_by_id) == ("children", True, world.users["Sanne"])
    assert states(sanne.open(url_of(store)))[2] == "met" and "Skolen siger 9 år" in sanne.text("#target")


def test_what_is_wrong_in_the_referral_is_corrected(sanne, store):
    forget_children(store)
    sanne.open(url_of(store))
    son = sanne.page.select("a[href*='/members/']")[-1]
    sanne.open(son["href"])
    sanne.submit(sanne.find(".is-editing form"), 303, born_on="01.02.2017")
    sanne.open(url_of(store))
    assert states(sanne)[2] == "met"
    sanne.open(sanne.find("a[href$='/facts/edit']")["href"])
    sanne.submit(sanne.find("form[action$='/facts/edit']"), 303, housing_area="")
    assert states(sanne.open(url_of(store)))[0] == "not_met"


def test_an_answer_is_changed_in_its_place(sanne, store):
    forget_children(store)
    for word in ("met", "not_met"):
        sanne.open(url_of(store))
        sanne.submit(sanne.find("#target form"), 303, met=word, note="Sundhedsplejersken")
    assert store.only(RuleAnswer).met is False and states(sanne.open(url_of(store)))[2] == "not_met"


@pytest.mark.parametrize("wrong", [{"met": ""}, {"met": "perhaps"}, {"note": ""}, {"note": "x" * 401}])
def test_an_answer_that_is_wrong_says_so_in_its_place(sanne, store, wrong):
    forget_children(store)
    sanne.open(url_of(store))
    sanne.submit(sanne.find("#target form"), 422, {"met": "met", "note": "Skolen"} | wrong)
    assert sanne.find("#answer-children-errors a") and store.count(RuleAnswer) == 0


def test_a_rule_that_is_not_the_programmes_is_not_answered(sanne, store):
    forget_children(store)
    sanne.open(url_of(store))
    sanne.submit(sanne.find("#target form"), 303, rule="weather", met="met", note="Skolen")
    assert store.count(RuleAnswer) == 0


def test_a_place_is_offered_and_the_next_page_enrols(sanne, store):
    decide(sanne, store, "enrol")
    assert sanne.response.headers["Location"].endswith("/enrolment")
    assert referral(store).outcome is Outcome.ENROL and referred(store).phase is Phase.REFERRED


def test_a_family_is_put_on_the_waiting_list_and_the_referrer_hears_of_it(sanne, dorthe, store, world):
    decide(sanne, store, "wait")
    assert referred(store).phase is Phase.WAITING and referral(store).outcome_reason == REASON
    notice = store.only(Notice, Notice.kind == NoticeKind.ANSWERED)
    assert notice.user_id == world.users["Dorthe"]
    page = dorthe.open("/").text("#notices")
    assert "Pilfinger" not in page and referred(store).reference not in page
    assert dorthe.find("#notices a[href='/referrals']")


def test_the_referrer_sees_where_it_is_and_not_why(sanne, dorthe, store):
    before = dorthe.open("/referrals").text("tbody")
    decide(sanne, store, "wait")
    after = dorthe.open("/referrals").text("tbody")
    assert before != after and REASON not in after


def test_whoever_came_to_stand_too_near_sees_nothing_of_it_any_more(sanne, dorthe, store, world):
    decide(sanne, store, "wait")
    conflict(store, world, "Dorthe", referred(store).id)
    assert "Pilfinger" not in dorthe.open("/referrals").text("main") and not dorthe.open("/").page.select("#notices")


def test_who_waits_stands_on_the_list_with_for_how_long(sanne, store):
    decide(sanne, store, "wait")
    store.rewrite(Referral, decided_at=clock.now() - timedelta(days=12))
    assert "12" in sanne.open("/referrals").text(f"#incoming-{referred(store).reference}")


def test_one_list_holds_what_is_to_be_looked_at_and_then_who_waits_of_one_programme_or_all(sanne, dorthe, store):
    decide(sanne, store, "wait")
    waits = referred(store).reference
    refer(dorthe, name="Familien Nymånesen", **{"people-0-cpr": ""})
    looked_at = store.only(Family, Family.phase == Phase.REFERRED).reference
    rows = [one["id"] for one in sanne.open("/referrals").page.select("main tbody tr[id^=incoming]")]
    assert rows == [f"incoming-{looked_at}", f"incoming-{waits}"]
    assert len(sanne.open("/referrals?programme=hfi").page.select("tr[id^=incoming]")) == 2
    other = sanne.open("/referrals?programme=taet-paa-familien")
    assert not other.page.select("tr[id^=incoming]") and len(other.page.select("#incoming-h ~ .empty")) <= 1
    assert sanne.open("/referrals?programme=x", 422).find("#incoming-errors")


def test_who_only_refers_is_told_of_no_list_and_no_places(dorthe):
    page = dorthe.open("/referrals").page
    assert not page.select("#places") and not page.select("#incoming-h")


def test_the_places_count_those_who_are_enrolled(sanne, store, world):
    add_families(store, world, 3)
    assert "5" in sanne.open("/referrals").text("#places")


def test_a_family_that_is_declined_is_closed_and_gets_a_letter_in_danish(sanne, store, visit):
    visit("Sanne").client.post("/language", data={"language": "en"})
    decide(sanne, store, "decline", reason="I bor uden for området.")
    found = referred(store)
    assert (found.phase, found.closed_on) == (Phase.DECLINED, clock.today())
    letter = sanne.open(url_of(store)).text("#letter")
    assert "I bor uden for området." in letter and "Familien Pilfinger" in letter
    assert not sanne.page.select("#decision form")


def test_a_declined_family_stands_in_no_list(sanne, store):
    decide(sanne, store, "decline")
    for url in ("/families", "/families?state=all", "/families?state=closed", "/referrals", "/search?q=Pilfinger"):
        assert f"/families/{referred(store).reference}" not in sanne.open(url).response.text, url


def test_nothing_is_decided_again_when_it_is_declined(sanne, store):
    page = sanne.open(url_of(store)).find("#decision form")
    decide(sanne, store, "decline")
    sanne.submit(page, 403, outcome="enrol", reason=REASON)


@pytest.mark.parametrize(
    ("outcome", "reason"), [("", REASON), ("perhaps", REASON), ("enrol", ""), ("enrol", "x" * 1001)]
)
def test_a_decision_says_what_and_why(sanne, store, outcome, reason):
    decide(sanne, store, outcome, 422, reason)
    assert sanne.find("#decision-errors a") and referral(store).outcome is None
    assert sanne.find("#decision textarea").get_text().strip() == reason


def test_who_decides_second_sees_the_first_and_loses_nothing(sanne, store, visit):
    ole = visit("Ole").open(url_of(store))
    mine = ole.find("#decision form")
    decide(sanne, store, "wait")
    ole.submit(mine, 409, outcome="decline", reason="For langt væk")
    assert REASON in ole.text("#decision") and ole.find("#decision textarea").get_text().strip() == "For langt væk"
    assert referred(store).phase is Phase.WAITING
    ole.submit(ole.find("#decision form"), 303)
    assert referred(store).phase is Phase.DECLINED


def test_only_those_whose_office_it_is_decide(sanne, store, visit):
    url = url_of(store, "referral/decision")
    for name, status in (("Mette", 403), ("Lis", 404), ("Ada", 403)):
        client = visit(name).client
        assert client.post(url, data=token_for(client, url)).status_code == status
    assert referred(store).phase is Phase.REFERRED


def test_a_manager_of_the_programme_decides_as_well(sanne, store, visit):
    decide(visit("Ole"), store, "wait")
    assert referred(store).phase is Phase.WAITING


def test_a_family_without_a_referral_says_so(visit, world):
    mette = visit("Mette").open(f"{world.url}/referral")
    assert mette.find("main .empty") and not mette.page.select("main form")


def test_the_family_page_of_a_referred_family_is_its_referral(sanne, store):
    sanne.open(url_of(store, "").rstrip("/"), 303)
    assert sanne.response.headers["Location"].endswith("/referral")


def test_a_referred_family_is_counted_nowhere(sanne, store, visit):
    for url in ("/", "/families", "/families?state=all", "/search?q=Pilfinger"):
        page = sanne.open(url).page
        for notices in page.select("#notices"):
            notices.decompose()
        assert not page.select(f"a[href*='{referred(store).reference}']"), url
    ole = visit("Ole")
    for url in ("/caseload", "/team", "/families"):
        assert referred(store).reference not in ole.open(url).response.text, url


def test_it_cannot_be_opened_in_an_emergency(sanne, store, visit):
    bo = visit("Bo").open("/emergency")
    values = {"category": "danger", "reason": "Politiet ringer om familien nu", "password": "sol-og-regn"}
    bo.submit(bo.find("main form"), 422, family=SELMA, **values)


def test_the_page_asks_as_many_queries_however_much_there_is(sanne, store, queries):
    with queries:
        sanne.open(url_of(store))
    few = len(queries.statements)
    forget_children(store)
    sanne.open(url_of(store))
    sanne.submit(sanne.find("#target form"), 303, met="met", note="Skolen")
    with queries:
        sanne.open(url_of(store))
    assert len(queries.statements) == few

"""Every form of the site: who fills it in, where, and what must be chosen so that it can be stored.

A form's boxes are read from its page, so that a new field needs nothing here; a new form does (`test_coverage.py`).
"""

from dataclasses import dataclass, field
from typing import Any

FAMILY = "/families/HFI-2026-014"
KEEPERS = {
    "social/support": "Mette",
    "employment/work": "Jonas",
    "children/attendance": "Rikke",
    "children/wellbeing": "Bo",
    "children/health-visiting": "Ditte",
    "leisure/leisure": "Emil",
    "health/health": "Hanne",
}
MEASURED = {
    "social/support": "family-treatment",
    "employment/work": "work-placement",
    "children/attendance": "absence-effort",
    "children/wellbeing": "school-support",
    "children/health-visiting": "health-visit",
    "leisure/leisure": "bridging-leisure",
    "health/health": "bridging-gp",
}


@dataclass(frozen=True)
class Place:
    """A form. In `url` and `chosen`, also in its names, `{goal}` is the id that the scene calls so.

    `chosen` is what the form needs beside free text; `shown` are the pages on which its text is read afterwards, and
    `unseen` the fields that no page shows. A form that is `guarded` stores no text, and one for a `secret` does not
    give it back either. What is there `once` cannot be sent a second time. `page` is where the form stands, when that
    is not its own address.
    """

    endpoint: str
    who: str
    url: str
    chosen: dict[str, Any] = field(default_factory=dict)
    shown: tuple[str, ...] = (FAMILY,)
    unseen: frozenset[str] = frozenset()
    guarded: bool = False
    secret: bool = False
    once: bool = False
    page: str = ""

    @property
    def edits(self) -> bool:
        """Whether what was stored can be read in the same form afterwards."""
        return self.url.endswith("/edit")

    @property
    def stores(self) -> bool:
        """Whether its text is stored here; measures and plans have the same form in every section."""
        again = self.url.startswith(FAMILY) and any(one in self.url for one in ("/measures/", "/plans/", "/aims/"))
        return not self.guarded and not self.secret and (not again or "/social/" in self.url)


def unseen(*names: str) -> frozenset[str]:
    """Fields that no page shows as they were written."""
    return frozenset(names)


PEOPLE = {"person_ids": ["{lina}", "{amina}"]}
TIME = {"measure_id": "{measure}", "from_on": "{past}", "starts": "9", "ends": "10.30", "repeats": "weekly", **PEOPLE}
MET = {"day": "{past}", "person_ids": ["{amina}"]}
CAME = {**MET, "appointment_id": "{appointment}", "outcome": "missed"}
GOAL = {"start": "1", "last": "2", "now": "3", "good_enough": "8"}
KARLA = {"email": "ny@demo.example", "role": "professional", "department": "BIF", "profession": "employment_caseworker"}
PERSON = {"kind": "network"}
YUSUF = {"person_id": "{yusuf}"}
AGREEMENT = {"who": "user:{bo}"}
LAW = {"owner": "SOF", "reader": "SUF", "person_ids": ["{lina}"], "extent": "full", "to_on": "{soon}"}
TEAM, CONFLICTS = f"{FAMILY}/team", f"{FAMILY}/conflicts"
DORTHE, STIG = {"user_id": "{dorthe}"}, {"kind": "friend", "email": "stig@demo.example"}
NOBODYS = {"kind": "friend", "family": "HFI-2099-999"}
FINE, JUSTIFIED = {"verdict": "fine"}, {"verdict": "justified"}
RULES, ENTRY = "/parameters/deadlines", "/parameters/{parameter}"
DAYS = {"from_field": "aware_on", "done_field": "returns_on", "months": "3", "warn_days": "14"}
CHECK, REVIEWS = "/log/checks/{check}", "/emergency/reviews"

PLAN = [
    Place("family_page.goal_new", "Mette", f"{FAMILY}/goals/new", GOAL),
    Place("family_page.goal_edit", "Mette", f"{FAMILY}/goals/{{goal}}/edit", GOAL),
    Place("family_page.agreement_new", "Jonas", f"{FAMILY}/agreements/new", AGREEMENT),
    Place("family_page.agreement_edit", "Jonas", f"{FAMILY}/agreements/{{agreement}}/edit", AGREEMENT),
    Place("family_page.member_new", "Sanne", f"{FAMILY}/members/new", PERSON, unseen=unseen("phone")),
    Place("family_page.member_edit", "Sanne", f"{FAMILY}/members/{{lina}}/edit", PERSON),
    Place("family_page.appointment_new", "Mette", f"{FAMILY}/appointments/new", TIME, once=True),
    Place("family_page.appointment_edit", "Mette", f"{FAMILY}/appointments/{{appointment}}/edit", TIME),
    Place("family_page.confidence_new", "Mette", f"{FAMILY}/confidences/new", PEOPLE),
    Place("family_page.confidence_edit", "Mette", f"{FAMILY}/confidences/{{confidence}}/edit", PEOPLE),
    Place("family_page.word_new", "Mette", f"{FAMILY}/words/new", {**YUSUF, "penned": "self"}, once=True),
    Place("family_page.supporter_new", "Mette", f"{FAMILY}/supporters/new", {**YUSUF, "ring": "near"}),
    Place("family_page.supporter_edit", "Mette", f"{FAMILY}/supporters/{{supporter}}/edit", {"ring": "near"}),
    Place("family_page.promise_new", "Mette", f"{FAMILY}/promises/new", {**YUSUF, "times": "4"}, once=True),
    Place("family_page.promise_edit", "Mette", f"{FAMILY}/promises/{{promise}}/edit", {"times": "4"}, ()),
    Place(
        "family_page.agreement_drop",
        "Mette",
        f"{FAMILY}/agreements/{{agreement}}/drop",
        {},
        (),
        unseen("dropped_reason"),
        once=True,
    ),
    Place("family_page.contact_new", "Bo", f"{FAMILY}/contacts/new", {**MET, "how": "phone"}),
    Place("family_page.contact_edit", "Bo", f"{FAMILY}/contacts/{{contact}}/edit", {**MET, "how": "phone"}),
    Place("family_page.turnout_new", "Mette", f"{FAMILY}/turnouts/new", CAME, (f"{FAMILY}/contacts",)),
    Place(
        "family_page.turnout_edit",
        "Bo",
        f"{FAMILY}/turnouts/{{turnout}}/edit",
        {"outcome": "missed"},
        (),
        unseen("obstacle"),
    ),
    Place("family_page.story_edit", "Sanne", f"{FAMILY}/story/edit"),
    Place("family_page.facts_edit", "Sanne", f"{FAMILY}/facts/edit"),
    Place("family_page.consent_edit", "Sanne", f"{FAMILY}/members/{{asked}}/consents/edit", guarded=True),
    Place("family_page.ground_new", "Mette", f"{FAMILY}/grounds/new", LAW),
    Place("naming.show", "Sanne", f"{FAMILY}/named", {"user_id": "{bo}", "what": "identity"}, (f"{FAMILY}/named",)),
]
OFFICE = [
    Place("team.attach", "Sanne", f"{FAMILY}/attachments/new", {**DORTHE, "kind": "team"}, (TEAM,), once=True),
    Place("team.change", "Sanne", f"{FAMILY}/attachments/{{attachment}}/edit", {}, (TEAM,)),
    Place("team.hand_over", "Ole", "/team/handover/{giver}", {**DORTHE, "overlap": "7"}, (TEAM,), once=True),
    Place("team.away", "Ole", "/absences", guarded=True),
    Place("team.change_absence", "Emil", "/absences/{absence}/edit", guarded=True),
    Place("conflicts.declare", "Dorthe", "/conflicts", NOBODYS, (), unseen("reason")),
    Place("conflicts.declare_here", "Bo", f"{FAMILY}/conflict", {"kind": "friend"}, (), unseen("reason"), once=True),
    Place("conflicts.of_family", "Ole", CONFLICTS, STIG, (CONFLICTS,), unseen("reason")),
    Place("emergency.show", "Dorthe", "/emergency", {"category": "duty"}, secret=True),
    Place("emergency.review", "Dan", f"{REVIEWS}/{{review}}", JUSTIFIED, (REVIEWS,), once=True),
    Place("access_log.check", "Dan", CHECK, FINE, (CHECK,)),
    Place("overview.search", "Mette", "/search", guarded=True),
    Place("account.set_up_code", "Mette", "/account/code", secret=True),
    Place("account.end_logins", "Mette", "/account/logins/end", secret=True),
    Place("account.remove_code", "Mette", "/account/code/remove", secret=True),
    Place("account.change_password", "Mette", "/account/password", secret=True),
    Place("access.log_in", "", "/login", secret=True),
    Place("access.enter_code", "", "/login/code", secret=True),
    Place("users.choose_password", "", "/welcome/{token}", secret=True),
    Place("parameters.add", "Ada", f"{RULES}/social/support/new", DAYS, (RULES,), unseen("words_en")),
    Place("parameters.edit", "Ada", f"{ENTRY}/edit", {}, (ENTRY,)),
    Place("parameters.close", "Ada", f"{ENTRY}/close", {}, (ENTRY,)),
    Place("parameters.reopen", "Ada", f"{ENTRY}/reopen", {}, (ENTRY,)),
    Place("users.add", "Ada", "/users", KARLA, ("/users", "/requests"), unseen("phone", "hours")),
    Place("users.edit", "Ada", "/users/{user}/edit", {}, ("/users/{user}", "/users")),
    Place("users.ask", "Ada", "/users/{user}/rights", KARLA, ("/users/{user}", "/requests"), once=True),
]  # fmt: skip


def section_places() -> list[Place]:
    """The forms of every section, of its measures and of its plans."""
    found = []
    for section, who in KEEPERS.items():
        name, url = section.replace("/", "."), f"{FAMILY}/{section}"
        found += [
            Place(f"{name}_edit", who, f"{url}/edit"),
            Place(
                f"{name}_measure_new",
                who,
                f"{url}/measures/new",
                {"status": "running", "type_key": MEASURED[section], **PEOPLE},
            ),
            Place(f"{name}_measure_edit", who, f"{url}/measures/{{{section}/measure}}/edit"),
            Place(f"{name}_measure_status", who, f"{url}/measures/{{{section}/measure}}/status", {"status": "running"}),
            Place(f"{name}_aim_new", who, f"{url}/aims/new", {"goal_id": "{goal}"}),
            Place(f"{name}_aim_edit", who, f"{url}/aims/{{{section}/aim}}/edit", {"goal_id": "{goal}"}),
            Place(f"{name}_plan_new", who, f"{url}/plans/new"),
            Place(f"{name}_plan_edit", who, f"{url}/plans/{{{section}/plan}}/edit"),
        ]
    return found


MEETINGS, MEETING, VERSION = f"{FAMILY}/meetings", f"{FAMILY}/meetings/{{meeting}}", f"{FAMILY}/versions/1"
TALK, AGREED, NEXT = f"{MEETING}/goals", f"{MEETING}/agreements", f"{MEETING}/next"
DROPPED = f"{MEETING}/agreements/{{agreement}}/dropped"
SAID = {"who": "person:{amina}", "how": "orally"}
AT_MEETINGS = [
    Place("calling.call", "Sanne", f"{MEETINGS}/new", {}, (MEETINGS,), unseen("question", "guests")),
    Place("calling.edit", "Sanne", f"{MEETING}/edit", {}, (MEETING,)),
    Place("calling.cancel", "Sanne", f"{MEETING}/cancel", {}, (MEETING,), once=True),
    Place("meeting_mode.talk", "Mette", f"{MEETING}/goals/{{goal}}", {"now": "6"}, (TALK,), page=TALK),
    Place("meeting_mode.agree", "Mette", AGREED, {"who": "all"}, (AGREED,), page=AGREED),
    Place("meeting_mode.settle", "Mette", DROPPED, {}, (AGREED,), unseen("reason"), once=True, page=AGREED),
    Place("meeting_mode.decide", "Mette", f"{MEETING}/decisions", {}, (NEXT,), unseen("next_place"), page=NEXT),
    Place("meeting_mode.close", "Mette", f"{MEETING}/close", {"revise": "no"}, (f"{FAMILY}/versions/5", MEETINGS),
          once=True),
    Place("versions.approve", "Mette", f"{VERSION}/approvals", SAID, (VERSION,), page=VERSION),
    Place("versions.answers", "Bo", f"{MEETINGS}/{{held}}/answers", {"side": "staff"}, (), unseen("words")),
]  # fmt: skip
SECTIONS = section_places()
REFERRED, OFFERED = "/families/HFI-2026-016", "/families/HFI-2026-017"
REFERRAL = {"housing_area": "Lundtoftegade", "departments": ["SOF", "BIF"], "manner": "oral", "consented_on": "{past}"}
PEOPLE_NAMES = tuple(f"people-{number}-{name}" for number in (0, 1) for name in ("name", "relation"))
TOLD, ASSESSMENT = {"theme": "matters"}, f"{FAMILY}/assessment"
FIRST_MEETING = {"meeting_on": "{soon}", "meeting_at": "10", "later": "y"}
INTAKE = [
    Place("intake.refer", "Dorthe", "/referrals/new", REFERRAL, ("/referrals",),
          unseen("interpreter_language", "why", "source_name", *PEOPLE_NAMES)),
    Place("intake.answer_rule", "Sanne", f"{REFERRED}/referral/answer", {"met": "met"}, (f"{REFERRED}/referral",)),
    Place("intake.decide", "Sanne", f"{REFERRED}/referral/decision", {"outcome": "wait"}, (f"{REFERRED}/referral",)),
    Place("intake.enrol", "Sanne", f"{OFFERED}/enrolment", FIRST_MEETING, (OFFERED,), once=True),
    Place("intake.telling_new", "Mette", f"{FAMILY}/tellings/new", TOLD, (ASSESSMENT,)),
    Place("intake.telling_edit", "Mette", f"{FAMILY}/tellings/{{telling}}/edit", TOLD, (ASSESSMENT,)),
    Place("intake.view_edit", "Jonas", f"{ASSESSMENT}/view/edit", {}, (ASSESSMENT,)),
    Place("intake.approve", "Sanne", f"{ASSESSMENT}/approval", {"manner": "oral"}, (ASSESSMENT,)),
]  # fmt: skip
RESTING, ENDED, PHASE = "/families/HFI-2026-018", "/families/HFI-2026-019", f"{FAMILY}/phase"
SETTLED = {"ending": "moved", "becomes_{agreement}": "dropped"}
SECOND = {"contact_1": "{dorthe}", "contact_2": "{jonas}"}
OUT = [
    Place("closing.pause", "Sanne", f"{FAMILY}/pause", {}, (PHASE, FAMILY), once=True),
    Place("closing.resume", "Sanne", f"{RESTING}/resume", guarded=True),
    Place("closing.move", "Sanne", f"{FAMILY}/move/sammen-om-familien", SECOND, (PHASE,), once=True),
    Place("closing.close", "Sanne", f"{FAMILY}/close", SETTLED, (PHASE,), once=True),
    Place("closing.call", "Sanne", f"{ENDED}/call", {}, (f"{ENDED}/phase",)),
    Place("closing.reopen", "Sanne", f"{ENDED}/reopen", {}, (f"{ENDED}/phase",), once=True),
    Place("closing.write_letter", "Mette", f"{FAMILY}/attachments/{{left}}/letter", {}, (), unseen("words")),
]
PLACES = [*PLAN, *OFFICE, *INTAKE, *AT_MEETINGS, *OUT, *SECTIONS]
WORDLESS = {
    "access.choose_language", "access.log_out", "access_log.list_checks", "account.begin_code",
    "conflicts.lift", "emergency.leave", "family_page.end_ground",
    "family_page.set_agreement_status", "family_page.show_identity", "family_page.withdraw_all",
    "family_page.withdraw_way", "calling.remind", "meeting_mode.presence", "meeting_mode.stay", "naming.end",
    "notices.mark_seen",
    "overview.mark_seen", "users.answer", "users.lock",
    *(f"{section.replace('/', '.')}_confirm" for section in KEEPERS),
}  # fmt: skip
"""Endpoints whose forms have nothing but buttons."""

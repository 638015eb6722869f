"""A log row in plain words: what somebody did, to which part, and why they might."""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from hfi.access.roles import Role
from hfi.access.terms import Why
from hfi.access_log.hidden import is_confidential
from hfi.audit.models import READ, REFUSED, AuditEntry
from hfi.plan.department import registry
from hfi.programmes.model import role_title
from hfi.texts import LazyString, _l

BREAK_GLASS = "break_glass"
LISTS = ("overview", "families", "search", "caseload", "referrals", "own-referral", "twice")
PAPERS = ("print", "log-print", "version-print")
CHANGES = ("create", "update", "delete")


class Did(StrEnum):
    """The kinds of things that the log tells of."""

    OPENED = "opened"
    LISTED = "listed"
    CHANGED = "changed"
    PRINTED = "printed"
    REFUSED = "refused"
    EMERGENCY = "emergency"
    OTHER = "other"


DID_WORDS: dict[Did, LazyString] = {
    Did.OPENED: _l("Opened"),
    Did.LISTED: _l("Saw on a list"),
    Did.CHANGED: _l("Changed"),
    Did.PRINTED: _l("Printed"),
    Did.REFUSED: _l("Tried to open"),
    Did.EMERGENCY: _l("Opened in an emergency"),
    Did.OTHER: _l("Did something else"),
}
CHANGE_WORDS = {"create": _l("Added"), "update": _l("Changed"), "delete": _l("Removed")}

is_reading = AuditEntry.action == READ


def begins(names: tuple[str, ...]) -> sa.ColumnElement[bool]:
    """The condition that a row tells of one of these pages."""
    return sa.or_(*(sa.or_(AuditEntry.what == one, AuditEntry.what.startswith(f"{one}:")) for one in names))


CONDITIONS: dict[Did, sa.ColumnElement[bool]] = {
    Did.OPENED: sa.and_(is_reading, ~begins(LISTS + PAPERS)),
    Did.LISTED: sa.and_(is_reading, begins(LISTS)),
    Did.PRINTED: sa.and_(is_reading, begins(PAPERS)),
    Did.CHANGED: AuditEntry.action.in_(CHANGES),
    Did.REFUSED: AuditEntry.action == REFUSED,
    Did.EMERGENCY: sa.or_(AuditEntry.action == BREAK_GLASS, AuditEntry.why == Why.BROKEN_GLASS.value),
    Did.OTHER: AuditEntry.action.not_in((READ, REFUSED, BREAK_GLASS, *CHANGES)),
}

DUTIES: dict[str, LazyString] = {
    "attach": _l("Said who works with the family"),
    "block": _l("Noted a conflict of interest"),
    "name": _l("Named somebody"),
    "review": _l("Looked into an emergency opening"),
    "sample": _l("Checked the log"),
    "share": _l("Wrote down a ground for sharing"),
    "withdraw": _l("Took back a consent"),
}

GROUNDS: dict[str, LazyString] = {
    Why.ATTACHED: _l("Works with the family"),
    Why.OWN_DEPARTMENT: _l("It is the department's own part"),
    Why.SHARED: _l("It is shared with the department"),
    Why.NAMED: _l("Is named to read it"),
    Why.MANAGER: _l("Leads the work with the family"),
    Why.BROKEN_GLASS: _l("Does not work with the family: an emergency"),
    Why.OFFICE: _l("It is part of the job"),
    Why.ONESELF_FIRST: _l("Said it of themselves"),
    Why.CONFLICT: _l("Refused: stands too near to the family"),
    Why.NO_RELATION: _l("Refused: does not work with the family"),
    Why.BEYOND_EMERGENCY: _l("Refused: more than an emergency opens"),
    Why.NO_CONTENT_ROLE: _l("Refused: the role reads no content"),
    Why.NOT_SHARED: _l("Refused: no consent"),
    Why.OTHER_PROFESSION: _l("Refused: for another profession"),
    Why.NOT_NAMED: _l("Refused: for named people only"),
    Why.OTHER_DEPARTMENT: _l("Refused: another department's part"),
    Why.NOT_KEEPER: _l("Refused: kept by the contact persons"),
    Why.NO_AUTHORITY: _l("Refused: kept by the department"),
    Why.NOT_ON_PAPER: _l("Refused: never on paper"),
    Why.NOT_THEIRS: _l("Refused: about somebody else"),
    Why.READ_ONLY: _l("Refused: may read, not change"),
    Why.CLOSED: _l("Refused: the plan is closed"),
    Why.NOT_THE_OFFICE: _l("Refused: not their office"),
    Why.NOT_ONESELF: _l("Refused: not about oneself"),
    Why.NO_SECOND: _l("Refused: nobody approved it"),
    Why.ALREADY_INSIDE: _l("Refused: works with the family already"),
}

PAGES: dict[str, LazyString] = {
    "page": _l("The whole plan"),
    "confidences": _l("Confidential notes"),
    "identity": _l("Who somebody is"),
    "named": _l("Who is named"),
    "week": _l("The week"),
    "deadlines": _l("Deadlines"),
    "contacts": _l("Contacts"),
    "timeline": _l("Timeline"),
    "phase": _l("Pauses, moves and the closing"),
    "saved": _l("The plan"),
    "print": _l("The plan on paper"),
    "meeting": _l("Plan meetings"),
    "meeting-mode": _l("The plan at the meeting"),
    "version": _l("A version of the plan"),
    "version-print": _l("A version of the plan on paper"),
    "compare": _l("Two versions of the plan side by side"),
    "print-choice": _l("Whom a copy is for"),
    "log": _l("This log"),
    "log-print": _l("This log on paper"),
    "overview": _l("Own overview"),
    "families": _l("List of families"),
    "search": _l("Search"),
    "caseload": _l("Caseload"),
    "referral": _l("The referral"),
    "referrals": _l("List of referrals"),
    "own-referral": _l("Own referrals"),
    "twice": _l("Whether somebody is in two families"),
    "assessment": _l("The joint assessment"),
}
KINDS: dict[str, LazyString] = {
    "aim": _l("The department's goals"),
    "agreement": _l("Agreements"),
    "approval": _l("Who agreed to the plan"),
    "assessmentapproval": _l("The family's approval"),
    "goaltalk": _l("Goals"),
    "appointment": _l("The week"),
    "attachment": _l("Who works with the family"),
    "breakglass": _l("Emergency opening"),
    "confidence": _l("Confidential notes"),
    "conflict": _l("Conflict of interest"),
    "consent": _l("Consents"),
    "contactpromise": _l("Contact with the caseworker"),
    "departmentview": _l("A department's short view"),
    "enrolment": _l("Enrolment"),
    "contact": _l("Contacts"),
    "contactentry": _l("Contacts"),
    "departmentgoal": _l("The department's goals"),
    "facts": _l("Facts about the family"),
    "family": _l("Facts and story of the family"),
    "goal": _l("Goals"),
    "measure": _l("Measures"),
    "member": _l("Somebody in the family"),
    "naming": _l("Who is named"),
    "ownwords": _l("A young person's own words"),
    "person": _l("Somebody in the family"),
    "plan": _l("The department's own plan"),
    "planmeeting": _l("Plan meetings"),
    "promise": _l("Contact with the caseworker"),
    "reading": _l("Numbers"),
    "referral": _l("The referral"),
    "ruleanswer": _l("Whether the family is in the target group"),
    "sectionrecord": _l("The department's text"),
    "sectorplan": _l("The department's own plan"),
    "story": _l("The family's story"),
    "supporter": _l("A young person's network"),
    "call": _l("The call after the closing"),
    "close": _l("The closing"),
    "closing": _l("The closing"),
    "closingline": _l("The closing"),
    "letter": _l("Letter about who leaves"),
    "pause": _l("Pause"),
    "move": _l("Move to another programme"),
    "programmemove": _l("Move to another programme"),
    "reopen": _l("Opening again"),
    "resume": _l("Pause"),
    "retention": _l("How long it is kept"),
    "telling": _l("What the family told"),
    "view": _l("A department's short view"),
    "word": _l("A young person's own words"),
    "turnout": _l("Kept appointments"),
}


def did_of(row: Any) -> Did:
    """What kind of thing the row tells of."""
    if row.action == BREAK_GLASS or row.why == Why.BROKEN_GLASS:
        return Did.EMERGENCY
    if row.action == REFUSED:
        return Did.REFUSED
    if row.action in CHANGES:
        return Did.CHANGED
    if row.action != READ:
        return Did.OTHER
    page = page_of(row.what)
    return Did.LISTED if page in LISTS else Did.PRINTED if page in PAPERS else Did.OPENED


def action_words(row: Any) -> str:
    """What somebody did."""
    did = did_of(row)
    if did is Did.CHANGED:
        return str(CHANGE_WORDS[row.action])
    return str(DUTIES.get(row.action, DID_WORDS[did]) if did is Did.OTHER else DID_WORDS[did])


def part_words(row: Any, with_notes: bool = False) -> str:
    """The part of the plan: `Measures · Family support`; that there are confidential notes only `with_notes`."""
    told = [one for one in row.what.split() if with_notes or not is_confidential(one)]
    names = dict.fromkeys(str(one) for one in map(name_of, told) if one)
    section = registry().by_id.get(row.section)
    titles = [str(section.title)] if section and str(section.title) not in names else []
    return " · ".join([", ".join(names), *titles] if names else titles) or "–"


def name_of(told: str) -> Any:
    """One thing that a row tells of: `page:…`, `card:social/support`, `form:goal-…`, `goal:title,now`."""
    name, _colon, rest = told.partition(":")
    if name in ("card", "confirm"):
        section = registry().by_id.get(rest)
        return section.title if section else ""
    if name == "form":
        return form_name(rest)
    return PAGES.get(name) or KINDS.get(name, "")


def form_name(anchor: str) -> Any:
    """What a form is about: `goal-…`, `story`, `social-support-details`, `social-support-measure-new`."""
    for section in registry().sections:
        if anchor.startswith(f"{section.anchor}-"):
            return section.title
    return KINDS.get(anchor.partition("-")[0], "")


def page_of(what: str) -> str:
    """The page that a reading tells of."""
    return what.partition(" ")[0].partition(":")[0]


def ground_words(row: Any) -> str:
    """Why somebody might, or might not; the coordinator is called so."""
    if row.why == Why.ATTACHED and row.role == Role.COORDINATOR:
        return role_title(Role.COORDINATOR)
    return str(GROUNDS.get(row.why, "–"))


def rule_words(rule: str) -> str:
    """Why a row was picked for a sample check."""
    return str(RULES[rule])


RULES: dict[str, LazyString] = {
    "random": _l("Picked by chance"),
    "own_surname": _l("Has the same surname as somebody in the family"),
    "outside_hours": _l("Outside working hours"),
    "many_families": _l("Opened many families that day"),
    "no_attachment": _l("Did not work with the family that day"),
    "protected": _l("Protected address or CPR number"),
}

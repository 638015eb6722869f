"""What each address must answer to whom, worked out from `decide()` and from nothing that the program computes."""

from dataclasses import dataclass
from typing import Any

from hfi.access.policy import decide
from hfi.access.roles import ROLE_RIGHTS, Role
from hfi.access.terms import Action, Level, Reader, Relation, Target
from hfi.plan.department import registry
from hfi.programmes.model import Programme
from tests.proof.addresses import Address, is_public
from tests.proof.states import State
from tests.world import PERSONAS

SHARING = {"SOF", "BIF", "BUF", "KFF", ""}
"""Departments that share everything with each other in the stories; the empty one is the coordinators'."""

READS_PLAN = (Action.READ, Level.PLAN)
WRITES_PLAN = (Action.WRITE, Level.PLAN)
NOT_THERE = {
    "closing.farewell",
    "closing.print_letter",
    "closing.write_letter",
    "conflicts.lift",
    "emergency.review",
    "team.change",
    "team.change_absence",
    "team.hand_over",
    "users.answer",
    "users.ask",
    "users.choose_password",
    "users.edit",
    "users.lock",
    "users.show_user",
    "versions.answers",
    "versions.compare",
    "versions.paper",
    "versions.thanks",
}
"""Whoever may ask for these finds nothing: there is no such conflict, emergency, absence, request or colleague; the
meeting is not held yet, and of the plan's only version the paper is not kept; nobody closed the family with a form."""
CLOSES = (Action.CLOSE, Level.PLAN)
PRINTS_PLAN = (Action.PRINT, Level.PLAN)
AT_MEETINGS = {
    **dict.fromkeys(("calling.show_list", "calling.show", "versions.thanks"), READS_PLAN),
    **dict.fromkeys(("calling.call", "calling.edit", "calling.cancel", "calling.remind"), WRITES_PLAN),
    **dict.fromkeys(("meeting_mode.step", "meeting_mode.stay"), PRINTS_PLAN),
    **dict.fromkeys(("meeting_mode.presence", "meeting_mode.talk", "meeting_mode.agree"), WRITES_PLAN),
    **dict.fromkeys(("meeting_mode.settle", "meeting_mode.decide", "meeting_mode.close"), WRITES_PLAN),
    **dict.fromkeys(("versions.show", "versions.paper", "versions.compare", "versions.questions"), PRINTS_PLAN),
    "versions.approve": WRITES_PLAN,
}
WAY_OUT = {
    **dict.fromkeys((f"closing.{one}" for one in ("pause", "resume", "move", "close", "call", "reopen")), CLOSES),
    **dict.fromkeys(("closing.farewell", "closing.print_letter"), PRINTS_PLAN),
    "closing.write_letter": WRITES_PLAN,
    "closing.show": READS_PLAN,
}
PLAN_ENDPOINTS = (
    AT_MEETINGS
    | WAY_OUT
    | {
        "conflicts.lift": (Action.BLOCK, Level.PLAN),
        "conflicts.of_family": (Action.BLOCK, Level.PLAN),
        "team.attach": (Action.ATTACH, Level.PLAN),
        "team.change": (Action.ATTACH, Level.PLAN),
        "team.show_family": READS_PLAN,
        "family_page.show": READS_PLAN,
        "intake.show_referral": READS_PLAN,
        "intake.answer_rule": (Action.ATTACH, Level.PLAN),
        "intake.decide": (Action.ATTACH, Level.PLAN),
        "intake.enrol": (Action.ATTACH, Level.PLAN),
        "intake.assessment": READS_PLAN,
        "intake.approve": WRITES_PLAN,
        "family_page.show_week": READS_PLAN,
        "family_page.show_contacts": READS_PLAN,
        "family_page.show_deadlines": READS_PLAN,
        "timeline.show": READS_PLAN,
        "family_page.show_consents": READS_PLAN,
        "printing.consent": (Action.PRINT, Level.PLAN),
        "printing.plan": (Action.PRINT, Level.PLAN),
        "printing.choose": (Action.PRINT, Level.PLAN),
    }
)

LOG_ENDPOINTS = ("access_log.show", "access_log.paper")
"""The officer who looks after the log meets no family, and every family's log."""


@dataclass(frozen=True)
class Person:
    """Somebody who asks, in a state."""

    name: str
    state: State
    programme: Programme

    @property
    def reader(self) -> Reader:
        """What the rule is told of them."""
        return Reader(*PERSONAS[self.name])

    @property
    def relation(self) -> Relation:
        """Managers lead in every state: somebody of theirs is on the team. Others are what they are attached as."""
        return Relation.MANAGER if self.reader.role is Role.MANAGER else self.state.relation

    def may(self, action: Action, level: Level, owner: str = "", **more: Any) -> bool:
        """What the rule says."""
        shared = self.state.target.get("shared", {owner, self.reader.department} <= SHARING)
        known = {name: value for name, value in self.state.target.items() if name != "shared"}
        target = Target(level, self.relation, owner, shared=shared, **{**known, **more})
        return bool(decide(self.reader, action, target))


def expected(one: Address, person: Person) -> str:
    """`in`, `403` (known, but not for them) or `404` (not there for them)."""
    found = "404" if one.endpoint in NOT_THERE else "in"
    if not is_public(one) and one.right not in ROLE_RIGHTS[person.reader.role]:
        return "403"
    if not one.of_family:
        return found
    if one.endpoint in LOG_ENDPOINTS and person.may(Action.READ_LOG, Level.PLAN):
        return "in"
    if not person.may(*READS_PLAN):
        return "404"
    if is_hidden(one, person):
        return "404"
    if not allowed(one, person):
        return "403"
    # Why the law lets something be shared is the coordinator's to read: for the others it is not there.
    hidden = one.endpoint == "family_page.end_ground" and person.relation is not Relation.COORDINATOR
    return "404" if hidden else found


def is_hidden(one: Address, person: Person) -> bool:
    """Whether the thing itself is not there for them: a note for whoever is not named, a naming that is not theirs."""
    if one.endpoint == "family_page.confidence_edit":
        return person.name != "Mette"
    return one.endpoint == "naming.end" and not person.may(Action.NAME, Level.IDENTITY)


def allowed(one: Address, person: Person) -> bool:
    """Whether somebody for whom the family is there may do what the address does."""
    if one.section:
        action = Action.READ if one.endpoint == one.section.id.replace("/", ".") else Action.WRITE
        owner = person.programme.owner(one.section.area).code
        return person.may(action, one.section.level, owner, professions=one.section.professions)
    if one.endpoint in LOG_ENDPOINTS:
        return False
    if one.endpoint == "conflicts.declare_here":
        return person.may(Action.BLOCK, Level.PLAN, oneself=True)
    if one.endpoint in PLAN_ENDPOINTS:
        return person.may(*PLAN_ENDPOINTS[one.endpoint])
    kind = one.endpoint if one.endpoint in SPECIAL else one.endpoint.split(".")[1].partition("_")[0]
    return SPECIAL[kind](one, person)


def writes_agreement(one: Address, person: Person) -> bool:
    """A new one everybody; the one of the stories is Bo's."""
    return person.may(*WRITES_PLAN, contribution=one.item is None or person.name == "Bo")


def writes_contact(one: Address, person: Person) -> bool:
    """A new one everybody; the one of the stories is Bo's."""
    return person.may(*WRITES_PLAN, contribution=one.item is None or person.name == "Bo")


def writes_turnout(one: Address, person: Person) -> bool:
    """The same, and of an appointment of the social department's only those who may know of it."""
    knows = one.item is None or person.may(Action.READ, Level.DEPARTMENT, "SOF")
    return knows and writes_contact(one, person)


def writes_appointment(one: Address, person: Person) -> bool:
    """The time of the stories belongs to the social department; a new one needs an own measure."""
    owner = "SOF" if one.item else person.reader.department
    return person.may(Action.WRITE, Level.DEPARTMENT, owner)


def writes_confidence(_one: Address, person: Person) -> bool:
    """One of the own department's, that names them: as all notes do that they find."""
    return person.may(Action.WRITE, Level.CONFIDENTIAL, person.reader.department, named=True)


def sees_identity(_one: Address, person: Person) -> bool:
    """Bo is named for Lina."""
    return person.may(Action.READ, Level.IDENTITY, named=person.name == "Bo")


def names(_one: Address, person: Person) -> bool:
    """Somebody for anything at all."""
    areas = registry().sections
    own = (
        person.may(Action.NAME, Level.SENSITIVE, person.programme.owner(one.area).code, professions=one.professions)
        for one in areas
    )
    return person.may(Action.NAME, Level.IDENTITY) or any(own)


def writes_ground(_one: Address, person: Person) -> bool:
    """A ground for sharing: of one department at least."""
    return any(person.may(Action.SHARE, Level.PLAN, one.code) for one in person.programme.departments)


def takes_back(_one: Address, person: Person) -> bool:
    """A yes, or a legal ground."""
    return person.may(Action.WITHDRAW, Level.PLAN)


SPECIAL = {
    "confidence": writes_confidence,
    "family_page.show_identity": sees_identity,
    "naming.show": names,
    "naming.end": lambda one, person: person.may(Action.NAME, Level.IDENTITY, oneself=person.name == "Rikke"),
    "consent": writes_ground,
    "ground": writes_ground,
    "withdraw": takes_back,
    "end": takes_back,
    "goal": lambda one, person: person.may(*WRITES_PLAN),
    "telling": lambda one, person: person.may(*WRITES_PLAN),
    "view": lambda one, person: person.may(Action.WRITE, Level.DEPARTMENT, person.reader.department),
    "member": lambda one, person: person.may(*WRITES_PLAN),
    "story": lambda one, person: person.may(*WRITES_PLAN),
    "facts": lambda one, person: person.may(*WRITES_PLAN),
    "word": lambda one, person: person.may(*WRITES_PLAN),
    "supporter": lambda one, person: person.may(*WRITES_PLAN),
    "promise": lambda one, person: person.may(*WRITES_PLAN),
    "agreement": writes_agreement,
    "set": writes_agreement,
    "contact": writes_contact,
    "turnout": writes_turnout,
    "appointment": writes_appointment,
    "versions.answers": lambda one, person: person.may(*WRITES_PLAN, contribution=True),
}

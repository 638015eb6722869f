"""The stories' family and everybody at work with it, with hostile text in all that is stored as somebody wrote it."""

from typing import Any

from hfi import clock
from hfi.access.models import Attachment, BreakGlass, Conflict, Naming, User
from hfi.audit.models import AuditCheck
from hfi.confidences.models import Confidence
from hfi.consent.models import LegalGround
from hfi.contacts.models import ContactEntry, Turnout
from hfi.extensions import db
from hfi.families.models import Family, Person
from hfi.intake.models import AssessmentApproval, DepartmentView, Referral, RuleAnswer, Telling
from hfi.meetings.models import GoalTalk, PlanMeeting
from hfi.parameters.models import Parameter, ParameterChange
from hfi.phases.models import Closing, ClosingLine, Letter, Pause, ProgrammeMove
from hfi.plan.goal_history import DepartmentGoal
from hfi.plan.models import Agreement, Goal, Measure, SectionRecord, SectorPlan
from hfi.schedule.models import Appointment
from hfi.users.models import AccountRequest
from hfi.versions.models import Approval, MeetingAnswer
from hfi.young.models import ContactPromise, OwnWords, Supporter
from tests.hostile.texts import MARKUP
from tests.store import Store
from tests.world import World

WRITTEN: dict[Any, tuple[str, ...]] = {
    Family: ("name", "address", "housing_area", "district", "interpreter_language", "dream", "story", "what_works",
             "do_not_ask_again"),
    Person: ("name", "relation", "address", "phone", "note"),
    Goal: ("title", "words", "next_step", "preferred_future", "signs"),
    GoalTalk: ("why",),
    DepartmentGoal: ("text", "seen_by"),
    Agreement: ("text", "rhythm", "dropped_reason"),
    Measure: ("title", "plain_words", "next_step", "provider", "status_reason", "legal_ground"),
    Appointment: ("title", "place"),
    SectionRecord: ("assessment",),
    Supporter: ("name", "relation", "helps"),
    ContactPromise: ("manner",),
    OwnWords: ("resources", "challenges", "dreams", "help"),
    SectorPlan: ("reference", "lines"),
    PlanMeeting: ("place", "cancel_reason", "decisions", "guests", "next_place", "question", "record", "revise_reason"),
    Approval: ("kept_at",),
    MeetingAnswer: ("words",),
    ContactEntry: ("about",),
    Turnout: ("title", "obstacle"),
    Confidence: ("text",),
    LegalGround: ("paragraph", "reason"),
    User: ("name", "phone", "hours"),
    Attachment: ("reason", "end_reason"),
    BreakGlass: ("reason", "note"),
    Conflict: ("reason",),
    Naming: ("reason",),
    AccountRequest: ("reason",),
    AuditCheck: ("note",),
    Referral: ("source_name", "family_name", "why", "outcome_reason"),
    RuleAnswer: ("note",),
    Telling: ("words", "told_by"),
    DepartmentView: ("text",),
    AssessmentApproval: ("who",),
    Parameter: ("words", "words_en", "source"),
    ParameterChange: ("reason",),
    Pause: ("reason",),
    ProgrammeMove: ("reason",),
    Closing: ("summary", "whom_to_call", "municipality", "hand_over", "call_note", "reopen_reason"),
    ClosingLine: ("words",),
    Letter: ("words",),
}  # fmt: skip
CODES = {
    "reference", "email", "password_hash", "language", "programme", "section_id", "type_key", "kind", "indicator",
    "owner", "reader", "purpose", "text_version", "department", "was_role", "was_department", "was_profession",
    "verdict", "rules", "from_programme", "to_programme", "rule_key", "cpr", "link_hash", "key", "replaces", "scale",
}  # fmt: skip
"""Columns of these tables that nobody writes freely."""
OWN = ("findings", "placement_aim", "return_needs", "way_back", "note", "bridging")
EACH = ("cooperation", "agreement", "job_plan", "documentation", "interests", "association", "fee_season")


def overwrite(world: World, store: Store) -> None:
    """Put the text into every column, as long as it takes, and into the sections' own fields."""
    for model, names in WRITTEN.items():
        columns = {name: model.__table__.c[name].type for name in names}
        values = {name: MARKUP[: getattr(kind, "length", None)] for name, kind in columns.items()}
        store.rewrite(model, **values)
    people = {f"p{one.hex}": dict.fromkeys(EACH, MARKUP) for one in world.people.values()}
    store.rewrite(SectionRecord, details={"own": dict.fromkeys(OWN, MARKUP), "people": people})


def records(world: World, sections: list[str]) -> list[SectionRecord]:
    """A record in every section but the stories' own, brought up to date today."""
    base = {"family_id": world.family, "updated_at": clock.now()}
    return [SectionRecord(section_id=one, **base) for one in sections if one != "social/support"]


def text_columns(model: Any) -> set[str]:
    """The columns of a table that hold text, but for its choices and codes."""
    kinds = {column.name: column.type for column in model.__table__.columns}
    texts = {name for name, kind in kinds.items() if type(kind).__name__ in ("String", "Text", "SealedText")}
    return texts - CODES


def written_models() -> set[Any]:
    """The mapped classes that hold text of somebody's."""
    return {one.class_ for one in db.Model.registry.mappers if text_columns(one.class_)}

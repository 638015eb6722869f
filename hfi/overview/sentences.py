"""What a colleague did, as a sentence: from what the log says, which is never what somebody wrote."""

from typing import Any

from hfi.plan.department import registry
from hfi.texts import LazyString, _l

LIFE_KINDS = ("contactentry", "ownwords", "supporter", "contactpromise")
PLAN_KINDS = (
    "family",
    "person",
    "goal",
    "agreement",
    "planmeeting",
    "consent",
    "attachment",
    "contactentry",
    *LIFE_KINDS,
)
SECTION_KINDS = ("sectionrecord", "measure", "sectorplan", "appointment", "reading", "departmentgoal")

DONE: dict[tuple[str, str], LazyString] = {
    ("family", "create"): _l("enrolled the family"),
    ("family", "update"): _l("changed the facts about the family"),
    ("person", "create"): _l("added somebody to the family"),
    ("person", "update"): _l("changed the facts about somebody in the family"),
    ("person", "delete"): _l("removed somebody from the family"),
    ("goal", "create"): _l("added a goal"),
    ("goal", "update"): _l("changed a goal"),
    ("goal", "delete"): _l("removed a goal"),
    ("agreement", "create"): _l("made a new agreement"),
    ("agreement", "update"): _l("changed an agreement"),
    ("agreement", "delete"): _l("removed an agreement"),
    ("planmeeting", "create"): _l("arranged a plan meeting"),
    ("planmeeting", "update"): _l("changed a plan meeting"),
    ("planmeeting", "delete"): _l("cancelled a plan meeting"),
    ("contactentry", "create"): _l("wrote down a contact with the family"),
    ("contactentry", "update"): _l("changed a contact with the family"),
    ("consent", "create"): _l("wrote down a consent"),
    ("consent", "update"): _l("changed a consent"),
    ("attachment", "create"): _l("attached a colleague to the family"),
    ("attachment", "update"): _l("changed who works with the family"),
    ("attachment", "delete"): _l("changed who works with the family"),
    ("ownwords", "create"): _l("wrote down a young person's own words"),
    ("supporter", "create"): _l("added somebody to a young person's network"),
    ("supporter", "update"): _l("changed a young person's network"),
    ("contactpromise", "create"): _l("promised contact with a young person"),
    ("contactpromise", "update"): _l("noted contact with a young person"),
    ("sectionrecord", "create"): _l("wrote in “%(section)s”"),
    ("sectionrecord", "update"): _l("changed “%(section)s”"),
    ("measure", "create"): _l("added a measure in “%(section)s”"),
    ("measure", "update"): _l("changed a measure in “%(section)s”"),
    ("measure", "delete"): _l("removed a measure in “%(section)s”"),
    ("sectorplan", "create"): _l("added a plan in “%(section)s”"),
    ("sectorplan", "update"): _l("changed a plan in “%(section)s”"),
    ("sectorplan", "delete"): _l("removed a plan in “%(section)s”"),
    ("appointment", "create"): _l("added an appointment in “%(section)s”"),
    ("appointment", "update"): _l("changed an appointment in “%(section)s”"),
    ("appointment", "delete"): _l("removed an appointment in “%(section)s”"),
    ("departmentgoal", "create"): _l("added a goal of the department in “%(section)s”"),
    ("departmentgoal", "update"): _l("changed a goal of the department in “%(section)s”"),
    ("reading", "create"): _l("wrote new numbers in “%(section)s”"),
    ("reading", "update"): _l("changed numbers in “%(section)s”"),
}
STORY = frozenset({"dream", "story", "what_works", "do_not_ask_again", "story_told_on"})
CONFIRMED = frozenset({"confirmed_at", "confirmed_by_id", "ready"})

# More telling than the above, when the changed fields tell it: kind, fields that all changes must be among, sentence.
TELLING: tuple[tuple[str, frozenset[str], LazyString], ...] = (
    ("agreement", frozenset({"status", "done_on"}), _l("closed an agreement")),
    ("family", STORY, _l("wrote in the family's story")),
    ("family", frozenset({"phase"}), _l("changed whether the work rests")),
    ("family", frozenset({"programme"}), _l("moved the family to another programme")),
    ("sectionrecord", CONFIRMED, _l("confirmed “%(section)s”")),
    ("goal", frozenset({"now", "last"}), _l("moved a goal on the scale")),
    ("goal", frozenset({"next_step"}), _l("changed the next small step of a goal")),
)


def sentence(row: Any) -> str:
    """The log entry's sentence, without its subject; empty when there is none worth telling."""
    section = registry().by_id.get(row.section)
    told = telling(row) or DONE.get((row.kind, row.action), "")
    return str(told) % {"section": section.title if section else ""}


def telling(row: Any) -> LazyString | None:
    """The sentence for a change of just these fields."""
    fields = set(row.fields.split(","))
    found = (words for kind, among, words in TELLING if row.kind == kind and fields <= among)
    return next(found, None) if row.action == "update" else None

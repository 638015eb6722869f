"""What the social department offers, its own plans, and what the law gives it a deadline for."""

from hfi.deadlines.rules import section_rules
from hfi.plan.section import MeasureType
from hfi.texts import _l

MEASURE_TYPES = (
    MeasureType("child-assessment", _l("Child assessment")),
    MeasureType("family-treatment", _l("Family treatment")),
    MeasureType("contact-person", _l("Contact person for a child or young person")),
    MeasureType("crime-prevention", _l("Crime-prevention course"), sensitive=True),
    MeasureType("idraetsprojektet", _l("Course with Idrætsprojektet")),
    MeasureType("parenting-course", _l("Parenting course")),
    MeasureType("trauma-assessment", _l("Assessment for trauma"), sensitive=True),
    MeasureType("supportive-relation", _l("Supportive relation in the network")),
    MeasureType("placement", _l("Placement as a pitstop"), sensitive=True),
    MeasureType("network-meeting", _l("Network meeting")),
)

PLAN_KINDS = (
    ("child-plan", _l("The child's plan")),
    ("youth-plan", _l("Youth plan")),
    ("parents-plan", _l("Parents' plan")),
    ("holistic-plan", _l("Holistic plan")),
    ("treatment-plan", _l("Treatment plan")),
)

DEADLINES = section_rules("child-assessment", from_field="aware_on", done_field="finished_on")

"""What the children's department offers in its three sections, and its own plans."""

from hfi.plan.section import MeasureType
from hfi.texts import _l

WELLBEING_TYPES = (
    MeasureType("ppv", _l("Pedagogical-psychological assessment (PPV)")),
    MeasureType("psychologist-talks", _l("Talks with the psychologist"), sensitive=True),
    MeasureType("consultative-help", _l("Consultative help to school or day care")),
    MeasureType("school-support", _l("Support at school")),
    MeasureType("family-school-cooperation", _l("Cooperation between family and school")),
)
WELLBEING_PLANS = (("ppv", _l("Pedagogical-psychological assessment (PPV)")),)

ATTENDANCE_TYPES = (
    MeasureType("absence-effort", _l("Absence effort")),
    MeasureType("accompanied-to-school", _l("Accompanied to school")),
    MeasureType("attendance-agreement", _l("Agreement on attendance")),
    MeasureType("staying-in-school", _l("Staying in school")),
    MeasureType("daycare-attendance", _l("Attendance in day care")),
)
ATTENDANCE_PLANS = (("absence-plan", _l("Action plan for absence")),)

VISIT_TYPES = (
    MeasureType("health-visit", _l("Visit of the health visitor")),
    MeasureType("attachment", _l("Attachment between child and parents")),
    MeasureType("overweight", _l("Overweight detection")),
    MeasureType("parenting", _l("Parenting skills")),
    MeasureType("parental-conflict", _l("Handling of parental conflict")),
    MeasureType("parents-mental-health", _l("The parents' mental health")),
    MeasureType("bridging-health", _l("Bridging to a health offer")),
)
VISIT_PLANS = (("health-visitor-plan", _l("The health visitor's plan")),)

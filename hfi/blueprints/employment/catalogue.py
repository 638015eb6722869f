"""What the employment department offers, and its own plans."""

from datetime import date

from hfi.plan.section import MeasureType
from hfi.texts import _l

# The employment reform of 2025/26 (L 66) ends resource courses and rehabilitation in steps to 1 January 2027.
LAST_DAY_BEFORE_REFORM = date(2026, 12, 31)

MEASURE_TYPES = (
    MeasureType("authority-casework", _l("Authority casework")),
    MeasureType("work-placement", _l("Work placement")),
    MeasureType("small-job", _l("Small job, paid hours")),
    MeasureType("wage-subsidised-job", _l("Wage-subsidised job")),
    MeasureType("spare-time-job", _l("Spare-time job")),
    MeasureType("danish-lessons", _l("Danish lessons")),
    MeasureType("employment-directed", _l("Employment-directed measure")),
    MeasureType("education-directed", _l("Education-directed measure")),
    MeasureType("job-clarification", _l("Development and job-clarification course")),
    MeasureType("resource-course", _l("Resource course"), valid_until=LAST_DAY_BEFORE_REFORM),
    MeasureType("rehabilitation", _l("Rehabilitation (revalidering)"), valid_until=LAST_DAY_BEFORE_REFORM),
    MeasureType("flexible-job", _l("Flexible job")),
    MeasureType("early-retirement", _l("Early-retirement pension, case being prepared")),
    MeasureType("mentor", _l("Mentor")),
)

PLAN_KINDS = (
    ("job-plan", _l("Job plan (My plan)")),
    ("education-order", _l("Education order")),
)

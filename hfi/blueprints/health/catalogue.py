"""What the health department offers."""

from hfi.plan.section import MeasureType
from hfi.texts import _l

MEASURE_TYPES = (
    MeasureType("health-conversation", _l("Family health conversation")),
    MeasureType("bridging-gp", _l("Bridging to the family's own doctor")),
    MeasureType("bridging-municipal", _l("Bridging to a municipal health offer")),
    MeasureType("bridging-regional", _l("Bridging to a regional offer (hospital, psychiatry)")),
    MeasureType("appointment-help", _l("Help with appointments at the doctor or hospital")),
)

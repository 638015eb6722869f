"""What the leisure department offers."""

from hfi.plan.section import MeasureType
from hfi.texts import _l

MEASURE_TYPES = (
    MeasureType("association-activity", _l("Activity in an association")),
    MeasureType("bridging-leisure", _l("Bridging to leisure")),
    MeasureType("leisure-guide", _l("FritidsGuide (volunteer)")),
    MeasureType("holiday-camp", _l("FerieCamp (holiday camp)")),
    MeasureType("membership-fee", _l("Membership-fee support")),
    MeasureType("exercise-culture", _l("Exercise or culture offer")),
    MeasureType("partnership", _l("Partnership with an association")),
    MeasureType("library", _l("Library or culture house")),
)

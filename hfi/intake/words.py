"""What the way in calls things."""

from hfi.consent.models import Manner
from hfi.families.models import Phase
from hfi.intake.models import Outcome, Source, Theme
from hfi.texts import LazyString, _l

DIFFICULTIES: dict[str, LazyString] = {
    "absence": _l("High absence from school"),
    "wellbeing": _l("Children do not thrive"),
    "work": _l("Parents without work"),
    "health": _l("Health"),
    "crime": _l("Crime"),
    "economy": _l("Money or housing"),
    "leisure": _l("Outside of leisure life"),
    "demands": _l("Many meetings and demands at once"),
}
"""What may be hard for a family. The keys are stored: one is never given another meaning."""

SOURCE_TITLES: dict[Source, LazyString] = {
    Source.DEPARTMENT: _l("A department of the municipality"),
    Source.SCHOOL: _l("A school or day care"),
    Source.HEALTH_VISITOR: _l("A health visitor"),
    Source.FAMILY: _l("The family itself"),
    Source.OTHER: _l("Somebody else"),
}
MANNERS: dict[Manner, LazyString] = {Manner.WRITTEN: _l("Yes, in writing"), Manner.ORAL: _l("Yes, orally")}
OUTCOME_TITLES: dict[Outcome, LazyString] = {
    Outcome.ENROL: _l("Offer the family a place"),
    Outcome.WAIT: _l("Put the family on the waiting list"),
    Outcome.DECLINE: _l("Decline"),
}
DECIDED: dict[Outcome, LazyString] = {
    Outcome.ENROL: _l("The family is offered a place."),
    Outcome.WAIT: _l("The family is on the waiting list."),
    Outcome.DECLINE: _l("The family is not offered a place."),
}
PHASE_TITLES: dict[Phase, LazyString] = {
    Phase.REFERRED: _l("Referred"),
    Phase.WAITING: _l("On the waiting list"),
    Phase.ENROLLED: _l("Enrolled"),
    Phase.PAUSED: _l("Enrolled"),
    Phase.CLOSED: _l("Enrolled, and finished"),
    Phase.DECLINED: _l("Declined"),
}
NEXT: dict[Phase, LazyString] = {
    Phase.REFERRED: _l("It is looked at. You are told what is decided."),
    Phase.WAITING: _l("The family is offered a place when there is one. You are told."),
    Phase.ENROLLED: _l("The coordinator calls the first meeting."),
    Phase.PAUSED: _l("The coordinator calls the first meeting."),
    Phase.CLOSED: _l("The family has finished."),
    Phase.DECLINED: _l("The family is told, and who helps instead. Ring the coordinator to hear more."),
}
"""What happens next, for whoever referred the family: nothing of the family, and nothing of why."""

THEME_TITLES: dict[Theme, LazyString] = {
    Theme.HISTORY: _l("What happened"),
    Theme.MATTERS: _l("What matters most"),
    Theme.RESOURCES: _l("What we are good at"),
    Theme.WORRIES: _l("What worries us"),
    Theme.DREAMS: _l("What we dream of"),
    Theme.WORKED: _l("What has worked"),
}

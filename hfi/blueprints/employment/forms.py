"""What the employment department asks about each adult and young person."""

from wtforms import SelectField

from hfi.fields import LineField, WholeNumberField, options
from hfi.plan.section_form import PersonForm
from hfi.texts import _l

NOT_CHOSEN = ("", _l("Not chosen"))
HOURS_IN_A_WEEK = 80

SITUATIONS = {
    "job": _l("In work"),
    "small-job": _l("A few paid hours"),
    "placement": _l("In a work placement"),
    "education": _l("In education"),
    "school": _l("Goes to school"),
    "looking": _l("Looking for work"),
    "sick": _l("On sick leave"),
    "parental-leave": _l("On parental leave"),
    "pension": _l("On a pension"),
    "other": _l("Something else"),
}

SUPPORT = {
    "cash-benefit": _l("Cash benefit"),
    "education-benefit": _l("Education benefit"),
    "sickness-benefit": _l("Sickness benefit"),
    "unemployment-benefit": _l("Unemployment benefit"),
    "resource-course-benefit": _l("Resource-course benefit"),
    "early-retirement": _l("Early-retirement pension"),
    "student-grant": _l("State education grant"),
    "wages": _l("Wages"),
    "none": _l("No public support"),
    "other": _l("Something else"),
}


class WorkForm(PersonForm):
    """Where one person stands with work, education and public support."""

    situation = SelectField(_l("Situation now"), choices=options([NOT_CHOSEN, *SITUATIONS.items()]), default="")
    support = SelectField(_l("Lives on"), choices=options([NOT_CHOSEN, *SUPPORT.items()]), default="")
    hours = WholeNumberField(_l("Hours a week in work or education"), most=HOURS_IN_A_WEEK)
    job_plan = LineField(_l("Job plan, reference"), limit=40)
    documentation = LineField(_l("Documentation that we collect with the social department"))


def situation(key: str | None) -> str:
    """What the situation is called; empty when none is chosen."""
    return str(SITUATIONS.get(key or "", ""))


def support(key: str | None) -> str:
    """What the public support is called; empty when none is chosen."""
    return str(SUPPORT.get(key or "", ""))

"""What the children's department asks in its three sections."""

from wtforms import SelectField, SelectMultipleField

from hfi.fields import DateField, LineField, TextField, options
from hfi.plan.section_form import PersonForm, ReadingsField, SectionForm
from hfi.texts import _l

PPV_STATES = {
    "requested": _l("Requested"),
    "under-way": _l("Under way"),
    "done": _l("Finished"),
}

THEMES = [
    ("development", _l("The child's well-being and development")),
    ("attachment", _l("Attachment between child and parents")),
    ("weight", _l("Food, movement and weight")),
    ("parenting", _l("Parenting skills")),
    ("conflict", _l("Parental conflict")),
    ("parents", _l("The parents' mental health")),
]


class LearningForm(PersonForm):
    """How one child is helped to learn and thrive."""

    ppv = SelectField(
        _l("Pedagogical-psychological assessment (PPV)"),
        choices=options([("", _l("Not requested")), *PPV_STATES.items()]),
        default="",
    )
    cooperation = LineField(_l("Agreed with school or day care"), limit=300)


class AttendanceForm(SectionForm):
    """What the absence consultant notes for the family."""

    note = TextField(_l("The absence consultant's note"), limit=600)


class AbsenceForm(PersonForm):
    """One child's absence month by month, and what was agreed with the school."""

    school_absence = ReadingsField(_l("Absence in per cent of the month's lessons"), indicator="school_absence")
    agreement = LineField(_l("Agreement with the school"), limit=300)


class VisitForm(SectionForm):
    """What the health visitor and the parents talk about, and when next."""

    themes = SelectMultipleField(_l("What we talk about"), choices=options(THEMES))
    next_visit_on = DateField(_l("Next visit"))
    bridging = LineField(_l("Bridging to other health offers"), limit=300)


def ppv_state(key: str | None) -> str:
    """How far the assessment is, in words; empty when there is none."""
    return str(PPV_STATES.get(key or "", ""))

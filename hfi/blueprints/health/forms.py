"""What the health department asks beside what every section asks."""

from wtforms import SelectMultipleField

from hfi.fields import DateField, LineField, options
from hfi.plan.section_form import SectionForm
from hfi.texts import _l

THEMES = [
    ("sleep", _l("Sleep")),
    ("food", _l("Food")),
    ("movement", _l("Movement")),
    ("teeth", _l("Teeth")),
    ("smoking-alcohol", _l("Smoking and alcohol")),
    ("mental-health", _l("Mental health")),
    ("chronic-illness", _l("Chronic illness")),
    ("pregnancy", _l("Pregnancy")),
    ("other", _l("Something else")),
]


class HealthForm(SectionForm):
    """The family health conversation, and what it leads on to."""

    talked_on = DateField(_l("Family health conversation"))
    themes = SelectMultipleField(_l("What we talk about"), choices=options(THEMES))
    bridging = LineField(_l("Bridging to doctor, hospital or other offers"), limit=300)

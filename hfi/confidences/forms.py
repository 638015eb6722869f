"""The form of a confidential note."""

from wtforms import RadioField

from hfi.confidences.models import CONFIDENCE_KIND_TITLES, ConfidenceKind
from hfi.fields import EditForm, IdsField, TextField, options, required
from hfi.texts import _l


class ConfidenceForm(EditForm):
    """A confidential note, whom it concerns and who may read it."""

    kind = RadioField(
        _l("What is it?"),
        choices=options(CONFIDENCE_KIND_TITLES.items()),
        coerce=ConfidenceKind,
        default=ConfidenceKind.CHILDS_CONFIDENCE,
    )
    person_ids = IdsField(
        _l("Whom does it concern?"), choices=[], validators=required(_l("Choose at least one person"))
    )
    text = TextField(_l("The note"), must=_l("Write the note"), limit=8000)
    reader_ids = IdsField(
        _l("Who else may read it?"),
        choices=[],
        description=_l("You are named yourself. Nobody else learns that the note is here."),
    )

"""The page about namings: its form and its list, read and logged in one transaction."""

import uuid

from hfi.access.terms import Action, Level, Why
from hfi.audit import service as audit
from hfi.extensions import db
from hfi.family_page.dossier import Dossier
from hfi.fields import options
from hfi.naming.forms import NamingForm
from hfi.naming.queries import colleagues, named_page, offered
from hfi.naming.views import NamedPage
from hfi.plan.forms import NOBODY
from hfi.texts import _


def open_form(dossier: Dossier) -> NamingForm:
    """The form, with its lists. 403 for somebody who may name nobody for anything."""
    whats = offered(dossier)
    if not whats:
        audit.refuse(dossier.access.reader, dossier.access.id, "named", Why.NOT_THE_OFFICE)
    form = NamingForm(data={"item": str(uuid.uuid4()), "from_on": dossier.today})
    form.what.choices = options([NOBODY, *whats])
    form.user_id.choices = options([NOBODY, *colleagues(dossier)])
    form.person_id.choices = options([("", _("Everybody in the family")), *dossier.names.items()])
    return form


def load(dossier: Dossier, submitted: bool) -> NamedPage:
    """The list."""
    page = named_page(dossier)
    why = dossier.access.decide(Action.READ, Level.PLAN).why
    audit.read_family(dossier.access.reader, dossier.access.id, "named:sent" if submitted else "named", why)
    db.session.commit()
    return page

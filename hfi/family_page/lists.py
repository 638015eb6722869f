"""Pages beside the family's own that show one thing of it whole: its deadlines, its contacts."""

from dataclasses import dataclass

from hfi.deadlines.dues import Due
from hfi.extensions import db
from hfi.families.scope import FamilyAccess
from hfi.family_page.contact_views import Contacts
from hfi.family_page.dossier import Dossier
from hfi.family_page.present_contacts import present_contacts
from hfi.family_page.present_deadlines import present_deadlines
from hfi.family_page.present_sections import present_sections
from hfi.family_page.queries import log_reading


@dataclass(frozen=True)
class DeadlinePage:
    """A family's deadlines."""

    reference: str
    name: str
    dues: tuple[Due, ...]


@dataclass(frozen=True)
class ContactPage:
    """A family's contacts, and how its appointments went."""

    reference: str
    name: str
    contacts: Contacts


def load_contacts(access: FamilyAccess) -> ContactPage:
    """All contacts and kept appointments that the reader may see."""
    dossier = Dossier(access)
    page = ContactPage(access.reference, dossier.family.name, present_contacts(dossier))
    log_reading(access, "contacts")
    db.session.commit()
    return page


def load_deadlines(access: FamilyAccess) -> DeadlinePage:
    """All of a family's deadlines that the reader may see; the reading is logged with the sections they come from."""
    dossier = Dossier(access)
    sections = present_sections(dossier)
    page = DeadlinePage(access.reference, dossier.family.name, present_deadlines(dossier, sections))
    log_reading(access, "deadlines", sections)
    db.session.commit()
    return page

"""What somebody sent from the table when their login had just run out: it waits, and the form shows it again."""

from hfi.drafts import service as drafts
from hfi.drafts.service import Kept
from hfi.extensions import db
from hfi.family_page.dossier import Dossier


def take_back(dossier: Dossier, address: str) -> Kept | None:
    """What is kept of the form at this address."""
    return drafts.find(db.session(), dossier.access.reader, address)


def drop(dossier: Dossier, address: str) -> None:
    """Forget it: it is saved."""
    drafts.drop(db.session(), dossier.access.reader, address)
    db.session.commit()

"""The one-click changes of the page."""

import uuid

import sqlalchemy as sa
from flask import abort

from hfi import clock
from hfi.extensions import db
from hfi.family_page.dossier import Dossier
from hfi.family_page.present_sections import EMPTY
from hfi.plan.models import Agreement, AgreementStatus, SectionRecord
from hfi.plan.section import Section


def set_agreement_status(dossier: Dossier, item: uuid.UUID, status: AgreementStatus) -> None:
    """Mark the agreement as done today, or open it again; 404 when the family has no such agreement."""
    agreement = db.session.scalar(
        sa.select(Agreement).where(Agreement.id == item, Agreement.family_id == dossier.access.id)
    )
    if agreement is None:
        db.session.rollback()
        abort(404)
    agreement.status = status
    agreement.done_on = clock.today() if status is AgreementStatus.DONE else None
    stamp(agreement, dossier)
    db.session.commit()


def confirm_section(dossier: Dossier, section: Section) -> None:
    """Say that what the section says is still right."""
    record = db.session.scalar(
        sa.select(SectionRecord).where(
            SectionRecord.family_id == dossier.access.id, SectionRecord.section_id == section.id
        )
    )
    if record is None:
        record = SectionRecord(family_id=dossier.access.id, section_id=section.id, details=dict(EMPTY))
        db.session.add(record)
    record.confirmed_at = clock.now()
    record.confirmed_by_id = dossier.access.reader.user_id
    stamp(record, dossier)
    db.session.commit()


def stamp(row: Agreement | SectionRecord, dossier: Dossier) -> None:
    """Say who changed the row, and when."""
    row.updated_at = clock.now()
    row.updated_by_id = dossier.access.reader.user_id

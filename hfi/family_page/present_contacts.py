"""Presenters of contacts with the family, and of how agreed appointments went."""

from typing import Any

from hfi.access.terms import Action, Decision, Level, Why
from hfi.contacts.models import HOW_TITLES, TURNOUT_TITLES
from hfi.family_page import rights
from hfi.family_page.contact_views import Contacts, ContactView, TurnoutView
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.family_page.present import names_of, section_mark
from hfi.plan.department import registry


def present_contacts(dossier: Dossier) -> Contacts:
    """What the reader may see of both."""
    return Contacts(
        entries=tuple(present_contact(dossier, row) for row in dossier.contacts),
        turnouts=tuple(present_turnout(dossier, row) for row in dossier.turnouts if may_read(dossier, row)),
        may_add=rights.may_agree(dossier),
    )


def present_contact(dossier: Dossier, row: Any) -> ContactView:
    """One contact: it is the joint plan's, for everybody who works with the family."""
    return ContactView(
        id=row.id,
        day=row.day,
        how=str(HOW_TITLES[row.how]),
        about=row.about,
        people=names_of(dossier, row.person_ids),
        by=row.by,
        mark=registry().mark_of_code(row.department or "", dossier.programme),
        may_edit=bool(writing(dossier, row)),
    )


def present_turnout(dossier: Dossier, row: Any) -> TurnoutView:
    """How one appointment went."""
    return TurnoutView(
        id=row.id,
        day=row.day,
        title=row.title,
        people=names_of(dossier, row.person_ids),
        outcome=row.outcome,
        outcome_label=str(TURNOUT_TITLES[row.outcome]),
        obstacle=row.obstacle,
        by=row.by,
        mark=section_mark(dossier, row.section_id),
        may_edit=bool(writing(dossier, row)),
    )


def may_read(dossier: Dossier, row: Any) -> bool:
    """Whether the reader may know what the appointment was about."""
    return row.section_id in registry().by_id and bool(
        rights.item_decision(dossier, row.section_id, row.sensitive, Action.READ, ids_of(row.person_ids))
    )


def writing(dossier: Dossier, row: Any | None) -> Decision:
    """Everybody attached tells of their own contacts; contact persons and the coordinator may correct others'."""
    mine = row is None or row.user_id == dossier.access.reader.user_id
    return dossier.access.decide(Action.WRITE, Level.PLAN, contribution=mine)


def turnout_writing(dossier: Dossier, row: Any | None) -> Decision:
    """The same, of an appointment that they may know of."""
    if row is not None and not any(one.id == row.id and may_read(dossier, one) for one in dossier.turnouts):
        return Decision(False, Why.NOT_SHARED)
    return writing(dossier, row)

"""Presenter of who gets what: people × departments, with what this reader may see, and where they may see nothing."""

from typing import Any

from hfi.access.terms import Action
from hfi.family_page import rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.family_page.who_views import WhoCell, WhoGets, WhoRow
from hfi.plan.department import registry
from hfi.plan.section import Section


def present_who(dossier: Dossier) -> WhoGets:
    """The whole table. What a cell says of locks is decided without looking at what is there."""
    owners = sections_by_owner(dossier)
    marks = (registry().mark_of_code(code, dossier.programme) for code in owners)
    people = [one for one in dossier.household if not one.expected_on]
    return WhoGets(
        marks=tuple(mark for mark in marks if mark),
        rows=tuple(present_row(dossier, person, list(owners.values())) for person in people),
    )


def sections_by_owner(dossier: Dossier) -> dict[str, list[Section]]:
    """The programme's sections, by the code of the department that keeps them."""
    found: dict[str, list[Section]] = {}
    for section in registry().sections_in(dossier.programme):
        found.setdefault(registry().owner(section.area, dossier.programme), []).append(section)
    return found


def present_row(dossier: Dossier, person: Any, owners: list[list[Section]]) -> WhoRow:
    """One person's row."""
    cells = tuple(present_cell(dossier, person, sections) for sections in owners)
    return WhoRow(dossier.names[person.id], cells)


def present_cell(dossier: Dossier, person: Any, sections: list[Section]) -> WhoCell:
    """What one department does for one person."""
    open_ones = [one for one in sections if rights.person_decision(dossier, one, person.id)]
    ids = {one.id for one in open_ones}
    rows = [row for row in dossier.live_measures if row.section_id in ids and person.id in ids_of(row.person_ids)]
    return WhoCell(
        measures=tuple((row.id, row.title) for row in rows if may_read(dossier, row)),
        closed=not open_ones,
        partly=bool(open_ones) and len(open_ones) < len(sections),
    )


def may_read(dossier: Dossier, row: Any) -> bool:
    """Whether the reader may see the measure."""
    people = ids_of(row.person_ids)
    return bool(rights.item_decision(dossier, row.section_id, row.sensitive, Action.READ, people))

"""Who lets which department share what with whom: each person for themselves, for a year at a time."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from hfi.consent.models import COORDINATION, Consent, Extent
from hfi.demo.draft import Draft, Relative
from hfi.demo.sketches import ConsentSketch
from hfi.programmes.model import MunicipalDepartment, Programme

FOR_A_YEAR = timedelta(days=365)
RENEWED_AHEAD = timedelta(days=14)
NONE = "none"


def add_consents(draft: Draft, programme: Programme) -> None:
    """The consents of everybody whom the plan is about, between the departments, and with the coordinator."""
    asked = asked_departments(draft, programme)
    given, expires = term(draft)
    for owner in asked:
        about = concerned(draft, owner)
        for person in draft.people.values():
            extent, until = said(draft, person, owner.code)
            if not person.asked or person.id not in about or extent == NONE:
                continue
            row = {
                "family_id": draft.id,
                "person_id": person.id,
                "owner": owner.code,
                "extent": Extent(extent),
                "given_on": given,
                "expires_on": until or expires,
                "withdrawn_on": None,
            }
            for reader in (*(one.code for one in asked if one is not owner), COORDINATION):
                draft.rows.add(Consent, {"id": draft.new_id(), "reader": reader, **row})


def asked_departments(draft: Draft, programme: Programme) -> list[MunicipalDepartment]:
    """All departments of the programme, or those that work with the family."""
    areas = {one.offer.area for one in draft.measures}
    contacts = {draft.crew[key].post.department for key in draft.sketch.contacts}
    return [
        one for one in programme.departments if draft.sketch.everyone or areas & set(one.areas) or one.code in contacts
    ]


def concerned(draft: Draft, owner: MunicipalDepartment) -> set[uuid.UUID]:
    """Of whom the department has something to share: everybody, or those that its measures are for."""
    if draft.sketch.everyone:
        return {one.id for one in draft.people.values()}
    mine = [one for one in draft.measures if one.offer.area in owner.areas]
    return {person.id for one in mine for person in draft.named(one.sketch.who)}


def term(draft: Draft) -> tuple[date, date]:
    """From when until when: asked at the enrolment, and again every year, a little before it runs out."""
    given = draft.enrolled
    while (expires := given + FOR_A_YEAR) - RENEWED_AHEAD <= (draft.closed or draft.days.today):
        given = expires - RENEWED_AHEAD
    return given, expires


def said(draft: Draft, person: Relative, owner: str) -> tuple[str, date | None]:
    """How much the person lets the department share, and until when, where that is not the usual."""
    mine = [one for one in draft.sketch.consents if one.who == person.name and one.owner in ("*", owner)]
    extent = next((one.extent for one in mine if one.extent != Extent.FULL), Extent.FULL.value)
    return extent, next(untils(draft, mine), None)


def untils(draft: Draft, sketches: Iterable[ConsentSketch]) -> Iterator[date]:
    """The days that the family's data name."""
    return (draft.days.day(one.until) for one in sketches if one.until is not None)

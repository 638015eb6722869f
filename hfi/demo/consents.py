"""Who lets which department share what with whom, who said so, and what is shared by law instead."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from hfi.consent.models import COORDINATION, Consent, Extent, LegalGround, LegalGroundPerson, Manner
from hfi.consent.rules import consent_text, purposes, rules
from hfi.consent.voices import Asked, answers_alone, voices
from hfi.demo.draft import Draft, Relative
from hfi.demo.rows import Row
from hfi.demo.sketches import ConsentSketch, LawSketch
from hfi.programmes.model import Programme
from hfi.programmes.parts import MunicipalDepartment

FOR_A_YEAR = timedelta(days=365)
RENEWED_AHEAD = timedelta(days=14)


def add_consents(draft: Draft, programme: Programme) -> None:
    """The answers of everybody whom the plan is about, between the departments, and with the coordinator."""
    asked = asked_departments(draft, programme)
    household = {one.id: as_asked(draft, one) for one in draft.people.values()}
    for owner in asked:
        about = concerned(draft, owner)
        for person in draft.people.values():
            if person.asked and person.id in about:
                for giver in givers(draft, household[person.id], household.values()):
                    add_answer(draft, household[person.id], giver, owner.code, asked)
    for law in draft.sketch.grounds:
        add_ground(draft, law)


def as_asked(draft: Draft, person: Relative) -> Asked:
    """The person as the rule of who answers wants it."""
    relation = next(one.relation for one in draft.sketch.members if one.name == person.name)
    return Asked(person.id, draft.id, person.kind, relation, person.born_on, None, frozenset())


def givers(draft: Draft, person: Asked, household: Iterable[Asked]) -> list[uuid.UUID | None]:
    """Who answered for the person, in the order of the family; nobody in particular where no parent is there."""
    said = voices(person, household, rules(draft.days.today), draft.days.today)
    return [one.id for one in household if one.id in said] or [None]


def add_answer(
    draft: Draft, person: Asked, giver: uuid.UUID | None, owner: str, asked: list[MunicipalDepartment]
) -> None:
    """What one giver said of one person and department, to each of the others."""
    sketch = next(one for one in draft.people.values() if one.id == person.id)
    extent, until = said(draft, sketch, owner)
    given, expires = term_of(draft, person)
    row = {
        "family_id": draft.id,
        "person_id": person.id,
        "owner": owner,
        "extent": Extent(extent),
        "given_on": given,
        "expires_on": until or expires,
        "withdrawn_on": None,
        "given_by_id": giver,
        "manner": Manner.READ_ALOUD if draft.sketch.interpreter else Manner.WRITTEN,
        "purpose": purposes("da")[0][0],
        "text_version": consent_text(given).version,
        "explained": True,
        "recorded_at": draft.moment(given),
        "recorded_by_id": draft.crew[draft.sketch.contacts[0]].id,
    }
    for reader in (*(one.code for one in asked if one.code != owner), COORDINATION):
        draft.rows.add(Consent, {"id": draft.new_id(), "reader": reader, **row})


def term_of(draft: Draft, person: Asked) -> tuple[date, date]:
    """The usual term, as far as the person's birthday lets it: the young answer anew when they answer alone."""
    given, expires = term(draft)
    if person.born_on is None:
        return given, expires
    rule = rules(draft.days.today)
    birthday = rule.own_answer_from(person.born_on)
    if answers_alone(person, rule, draft.days.today):
        return max(given, birthday), expires
    return given, min(expires, birthday - timedelta(days=1))


def add_ground(draft: Draft, law: LawSketch) -> None:
    """What is shared because the law lets it be."""
    key, by = draft.new_id(), draft.crew[law.by]
    start, end = draft.days.day(law.start), draft.days.day(law.end)
    row: Row = {
        "id": key,
        "family_id": draft.id,
        "owner": law.owner,
        "reader": law.reader,
        "extent": Extent.FULL,
        "paragraph": law.paragraph,
        "reason": law.reason,
        "from_on": start,
        "to_on": end,
        "recorded_at": draft.moment(start),
        "recorded_by_id": by.id,
        "ended_on": None,
        "ended_by_id": None,
    }
    draft.rows.add(LegalGround, row)
    for person in draft.named(law.who):
        draft.rows.add(LegalGroundPerson, {"ground_id": key, "person_id": person.id, "family_id": draft.id})


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

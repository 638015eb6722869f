"""Presenters of consents: who lets whom see what, in words. Everybody who reads the plan may see them."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import aliased

from hfi.access.models import User
from hfi.access.terms import Action
from hfi.consent.forms import EXTENT_TITLES, GROUND_TITLES, MANNER_TITLES
from hfi.consent.models import COORDINATION, Consent, Ending, Extent
from hfi.consent.queries import Cell
from hfi.consent.rules import rules
from hfi.extensions import db
from hfi.families import cpr
from hfi.family_page import rights
from hfi.family_page.consent_views import (
    CellState,
    GroundView,
    Matrix,
    MatrixCell,
    MatrixRow,
    PersonConsents,
    Side,
    Told,
    Way,
)
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.filters import full_date
from hfi.plan.department import registry
from hfi.texts import LazyString, _, _l

MOST_TOLD = 60
STATE_TITLES: dict[CellState, LazyString] = {
    CellState.YES: _l("Yes"),
    CellState.TIMES: _l("Only times"),
    CellState.PARTLY: _l("Partly"),
    CellState.WAITING: _l("Answer missing"),
    CellState.NO: _l("No"),
    CellState.LAW: _l("By law"),
    CellState.RAN_OUT: _l("Ran out"),
    CellState.NOT_ASKED: _l("Not asked"),
}


def sides(dossier: Dossier) -> tuple[Side, ...]:
    """All sides that consents can name: the programme's departments, and coordination last."""
    programme = dossier.programme
    found = [
        Side(one.code, one.family_name, registry().mark_of_code(one.code, programme)) for one in programme.departments
    ]
    return (*found, Side(COORDINATION, programme.coordinator_title, None))


def owners(dossier: Dossier) -> tuple[Side, ...]:
    """The sides that have something to share."""
    return tuple(one for one in sides(dossier) if one.code != COORDINATION)


def codes(dossier: Dossier) -> tuple[str, ...]:
    """The codes of all sides, in the same order."""
    return (*(one.code for one in dossier.programme.departments), COORDINATION)


def reading_codes(dossier: Dossier) -> tuple[str, ...]:
    """The sides that work with the family today, in the order of the page; all of them when nobody does."""
    working = {row.department or COORDINATION for row in dossier.team}
    return tuple(one for one in codes(dossier) if one in working) or codes(dossier)


def readers_of(dossier: Dossier, owner: str) -> tuple[str, ...]:
    """With whom the owner could share: everybody else who works with the family; all when nobody else does."""
    others = tuple(one for one in reading_codes(dossier) if one != owner)
    return others or tuple(one for one in codes(dossier) if one != owner)


def present_matrix(dossier: Dossier) -> Matrix:
    """The card."""
    sharing = owners(dossier)
    rows = tuple(present_row(dossier, one, sharing) for one in dossier.household)
    return Matrix(
        owners=sharing,
        rows=rows,
        grounds=present_grounds(dossier),
        may_share=bool(rights.may_share_for(dossier)),
        may_withdraw=bool(dossier.access.decide(Action.WITHDRAW)),
        ending=sum(row.ends_soon for row in rows),
    )


def present_row(dossier: Dossier, person: Any, sharing: Sequence[Side]) -> MatrixRow:
    """One person's line."""
    cells = tuple(present_cell(dossier, person.id, owner) for owner in sharing)
    days = [day for owner in sharing for day in last_days(dossier, person.id, owner.code)]
    voices = dossier.shares.voices[person.id]
    return MatrixRow(
        person_id=person.id,
        name=dossier.names[person.id],
        age=cpr.age(person.born_on, dossier.today),
        answered_by=tuple(name for one, name in dossier.names.items() if one in voices and one != person.id),
        answers_alone=voices == {person.id},
        cells=cells,
        last_day=min(days, default=None),
        ends_soon=any(one.ends_soon for one in cells),
    )


def present_cell(dossier: Dossier, person: uuid.UUID, owner: Side) -> MatrixCell:
    """What the person lets the department share with the others."""
    found = [dossier.shares.cell(person, owner.code, one) for one in readers_of(dossier, owner.code)]
    state = state_of(found)
    soon = any(is_soon(dossier, day) for day in last_days(dossier, person, owner.code))
    return MatrixCell(owner, state, label_of(state, found), soon)


def label_of(state: CellState, cells: Sequence[Cell]) -> str:
    """The state in words; a yes to the sensitive as well says so."""
    sensitive = state is CellState.YES and all(one.extent is Extent.SENSITIVE for one in cells)
    return str(EXTENT_TITLES[Extent.SENSITIVE] if sensitive else STATE_TITLES[state])


def last_days(dossier: Dossier, person: uuid.UUID, owner: str) -> Iterator[date]:
    """The days until which the person's yes to this owner holds."""
    for reader in readers_of(dossier, owner):
        day = dossier.shares.cell(person, owner, reader).last_day
        if day:
            yield day


def is_soon(dossier: Dossier, day: date | None) -> bool:
    """Whether what holds until the day must be talked about soon."""
    return day is not None and day <= rules(dossier.today).warns_until(dossier.today)


def state_of(cells: Sequence[Cell]) -> CellState:
    """How several ways of sharing stand together, the most important first."""
    extents = [one.extent for one in cells]
    if any(one.by_law for one in cells):
        return CellState.LAW
    if all(one.rank >= Extent.FULL.rank for one in extents):
        return CellState.YES
    if all(one is Extent.TIMES_ONLY for one in extents):
        return CellState.TIMES
    if any(one is not Extent.NONE for one in extents):
        return CellState.PARTLY
    return state_without(cells)


def state_without(cells: Iterable[Cell]) -> CellState:
    """Why nothing is shared."""
    if any(one.refused for one in cells):
        return CellState.NO
    if any(one.missing for one in cells):
        return CellState.WAITING
    return CellState.RAN_OUT if any(one.ran_out for one in cells) else CellState.NOT_ASKED


def present_grounds(dossier: Dossier) -> tuple[GroundView, ...]:
    """The legal grounds in force that this reader may read: the reason is for few."""
    return tuple(present_ground(dossier, row) for row in dossier.legal_grounds if rights.sees_ground(dossier, row))


def present_ground(dossier: Dossier, row: Any) -> GroundView:
    """One legal ground, with its reason."""
    by_code = {one.code: one for one in sides(dossier)}
    people = ids_of(row.person_ids)
    return GroundView(
        id=row.id,
        owner=by_code.get(row.owner, Side(row.owner, row.owner, None)),
        reader=by_code.get(row.reader, Side(row.reader, row.reader, None)),
        people=tuple(name for one, name in dossier.names.items() if one in people),
        label=str(GROUND_TITLES[row.extent]),
        paragraph=row.paragraph,
        reason=row.reason,
        from_on=row.from_on,
        to_on=row.to_on,
        recorded_by=row.recorded_by,
    )


def present_person(dossier: Dossier, person: uuid.UUID, owner: str = "") -> PersonConsents:
    """One person's answers to all departments, or to one. One query beside the page's."""
    rows = load_said(dossier, person)
    chosen = [one for one in owners(dossier) if owner in ("", one.code)]
    ways = tuple(present_way(dossier, person, one, side, rows) for one in chosen for side in others(dossier, one))
    return PersonConsents(
        person_id=person,
        name=dossier.names[person],
        reference=dossier.access.reference,
        owner=chosen[0] if owner else None,
        ways=ways,
        history=tuple(told(dossier, rows, [one.code for one in chosen])),
        may_share=bool(rights.may_share_for(dossier)),
        may_withdraw=bool(dossier.access.decide(Action.WITHDRAW)),
        shares_anything=any(is_live_yes(row) for row in rows),
        next_person=next_person(dossier, person),
    )


def others(dossier: Dossier, owner: Side) -> list[Side]:
    """The sides that the owner could share with."""
    return [one for one in sides(dossier) if one.code in readers_of(dossier, owner.code)]


def next_person(dossier: Dossier, person: uuid.UUID) -> tuple[uuid.UUID, str] | None:
    """Who comes after in the household: at the first meeting one is asked after the other."""
    ids = [one.id for one in dossier.household]
    after = ids[ids.index(person) + 1 :]
    return (after[0], dossier.names[after[0]]) if after else None


def load_said(dossier: Dossier, person: uuid.UUID) -> Sequence[Any]:
    """Everything that was ever said of the person, newest first, with who wrote it down and who ended it."""
    writer, ender = aliased(User), aliased(User)
    statement = (
        dossier.of_family(Consent, writer.name.label("recorded_by"), ender.name.label("ended_by"))
        .outerjoin(writer, writer.id == Consent.recorded_by_id)
        .outerjoin(ender, ender.id == Consent.ended_by_id)
        .where(Consent.person_id == person)
        .order_by(Consent.given_on.desc(), Consent.recorded_at.desc(), Consent.owner, Consent.reader)
    )
    return db.session.execute(statement).all()


def is_live_yes(row: Any) -> bool:
    """Whether there is something in the consent to take back."""
    return row.withdrawn_on is None and row.extent is not Extent.NONE


def present_way(dossier: Dossier, person: uuid.UUID, owner: Side, reader: Side, rows: Iterable[Any]) -> Way:
    """One way of sharing."""
    cell = dossier.shares.cell(person, owner.code, reader.code)
    mine = [row for row in rows if (row.owner, row.reader) == (owner.code, reader.code) and is_live_yes(row)]
    state = state_of([cell])
    return Way(
        owner=owner,
        reader=reader,
        state=state,
        label=label_of(state, [cell]),
        missing=tuple(name for one, name in dossier.names.items() if one in cell.missing),
        last_day=cell.last_day,
        ends_soon=is_soon(dossier, cell.last_day),
        item=mine[0].id if mine else None,
    )


def told(dossier: Dossier, rows: Iterable[Any], codes: Collection[str]) -> Iterator[Told]:
    """The history as sentences, newest first; what was said of several departments at once is told once."""
    found: dict[tuple[date, str, str], list[str]] = {}
    titles = {one.code: one.title for one in sides(dossier)}
    for row in rows:
        if row.owner in codes:
            for on, words, details in events(dossier, row):
                way = f"{titles.get(row.owner, row.owner)} → {titles.get(row.reader, row.reader)}"
                found.setdefault((on, words, details), []).append(way)
    newest = sorted(found.items(), key=lambda one: one[0][0], reverse=True)
    for (on, words, details), ways in newest[:MOST_TOLD]:
        yield Told(on, f"{words}: {', '.join(ways)}", details)


def events(dossier: Dossier, row: Any) -> Iterator[tuple[date, str, str]]:
    """That it was said, and that it was taken back: the day, what, and by whom."""
    name = dossier.names.get(row.given_by_id) if row.given_by_id else None
    title = str(EXTENT_TITLES[row.extent])
    words = _("%(name)s: %(answer)s", name=name, answer=title) if name else title
    yield row.given_on, words, how_said(row)
    if row.withdrawn_on and row.ending is not Ending.REPLACED:
        by = _("Written down by %(name)s", name=row.ended_by) if row.ended_by else ""
        yield row.withdrawn_on, _("Taken back"), by


def how_said(row: Any) -> str:
    """How it was said, and who wrote it down; nothing of old consents, of which nobody did."""
    if not row.manner or not row.recorded_by:
        return _("Until %(day)s", day=full_date(row.expires_on))
    return _(
        "%(manner)s. Until %(day)s. Written down by %(name)s. Text %(version)s.",
        manner=str(MANNER_TITLES[row.manner]),
        day=full_date(row.expires_on),
        name=row.recorded_by,
        version=row.text_version,
    )


def missing_yes(dossier: Dossier, owner: str, level: Any) -> tuple[str, ...]:
    """Of whom in the household a yes is missing before this reader may see what the owner writes.

    It says what the matrix says anyway, of everybody, and so nothing of whether or about whom there is something.
    """
    lacking = [one.id for one in dossier.household if not dossier.sharing.covers(owner, [one.id], level)]
    return tuple(dossier.names[one] for one in lacking)

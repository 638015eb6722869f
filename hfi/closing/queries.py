"""Where a family's way stands, read and logged in one transaction."""

import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import aliased

from hfi.access.models import User
from hfi.access.terms import Action
from hfi.audit import service as audit
from hfi.closing.closing_form import AGREEMENT_BECOMES, MEASURE_BECOMES
from hfi.closing.keeping import archived
from hfi.closing.settling import sees_measure
from hfi.closing.views import ClosingView, LineView, MoveView, PauseView, PhasePage, RetentionView
from hfi.extensions import db
from hfi.families.models import Phase
from hfi.families.sealing import opened
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.family_page.present import section_mark
from hfi.intake.words import PHASE_TITLES
from hfi.phases.models import (
    ENDING_TITLES,
    Becomes,
    Closing,
    ClosingLine,
    Pause,
    ProgrammeMove,
    Retention,
)
from hfi.phases.rules import rules_on
from hfi.plan.models import Agreement
from hfi.programmes.model import programme_of, programmes


def load_page(dossier: Dossier) -> PhasePage:
    """The page, and what of it the reader may see."""
    access = dossier.access
    closings = load_closings(dossier)
    office = bool(access.decide(Action.CLOSE))
    closed_on = dossier.family.closed_on
    page = PhasePage(
        reference=access.reference,
        family=dossier.family.name,
        programme=dossier.programme.name,
        state=str(PHASE_TITLES[Phase.CLOSED if access.closed else access.phase]),
        closed=access.closed,
        paused=access.phase is Phase.PAUSED and not access.closed,
        closing=next((one for one in closings if one.reopened_on is None), None),
        earlier=tuple(one for one in closings if one.reopened_on),
        pauses=tuple(load_pauses(dossier)),
        moves=tuple(load_moves(dossier)),
        retentions=tuple(load_retentions(dossier)),
        retention_source=rules_on(closed_on).source if closed_on else "",
        may_close=office and access.has_plan,
        others=other_programmes(dossier) if office and access.has_plan and not access.closed else (),
        may_print=bool(access.decide(Action.PRINT)),
    )
    audit.read_family(access.reader, access.id, "phase", access.decide(Action.READ).why)
    db.session.commit()
    return page


def other_programmes(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Key and name of the municipality's other programmes."""
    return tuple((key, one.name) for key, one in programmes().items() if key != dossier.access.programme)


def load_pauses(dossier: Dossier) -> Iterable[PauseView]:
    """Pauses, the latest first."""
    statement = dossier.of_family(Pause, User.name.label("by")).outerjoin(User, User.id == Pause.updated_by_id)
    for row in opened(Pause, db.session.execute(statement.order_by(Pause.from_on.desc(), Pause.created_at.desc()))):
        yield PauseView(row.from_on, row.expected_until, row.reason, row.resumed_on, row.by or "")


def load_moves(dossier: Dossier) -> Iterable[MoveView]:
    """Moves between programmes, the latest first."""
    statement = dossier.of_family(ProgrammeMove, User.name.label("by"))
    statement = statement.join(User, User.id == ProgrammeMove.moved_by_id).order_by(ProgrammeMove.moved_on.desc())
    for row in opened(ProgrammeMove, db.session.execute(statement)):
        before, after = programme_of(row.from_programme).name, programme_of(row.to_programme).name
        yield MoveView(before, after, row.moved_on, row.reason, row.by)


def load_closings(dossier: Dossier) -> list[ClosingView]:
    """All closings, the latest first, with what was settled."""
    closed_by, called_by, reopened_by = (aliased(User) for _one in range(3))
    names = closed_by.name.label("closed_by"), called_by.name.label("called_by"), reopened_by.name.label("reopened_by")
    statement = (
        dossier.of_family(Closing, *names)
        .join(closed_by, closed_by.id == Closing.closed_by_id)
        .outerjoin(called_by, called_by.id == Closing.called_by_id)
        .outerjoin(reopened_by, reopened_by.id == Closing.reopened_by_id)
        .order_by(Closing.closed_on.desc(), Closing.updated_at.desc())
    )
    found = opened(Closing, db.session.execute(statement))
    lines = load_lines(dossier)
    return [present_closing(dossier, row, lines) for row in found]


def present_closing(dossier: Dossier, row: Any, lines: Iterable[tuple[uuid.UUID, LineView]]) -> ClosingView:
    """One closing."""
    return ClosingView(
        id=row.id,
        closed_on=row.closed_on,
        by=row.closed_by,
        ending=str(ENDING_TITLES[row.ending]),
        summary=row.summary,
        whom_to_call=row.whom_to_call,
        last_met_on=row.last_met_on,
        municipality=row.municipality,
        hand_over=row.hand_over,
        lines=tuple(line for closing_id, line in lines if closing_id == row.id),
        call_due_on=row.call_due_on,
        called_on=row.called_on,
        call_note=row.call_note,
        called_by=row.called_by or "",
        call_late=row.called_on is None and row.call_due_on < dossier.today,
        reopened_on=row.reopened_on,
        reopen_reason=row.reopen_reason,
        reopened_by=row.reopened_by or "",
    )


def load_lines(dossier: Dossier) -> list[tuple[uuid.UUID, LineView]]:
    """What became of measures, as far as the reader may see them, and of agreements."""
    return [(row.closing_id, line) for row in load_line_rows(dossier) if (line := present_line(dossier, row))]


def load_line_rows(dossier: Dossier) -> list[Any]:
    """The rows of all closings' lines, with the agreements' own words."""
    statement = dossier.of_family(ClosingLine, Agreement.text.label("agreement"))
    statement = statement.outerjoin(Agreement, Agreement.id == ClosingLine.agreement_id)
    order = (ClosingLine.measure_id.is_(None), Agreement.created_at, ClosingLine.id)
    return opened(ClosingLine, db.session.execute(statement.order_by(*order)))


def present_line(dossier: Dossier, row: Any) -> LineView | None:
    """One line; None when it is about a measure that the reader may not see."""
    goes_on = row.becomes is Becomes.GOES_ON
    if row.agreement_id:
        return LineView(row.agreement, None, str(AGREEMENT_BECOMES[row.becomes]), row.words, goes_on)
    measure = next((one for one in dossier.measures if one.id == row.measure_id), None)
    if measure is None or not sees_measure(dossier, measure):
        return None
    mark = section_mark(dossier, measure.section_id)
    return LineView(measure.title, mark, str(MEASURE_BECOMES[row.becomes]), row.words, goes_on)


def load_retentions(dossier: Dossier) -> Iterable[RetentionView]:
    """Until when everybody's content is kept. An archive tells of a measure: only who sees that reads of it."""
    known = known_in_archive(dossier)
    names = {one.id: one.name for one in dossier.everybody}
    for row in db.session.execute(dossier.of_family(Retention).order_by(Retention.keep_until, Retention.person_id)):
        yield RetentionView(row.person_id, names[row.person_id], row.keep_until, row.archive and row.person_id in known)


def known_in_archive(dossier: Dossier) -> set[uuid.UUID]:
    """The people of whom the reader sees a measure that takes a case to the archive."""
    closed_on = dossier.family.closed_on
    if closed_on is None:
        return set()
    rules = rules_on(closed_on)
    seen = (row for row in dossier.measures if archived(rules, row.section_id, row.type_key))
    return {one for row in seen if sees_measure(dossier, row) for one in ids_of(row.person_ids)}

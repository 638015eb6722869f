"""Three short questions after a meeting, for the family and for the staff. Who gave an answer is not kept."""

import uuid
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from hfi import clock
from hfi.extensions import db
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import columns
from hfi.meetings.models import PlanMeeting
from hfi.texts import _
from hfi.versions.forms import AnswersForm
from hfi.versions.models import MeetingAnswer, Side
from hfi.versions.views import AnswerCount

QUESTIONS = ("heard", "clear", "hopeful")
FEWEST = 2
"""One answer alone would tell what somebody said: it is counted, and its numbers are not shown."""


def is_held(dossier: Dossier, meeting_id: uuid.UUID) -> bool:
    """Whether the family has held this meeting."""
    own = PlanMeeting.id == meeting_id, PlanMeeting.family_id == dossier.access.id, PlanMeeting.held
    return db.session.scalar(sa.select(PlanMeeting.id).where(*own)) is not None


def keep_answers(dossier: Dossier, meeting_id: uuid.UUID, form: AnswersForm) -> None:
    """Write one sheet of answers."""
    numbers = {name: None if form[name].data is None else int(form[name].data) for name in QUESTIONS}
    db.session.add(
        MeetingAnswer(
            family_id=dossier.access.id,
            meeting_id=meeting_id,
            side=Side(form.side.data),
            words=form.words.data,
            given_on=clock.today(),
            **numbers,
        )
    )
    db.session.commit()


def load_answers(dossier: Dossier, meeting_id: uuid.UUID) -> tuple[AnswerCount, ...]:
    """How many answered on each side, and the averages where that tells of nobody alone."""
    own = MeetingAnswer.meeting_id == meeting_id, MeetingAnswer.family_id == dossier.access.id
    rows = db.session.execute(sa.select(*columns(MeetingAnswer)).where(*own)).all()
    words = {Side.FAMILY: _("The family"), Side.STAFF: _("The professionals")}
    found = ((words[side], [one for one in rows if one.side is side]) for side in Side)
    return tuple(AnswerCount(title, len(mine), averages(mine)) for title, mine in found if mine)


def averages(rows: list[Any]) -> dict[str, str]:
    """Averages with one decimal, by question."""
    titles = {"heard": _("Heard"), "clear": _("Clear who does what"), "hopeful": _("Believes that it helps")}
    if len(rows) < FEWEST:
        return {}
    found = {titles[name]: average(getattr(one, name) for one in rows) for name in QUESTIONS}
    return {title: value for title, value in found.items() if value}


def average(values: Iterable[int | None]) -> str:
    """`7,5`; nothing when fewer than two said a number."""
    said = [one for one in values if one is not None]
    return f"{sum(said) / len(said):.1f}".replace(".", ",") if len(said) >= FEWEST else ""

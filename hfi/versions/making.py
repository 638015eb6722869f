"""Making a version: read and laid out before anything is written, then added in the closing's own transaction."""

from base64 import b64encode
from dataclasses import dataclass, replace
from typing import Any

from hfi import clock
from hfi.calling.proposals import moment, usual_time
from hfi.calling.queries import called_people, called_staff
from hfi.extensions import db
from hfi.family_page.dossier import Dossier
from hfi.family_page.queries import log_reading
from hfi.family_page.views import Meeting
from hfi.filters import first_name
from hfi.meetings.models import PlanMeeting
from hfi.printing.document import PrintUnavailableError
from hfi.printing.paper import plan_pdf
from hfi.printing.views import PrintedPlan
from hfi.texts import force_locale
from hfi.versions.household import Household, present_household
from hfi.versions.models import PlanVersion, VersionPaper
from hfi.versions.snapshot import Values, content_hash, snapshot


@dataclass(frozen=True)
class Made:
    """A version that is ready to be added. `pdf` is empty on a machine that cannot print."""

    number: int
    values: Values
    pdf: bytes


def next_number(dossier: Dossier) -> int:
    """One more than the last plan that was handed over."""
    return max((one.edition or 0 for one in dossier.meetings), default=0) + 1


def make_version(dossier: Dossier, meeting: Any, form: Any) -> Made:
    """The household's plan at the end of the meeting, in Danish whatever language its writer works in."""
    with force_locale("da"):
        household = with_next(present_household(dossier), meeting, form)
        number = next_number(dossier)
        values = snapshot(household) | {"participants": participants(dossier, meeting), "number": number}
        log_reading(dossier.access, "version-print", household.sections)
        db.session.commit()
        return Made(number, values, laid_out(household.paper(number)))


def participants(dossier: Dossier, meeting: Any) -> list[str]:
    """First names of those who were there."""
    here = [*called_people(dossier, meeting.id), *called_staff(dossier, meeting.id)]
    return [first_name(one.name) for one in here if one.present]


def with_next(household: Household, meeting: Any, form: Any) -> Household:
    """With the next meeting that the closing makes: the paper that is handed over says when it is."""
    if not form.next_on.data:
        return household
    starts = moment(form.next_on.data, form.next_time.data or usual_time(meeting))
    days = (form.next_on.data - clock.today()).days
    following = Meeting(starts, meeting.minutes, form.next_place.data, False, days, None)
    page = replace(household.page, head=replace(household.page.head, next_meeting=following))
    return replace(household, page=page)


def laid_out(plan: PrintedPlan) -> bytes:
    """The paper; nothing when this machine cannot print, since a meeting must be closed all the same."""
    try:
        return plan_pdf(plan)
    except PrintUnavailableError:
        return b""


def add_version(dossier: Dossier, meeting: PlanMeeting, made: Made) -> None:
    """Add the version with its paper to the transaction that closes its meeting."""
    version = PlanVersion(
        family_id=dossier.access.id,
        meeting_id=meeting.id,
        number=made.number,
        made_at=clock.now(),
        made_by_id=dossier.access.reader.user_id,
        content_hash=content_hash(made.values),
        snapshot=made.values,
    )
    db.session.add(version)
    db.session.flush()
    if made.pdf:
        paper = b64encode(made.pdf).decode()
        db.session.add(VersionPaper(family_id=dossier.access.id, version_id=version.id, content=paper))

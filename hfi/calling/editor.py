"""The editor of a plan meeting: the same steps as everything else that is edited, on a page of its own."""

import uuid
from typing import Any, ClassVar

from hfi import clock
from hfi.calling.forms import MeetingForm
from hfi.calling.proposals import USUAL_MINUTES, last_held, moment, proposed_day, usual_time
from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import Link, RefusedError
from hfi.family_page.family_editors import PlanEditor
from hfi.fields import options
from hfi.meetings.models import MeetingPerson, MeetingUser, PlanMeeting
from hfi.texts import _, _l


class MeetingEditor(PlanEditor):
    """Plan meetings that are still to be held."""

    kind = "meeting"
    title = _l("Change the meeting")
    new_title = _l("Call a meeting")
    submit = _l("Save meeting")
    saved = _l("The meeting is saved.")
    model = PlanMeeting
    form = MeetingForm
    names = ("minutes", "place", "interpreter_booked", "question", "guests")
    template = "meeting"
    links: ClassVar = {
        "person_ids": Link(MeetingPerson, "meeting_id", "person_id"),
        "user_ids": Link(MeetingUser, "meeting_id", "user_id"),
    }

    def values(self, dossier: Dossier, row: Any | None) -> dict[str, Any]:
        """The stored meeting's, or what is proposed for a new one."""
        found = super().values(dossier, row)
        if row is not None:
            starts = clock.local(row.starts_at)
            found |= {"on": starts.date(), "at": starts.time().replace(second=0, microsecond=0)}
        return found

    def defaults(self, dossier: Dossier) -> dict[str, Any]:
        last = last_held(dossier)
        return {
            "on": proposed_day(dossier),
            "at": usual_time(last),
            "minutes": last.minutes if last else USUAL_MINUTES,
            "place": last.place if last else "",
            "interpreter_booked": False,
            "person_ids": [one.id for one in dossier.household if not one.expected_on],
            "user_ids": [one.user_id for one in dossier.team],
        }

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        known = {one.user_id: one.name for one in dossier.team}
        form.person_ids.choices = options((one.id, one.name) for one in dossier.people if not one.expected_on)
        form.user_ids.choices = options(known.items())

    def chosen(self, dossier: Dossier, entity: Any, form: Any, name: str) -> list[uuid.UUID]:
        """Whoever cannot be chosen any more, and was called, stays called."""
        offered = {choice.value for choice in form[name].choices}
        links = getattr(entity, "person_links" if name == "person_ids" else "user_links")
        kept = [one.target_id for one in links if one.target_id not in offered]
        return super().chosen(dossier, entity, form, name) + kept

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        if entity.held or entity.cancelled_at:
            raise RefusedError("on", _("The meeting is over, or was called off. Call a new one."))
        super().apply(dossier, entity, form)
        entity.starts_at = moment(form.on.data, form.at.data)

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        return None


EDITOR = MeetingEditor()

"""The editors of what stands in the joint plan itself: goals, agreements, appointments."""

import uuid
from typing import Any, ClassVar

import sqlalchemy as sa

from hfi import clock
from hfi.access.terms import Action, Decision, Level, Why
from hfi.extensions import db
from hfi.family_page import present, rights
from hfi.family_page.dossier import Dossier
from hfi.family_page.dossier_people import ids_of
from hfi.family_page.editing import Editor, Link
from hfi.family_page.family_editors import MemberEditor, PlanEditor
from hfi.family_page.keeping import offer_parents, refuse_unless_about_children
from hfi.fields import options
from hfi.parameters import current
from hfi.plan.forms import NOBODY, AgreementForm, GoalForm
from hfi.plan.models import Agreement, AgreementKeptFrom, AgreementStatus, Goal
from hfi.schedule.forms import AppointmentForm
from hfi.schedule.models import Appointment, AppointmentPerson
from hfi.schedule.queries import somebody_protected
from hfi.texts import _, _l

NUMBERS = ("start", "last", "now", "good_enough")
WORDS = ("preferred_future", "signs")
"""What a family tells of a goal beside its own name for it."""


class GoalEditor(PlanEditor):
    """Shared goals."""

    kind = "goal"
    title = _l("Edit goal")
    new_title = _l("New goal")
    add_label = _l("Add goal")
    submit = _l("Save goal")
    saved = _l("The goal is saved.")
    model = Goal
    form = GoalForm
    names = (
        "title",
        "words",
        "person_id",
        "scale",
        "start",
        "last",
        "now",
        "good_enough",
        *WORDS,
        "next_step",
        "status",
    )
    later = ("start", "last", "status")
    template = "goal"
    # The goals after it get other numbers, by which everything refers to them.
    touches_when_gone = frozenset({"goals", "sections", "agreements"})

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        form.person_id.choices = options([("", _("The whole family")), *dossier.choices["person"]])
        form.scale.choices = options(self.goal_scales(dossier, row).items())

    def defaults(self, dossier: Dossier) -> dict[str, Any]:
        return {"scale": next(iter(self.goal_scales(dossier, None)))}

    def goal_scales(self, dossier: Dossier, row: Any | None) -> dict[str, str]:
        """The scales to choose among, with the one that is kept; the programme's first has no key."""
        first = current.goal_scale(dossier.programme, "")
        offered = current.goal_scales(dossier.programme, dossier.today)
        found = {"" if one == first else one.key: one.title for one in offered}
        kept = row.scale if row is not None else next(iter(found), "")
        old = current.goal_scale(dossier.programme, kept)
        return found if kept in found else {**found, kept: old.title if old else _("Where are we today?")}

    def fixed(self, dossier: Dossier) -> dict[str, Any]:
        last = db.session.scalar(sa.select(sa.func.max(Goal.position)).where(Goal.family_id == dossier.access.id))
        return {"position": (last or 0) + 1, "agreed_on": dossier.today}

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        """The first number of a goal is where it starts."""
        super().apply(dossier, entity, form)
        if "start" not in form and entity.start is None:
            entity.start = entity.now

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        return next((one for one in present.present_goals(dossier) if one.id == item), None)


class AgreementEditor(PlanEditor):
    """Who does what by when. A professional attached to the family may add and change their own."""

    kind = "agreement"
    title = _l("Edit agreement")
    new_title = _l("New agreement")
    add_label = _l("Add agreement")
    submit = _l("Save agreement")
    saved = _l("The agreement is saved.")
    model = Agreement
    form = AgreementForm
    names: ClassVar[tuple[str, ...]] = ("text", "due_on", "rhythm", "goal_id")
    template = "agreement"
    links: ClassVar = {"kept_from_ids": Link(AgreementKeptFrom, "agreement_id", "person_id")}

    def decide(self, dossier: Dossier, row: Any | None) -> Decision:
        mine = row is None or row.user_id == dossier.access.reader.user_id
        return dossier.access.decide(Action.WRITE, Level.PLAN, contribution=mine)

    def values(self, dossier: Dossier, row: Any | None) -> dict[str, Any]:
        found = super().values(dossier, row)
        if row is not None:
            found["who"] = (
                f"person:{row.person_id}" if row.person_id else f"user:{row.user_id}" if row.user_id else "all"
            )
        return found

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        people = [(f"person:{one}", name) for one, name in dossier.choices["person"]]
        staff = [(f"user:{one}", name) for one, name in dossier.choices["user"]]
        if not super().decide(dossier, row):
            people, staff = [], [one for one in staff if one[0] == f"user:{dossier.access.reader.user_id}"]
        everybody = [("all", _("Everybody in the family"))] if people else []
        form.who.choices = options([*everybody, *people, *staff])
        form.goal_id.choices = options([NOBODY, *dossier.choices["goal"]])
        offer_parents(form, dossier.choices["adult"])

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        super().apply(dossier, entity, form)
        side, _colon, chosen = form.who.data.partition(":")
        if side != "user":
            about = [uuid.UUID(chosen)] if side == "person" else []
            refuse_unless_about_children(form, about, dossier.choices["child"])
        entity.person_id = uuid.UUID(chosen) if side == "person" else None
        entity.user_id = uuid.UUID(chosen) if side == "user" else None

    def fixed(self, dossier: Dossier) -> dict[str, Any]:
        return {"created_at": clock.now(), "status": AgreementStatus.OPEN}

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        return next((one for one in present.present_agreements(dossier) if one.id == item), None)


class AppointmentEditor(Editor):
    """Times in the week; each belongs to a measure, and its department keeps it."""

    kind = "appointment"
    title = _l("Edit time")
    new_title = _l("New time in the week")
    add_label = _l("Add time")
    list_id = ""
    submit = _l("Save time")
    saved = _l("The time is saved.")
    model = Appointment
    form = AppointmentForm
    names = ("measure_id", "title", "repeats", "from_on", "until_on", "starts", "ends", "place")
    template = "appointment"
    touches = frozenset({"week", "sections"})
    links: ClassVar = {"person_ids": Link(AppointmentPerson, "appointment_id", "person_id")}

    def more_columns(self) -> list[Any]:
        return [somebody_protected().label("protected")]

    def values(self, dossier: Dossier, row: Any | None) -> dict[str, Any]:
        """A place that could lead to somebody protected is written, never shown."""
        hidden = {"place": ""} if row is not None and row.protected else {}
        return super().values(dossier, row) | hidden

    def decide(self, dossier: Dossier, row: Any | None) -> Decision:
        if row is None:
            mine = self.own_measures(dossier)
            return Decision(bool(mine), Why.OWN_DEPARTMENT if mine else Why.OTHER_DEPARTMENT)
        return rights.item_decision(dossier, row.section_id, row.sensitive, Action.WRITE, ids_of(row.person_ids))

    def anchor(self, item: uuid.UUID | None) -> str:
        """Below the week there is one place for writing: the week itself is redrawn when a time is saved."""
        return "appointment-new"

    def own_measures(self, dossier: Dossier) -> list[Any]:
        """The measures that the reader's department keeps."""
        return [one for one in dossier.live_measures if rights.may_schedule(dossier, one)]

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        form.measure_id.choices = options([NOBODY, *((one.id, one.title) for one in self.own_measures(dossier))])
        if row is not None and row.protected:
            form.place.description = _("It is protected and is not shown. Leave it empty to keep what we have.")
        form.person_ids.choices = options(dossier.choices["person"])

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        measure: Any = next(one for one in self.own_measures(dossier) if one.id == form.measure_id.data)
        kept = entity.place if not form.place.data and self.hides_place(entity) else form.place.data
        super().apply(dossier, entity, form)
        entity.place = kept
        entity.section_id = measure.section_id
        entity.sensitive = measure.sensitive

    def hides_place(self, entity: Any) -> bool:
        """Whether the form could not show the place that is stored."""
        hidden = sa.select(Appointment.id).where(Appointment.id == entity.id, somebody_protected())
        return entity.version is not None and db.session.scalar(hidden) is not None

    def fixed(self, dossier: Dossier) -> dict[str, Any]:
        return {}

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        return None


PLAN_EDITORS: tuple[Editor, ...] = (GoalEditor(), AgreementEditor(), MemberEditor(), AppointmentEditor())

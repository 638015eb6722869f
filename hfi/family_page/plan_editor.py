"""The editor of a department's own plans. What one stands for is refused until all whom the law asks have said yes."""

import uuid
from typing import Any, ClassVar

from hfi.consent.queries import asked
from hfi.family_page.dossier import Dossier
from hfi.family_page.editing import Link, RefusedError
from hfi.family_page.present_plans import plan_labels, present_plans
from hfi.family_page.section_editors import InSection
from hfi.fields import options
from hfi.filters import and_list
from hfi.plan.forms import NOBODY, SectorPlanForm
from hfi.plan.models import SectorPlan, SectorPlanYes
from hfi.plan.replacing import Replacing, rule_for, rules_on, who_is_asked
from hfi.texts import _, _l


class PlanReferenceEditor(InSection):
    """References to the department's own plans."""

    kind = "plan"
    title = _l("Edit plan")
    new_title = _l("New plan")
    add_label = _l("Add plan")
    submit = _l("Save plan")
    saved = _l("The plan is saved.")
    model = SectorPlan
    form = SectorPlanForm
    names = (
        "kind",
        "person_id",
        "status",
        "owner_id",
        "decided_on",
        "dated_on",
        "deadline_on",
        "followed_up_on",
        "reference",
        "lines",
    )
    template = "plan"
    links: ClassVar = {"yes_ids": Link(SectorPlanYes, "plan_id", "person_id")}

    def offer(self, dossier: Dossier, form: Any, row: Any | None) -> None:
        form.kind.choices = options(self.section.plan_kinds)
        form.person_id.choices = options([("", _("The whole family")), *dossier.choices["person"]])
        form.owner_id.choices = options([NOBODY, *dossier.choices["user"]])
        offer_replacing(dossier, form, [key for key, _label in self.section.plan_kinds])

    def values(self, dossier: Dossier, row: Any | None) -> dict[str, Any]:
        found = super().values(dossier, row)
        return found | {"replaces": row.replaces.split(",") if row and row.replaces else []}

    def apply(self, dossier: Dossier, entity: Any, form: Any) -> None:
        super().apply(dossier, entity, form)
        entity.replaces = ",".join(form.replaces.data or [])
        # It asks for the family's people, and with them goes what is written so far: so the row is whole by now.
        refuse_without_yes(dossier, form)

    def card(self, dossier: Dossier, item: uuid.UUID) -> Any:
        plans = present_plans(dossier, self.section, bool(self.decide(dossier, None)))
        return next((one for one in plans if one.id == item), None)


def offer_replacing(dossier: Dossier, form: Any, kinds: list[str]) -> None:
    """Offer what plans of these kinds may stand for, and whose yes can be written down."""
    labels = plan_labels()
    offered = dict.fromkeys(one for rule in rules_on(dossier.today) if rule.plan in kinds for one in rule.replaces)
    form.replaces.choices = options((one, labels.get(one, one)) for one in offered)
    form.yes_ids.choices = options(dossier.choices["person"] if offered else [])


def refuse_without_yes(dossier: Dossier, form: Any) -> None:
    """Raise RefusedError when the plan is to stand for another, and the law does not let it, or a yes is missing."""
    for replaced in form.replaces.data or ():
        rule = rule_for(form.kind.data, replaced, dossier.today)
        if rule is None:
            raise RefusedError(
                "replaces", _("A plan of this kind replaces no other. Choose another kind, or take the mark away")
            )
        refuse_missing(dossier, rule, form)


def refuse_missing(dossier: Dossier, rule: Replacing, form: Any) -> None:
    """The same for one rule, which names those who are still to be asked."""
    about = [form.person_id.data] if form.person_id.data else dossier.household_ids
    needed = who_is_asked(rule, about, [asked(row) for row in dossier.everybody], dossier.today)
    if not needed:
        message = _(
            "Nobody is known who could say yes to it (%(source)s). Write down who has custody first", source=rule.source
        )
        raise RefusedError("yes_ids", message)
    if missing := needed - set(form.yes_ids.data or ()):
        names = and_list(named(dossier, missing))
        raise RefusedError(
            "yes_ids", _("It needs a yes from %(names)s first (%(source)s)", names=names, source=rule.source)
        )


def named(dossier: Dossier, people: set[uuid.UUID] | frozenset[uuid.UUID]) -> list[str]:
    """First names in the family's order, also of those who live elsewhere."""
    return [name for one, name in dossier.names.items() if one in people] or [_("somebody who has left the family")]

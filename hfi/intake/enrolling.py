"""The steps of the enrolment's form."""

from flask import Response, make_response, redirect, render_template, url_for

from hfi import clock
from hfi.families.scope import FamilyAccess
from hfi.intake import deciding, enrolment
from hfi.intake.enrolment_form import EnrolmentForm
from hfi.intake.target import load_capacity
from hfi.intake.visiting import to_page
from hfi.programmes.model import programme_of
from hfi.working_days import working_day_after


def enrol(access: FamilyAccess) -> Response:
    """Open the form, or enrol the family; one that is not to be enrolled has only its referral."""
    decision = deciding.refuse_unless_deciding(access, "enrolment")
    programme = programme_of(access.programme)
    capacity = load_capacity(programme)
    staff = enrolment.load_staff(access, decision)
    if staff is None:
        return to_page(access)
    form = EnrolmentForm(data=staff.first)
    form.offer(programme, staff.contacts, staff.coordinators)
    if form.validate_on_submit() and form.stores(lambda: enrolment.enrol(access, form)):
        return make_response(redirect(url_for("family_page.show", ref=access.reference), 303))
    meet_by = working_day_after(form.enrolled_on.data or clock.today(), programme.first_meeting_working_days)
    values = {"form": form, "ref": access.reference, "family": staff.family, "capacity": capacity, "meet_by": meet_by}
    page = render_template("intake/enrolment.html", programme=programme, **values)
    return make_response(page, 422 if form.errors else 200)

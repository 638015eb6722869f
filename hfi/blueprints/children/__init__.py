"""Children: well-being and learning, attendance at school, and health visiting."""

from datetime import date

from hfi.access.roles import Profession
from hfi.access.terms import Level
from hfi.blueprints.children import catalogue, forms
from hfi.plan.department import Department
from hfi.plan.section import Section, children, school_children
from hfi.plan.section_form import SectionForm
from hfi.texts import _l

department = Department("children", __name__, title=_l("Children and young people"), icon="graduation-cap", code="BUF")
department.add_app_template_filter(forms.ppv_state, "children_ppv")
department.add_section(
    Section(
        key="wellbeing",
        title=_l("Well-being and learning"),
        order=30,
        form=SectionForm,
        person_form=forms.LearningForm,
        whom=children,
        template="children/wellbeing.html",
        printout="children/wellbeing_print.html",
        professions=(Profession.PSYCHOLOGIST,),
        measure_types=catalogue.WELLBEING_TYPES,
        plan_kinds=catalogue.WELLBEING_PLANS,
        example={
            "assessment": "Børnene er nysgerrige og gode ved hinanden. De har brug for ro og for at vide, hvad der "
            "skal ske. Sammen med skolen gør vi dagen mere overskuelig.",
        },
    )
)
department.add_section(
    Section(
        key="attendance",
        title=_l("Attendance at school"),
        order=31,
        form=forms.AttendanceForm,
        person_form=forms.AbsenceForm,
        whom=school_children,
        template="children/attendance.html",
        printout="children/attendance_print.html",
        professions=(Profession.ABSENCE_CONSULTANT, Profession.PSYCHOLOGIST),
        measure_types=catalogue.ATTENDANCE_TYPES,
        plan_kinds=catalogue.ATTENDANCE_PLANS,
        indicators=("school_absence",),
        example={
            "assessment": "Det går fremad. Der er flere dage i skole nu end før sommerferien. Mandag er den sværeste "
            "dag, og derfor begynder vi dér.",
            "note": "Jeg taler med klasselæreren hver fredag. Vi aftaler sammen med barnet, hvad der skal ske "
            "ugen efter.",
        },
    )
)
department.add_section(
    Section(
        key="health-visiting",
        title=_l("Health visiting"),
        order=32,
        form=forms.VisitForm,
        template="children/health_visiting.html",
        printout="children/health_visiting_print.html",
        level=Level.SENSITIVE,
        professions=(Profession.HEALTH_VISITOR,),
        measure_types=catalogue.VISIT_TYPES,
        plan_kinds=catalogue.VISIT_PLANS,
        example={
            "assessment": "Den mindste udvikler sig fint og søger jer, når noget er svært. I er trætte, og det er "
            "forståeligt. Vi øver faste sengetider sammen.",
            "themes": ["development", "attachment", "parenting"],
            "next_visit_on": date(2026, 12, 8),
            "bridging": "Jeg hjælper jer med at bestille tid til tandlægen i december.",
        },
    )
)

"""Employment: each adult's and young person's way to work or education."""

from hfi.access.roles import Profession
from hfi.blueprints.employment.catalogue import MEASURE_TYPES, PLAN_KINDS
from hfi.blueprints.employment.forms import WorkForm, situation, support
from hfi.plan.department import Department
from hfi.plan.section import Section, adults_and_young
from hfi.plan.section_form import SectionForm
from hfi.texts import _l

department = Department("employment", __name__, title=_l("Employment"), icon="briefcase", code="BIF")
department.add_app_template_filter(situation, "employment_situation")
department.add_app_template_filter(support, "employment_support")
department.add_section(
    Section(
        key="work",
        title=_l("Work and education"),
        order=20,
        form=SectionForm,
        person_form=WorkForm,
        whom=adults_and_young,
        template="employment/work.html",
        printout="employment/work_print.html",
        professions=(Profession.EMPLOYMENT_CASEWORKER,),
        measure_types=MEASURE_TYPES,
        plan_kinds=PLAN_KINDS,
        example={
            "assessment": "I vil gerne have et arbejde, der passer sammen med familien. Vi begynder med få timer om "
            "ugen et sted, hvor I er trygge. Når det går godt, lægger vi flere timer på.",
        },
    )
)

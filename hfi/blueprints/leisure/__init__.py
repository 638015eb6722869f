"""Culture and leisure: what each in the family likes to do, and the way into an association."""

from hfi.access.roles import Profession
from hfi.blueprints.leisure.catalogue import MEASURE_TYPES
from hfi.blueprints.leisure.forms import LeisureForm, fee_state
from hfi.plan.department import Department
from hfi.plan.section import Section
from hfi.plan.section_form import SectionForm
from hfi.texts import _l

department = Department("leisure", __name__, title=_l("Culture and leisure"), icon="volleyball", code="KFF")
department.add_app_template_filter(fee_state, "leisure_fee")
department.add_section(
    Section(
        key="leisure",
        title=_l("Culture and leisure"),
        order=40,
        form=SectionForm,
        person_form=LeisureForm,
        template="leisure/leisure.html",
        printout="leisure/leisure_print.html",
        professions=(Profession.LEISURE_WORKER,),
        measure_types=MEASURE_TYPES,
        example={
            "assessment": "I vil gerne lave noget sammen, og børnene har lyst til at prøve sport. Vi finder en "
            "forening tæt på, og en FritidsGuide går med de første gange.",
        },
    )
)

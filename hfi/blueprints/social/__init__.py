"""Social: support for the family, the child assessment, and a placement as a pitstop on the way home."""

from datetime import date

from hfi.access.roles import Profession
from hfi.blueprints.social.catalogue import DEADLINES, MEASURE_TYPES, PLAN_KINDS
from hfi.blueprints.social.forms import CourseForm, SupportForm
from hfi.blueprints.social.pitstop import pitstop
from hfi.plan.department import Department
from hfi.plan.section import Section, children
from hfi.texts import _l

department = Department("social", __name__, title=_l("Social"), icon="house", code="SOF")
department.add_app_template_filter(pitstop, "social_pitstop")
department.add_section(
    Section(
        key="support",
        title=_l("Support for the family"),
        order=10,
        form=SupportForm,
        person_form=CourseForm,
        whom=children,
        template="social/support.html",
        printout="social/support_print.html",
        professions=(Profession.SOCIAL_CASEWORKER,),
        measure_types=MEASURE_TYPES,
        plan_kinds=PLAN_KINDS,
        deadlines=DEADLINES,
        example={
            "assessment": "I holder sammen, og I vil hinanden det godt. Morgenerne er svære, og der er mange "
            "skænderier om skole og søvn. Vi tror på, at støtte hjemme hos jer kan give mere ro.",
            "aware_on": date(2026, 6, 15),
            "finished_on": date(2026, 9, 28),
            "findings": "Børnene trives bedst, når dagen er ens fra gang til gang. De har brug for voksne, "
            "der siger det samme, og for hjælp til at komme godt ud ad døren.",
        },
    )
)

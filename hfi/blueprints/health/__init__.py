"""Health: the family health conversation, and help on to doctors and other offers."""

from datetime import date

from hfi.access.roles import Profession
from hfi.access.terms import Level
from hfi.blueprints.health.catalogue import MEASURE_TYPES
from hfi.blueprints.health.forms import HealthForm
from hfi.plan.department import Department
from hfi.plan.section import Section
from hfi.texts import _l

department = Department("health", __name__, title=_l("Health"), icon="heart", code="SUF")
department.add_section(
    Section(
        key="health",
        title=_l("Health"),
        order=50,
        form=HealthForm,
        template="health/health.html",
        printout="health/health_print.html",
        level=Level.SENSITIVE,
        professions=(Profession.HEALTH_WORKER,),
        measure_types=MEASURE_TYPES,
        example={
            "assessment": "I har selv fortalt, at søvnen er det, der fylder mest. Når I sover bedre, har I mere "
            "overskud til resten. Vi tager én ting ad gangen.",
            "talked_on": date(2026, 10, 20),
            "themes": ["sleep", "food", "movement"],
            "bridging": "Jeg går med til lægen den første gang, og vi skriver spørgsmålene ned sammen.",
        },
    )
)

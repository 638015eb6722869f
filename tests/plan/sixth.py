"""A sixth department as a municipality would write it: one folder, which a test drops in somewhere."""

import sys
from pathlib import Path

import hfi.blueprints

DECLARATION = '''"""Housing: a home to stay in."""

from wtforms import SelectField

from hfi.fields import DateField, options
from hfi.plan.department import Department
from hfi.plan.section import MeasureType, Section
from hfi.plan.section_form import PersonForm, SectionForm
from hfi.texts import _l


class RentForm(SectionForm):
    """What the housing department asks."""

    paid_until = DateField(_l("Rent is paid until"))


class RoomForm(PersonForm):
    """Where somebody sleeps."""

    room = SelectField(_l("Room"), choices=options([("", _l("No own room")), ("own", _l("Own room"))]), default="")


department = Department("housing", __name__, title=_l("Housing"), icon="house", code="TMF")
department.add_section(
    Section(
        key="home",
        title=_l("A home to stay in"),
        order=60,
        form=RentForm,
        person_form=RoomForm,
        template="housing/home.html",
        printout="housing/home_print.html",
        measure_types=(MeasureType("rent-advice", _l("Advice on the rent")),),
        example={"assessment": "I bor godt, og huslejen er betalt."},
    )
)
'''
CARD = """{% block card %}<p class="rent">{{ section.own.paid_until|full_date }}</p>{% endblock %}
{% block form %}{{ ui.field(form.paid_until) }}{% for person in form.people_fields() %}<fieldset id="{{ person.id }}">
<legend>{{ person.label.text }}</legend>{{ ui.field(person.form.room) }}</fieldset>{% endfor %}{% endblock %}
"""
PRINTOUT = """{% if section.own.paid_until %}
<p>Huslejen er betalt til {{ section.own.paid_until|full_date }}.</p>
{% endif %}
"""


def write(folder: Path, declaration: str = DECLARATION, card: str = CARD) -> Path:
    """The department's folder, inside another one."""
    package = folder / "housing"
    templates = package / "templates" / "housing"
    templates.mkdir(parents=True)
    (package / "__init__.py").write_text(declaration)
    (templates / "home.html").write_text(card)
    (templates / "home_print.html").write_text(PRINTOUT)
    return package


def drop_in(monkeypatch, folder: Path) -> None:
    """Let the folder count as one in which departments lie, for this test."""
    monkeypatch.setattr(hfi.blueprints, "__path__", [*hfi.blueprints.__path__, str(folder)])
    monkeypatch.delitem(sys.modules, "hfi.blueprints.housing", raising=False)


def forget() -> None:
    """The next test finds another folder of the same name."""
    sys.modules.pop("hfi.blueprints.housing", None)
    vars(hfi.blueprints).pop("housing", None)

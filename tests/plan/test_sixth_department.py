"""A new department is one folder: it stands on the page, on paper and in the caseload; no other file knows of it."""

import io
from pathlib import Path

import pypdf
import pytest
import sqlalchemy as sa
from flask_migrate import upgrade

from hfi import create_app
from hfi.access.models import Attachment, AttachmentKind, User
from hfi.access.roles import Role
from hfi.audit.models import AuditEntry
from hfi.extensions import db
from hfi.plan.models import SectionRecord
from tests.conftest import SETTINGS, Browser
from tests.family_page.steps import HTMX, assert_as_if_reloaded, edit_link, open_form, save
from tests.plan import sixth
from tests.store import Store
from tests.visitor import Visitor
from tests.world import PASSWORD, PASSWORD_HASH, build_world

PLACE = "housing-home-details"


@pytest.fixture
def town(tmp_path, monkeypatch):
    """An app of a municipality with six departments, and its own database; Tom is the sixth's caseworker."""
    sixth.write(tmp_path)
    sixth.drop_in(monkeypatch, tmp_path)
    monkeypatch.setenv("HFI_INSTANCE", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'town.sqlite'}")
    app = create_app(SETTINGS)
    app.test_client_class = Browser
    with app.app_context():
        upgrade()
        yield app, build_town()
        db.session.remove()
        db.engine.dispose()
    sixth.forget()


def build_town():
    """The family of the stories, with Tom on its team."""
    world = build_world()
    tom = User(
        email="tom@demo.example",
        name="Tom Prøvesen",
        password_hash=PASSWORD_HASH,
        role=Role.PROFESSIONAL,
        department="TMF",
    )
    db.session.add(tom)
    db.session.flush()
    start = db.session.scalars(sa.select(Attachment.from_on)).first()
    db.session.add(Attachment(family_id=world.family, user_id=tom.id, kind=AttachmentKind.TEAM, from_on=start))
    world.users["Tom"] = tom.id
    db.session.commit()
    return world


def enter(town, name):
    """Somebody logs in."""
    app, world = town
    return Visitor(app.test_client(), world).log_in(f"{name.lower()}@demo.example", PASSWORD)


def written(town):
    """Tom has written that the rent is paid."""
    tom = enter(town, "Tom")
    form = open_form(tom.open(tom.world.url), edit_link(tom, PLACE))
    room = form.select_one("select[name$=room]")["name"]
    return save(tom, form, True, 200, assessment="I bor godt.", paid_until="01.02.2027", **{room: "own"})


def test_its_section_stands_on_the_page_and_is_edited_like_any_other(town):
    tom = written(town)
    assert "I bor godt." in tom.text(f"#{PLACE}") and "2027" in tom.text(".rent")
    assert_as_if_reloaded(tom)
    record = Store(town[0]).only(SectionRecord, SectionRecord.section_id == "housing/home")
    assert record.details["own"] == {"paid_until": "2027-02-01"}
    assert Store(town[0]).count(AuditEntry, AuditEntry.section == "housing/home", AuditEntry.action == "create") == 1


def test_its_measures_come_from_its_own_catalogue(town):
    tom = enter(town, "Tom").open(town[1].url)
    form = open_form(tom, edit_link(tom, "housing-home-measure-new"))
    typed = {"title": "Råd om husleje", "type_key": "rent-advice", "person_ids": [str(town[1].people["Amina"])]}
    save(tom, form, True, 200, **typed)
    assert "Råd om husleje" in tom.text("#housing-home-measures")
    assert_as_if_reloaded(tom)


def test_others_see_whose_it_is_and_nothing_that_was_not_shared(town):
    written(town)
    mette = enter(town, "Mette").open(town[1].url)
    card = mette.find("#housing-home")
    assert "is-hidden" in card["class"] and "TMF" in card.get_text() and "I bor godt" not in str(mette.page)
    assert mette.client.get(f"{town[1].url}/housing/home", headers=HTMX).status_code == 403


def test_what_it_says_goes_on_the_familys_paper(town):
    paper = written(town).open(f"{town[1].url}/plan.pdf").response
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.data)).pages]
    assert "Huslejen er betalt til" in " ".join(" ".join(pages).split())


def test_the_caseload_has_it_among_the_departments(town):
    assert "TMF" in enter(town, "Ole").open("/caseload").text("#main")


def test_nothing_in_the_program_knows_of_it():
    files = [*Path("hfi").rglob("*.py"), *Path("hfi").rglob("*.html"), *Path("hfi/programmes").glob("*.toml")]
    assert files and not [file for file in files if "housing/home" in file.read_text() or "TMF" in file.read_text()]
